"""Learn what counts in linking write-ups: src/jangmyeon/writeups/linking.json and worths.tsv.

    python training/links.py --captions DIR --data DIR --folds DIR [--write]

Summaries of annotated scenes, and queries of annotated episodes, are like the sentences of which
write-ups are made. ``worths.tsv`` tells how much more often than its rarity lets expect a word of
theirs is met at the scene; the weights in ``linking.json`` make the points that show what is
described likelier than the other points of the drama (a softmax over all of them), with vectors
that were learned from other dramas (``--folds``, written by training/meaning.py): those that ship
know these descriptions. Priors and settings of ``linking.json`` are kept: they are about write-ups
as a whole. Figures are cross-validated by drama. Needs scipy, which the program itself does not.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from annotated import ROOT, options
from numpy.typing import NDArray
from scipy.optimize import minimize

from jangmyeon.model import Block, Scene
from jangmyeon.search import meaning, nearest
from jangmyeon.search.meaning import Meaning, read_space
from jangmyeon.search.spans import answer_span
from jangmyeon.search.worths import word_key
from jangmyeon.store import Reader, open_reader
from jangmyeon.words import is_known_word
from jangmyeon.writeups import linking_features
from jangmyeon.writeups.linking_features import FEATURES, Asked, asked, features
from jangmyeon.writeups.linking_table import DramaTable
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import Telling, tellings_of

WEIGHTS = ROOT / "src/jangmyeon/writeups/linking.json"
WORTHS = ROOT / "src/jangmyeon/writeups/worths.tsv"
OTHERS = ROOT / "training/annotations"
FOLDS = 8
PULL = 20.0  # of each weight to zero, counted in the features' deviations
SIGNS = 0.3  # what they count for in articles beside descriptions
UNLIKELY = 1e-3  # a right point less likely than that teaches nothing
HARD, CHANCE = 80, 120  # wrong points to learn from: the likeliest, and any
HAND_SET = {"quote20": 8.0, "quote40": 2.7}  # descriptions quote too little to learn these
FEWEST, FEWEST_DRAMAS = 4, 3  # times and dramas in which a word must be met
CALM, POWER = 3.0, 0.7  # how slowly, and how far, a word's worth departs from 1
LEAST_WORTH, MOST_WORTH = 0.1, 2.0
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Described:
    """A description of part of an episode. Times in seconds."""

    kind: str
    drama: str
    season: int
    episode: int
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Met:
    """A word of a description: how much of it is met at the scene, and elsewhere on average."""

    source: str
    drama: str
    idf: float
    here: float
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Case:
    """A description with what speaks for the points it may tell of, and which are right."""

    described: Described
    features: NDArray[np.float16]
    right: NDArray[np.bool_]
    episode: NDArray[np.int64]
    seconds: Floats


class Shelves:
    """The library to learn from, drama by drama, each with vectors that do not know it."""

    def __init__(self, data: Path, folds: Path) -> None:
        self.reader = Reader(open_reader(data))
        with self.reader.snapshot():
            self.shelf = Shelf.of(self.reader)
        self._ids = {drama.title: drama.id for drama in self.shelf.dramas.values()}
        self._spaces = [read_space((folds / f"{n}.npz").read_bytes()) for n in range(FOLDS)]
        self._tables: dict[str, DramaTable] = {}

    def fold(self, title: str) -> int:
        return sorted(self._ids.values()).index(self._ids[title]) % FOLDS

    def turn_to(self, title: str) -> None:
        """Let words mean what other dramas than this one tell of them."""
        space = self._spaces[self.fold(title)]
        meaning.space = nearest.space = lambda: space

    def _scenes(self, key: int) -> list[Scene]:
        stored = self.reader.episode(key)
        return self.reader.scenes(stored) if stored else []

    def table(self, title: str) -> DramaTable:
        if title not in self._tables:
            self.turn_to(title)
            known = Meaning(self.reader.lemma_ids, self._scenes)
            self._tables[title] = DramaTable(self.reader, self._ids[title], known)
        return self._tables[title]

    def asked(self, described: Described) -> Asked:
        block = Block("paragraph", described.text)
        told = list(tellings_of(block, self._ids[described.drama], self.shelf))
        telling = _whole(told, described.text)
        people = dict.fromkeys(each.person.name for each in telling.named)
        return asked(telling, self.reader, tuple(people))


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--folds", type=Path, required=True, help="vectors by fold")
    parser.add_argument("--share", type=float, default=0.04, help="of our queries to weigh by")
    told = parser.parse_args()
    shelves = Shelves(told.data, told.folds)
    chosen = random.Random(3)
    known = [*descriptions(told.gold)]
    described = [e for e in known if e.kind != "other" or chosen.random() < told.share]
    fold = {each.drama: shelves.fold(each.drama) for each in known}
    with shelves.reader.snapshot():
        met = [m for each in known for m in words_met(shelves, each)]
        by_fold = [worths([m for m in met if fold[m.drama] != n]) for n in range(FOLDS)]
        cases = list(read_cases(shelves, described, lambda d: by_fold[fold[d.drama]]))
        crossed(cases, fold)
        if told.write:
            every = worths(met)
            write_worths(every)
            write_weights(learn(list(read_cases(shelves, described, lambda _: every))))


def descriptions(gold: Path) -> Iterator[Described]:
    for path in sorted([*gold.glob("*.scenes.jsonl"), *gold.glob("*.queries.jsonl")]):
        kind, key = ("summary",) * 2 if path.name.endswith(".scenes.jsonl") else ("query", "en")
        yield from read_descriptions(path, kind, key)
    for path in sorted(OTHERS.glob("*.queries.jsonl")):
        yield from read_descriptions(path, "other", "en")


def read_descriptions(path: Path, kind: str, key: str) -> Iterator[Described]:
    for line in path.read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        place = row["drama"], row["season"], row["episode"], row["start"], row["end"]
        yield Described(kind, *place, row[key])


def _whole(told: Sequence[Telling], text: str) -> Telling:
    """A description's sentences as one."""
    first = told[0]
    if len(told) == 1:
        return first
    fields = {name: getattr(first, name) for name in Telling.__dataclass_fields__}
    names = [(s + t.start, e + t.start) for t in told for s, e in t.names]
    named = [each for t in told for each in t.named]
    return Telling(**{**fields, "text": text, "names": tuple(names), "named": tuple(named)})


