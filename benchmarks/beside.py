"""Jangmyeon beside what people search captions with otherwise, in one run.

    python -m benchmarks.beside LIBRARY [--data DIR] [--gold DIR] [--every N] [--write]

Queries are those of ``*.queries.jsonl`` in the gold folder (or that of JANGMYEON_GOLD), asked in
English and Korean, over the whole shelf and within the drama. LIBRARY has to be indexed already
where ``--data`` is given; without it, it is indexed into a temporary folder first. ``--write`` puts
the table into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.grep import Ripgrep
from benchmarks.known import Answer, Known, Language, read_known
from benchmarks.report import machine, table, write_part
from benchmarks.rivals import FullText, Rival, Tantivy, windows_of
from jangmyeon import Library
from jangmyeon.model import Episode
from jangmyeon.shelf import scan

ROOT = Path(__file__).parents[1]
SETTINGS: tuple[tuple[Language, str], ...] = (
    ("en", "shelf"),
    ("en", "within"),
    ("ko", "shelf"),
    ("ko", "within"),
)
_LIMIT = 10
_WARM_UP = 20  # searches before the clock runs

_ABOUT = """## Beside other ways to search

{queries} queries that people wrote from memory, whose scene is known, over {episodes} episodes with
Korean captions. Share of queries whose scene is the first answer / among the first ten: over the
whole shelf, and within the drama. Then milliseconds a search, warm, in one process (but for
ripgrep, which starts anew), and both measures beside Jangmyeon's.

{table}

The others answer with two minutes around the words; an answer is right when it shows half of the
scene. *ripgrep* looks for any of the query's content words, cut to their stems, in the caption
files, and takes the two minutes with the most different ones. *FTS5* and *BM25* rank overlapping
windows of two minutes by `bm25`; those of lemmas get the lemmas that Jangmyeon reads, and English
words translated with its lexicon, without which they would find next to nothing in Korean captions.
What Jangmyeon adds is all that comes after: who is meant, what happens, where words stand together.
Its weights were learned from queries of the same kind, these among them; `docs/find-quality.md` has
the figures for dramas that it has not seen. Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """How one way of searching did: ranks (0 for none) by setting, and milliseconds of each."""

    name: str
    ranks: dict[tuple[Language, str], list[int]]
    took: list[float]

    def share(self, setting: tuple[Language, str], within: int) -> float:
        """The share of queries whose scene is among the first so many answers."""
        ranks = self.ranks[setting]
        return sum(0 < rank <= within for rank in ranks) / len(ranks)

    @property
    def quality(self) -> float:
        """The share found among the first ten, over all settings."""
        return statistics.mean(self.share(setting, _LIMIT) for setting in SETTINGS)

    @property
    def median(self) -> float:
        """Milliseconds of a search in the middle."""
        return statistics.median(self.took)

    @property
    def slow(self) -> float:
        """Milliseconds that 19 of 20 searches keep within."""
        return sorted(self.took)[int(0.95 * len(self.took))]


class Jangmyeon:
    """Jangmyeon as one more way to search."""

    name = "**Jangmyeon**"

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, words: str, limit: int, drama: str | None = None) -> list[Answer]:
        """What ``Library.find`` says."""
        hits = self._library.find(words, limit, drama, spoilers=True)
        return [
            Answer(hit.scene.episode.drama.title, *_number(hit.scene.episode), hit.start, hit.end)
            for hit in hits
        ]


def _number(episode: Episode) -> tuple[int, int]:
    return episode.season, episode.number


def rivals(folder: Path, scratch: Path) -> Iterator[Rival]:
    """Each of the others, with all captions of the folder taken in."""
    episodes = scan(folder).episodes
    yield Ripgrep(folder, episodes)
    indexes = (
        FullText(scratch / "trigrams.db", trigrams=True),
        FullText(scratch / "lemmas.db", trigrams=False),
        Tantivy(scratch / "tantivy"),
    )
    for files in episodes:
        for window in windows_of(folder, files):
            for index in indexes:
                index.take_in(window)
    for index in indexes:
        index.done()
        yield index


def measure(way: Rival, queries: Sequence[Known]) -> Figures:
    """Ask each query in each setting once."""
    for known in queries[:_WARM_UP]:
        way.find(known.en, _LIMIT)
        way.find(known.ko, _LIMIT)
    figures = Figures(way.name, {setting: [] for setting in SETTINGS}, [])
    for known in queries:
        for language, where in SETTINGS:
            drama = known.answer.drama if where == "within" else None
            began = time.perf_counter()
            found = way.find(known.words(language), _LIMIT, drama)
            figures.took.append((time.perf_counter() - began) * 1000)
            figures.ranks[language, where].append(known.rank(found))
    return figures


def as_table(measured: Sequence[Figures]) -> str:
    """Quality and time of each, and beside the last one's."""
    ours = measured[-1]
    settings = [f"{language}.{where}" for language, where in SETTINGS]
    head = ["", *settings, "median ms", "p95 ms", "found, beside", "time, beside"]
    rows = [
        [
            each.name,
            *(
                f"{each.share(setting, 1):.3f} / {each.share(setting, 10):.3f}"
                for setting in SETTINGS
            ),
            f"{each.median:.1f}",
            f"{each.slow:.1f}",
            f"{each.quality / max(ours.quality, 1e-9):.2f}",
            f"{each.median / ours.median:.2g}",
        ]
        for each in measured
    ]
    return table(head, rows)


def main() -> None:
    """Measure and print."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", default=shared / "captions")
    parser.add_argument("--data", type=Path, help="the library's data, where it is indexed")
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many-th query")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    queries = read_known(options.gold)[:: options.every]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.library.resolve()
        with Library(folder, options.data or Path(scratch) / "data") as library:
            if options.data is None:
                library.index()
            ways = [*rivals(folder, Path(scratch)), Jangmyeon(library)]
            measured = []
            for way in ways:
                measured.append(measure(way, queries))
                print(as_table([*measured, measured[-1]][-2:-1]).splitlines()[-1], flush=True)
            episodes = sum(len(library.episodes(drama.id)) for drama in library.dramas())
    found = as_table(measured)
    print(f"\n{found}")
    if options.write:
        told = {"queries": len(queries), "episodes": episodes, "machine": machine()}
        write_part("beside", _ABOUT.format(table=found, **told))


if __name__ == "__main__":
    main()
