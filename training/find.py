"""Learn what counts in ranking answers: src/jangmyeon/search/ranking.json.

    python training/find.py --captions DIR --data DIR --folds DIR [--write] [--table FILE]

Queries whose answer is known are put to an index of the shelf. The weights make the spans that
answer likelier than the others that were weighed (the softmax over a query's candidates). Figures
are cross-validated by drama: a drama's queries are answered with weights learned from the others,
and with vectors and worths of words that are so too (``--folds``, written by training/meaning.py
and training/worths.py). Queries of ``training/annotations`` are learned from, in English and as
they were retold in Korean, and not judged by. Needs scipy, which the program itself does not.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from annotated import ROOT, options, read_retold, read_rows
from numpy.typing import NDArray
from scipy.optimize import minimize

from jangmyeon.model import Episode
from jangmyeon.search import (
    Considered,
    Filter,
    Finder,
    Meaning,
    meaning,
    nearest,
    open_index,
    worths,
)
from jangmyeon.search.features import FEATURES
from jangmyeon.search.meaning import read_space
from jangmyeon.search.nearest import SceneVectors, pack_meanings
from jangmyeon.search.pooling import pooled
from jangmyeon.search.spans import overlap
from jangmyeon.store import Reader, open_reader

OUT = ROOT / "src/jangmyeon/search/ranking.json"
FOLDS = 8
PULL = 0.5  # of each weight to zero, counted in the features' deviations
UNLIKELY = 1e-3  # an answer less likely than that teaches nothing
SETTINGS = ("en.shelf", "en.within", "ko.shelf", "ko.within")
GROUPS = {
    "people said": ("people60",),
    "people in the scene": ("present", "all_present"),
    "dramas leant to": ("leaning",),
    "the end of an episode that is meant": ("part",),
    "meaning of the scene": ("meaning_scene",),
    "words that are alike": ("alike24", "alike60"),
    "signs of what is described": ("signs24", "signs60", "signs140"),
    "sounds and moods": ("heard40",),
    "how stirring": ("romance", "intensity"),
    "kind of scene": ("kind",),
    "place, time, weather": ("place", "time", "weather"),
    "what is said at once": ("line3", "line10", "pairs_line3", "pairs_line10"),
    "the exchange (24 s)": ("words24",),
    "what leads to it (240 s)": ("words240",),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A query in one setting: what was weighed for it, and which of it answers."""

    drama: str
    setting: str
    text: str
    spans: list[Considered]
    features: Floats
    right: NDArray[np.bool_]
    judged: bool


def read_options(about: str, share: float) -> argparse.Namespace:
    """What the command line says of where queries are and what is to be written."""
    parser = options(about)
    parser.add_argument("--data", type=Path, help="where the index of the captions is")
    parser.add_argument("--folds", type=Path, required=True, help="vectors and worths by fold")
    parser.add_argument("--share", type=float, default=share, help="of our queries to learn from")
    parser.add_argument("--table", type=Path, help="the page that the figures are written to")
    return parser.parse_args()


def main() -> None:
    told = read_options(__doc__ or "", share=0.1)
    cases = list(read_cases(told))
    judged = [case for case in cases if case.judged]
    reach = {s: np.mean([c.right.any() for c in judged if c.setting == s]) for s in SETTINGS}
    print("among the candidates", {s: round(float(share), 3) for s, share in reach.items()})
    every = np.ones(len(FEATURES), bool)
    rows = [("all", crossed(cases, every))]
    print(rows[-1])
    for group, names in GROUPS.items() if told.table else ():
        rows.append((f"without {group}", crossed(cases, every & ~np.isin(FEATURES, names))))
        print(rows[-1])
    weights = learn(cases, every)
    own = figures(judged, [case.features @ weights for case in judged])
    rows.append(("all, learned from these very queries", own))
    print(rows[-1])
    if told.table:
        told.table.write_text(as_page(rows), "utf-8")
    if told.write:
        write(weights)


def read_cases(told: argparse.Namespace) -> Iterator[Case]:
    """Every query in every setting, weighed with what was learned from other dramas."""
    reader = Reader(open_reader(told.data))
    dramas = sorted(drama.id for drama in reader.dramas())
    queries = [(q, True) for q in read_rows(told.gold, "queries")]
    chosen = random.Random(3)
    retold = read_retold(told.annotations)
    ours = ({**each.query, "ko": each.korean, "en": each.english} for each in retold)
    queries += [(q, False) for q in ours if chosen.random() < told.share]
    titles = {drama.title: drama.id for drama in reader.dramas()}
    for fold in range(FOLDS):
        finder = finder_of(reader, told, fold)
        for query, judged in queries:
            drama = titles[query["drama"]]
            if dramas.index(drama) % FOLDS == fold:
                for setting in SETTINGS:
                    yield weighed(finder, query, setting, drama, judged)


def finder_of(reader: Reader, told: argparse.Namespace, fold: int) -> Finder:
    """A finder that knows of words and scenes what other dramas than those of a fold teach."""
    space = read_space((told.folds / f"{fold}.npz").read_bytes())
    meaning.space = nearest.space = lambda: space
    table = worths.read_worths((told.folds / f"worths-{fold}.tsv").read_text("utf-8"))
    worths.known_worths = lambda: table
    finder = Finder(reader, open_index(told.data))
    with reader.snapshot():
        finder.explain("")  # which lets it look at the library
        known = Meaning(reader.lemma_ids)
        finder.vectors = SceneVectors.of(
            (each.key, pack_meanings(known, found, reader.scenes(each)))
            for each in reader.episodes()
            if (found := reader.concordance(each.key)) is not None
        )
    return finder