def words_met(shelves: Shelves, described: Described) -> Iterator[Met]:
    table = shelves.table(described.drama)
    here = _points(table, described, 10.0)
    for concept in shelves.asked(described).concepts if len(here) else ():
        said = table.said(concept)
        if not said.around.size:
            yield Met(concept.source, described.drama, said.idf, 0.0, 0.0)
            continue
        around = said.around[1]
        rest = len(around) // len(here) * len(here)
        usual = float(around[:rest].reshape(-1, len(here)).max(axis=1).mean())
        yield Met(concept.source, described.drama, said.idf, float(around[here].max()), usual)


def _points(table: DramaTable, described: Described, slack: float) -> NDArray[np.int64]:
    codes = [(e.episode.season, e.episode.number) for e in table.episodes]
    place = codes.index((described.season, described.episode))
    return np.flatnonzero(
        (table.episode == place)
        & (table.seconds >= described.start - slack)
        & (table.seconds <= described.end + slack)
    )


def worths(met: Sequence[Met]) -> dict[str, float]:
    """How much more than its rarity lets expect a word is met at the scene."""
    usual: dict[int, list[float]] = defaultdict(lambda: [1e-9, 1e-9])
    by_word: dict[str, list[Met]] = defaultdict(list)
    for each in met:
        rarity = int(each.idf * 2)
        usual[rarity][0] += each.here
        usual[rarity][1] += each.elsewhere
        if all(is_known_word(word) for word in each.source.split()):
            by_word[word_key(each.source)].append(each)
    found = {}
    for word, those in by_word.items():
        if len(those) < FEWEST or len({each.drama for each in those}) < FEWEST_DRAMAS:
            continue
        here = sum(each.here for each in those)
        lifts = [usual[int(each.idf * 2)] for each in those]
        expected = sum(each.elsewhere * a / b for each, (a, b) in zip(those, lifts, strict=True))
        worth = ((here + CALM) / (expected + CALM)) ** POWER
        found[word] = min(max(worth, LEAST_WORTH), MOST_WORTH)
    return found


def read_cases(
    shelves: Shelves,
    described: Sequence[Described],
    worths_for: Callable[[Described], Mapping[str, float]],
) -> Iterator[Case]:
    for each in described:
        told = worths_for(each)
        linking_features._worths = lambda told=told: told  # type: ignore[assignment,misc]
        table = shelves.table(each.drama)
        shelves.turn_to(each.drama)
        found = features(table, shelves.asked(each)).astype(np.float16)
        yield Case(each, found, right_points(table, each), table.episode, table.seconds)


def right_points(table: DramaTable, described: Described) -> NDArray[np.bool_]:
    """The points whose answer covers half of what is described, or lies half in it."""
    right = np.zeros(len(table.points), bool)
    for point in _points(table, described, 240.0).tolist():
        scenes = table.scenes_of(point)
        starts = [scene.start for scene in scenes]
        start, end, _ = answer_span(float(table.seconds[point]), starts, scenes[-1].end)
        shared = min(end, described.end) - max(start, described.start)
        shorter = min(end - start, described.end - described.start)
        right[point] = shared >= 0.5 * shorter
    return right


