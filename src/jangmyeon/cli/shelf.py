"""``jangmyeon shelf``: what the library holds."""

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
)
from jangmyeon.cli.output import console, print_json, table
from jangmyeon.model import clock


def shelf(
    drama: Annotated[str | None, typer.Argument(help="List the episodes of this drama.")] = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the dramas of the library, or the episodes of one."""
    until = last_seen(seen)
    with open_library(library, data) as lib:
        if drama is not None:
            episodes = lib.episodes(drama, seen=until, spoilers=spoilers)
            if as_json:
                print_json(episodes)
                return
            rows = [
                [
                    e.code,
                    e.title,
                    clock(e.duration),
                    str(len(lib.scenes(drama, e.season, e.number, seen=until, spoilers=spoilers))),
                ]
                for e in episodes
            ]
            table(rows, ["episode", "title", "length", "scenes"])
            return
        dramas = lib.dramas(seen=until, spoilers=spoilers)
        counts = {d.id: len(lib.episodes(d.id, seen=until, spoilers=spoilers)) for d in dramas}
        totals = lib.totals(seen=until, spoilers=spoilers)
        if as_json:
            print_json([{"drama": d, "episodes": counts[d.id]} for d in dramas])
            return
        rows = [
            [d.title, d.original_title, str(d.year or ""), d.network, str(counts[d.id]), d.id]
            for d in dramas
        ]
        table(rows, ["title", "original title", "year", "network", "episodes", "id"])
        console(stderr=True).print(
            f"{totals.dramas} dramas, {totals.episodes} episodes, {totals.lines:,} lines, "
            f"{totals.sounds:,} sounds, {totals.scenes:,} scenes"
        )
