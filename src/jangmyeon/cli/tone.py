"""``jangmyeon tone``: how an episode feels as it goes on."""

from __future__ import annotations

from itertools import groupby
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
)
from jangmyeon.cli.output import console, print_json
from jangmyeon.model import clock

_BARS = " ▁▂▃▄▅▆▇█"
_WIDEST = 72  # columns
_COLORS = {"tension": "red", "warmth": "yellow", "sadness": "blue", "comedy": "green"}


def tone(
    drama: Annotated[str, typer.Argument(help="A title, in any language, or an id.")],
    episode: Annotated[str, typer.Argument(help="16, S01E16 or 1x16.")],
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw tension, warmth, sadness and comedy along an episode, and the moods of its music."""
    season, number = episode_number(episode)
    with open_library(library, data) as lib:
        curve = lib.tone(drama, season, number, seen=last_seen(seen), spoilers=spoilers)
    if as_json:
        print_json(curve)
        return
    out = console()
    each = max(1, -(-len(curve.tension) // _WIDEST))  # points a column
    for name, color in _COLORS.items():
        values = getattr(curve, name)
        columns = [max(values[at : at + each]) for at in range(0, len(values), each)]
        out.print(f"{name:>8}  [{color}]{''.join(map(_bar, columns))}[/]")
    end = clock(curve.step * len(curve.tension))
    width = -(-len(curve.tension) // each)
    out.print(f"[dim]{'':>8}  0:00{end:>{max(width - 4, len(end) + 1)}}[/]")
    for mood, points in groupby(enumerate(curve.music), key=lambda point: point[1]):
        if mood not in {"", "other"}:
            at = next(points)[0] * curve.step
            out.print(f"[dim]{clock(at):>8}  {mood} music[/]")


def _bar(value: float) -> str:
    return _BARS[min(round(value * (len(_BARS) - 1)), len(_BARS) - 1)]
