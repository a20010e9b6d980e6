"""Train the second look at where scenes may begin: src/jangmyeon/scenes/second_look.npz.

    python training/second_look.py [--captions DIR] [--gold DIR] [--cache FILE] [--known FILE]
        [--write]

Prints boundary F1 as ``score.py scenes`` counts it, cross-validated by drama, of everything
together: cutter, reader, second look. The trees learn from what the others say of episodes whose
dramas they had not seen, as it will be with a new one. ``--known`` keeps what those say (they take
an hour) for the next time. ``--write`` then trains on all. Needs scikit-learn, and torch
where nothing is kept yet.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import annotated
import numpy as np
from annotated import Analysed
from sklearn.ensemble import HistGradientBoostingClassifier

import scenes
from jangmyeon.scenes.cutter import Choice
from jangmyeon.scenes.second_look import FILE, POSSIBLE, beside, thoughts
from jangmyeon.scenes.windows import FloatArray
from scenes import Told, forest, text

TARGET = annotated.ROOT / "src/jangmyeon/scenes" / FILE
ABOUT = "Made by training/second_look.py: trees that weigh likely cuts by those around them."
FOLDS = 8
SHARE = 0.4  # of the reader
GRID = list(product((0.25, 0.28, 0.31, 0.34, 0.37, 0.4), (0.03, 0.05, 0.08)))
CHOICES = {False: (0.28, 0.05), True: (0.31, 0.05)}  # prices of a cut, and of odd lengths
TREES = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "max_depth": 5,
    "min_samples_leaf": 60,
    "l2_regularization": 10.0,
    "max_features": 0.3,
    "early_stopping": False,
    "random_state": 0,
}

Key = tuple[object, ...]  # an episode's drama and cuts, and whether it is told or plain
Known = dict[str, dict[Key, FloatArray]]


def key(episode: Told) -> Key:
    return (episode.drama, *episode.begins, episode.told)


def read_known(shelf: Sequence[Analysed], path: Path | None) -> Known:
    """What cutter and reader say of each episode without having seen its drama."""
    if path is not None and path.exists():
        known: Known = pickle.loads(path.read_bytes())
        return known
    import reader

    known = {"cutter": {}, "reader": {}}
    for kind in (True, False):
        episodes = scenes.read(shelf, kind)
        _, likely = scenes.cross_validate(episodes, scenes.Phrases(episodes))
        known["cutter"] |= {key(episodes[n]): found for n, found in likely.items()}
    reading = reader.Reading(shelf)
    likely = reader.cross_validate(reading, reader.starting_vectors(reading.vocabulary))
    known["reader"] = {key(reading.told[n]): found for n, found in likely.items()}
    if path is not None:
        path.write_bytes(pickle.dumps(known))
    return known


class Lesson:
    """An episode: what cutter and reader say of it, and where it is looked at again by what."""

    def __init__(self, told: Told, known: Known) -> None:
        cut, read = known["cutter"][key(told)], known["reader"][key(told)]
        self.told, self.first = told, beside(cut, read, SHARE)
        self.again = np.flatnonzero(self.first > POSSIBLE)
        thought = thoughts(cut, read, self.first, told.starts, self.again)
        self.table = np.hstack((thought, told.table[self.again]))
        self.truth = told.truth[self.again]

    def seen(self, trees: HistGradientBoostingClassifier) -> FloatArray:
        """What the second look says of each caption."""
        likely = self.first.copy()
        if len(self.again):
            likely[self.again] = trees.predict_proba(self.table)[:, 1]
        return likely


def train(lessons: Sequence[Lesson]) -> HistGradientBoostingClassifier:
    table = np.concatenate([lesson.table for lesson in lessons])
    truth = np.concatenate([lesson.truth for lesson in lessons])
    return HistGradientBoostingClassifier(**TREES).fit(table, truth)


def cross_validate(lessons: Sequence[Lesson]) -> list[FloatArray]:
    """What trees say that learned from other dramas."""
    dramas = sorted({lesson.told.drama for lesson in lessons})
    fold = [dramas.index(lesson.told.drama) % FOLDS for lesson in lessons]
    trees = [
        train([lesson for lesson, other in zip(lessons, fold, strict=True) if other != k])
        for k in range(FOLDS)
    ]
    return [lesson.seen(trees[k]) for lesson, k in zip(lessons, fold, strict=True)]


def judge(told: Sequence[Told], likely: Sequence[FloatArray], about: str) -> np.ndarray:
    """Cuts found, made and true, by the choice that is best for these tracks."""
    usual, spread = scenes.lengths(told)
    scored = {
        each: scenes.score(told, likely, Choice(each[0], usual, spread, each[1])) for each in GRID
    }
    best = max(scored, key=lambda each: scenes.f1(scored[each]))
    even = np.mean([scenes.f1(each) for each in scored.values()])
    f1 = scenes.f1(scored[best])
    print(f"{about}: F1 {f1:.4f} of {len(told)} by {best}, {even:.4f} by any choice", flush=True)
    return scored[best]


def learn(episodes: Sequence[Told], known: Known, name: str) -> tuple[np.ndarray, list[Lesson]]:
    """Cuts found, made and true without and with a second look; and the lessons to learn from."""
    lessons = [Lesson(episode, known) for episode in episodes]
    again = cross_validate(lessons)
    judged = [n for n, episode in enumerate(episodes) if episode.real]
    told = [episodes[n] for n in judged]
    without = judge(told, [lessons[n].first for n in judged], f"{name}, without a second look")
    return np.stack((without, judge(told, [again[n] for n in judged], name))), lessons


def packed(lessons: Sequence[Lesson], price: float, odd: float) -> dict[str, np.ndarray]:
    """The arrays that ``second_look.second_look`` reads, of one sort of tracks."""
    told = [lesson.told for lesson in lessons]
    return {
        "names": text(told[0].named[0]),
        "share": np.array(SHARE),
        "choice": np.array((price, *scenes.lengths(told), odd)),
        **forest(train(lessons)),
    }


def main() -> None:
    about, _, _ = (__doc__ or "").partition("\n")
    parser = annotated.options(about)
    parser.add_argument("--known", type=Path, help="what cutter and reader say, kept")
    given = parser.parse_args()
    shelf = annotated.read_shelf(given)
    known = read_known(shelf, given.known)
    shipped: dict[str, np.ndarray] = {"about": text([ABOUT])}
    total = np.zeros((2, 3))
    for kind, name in ((True, "told"), (False, "plain")):
        episodes = [e for e in scenes.read(shelf, kind) if e.spans]
        found, lessons = learn(episodes, known, name)
        total += found
        if given.write:
            arrays = packed(lessons, *CHOICES[kind])
            shipped |= {f"{name}.{each}": array for each, array in arrays.items()}
    print(f"all: F1 {scenes.f1(total[0]):.4f} without, {scenes.f1(total[1]):.4f} with")
    if given.write:
        np.savez_compressed(TARGET, **shipped)


if __name__ == "__main__":
    main()
