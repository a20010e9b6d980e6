"""How a library holds up as the shelf grows: 1, 3, 10 times as many dramas (30 with ``--times``).

    python -m benchmarks.scale [--captions DIR] [--times 1 3 10] [--episodes N] [--gold DIR]
                               [--every N] [--scratch DIR] [--write]

The added dramas are copies of the folder's own, with other titles, names and times. They and the
library lie in one temporary folder (in ``--scratch``, if named), which is removed at the end, also
when the run is interrupted. Each step indexes what was added. Searches are those of
``*.queries.jsonl`` in the gold folder, over the whole shelf, in a process of their own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.copies import Disguise, chosen, disguise, write_copies
from benchmarks.index import index, size_of
from benchmarks.known import read_known
from benchmarks.report import machine, table, write_part
from jangmyeon import Library
from jangmyeon.model import Drama, Person
from jangmyeon.shelf import EpisodeFiles

ROOT = Path(__file__).parents[1]
TIMES = (1, 3, 10)
_LIMIT = 10
_WARM_UP = 20

_ABOUT = """## As the shelf grows

The same searches ({searches} in English and Korean, over the whole shelf, warm, in one process)
while the shelf grows from {first:,} to {last:,} episodes. The added dramas are copies of the first,
with other titles, names and times. Each row indexes what was added to the row above; *ms an
episode* is of these, *index* is all rows so far.

{table}

Memory is the most that indexing held (all processes together), and the most that the searching
process held. Copies bring new names but no new words: as many new dramas would make the vocabulary
larger, and take as long an episode to index as those of the first row. Machines differ, and this
one from day to day by half: compare rows with each other.
Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """Milliseconds of each search, and the most memory that searching held, in bytes."""

    took: list[float]
    peak: int


@dataclass(frozen=True, slots=True)
class Step:
    """A shelf of one size: seconds and memory that indexing what was added took, and searches.

    Sizes and memory are in bytes.
    """

    times: int
    episodes: int
    added: int
    seconds: float
    peak: int
    captions: int
    size: int
    searched: Searched


def search(folder: Path, data: Path, queries: Sequence[str]) -> Searched:
    """Each query once, after a few that fill the caches; called in a process of its own."""
    took = []
    with Library(folder, data) as library:
        for words in queries[:_WARM_UP]:
            library.find(words, _LIMIT, spoilers=True)
        for words in queries:
            began = time.perf_counter()
            library.find(words, _LIMIT, spoilers=True)
            took.append((time.perf_counter() - began) * 1000)
    return Searched(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)


def search_apart(folder: Path, data: Path, queries: Sequence[str]) -> Searched:
    """The same, in a fresh process, so that its memory is its own."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(search, folder, data, queries).result()


class Growth:
    """A shelf that grows in a scratch folder, and its library."""

    def __init__(
        self,
        source: Path,
        episodes: Sequence[EpisodeFiles],
        scratch: Path,
        queries: Sequence[str],
    ) -> None:
        self._source, self._episodes, self._queries = source, episodes, queries
        self._folder, self._data = scratch / "shelf", scratch / "data"
        self._people: dict[str, list[Person]] = {}
        self._copies = 0

    def to(self, times: int) -> Step:
        """Grow to so many times the source, index what was added, and search."""
        before = self._copies
        while self._copies < times:
            self._copy()
        seconds, peak = index(self._folder, self._data)
        searched = search_apart(self._folder, self._data, self._queries)
        with Library(self._folder, self._data) as library:
            dramas = library.dramas(spoilers=True)
            episodes = sum(len(library.episodes(d.id, spoilers=True)) for d in dramas)
            if not self._people:
                self._people = {d.title: library.people(d.id, spoilers=True) for d in dramas}
        added = len(self._episodes) * (times - before)
        sizes = size_of(self._folder), size_of(self._data)
        return Step(times, episodes, added, seconds, peak, *sizes, searched)

    def _copy(self) -> None:
        """One more time the source; the first is as it is, and tells the names of the others."""
        seed = self._copies

        def disguised(drama: Drama) -> Disguise:
            if not seed:
                return Disguise(drama.title)
            return disguise(drama, self._people.get(drama.title, ()), seed)

        for _ in write_copies(self._source, self._episodes, self._folder, disguised):
            pass
        self._copies += 1


def as_table(steps: Sequence[Step]) -> str:
    """A row for each size of the shelf."""
    head = ["shelf", "episodes", "captions MB", "index s", "ms an episode", "indexing MiB"]
    head += ["library MB", "median ms", "p95 ms", "median, beside", "searching MiB"]
    first = statistics.median(steps[0].searched.took)
    rows = []
    for n, step in enumerate(steps, 1):
        took = sorted(step.searched.took)
        median = statistics.median(took)
        rows.append(
            [
                f"{step.times} ×",
                f"{step.episodes:,}",
                f"{step.captions / 1e6:.1f}",
                f"{sum(each.seconds for each in steps[:n]):.0f}",
                f"{step.seconds / max(step.added, 1) * 1000:.0f}",
                f"{step.peak / 2**20:,.0f}",
                f"{step.size / 1e6:.1f}",
                f"{median:.1f}",
                f"{took[int(0.95 * len(took))]:.1f}",
                f"{median / first:.2f}",
                f"{step.searched.peak / 2**20:,.0f}",
            ]
        )
    return table(head, rows)


def main() -> None:
    """Measure and print."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=shared / "captions")
    parser.add_argument("--times", type=int, nargs="+", default=TIMES)
    parser.add_argument("--episodes", type=int, help="only so many episodes of the folder")
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--every", type=int, default=4, help="ask only every so many-th query")
    parser.add_argument("--scratch", type=Path, help="a folder with room for the copies")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    known = read_known(options.gold)[:: options.every]
    queries = [words for each in known for words in (each.en, each.ko)]
    episodes = chosen(options.captions, options.episodes)
    if not episodes:
        raise SystemExit(f'no captions in "{options.captions}": name a folder with some')
    with tempfile.TemporaryDirectory(prefix="copies-", dir=options.scratch) as scratch:
        growth = Growth(options.captions, episodes, Path(scratch), queries)
        steps: list[Step] = []
        for times in sorted({1, *options.times}):
            steps.append(growth.to(times))
            print(as_table(steps).splitlines()[-1], flush=True)
    found = as_table(steps)
    print(f"\n{found}")
    if options.write:
        told = {"first": steps[0].episodes, "last": steps[-1].episodes, "machine": machine()}
        write_part("scale", _ABOUT.format(searches=len(queries), table=found, **told))


if __name__ == "__main__":
    main()
