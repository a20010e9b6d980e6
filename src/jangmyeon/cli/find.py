"""``jangmyeon find``: where is the scene that ...?"""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import DataOption, JsonOption, LibraryOption, open_library
from jangmyeon.cli.output import caption_row, clock, console, episode_name, people_of, print_json
from jangmyeon.library import Library
from jangmyeon.model import Hit
from jangmyeon.search import Understanding

_EXIT_NOTHING_FOUND = 1
_MOST_REASONS = 6
_LEMMAS = 5


def find(  # noqa: PLR0913  each option narrows the search in a way of its own
    query: Annotated[
        list[str],
        typer.Argument(help='What you remember, in English or Korean; "..." for exact words.'),
    ],
    drama: Annotated[str | None, typer.Option(help="Only in this drama.")] = None,
    season: Annotated[int | None, typer.Option(help="Only in this season.")] = None,
    episode: Annotated[int | None, typer.Option(help="Only in this episode.")] = None,
    person: Annotated[str | None, typer.Option(help="Only where this person is.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only where this happens: kiss, confession, 고백 ...")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell first how the words are understood.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many answers.")] = 5,
    lines: Annotated[int, typer.Option(min=1, help="How many captions of each.")] = 5,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find a scene from what you remember of it.

    Exits with 1 when nothing is found.
    """
    text = " ".join(query)
    with open_library(library, data) as lib:
        understood = lib.explain(text, drama) if explain else None
        hits = lib.find(text, limit, drama, season, episode, person, kind)
        if as_json:
            answers = [{"hit": hit, "excerpt": lib.excerpt(hit, text, lines)} for hit in hits]
            print_json({"query": understood, "answers": answers} if explain else answers)
        else:
            if understood is not None:
                _print_understood(understood)
            print_hits(lib, hits, text, lines)
    if not hits:
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def _print_understood(query: Understanding) -> None:
    """Print what a query was taken to ask for, a row each."""
    rows = [("drama", query.drama.title)] if query.drama else []
    rows += [("perhaps", drama.title) for drama, _ in query.leanings if drama != query.drama]
    if query.episode:
        told = {"season": query.episode.season, "episode": query.episode.number}
        rows.append(("where", ", ".join(f"{k} {v}" for k, v in told.items() if v is not None)))
    rows += [("exactly", words) for words in query.quotes]
    rows += [(facet.field, f"{facet.value} (“{facet.source}”)") for facet in query.facets]
    for name, asked in (("person", query.people), ("words", query.content)):
        for each in asked:
            korean = ", ".join(f"{lemma} {weight:.2f}" for lemma, weight in each.lemmas[:_LEMMAS])
            rows.append((name, f"{each.source}  {each.share:.0%}  {korean}"))
    out = console()
    for name, value in rows:
        out.print(f"[dim]{name:>8}[/]  {value}", markup=True)
    out.print()


def print_hits(lib: Library, hits: list[Hit], text: str, lines: int) -> None:
    """Print hits with the captions that answer, and why they were chosen."""
    out = console()
    if not hits:
        out.print("Nothing found. Fewer or other words may help; Korean words search best.")
    for rank, hit in enumerate(hits, 1):
        people = people_of(hit.scene)
        out.print(
            f"[bold]{rank}. {episode_name(hit.scene.episode)}  {clock(hit.at)}[/]"
            f"  [dim]({clock(hit.start)}–{clock(hit.end)})[/]"
            + (f"  [green]{people}[/]" if people else "")
        )
        for excerpt in lib.excerpt(hit, text, lines):
            out.print(caption_row(excerpt, pointed=bool(excerpt.marks)))
        why = ", ".join(f"{part.detail} {part.weight:.1f}" for part in hit.why[:_MOST_REASONS])
        out.print(f"     [dim]why: {why}[/]\n")
