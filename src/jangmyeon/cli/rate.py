"""``jangmyeon rate``: stars of your own for scenes."""

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
from jangmyeon.library.own import MOST_STARS


def rate(  # noqa: PLR0913  what is rated, and what is listed
    drama: Annotated[str | None, typer.Argument(help="A title in any language, or an id.")] = None,
    episode: Annotated[str | None, typer.Argument(help="16, S01E16 or 1x16.")] = None,
    time: Annotated[str | None, typer.Argument(help="28:23 or seconds.")] = None,
    stars: Annotated[
        int | None, typer.Argument(help="1 to 5; 0 takes them away.", min=0, max=MOST_STARS)
    ] = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the scene at a time 1 to 5 stars; without stars, list the scenes that have some."""
    until = last_seen(seen)
    with open_library(library, data) as lib:
        if drama and episode and time and stars is not None:
            lib.rate(spot(drama, episode, time), stars or None, seen=until, spoilers=spoilers)
        season, number = episode_number(episode) if episode else (None, None)
        found = lib.ratings(drama, season, number, seen=until, spoilers=spoilers)
    if as_json:
        print_json(found)
        return
    if not found:
        console().print("No scene has stars here yet.")
    for rating in found:
        told = "★" * rating.stars + "☆" * (MOST_STARS - rating.stars)
        print_said(rating.spot, rating.scene, told)
