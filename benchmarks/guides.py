"""How long each guide takes, beside a search of the same library in the same run.

    python -m benchmarks.guides [LIBRARY] [--data DIR] [--gold DIR] [--calls N] [--cold N] [--write]

Every call asks about something else: another drama, kind, scene or seed. *Cold* calls have a fresh
process each; the others follow each other in one process, all guides mixed, and then once again.
LIBRARY has to be indexed already where ``--data`` is given (it is copied first); without it, it is
indexed into a temporary folder. Searches are those of ``*.queries.jsonl`` in the gold folder.
``--write`` puts the table into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from pathlib import Path

from benchmarks.known import read_known
from benchmarks.report import machine, table, write_part
from jangmyeon import JangmyeonError, Library
from jangmyeon.guides import aspects
from jangmyeon.store.yours import Spot

ROOT = Path(__file__).parents[1]
FIND = "find, to compare"
_SEED = 7
_WARM_UP = 3  # calls of each guide before the clock runs
_WARM_UP_FIND = 20  # searches: rare words need more than common ones

_ABOUT = """## Guides

What people write by hand, made by Jangmyeon over {episodes:,} episodes of {dramas} dramas:
milliseconds of a call, beside a search of the same library.

{table}

No two calls of a guide ask the same, but for *again*, which is the same calls a second time. *Cold*
is the median of {cold} first calls, each in a fresh process, with opening the library and loading
what the guide needs, without the start of Python itself. The others follow each other in one
process, all guides mixed, so what one has looked up may serve another. *Declined* are calls that
the guide answers with a reason why it cannot, such as a quiz on a drama in which too little is
said; they are not timed. All guides are asked with nothing hidden. Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A question to a library: which of its methods, and with what."""

    method: str
    arguments: tuple[object, ...]
    options: tuple[tuple[str, object], ...] = ()

    def __call__(self, library: Library) -> object:
        """Ask it, hiding nothing."""
        ask = getattr(library, self.method)
        return ask(*self.arguments, **dict(self.options), spoilers=True)


@dataclass(slots=True)
class Took:
    """Milliseconds of a guide's calls: cold, first and again; and how many of them it declined."""

    cold: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    declined: int = 0


def spots_of(library: Library, most: int, chance: random.Random) -> list[Spot]:
    """Scenes of all dramas in turn, each at its middle."""
    by_drama = []
    for drama in library.dramas(spoilers=True):
        episodes = library.episodes(drama.id, spoilers=True)
        chosen = chance.sample(episodes, min(len(episodes), 4))
        scenes = [
            Spot(drama.id, episode.season, episode.number, (scene.start + scene.end) / 2)
            for episode in chosen
            for scene in library.scenes(drama.id, episode.season, episode.number, spoilers=True)
        ]
        chance.shuffle(scenes)
        by_drama.append(scenes)
    longest = max((len(scenes) for scenes in by_drama), default=0)
    turns = (scenes[n] for n in range(longest) for scenes in by_drama if n < len(scenes))
    return list(islice(turns, most))


def calls_of(library: Library, queries: Sequence[str], most: int) -> dict[str, list[Call]]:
    """By guide, up to so many calls and those to warm up, no two the same; the search is first."""
    chance = random.Random(_SEED)
    dramas = [drama.id for drama in library.dramas(spoilers=True)]
    episodes = [
        (drama, each.season, each.number)
        for drama in dramas
        for each in library.episodes(drama, spoilers=True)
    ]
    kinds = [aspect.name for aspect in aspects()]
    spots = spots_of(library, most + _WARM_UP, chance)
    both = list(product(kinds, dramas))
    for each in (dramas, episodes, kinds, both):
        chance.shuffle(each)
    seeds = list(zip(range(most + _WARM_UP), cycle(dramas), strict=False))
    asked = {
        FIND: [Call("find", (query,)) for query in dict.fromkeys(queries)],
        "top scenes of the shelf": [Call("top", (kind,)) for kind in kinds],
        "top scenes of a drama": [Call("top", pair) for pair in both],
        "anatomy of a scene": [Call("anatomy", (spot,)) for spot in spots],
        "scenes like a scene": [Call("related", (spot,)) for spot in spots],
        "dramas like a drama": [Call("related", (drama,)) for drama in dramas],
        "reasons to watch a drama": [Call("reasons", (drama,)) for drama in dramas],
        "reasons against it": [Call("reasons", (drama,), (("against", True),)) for drama in dramas],
        "moods of a drama": [Call("moods", (drama,)) for drama in dramas],
        "tone of an episode": [Call("tone", episode) for episode in episodes],
        "quiz: who said it": [_quiz("who", seed, drama) for seed, drama in seeds],
        "quiz: which drama": [_quiz("drama", seed) for seed, _ in seeds],
        "quiz: which character": [_quiz("character", seed, drama) for seed, drama in seeds],
    }
    return {guide: calls[: most + _warm_up(guide)] for guide, calls in asked.items()}


