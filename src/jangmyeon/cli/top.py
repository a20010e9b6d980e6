"""``jangmyeon top``: the best scenes of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.cli.export import write_file
from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
)
from jangmyeon.cli.output import (
    caption_row,
    console,
    episode_name,
    literal,
    people_of,
    print_json,
    print_text,
)
from jangmyeon.model import Excerpt, Ranked, clock

_EXIT_NOTHING_FOUND = 1


def top(  # noqa: PLR0913  each option narrows the list in a way of its own
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
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page to this file, for a browser.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    language: Annotated[
        str, typer.Option("--lang", help="Of a page or Markdown: en or ko.")
    ] = "en",
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank the scenes of a kind; a scene and its replays count once.

    Exits with 1 when nothing is found.
    """
    told = last_seen(seen)
    with open_library(library, data) as lib:
        found = lib.top(kind, drama, season, limit, seen=told, spoilers=spoilers)
        dramas = {each.scene.episode.drama.id for each in found} if html or markdown else ()
        people = {each: lib.people(each, seen=told, spoilers=spoilers) for each in dramas}
    if html is not None:
        from jangmyeon.guides.views.top_text import top_page

        write_file(html, top_page(kind, found, people, language).encode("utf-8"))
    if as_json:
        print_json(found)
    elif markdown:
        from jangmyeon.guides.views.top_text import top_markdown

        print_text(top_markdown(kind, found, people, language))
    elif html is not None:
        console().print(f"The scenes are in {html}", markup=False)
    else:
        print_ranked(found)
    if not found:
        console(stderr=True).print(f"No scene is read as {kind}.", markup=False)
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def print_ranked(found: Sequence[Ranked]) -> None:
    """Print a list of scenes with their key captions, and why they stand there."""
    for place, ranked in enumerate(found, 1):
        _print(place, ranked)


def _print(place: int, ranked: Ranked) -> None:
    out = console()
    scene = ranked.scene
    people = literal(people_of(scene))
    told = f"  [green]{people}[/]" if people else ""
    at = ranked.key.start if ranked.key else scene.start
    out.print(
        f"[bold]{place}. {literal(episode_name(scene.episode))}  {clock(at)}[/]"
        f"  [dim]({clock(scene.start)}–{clock(scene.end)})[/]{told}"
    )
    if ranked.key is not None:
        out.print(caption_row(Excerpt(ranked.key), pointed=True))
    why = ", ".join(f"{part.detail} {part.weight:+.2f}" for part in ranked.why)
    out.print(f"     [dim]why: {literal(why)}[/]")
    if ranked.again:
        shown = ", ".join(f"{s.episode.code} {clock(s.start)}" for s in ranked.again)
        out.print(f"     [dim]shown again: {shown}[/]")
    out.print()
