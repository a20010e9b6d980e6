"""``jangmyeon note``: notes and tags of your own on scenes."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    episode_number,
    last_seen,
    open_library,
    spot,
)
from jangmyeon.cli.output import console, print_json, print_said
from jangmyeon.errors import QueryError
from jangmyeon.library import Library, Seen
from jangmyeon.store.yours import Note, Tagged


def note(  # noqa: PLR0913  what is written, where, and what is listed
    drama: Annotated[str | None, typer.Argument(help="A title in any language, or an id.")] = None,
    episode: Annotated[str | None, typer.Argument(help="16, S01E16 or 1x16.")] = None,
    time: Annotated[str | None, typer.Argument(help="28:23 or seconds.")] = None,
    text: Annotated[list[str] | None, typer.Argument(help="The note.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Tag the scene; with no time: list what has the tag.")
    ] = None,
    untag: Annotated[list[str] | None, typer.Option(help="Take a tag from the scene.")] = None,
    remove: Annotated[int | None, typer.Option(help="Delete the note of this number.")] = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a note on the scene at a time, or tag it; with no time, list what you wrote.

    Notes are kept by drama, episode and second, whatever happens to the library.
    """
    until = last_seen(seen)
    words = " ".join(text or ())
    with open_library(library, data) as lib:
        if remove is not None:
            lib.remove_note(remove, seen=until, spoilers=spoilers)
        elif drama and episode and time and (words or tag or untag):
            place = spot(drama, episode, time)
            if words:
                lib.note(place, words, seen=until, spoilers=spoilers)
            if tag:
                lib.tag(place, *tag, seen=until, spoilers=spoilers)
            if untag:
                lib.untag(place, *untag, seen=until, spoilers=spoilers)
        elif untag:
            raise QueryError("a tag is taken from a scene", remedy="name drama, episode and time")
        found = _said(lib, drama, episode, tag if not time else None, until, spoilers)
    if as_json:
        print_json(found)
    elif not found:
        console().print("You have written nothing here yet.")
    for said in found if not as_json else ():
        words = f"{said.id:>4}  {said.text}" if isinstance(said, Note) else f"#{said.tag}"
        print_said(said.spot, said.scene, words)


def _said(
    lib: Library,
    drama: str | None,
    episode: str | None,
    tags: list[str] | None,
    until: Seen,
    spoilers: bool,
) -> list[Note] | list[Tagged]:
    """The notes of a drama or an episode; or the scenes that have a tag."""
    if tags:
        return [
            tagged
            for tag in tags
            for tagged in lib.tagged(tag, drama, seen=until, spoilers=spoilers)
        ]
    season, number = episode_number(episode) if episode else (None, None)
    return lib.notes(drama, season, number, seen=until, spoilers=spoilers)