def weighed(finder: Finder, query: dict[str, Any], setting: str, drama: str, judged: bool) -> Case:
    language, where = setting.split(".")
    spans = finder.considered(query[language], Filter(drama=drama if where == "within" else None))
    features = np.array([span.features for span in spans]).reshape(-1, len(FEATURES))
    right = np.array([answers(span.episode, span.start, span.end, query) for span in spans], bool)
    return Case(query["drama"], setting, query[language], spans, features, right, judged)


def answers(episode: Episode, start: float, end: float, query: dict[str, Any]) -> bool:
    """Whether a span covers half of the answer, or lies half in it, and is no haystack."""
    place = episode.drama.title, episode.season, episode.number
    if place != (query["drama"], query["season"], query["episode"]):
        return False
    length, wanted = end - start, query["end"] - query["start"]
    shared = min(end, query["end"]) - max(start, query["start"])
    return bool(length <= max(4 * wanted, 240) and shared >= 0.5 * min(length, wanted))


def learn(cases: Sequence[Case], used: NDArray[np.bool_]) -> Floats:
    """Weights that make right answers likely; zero for features that are not used."""
    kept = [case for case in cases if case.right.any() and not case.right.all()]
    table = np.concatenate([case.features for case in kept])
    good = np.concatenate([case.right for case in kept])
    sizes = np.array([len(case.right) for case in kept])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(kept)), sizes)
    spread = table.std(axis=0) + 1e-6
    table = table / spread * used

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table @ weights
        power = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        power /= np.add.reduceat(power, starts)[of]
        right = np.add.reduceat(power * good, starts)
        slope = table.T @ (power * (good - right[of]) / (UNLIKELY + right)[of])
        total = PULL / 2 * weights @ weights - np.log(UNLIKELY + right).sum()
        return float(total), PULL * weights - slope

    found = minimize(loss, np.full(len(FEATURES), 0.1), jac=True, method="L-BFGS-B")
    return np.asarray(found.x) / spread * used


def crossed(cases: Sequence[Case], used: NDArray[np.bool_]) -> dict[str, tuple[float, float]]:
    """Figures with weights that were learned from other dramas."""
    dramas = sorted({case.drama for case in cases})
    fold = {drama: n % FOLDS for n, drama in enumerate(dramas)}
    by_fold = [learn([c for c in cases if fold[c.drama] != n], used) for n in range(FOLDS)]
    judged = [case for case in cases if case.judged]
    return figures(judged, [case.features @ by_fold[fold[case.drama]] for case in judged])


def figures(cases: Sequence[Case], scores: Sequence[Floats]) -> dict[str, tuple[float, float]]:
    """By setting, how often the first hit answers, and how often one of the first ten does."""
    ranks: dict[str, list[int]] = {setting: [] for setting in SETTINGS}
    for case, score in zip(cases, scores, strict=True):
        ranks[case.setting].append(rank(case, score))
    return {
        setting: (
            round(sum(r == 1 for r in found) / len(found), 3),
            round(sum(0 < r <= 10 for r in found) / len(found), 3),
        )
        for setting, found in ranks.items()
    }


def rank(case: Case, scores: Floats) -> int:
    """The rank (1, 2 ...) of the first hit that answers; 0 if none of ten does."""
    hits = (case.right[at] for at, _ in likeliest(case, scores, 10))
    return next((n for n, is_right in enumerate(hits, 1) if is_right), 0)


def likeliest(case: Case, scores: Floats, most: int) -> list[tuple[int, float]]:
    """The rows of the spans that are hits, likeliest first, and their scores."""
    hits: list[tuple[int, float]] = []
    likely = pooled(np.array([span.centre for span in case.spans], np.int64), scores)
    for at in np.argsort(-likely, kind="stable").tolist():
        if not any(_same(case.spans[at], case.spans[hit]) for hit, _ in hits):
            hits.append((at, float(likely[at])))
            if len(hits) == most:
                break
    return hits


def _same(one: Considered, other: Considered) -> bool:
    spans = (one.start, one.end), (other.start, other.end)
    return one.episode == other.episode and overlap(*spans)


def as_page(rows: Sequence[tuple[str, dict[str, tuple[float, float]]]]) -> str:
    """The figures as a page of Markdown."""
    lines = [
        "# What each part of the search brings",
        "",
        "Made by `training/find.py`. Share of queries that fans wrote from memory whose scene is",
        "the first hit / among the first ten, cross-validated by drama; over the whole shelf, and",
        "within the drama. Each row leaves one part out and learns the other weights anew. What is",
        "known of words and scenes was learned without the drama too; but kinds of moment, and who",
        "is in a scene, were told by models that have met these dramas: a little kind.",
        "",
    ]
    return "\n".join(lines) + "\n" + as_table(rows)


def as_table(rows: Sequence[tuple[str, dict[str, tuple[float, float]]]]) -> str:
    """The figures as a table of Markdown."""
    lines = ["| ranked by | " + " | ".join(SETTINGS) + " |", "|---|" + "---|" * len(SETTINGS)]
    for name, told in rows:
        cells = " | ".join(f"{first:.3f} / {ten:.3f}" for first, ten in told.values())
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines) + "\n"


def write(weights: Floats) -> None:
    about = "What each feature of a point in time counts for, learned by training/find.py."
    told = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    OUT.write_text(json.dumps({"about": about, "weights": told}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
