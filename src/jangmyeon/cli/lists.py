"""``jangmyeon list``: lists of your own."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
    spot,
)
from jangmyeon.cli.output import console, print_json, print_said, table
from jangmyeon.errors import QueryError
from jangmyeon.library import Library, Seen


def list_(  # noqa: PLR0913  what is put on which list, or taken off it
    name: Annotated[str | None, typer.Argument(help="The name of the list.")] = None,
    drama: Annotated[str | None, typer.Argument(help="A title in any language, or an id.")] = None,
    episode: Annotated[str | None, typer.Argument(help="16, S01E16 or 1x16.")] = None,
    time: Annotated[str | None, typer.Argument(help="28:23 or seconds.")] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the scene off the list, or delete the list.")
    ] = False,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put the scene at a time on a list of yours; with no scene, show the list, or all lists."""
    until = last_seen(seen)
    with open_library(library, data) as lib:
        if name is None:
            _print_lists(lib, until, spoilers=spoilers, as_json=as_json)
            return
        if drama is not None:
            if episode is None or time is None:
                raise QueryError("a scene is told by drama, episode and time", where=drama)
            change = lib.remove_from_list if remove else lib.add_to_list
            change(name, spot(drama, episode, time), seen=until, spoilers=spoilers)
        elif remove:
            lib.remove_list(name)
        names = {each.name for each in lib.lists(seen=until, spoilers=spoilers)}
        gone = remove and " ".join(name.split()) not in names
        found = [] if gone else lib.listed(name, seen=until, spoilers=spoilers)
    if as_json:
        print_json(found)
        return
    if not found:
        console().print(f'The list "{name}" is empty.', markup=False)
    for place, listed in enumerate(found, 1):
        print_said(listed.spot, listed.scene, f"{place:>3}.")


def _print_lists(lib: Library, until: Seen, *, spoilers: bool, as_json: bool) -> None:
    found = lib.lists(seen=until, spoilers=spoilers)
    if as_json:
        print_json(found)
    else:
        table([(each.name, str(each.scenes)) for each in found], ("list", "scenes"))
