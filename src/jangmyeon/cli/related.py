"""``jangmyeon related``: what is like a drama or a scene, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
from jangmyeon.cli.output import console, episode_name, print_json
from jangmyeon.errors import QueryError
from jangmyeon.model import clock

if TYPE_CHECKING:
    from jangmyeon.guides.related import Related

_EXIT_NOTHING_FOUND = 1
_REASONS_TOLD = 3


def related(  # noqa: PLR0913  each option narrows or shows in a way of its own
    drama: Annotated[str, typer.Argument(help="A title in any language, or an id.")],
    episode: Annotated[str | None, typer.Argument(help="For a scene: 16, S01E16 or 1x16.")] = None,
    time: Annotated[str | None, typer.Argument(help="For a scene: 28:23 or seconds.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")] = 5,
    language: Annotated[str, typer.Option("--lang", help="Of its sentences: en or ko.")] = "en",
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find dramas like a drama, or scenes of other dramas like a scene, and tell why.

    Exits with 1 when nothing is found.
    """
    if episode is not None and time is None:
        raise QueryError("a scene is told by an episode and a time", remedy="add the time: 28:23")
    where = drama if episode is None or time is None else spot(drama, episode, time)
    with open_library(library, data) as lib:
        found = lib.related(
            where, limit, language=language, seen=last_seen(seen), spoilers=spoilers
        )
    if as_json:
        print_json(found)
    else:
        for place, each in enumerate(found, 1):
            _print(place, each)
    if not found:
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def _print(place: int, found: Related) -> None:
    out = console()
    if found.scene is None:
        name = found.drama.title
    else:
        name = f"{episode_name(found.scene.episode)}  {clock(found.scene.start)}"
    out.print(f"{place}. {name}", style="bold", markup=False)
    out.print(f"     {found.sentence}", markup=False)
    if found.scene is not None:
        why = "; ".join(part.detail for part in found.why[:_REASONS_TOLD])
        out.print(f"     why: {why}", style="dim", markup=False)
    out.print()