def _warm_up(guide: str) -> int:
    return _WARM_UP_FIND if guide == FIND else _WARM_UP


def _quiz(kind: str, seed: int, drama: str | None = None) -> Call:
    return Call("quiz", (kind, drama), (("seed", seed),))


def timed(library: Library, call: Call) -> float | None:
    """Milliseconds of a call; None where the library says why it cannot answer."""
    began = time.perf_counter()
    try:
        call(library)
    except JangmyeonError:
        return None
    return (time.perf_counter() - began) * 1000


def cold(folder: Path, data: Path, call: Call) -> float | None:
    """Milliseconds to open a library and ask it; called in a process of its own."""
    began = time.perf_counter()
    with Library(folder, data) as library:
        took = timed(library, call)
    return None if took is None else (time.perf_counter() - began) * 1000


def cold_apart(folder: Path, data: Path, call: Call) -> float | None:
    """The same, in a fresh process."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(cold, folder, data, call).result()


def warm(library: Library, asked: Mapping[str, Sequence[Call]], took: Mapping[str, Took]) -> None:
    """Each call twice, all guides mixed, after a few that load what they need."""
    rest = []
    for guide, calls in asked.items():
        few = _warm_up(guide)
        for call in calls[:few]:
            timed(library, call)
        rest += [(guide, call) for call in calls[few:] or calls]
    random.Random(_SEED).shuffle(rest)
    for guide, call in rest:
        first = timed(library, call)
        if first is None:
            took[guide].declined += 1
        else:
            took[guide].first.append(first)
    for guide, call in rest:
        if (again := timed(library, call)) is not None:
            took[guide].again.append(again)


def measure(
    folder: Path, data: Path, asked: Mapping[str, Sequence[Call]], cold_calls: int
) -> dict[str, Took]:
    """Time all calls: the first of each guide cold, then all of them warm."""
    took = {guide: Took() for guide in asked}
    for guide, calls in asked.items():
        times = (cold_apart(folder, data, call) for call in calls[:cold_calls])
        took[guide].cold += [each for each in times if each is not None]
    with Library(folder, data) as library:
        warm(library, asked, took)
    return took


HEAD = [
    "",
    "calls",
    "declined",
    "cold ms",
    "median ms",
    "p95 ms",
    "again ms",
    "median, beside find",
]


def rows(took: Mapping[str, Took]) -> Iterator[list[str]]:
    """A row of the table for each guide."""
    find = statistics.median(took[FIND].first)
    for guide, each in took.items():
        median = statistics.median(each.first) if each.first else None
        late = sorted(each.first)[int(0.95 * len(each.first))] if each.first else None
        yield [
            guide,
            f"{len(each.first):,}",
            f"{each.declined:,}",
            _ms(statistics.median(each.cold) if each.cold else None),
            _ms(median),
            _ms(late),
            _ms(statistics.median(each.again) if each.again else None),
            "–" if median is None else f"{median / find:.2g}",
        ]


def _ms(milliseconds: float | None) -> str:
    return "–" if milliseconds is None else f"{milliseconds:.1f}"


def main() -> None:
    """Measure and print."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", default=shared / "captions")
    parser.add_argument("--data", type=Path, help="the library's data, where it is indexed")
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--calls", type=int, default=60, help="of each guide, at most")
    parser.add_argument("--cold", type=int, default=3, help="cold calls of each guide")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    queries = [words for each in read_known(options.gold) for words in (each.en, each.ko)]
    folder = options.library.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        if options.data:
            shutil.copytree(options.data, data)
        with Library(folder, data) as library:
            if options.data is None:
                library.index()
            dramas = library.dramas(spoilers=True)
            episodes = sum(len(library.episodes(d.id, spoilers=True)) for d in dramas)
            asked = calls_of(library, queries, options.calls)
        took = measure(folder, data, asked, options.cold)
    found = table(HEAD, rows(took))
    print(found)
    if options.write:
        told = {"dramas": len(dramas), "episodes": episodes, "cold": options.cold}
        write_part("guides", _ABOUT.format(table=found, machine=machine(), **told))


if __name__ == "__main__":
    main()