def crossed(cases: Sequence[Case], fold: Mapping[str, int]) -> None:
    """Print how often the first and one of the first ten answers is right, and the loss."""
    weights = [
        learn([case for case in cases if fold[case.described.drama] != n]) for n in range(FOLDS)
    ]
    for kind in ("summary", "query", "other"):
        ranks, losses = [], []
        for case in cases:
            if case.described.kind == kind:
                scores = case.features.astype(np.float32) @ weights[fold[case.described.drama]]
                ranks.append(_rank(case, scores))
                power = np.exp(scores - scores.max())
                losses.append(-np.log(power[case.right].sum() / power.sum() + 1e-6))
        if ranks:
            first = np.mean([rank == 1 for rank in ranks])
            ten = np.mean([rank > 0 for rank in ranks])
            print(f"{kind}: {len(ranks)}, first {first:.3f}, ten {ten:.3f}, "
                  f"loss {np.mean(losses):.3f}", flush=True)  # fmt: skip


def _rank(case: Case, scores: Floats) -> int:
    taken: list[int] = []
    for point in np.argsort(-scores)[:800].tolist():
        same = (
            case.episode[point] == case.episode[other]
            and abs(case.seconds[point] - case.seconds[other]) < 100
            for other in taken
        )
        if any(same):
            continue
        taken.append(point)
        if case.right[point]:
            return len(taken)
        if len(taken) == 10:
            break
    return 0


def learn(cases: Sequence[Case]) -> Floats:
    """Weights that make right points likely; zero for features that are set by hand.

    Signs are learned beside all else but count for less than they do in descriptions: articles
    praise as much as they tell. All else is weighed as if there were none.
    """
    told = np.array([name not in HAND_SET for name in FEATURES])
    signs = np.array([name.startswith("signs") for name in FEATURES])
    return np.where(signs, SIGNS * learned(cases, told), learned(cases, told & ~signs))


def learned(cases: Sequence[Case], used: NDArray[np.bool_]) -> Floats:
    """Weights of the features that are used."""
    weights: Floats | None = None
    chance = np.random.default_rng(0)
    for _ in range(2):
        parts = [p for case in cases if (p := _sampled(case, weights, chance)) is not None]
        weights = _fitted(parts, used)
    assert weights is not None
    return weights


def _sampled(
    case: Case, weights: Floats | None, chance: np.random.Generator
) -> tuple[Floats, NDArray[np.bool_], Floats] | None:
    """The right points, the likeliest wrong ones and some others, which stand for all the rest."""
    right, wrong = np.flatnonzero(case.right), np.flatnonzero(~case.right)
    if not len(right):
        return None
    hard = wrong[:0]
    if weights is not None:
        scores = case.features[wrong].astype(np.float32) @ weights
        hard = wrong[np.argpartition(-scores, min(HARD, len(wrong) - 1))[:HARD]]
    rest = np.setdiff1d(wrong, hard)
    some = chance.choice(rest, min(CHANCE, len(rest)), replace=False)
    rows = np.concatenate((right, hard, some))
    stands_for = np.zeros(len(rows), np.float32)
    stands_for[len(rows) - len(some) :] = np.log(len(rest) / max(len(some), 1))
    return case.features[rows].astype(np.float32), case.right[rows], stands_for


def _fitted(
    parts: Sequence[tuple[Floats, NDArray[np.bool_], Floats]], used: NDArray[np.bool_]
) -> Floats:
    table = np.concatenate([part[0] for part in parts])
    good = np.concatenate([part[1] for part in parts])
    stands_for = np.concatenate([part[2] for part in parts])
    sizes = np.array([len(part[1]) for part in parts])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(parts)), sizes)
    spread = table.std(axis=0) + 1e-6
    table = (table / spread * used).astype(np.float32)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = (table @ weights.astype(np.float32)).astype(np.float64) + stands_for
        power = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        power /= np.add.reduceat(power, starts)[of]
        right = np.add.reduceat(power * good, starts)
        change = power * (good - right[of]) / (UNLIKELY + right)[of]
        slope = (change.astype(np.float32) @ table).astype(np.float64)
        total = PULL / 2 * weights @ weights - np.log(UNLIKELY + right).sum()
        return float(total), PULL * weights - slope

    found = minimize(loss, np.full(len(FEATURES), 0.1), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread * used, np.float32)


def write_weights(weights: Floats) -> None:
    told = json.loads(WEIGHTS.read_text("utf-8"))
    learnt = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    told["weights"] = learnt | HAND_SET
    WEIGHTS.write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def write_worths(found: Mapping[str, float]) -> None:
    header = (
        "# How much more (or less) than its rarity lets expect an English word of a description\n"
        "# is met in the captions of what it describes; 1 as expected. Made by training/links.py;\n"
        "# words met in fewer than three dramas are left out.\n"
    )
    rows = "".join(f"{word}\t{worth:.2f}\n" for word, worth in sorted(found.items()))
    WORTHS.write_text(header + rows, "utf-8")


if __name__ == "__main__":
    main()
