"""``jangmyeon find``: where is the scene that ...?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
)
from jangmyeon.cli.output import caption_row, console, episode_name, literal, people_of, print_json
from jangmyeon.model import Excerpt, Hit, clock
from jangmyeon.search import Understanding

if TYPE_CHECKING:
    from jangmyeon.search.neural import Reranker

KindOption = Annotated[
    str | None, typer.Option(help="Only where this happens: kiss, confession, 고백 ...")
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Tell first how the words are understood.")
]
RerankOption = Annotated[
    str | None,
    typer.Option(metavar="MODEL", help="Let this model (a folder, or a name) have a second look."),
]

_EXIT_NOTHING_FOUND = 1
_MOST_REASONS = 6
_LEMMAS = 5
_LEADS = 6


def find(  # noqa: PLR0913  each option narrows the search in a way of its own
    query: Annotated[
        list[str],
        typer.Argument(help='What you remember, in English or Korean; "..." for exact words.'),
    ],
    drama: Annotated[str | None, typer.Option(help="Only in this drama.")] = None,
    season: Annotated[int | None, typer.Option(help="Only in this season.")] = None,
    episode: Annotated[int | None, typer.Option(help="Only in this episode.")] = None,
    person: Annotated[str | None, typer.Option(help="Only where this person is.")] = None,
    kind: KindOption = None,
    explain: ExplainOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many answers.")] = 5,
    lines: Annotated[int, typer.Option(min=1, help="How many captions of each.")] = 5,
    rerank: RerankOption = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find a scene from what you remember of it.

    Exits with 1 when nothing is found.
    """
    text = " ".join(query)
    until = last_seen(seen)
    with open_library(library, data) as lib:
        understood = lib.explain(text, drama, seen=until, spoilers=spoilers) if explain else None
        second = _reranker(rerank) if rerank else None
        where = (drama, season, episode, person, kind)
        hits = lib.find(text, limit, *where, rerank=second, seen=until, spoilers=spoilers)

        def excerpt(hit: Hit) -> tuple[Excerpt, ...]:
            return lib.excerpt(hit, text, lines, seen=until, spoilers=spoilers)

        if as_json:
            answers = [{"hit": hit, "excerpt": excerpt(hit)} for hit in hits]
            print_json({"query": understood, "answers": answers} if explain else answers)
        else:
            if understood is not None:
                _print_understood(understood)
            print_hits(hits, excerpt)
    if not hits:
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def _reranker(model: str) -> Reranker:
    from jangmyeon.search.neural import SentenceReranker

    return SentenceReranker(model)


def _print_understood(query: Understanding) -> None:
    """Print what a query was taken to ask for, a row each."""
    rows = [("drama", query.drama.title)] if query.drama else []
    rows += [("perhaps", drama.title) for drama, _ in query.leanings if drama != query.drama]
    if query.episode:
        hint = query.episode
        at = None if hint.at is None else clock(hint.at)
        told = {"season": hint.season, "episode": hint.name, "at": at}
        rows.append(("where", ", ".join(f"{k} {v}" for k, v in told.items() if v is not None)))
    rows += [("exactly", words) for words in query.quotes]
    rows += [(facet.field, f"{facet.value} (“{facet.source}”)") for facet in query.facets]
    rows += [("lead", " or ".join(_shortened(names))) for names in query.leads]
    for name, asked in (("person", query.people), ("words", query.content)):
        for each in asked:
            korean = ", ".join(f"{lemma} {weight:.2f}" for lemma, weight in each.lemmas[:_LEMMAS])
            rows.append((name, f"{each.source}  {each.share:.0%}  {korean}"))
    out = console()
    for name, value in rows:
        out.print(f"[dim]{name:>8}[/]  {literal(value)}", markup=True)
    out.print()


def _shortened(names: Sequence[str]) -> list[str]:
    """The first names; of a lead of many dramas, how many more it may be."""
    more = len(names) - _LEADS
    return [*names[:_LEADS], *([f"{more} more"] if more > 0 else [])]


def print_hits(hits: Sequence[Hit], excerpt: Callable[[Hit], Sequence[Excerpt]]) -> None:
    """Print hits with the captions that answer, and why they were chosen."""
    out = console()
    if not hits:
        out.print("Nothing found. Fewer or other words may help; Korean words search best.")
    for rank, hit in enumerate(hits, 1):
        people = literal(people_of(hit.scene))
        out.print(
            f"[bold]{rank}. {literal(episode_name(hit.scene.episode))}  {clock(hit.at)}[/]"
            f"  [dim]({clock(hit.start)}–{clock(hit.end)})[/]"
            + (f"  [green]{people}[/]" if people else "")
        )
        for shown in excerpt(hit):
            out.print(caption_row(shown, pointed=bool(shown.marks)))
        told = [f"{part.detail} {part.weight:.1f}" for part in hit.why if part.weight]
        told = told[:_MOST_REASONS] + [part.detail for part in hit.why if part.part == "written"]
        why = literal(", ".join(told))
        out.print(f"     [dim]why: {why}[/]\n")
