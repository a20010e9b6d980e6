"""``jangmyeon top``: the best scenes of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from jangmyeon.cli.options import DataOption, JsonOption, LibraryOption, open_library
from jangmyeon.cli.output import caption_row, clock, console, episode_name, people_of, print_json
from jangmyeon.model import Excerpt, Ranked

_EXIT_NOTHING_FOUND = 1


def top(
    kind: Annotated[
        str,
        typer.Argument(
            help="A kind of moment (confession, kiss, farewell, comedy ...) or a mood (romantic, "
            "tense, funny, sad, touching, intense); Korean works too."
        ),
    ],
    drama: Annotated[str | None, typer.Option(help="Only in this drama.")] = None,
    season: Annotated[int | None, typer.Option(help="Only in this season.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many scenes.")] = 10,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank the scenes of a kind; a scene and its replays count once.

    Exits with 1 when nothing is found.
    """
    with open_library(library, data) as lib:
        found = lib.top(kind, drama, season, limit)
    if as_json:
        print_json(found)
    else:
        print_ranked(found)
    if not found:
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def print_ranked(found: Sequence[Ranked]) -> None:
    """Print a list of scenes with their key captions, and why they stand there."""
    for place, ranked in enumerate(found, 1):
        _print(place, ranked)


def _print(place: int, ranked: Ranked) -> None:
    out = console()
    scene = ranked.scene
    people = people_of(scene)
    told = f"  [green]{people}[/]" if people else ""
    at = ranked.key.start if ranked.key else scene.start
    out.print(
        f"[bold]{place}. {episode_name(scene.episode)}  {clock(at)}[/]"
        f"  [dim]({clock(scene.start)}–{clock(scene.end)})[/]{told}"
    )
    if ranked.key is not None:
        out.print(caption_row(Excerpt(ranked.key), pointed=True))
    why = ", ".join(f"{part.detail} {part.weight:+.2f}" for part in ranked.why)
    out.print(f"     [dim]why: {why}[/]")
    if ranked.again:
        shown = ", ".join(f"{s.episode.code} {clock(s.start)}" for s in ranked.again)
        out.print(f"     [dim]shown again: {shown}[/]")
    out.print()
