"""Train who is present in a scene, on annotated episodes.

    python training/presence.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Prints F1 as ``score.py people`` counts it, cross-validated by drama, on the annotated scenes and
on those that ``cut_scenes`` makes; ``--write`` then trains on all and writes
``src/jangmyeon/scenes/presence.json``. Needs scikit-learn; takes a minute or two.

Tracks that name their speakers also teach the weights for those that do not: their labels and
sounds are taken away for it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from annotated import ROOT, Analysed, options, read_shelf
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from jangmyeon.model import Person
from jangmyeon.names.people import people_of
from jangmyeon.names.sightings import Sighting, sightings
from jangmyeon.scenes import cut_scenes
from jangmyeon.scenes.presence import Regression, Weights, candidates, is_labelled
from jangmyeon.scenes.traces import FloatArray, Traces, again, count, signals
from jangmyeon.words import all_lemmas

TARGET = ROOT / "src/jangmyeon/scenes/presence.json"
ABOUT = "Who is in a scene: weights of training/presence.py, for tracks with labels or not."
FOLDS = 8
INNER = 4  # folds within the lessons, by which the second regression sees what the first finds
STRENGTH = 0.05  # the inverse of how strongly weights are held back
BARE = 0.5  # what a scene weighs whose labels were taken away
TOLD = frozenset({"speaks", "heard"})  # ways to be met that captions without labels lack

Pairs = list[tuple[tuple[str, ...], int]]


@dataclass
class Judged:
    """An episode's traces in some cut into scenes, and who is there in truth.

    ``share`` is how often each person is told of each scene, ``weight`` what a scene is worth.
    ``pairs`` are the annotated people and the number of the scene that stands for theirs.
    """

    drama: str
    labelled: bool
    own: bool
    bare: bool
    names: list[str]
    traces: Traces
    share: FloatArray
    weight: FloatArray
    pairs: Pairs
    ours: bool

    @cached_property
    def values(self) -> FloatArray:
        """The signals of the first regression."""
        return signals(self.traces)


def judge(shelf: Sequence[Analysed]) -> Iterator[Judged]:
    """All annotated episodes, each in both cuts; those with labels once more without."""
    dramas = defaultdict(list)
    for each in shelf:
        dramas[each.episode.drama.id].append(each)
    for episodes in dramas.values():
        cast = episodes[0].episode.drama.cast
        met = [sightings(e.script.lines, e.script.sounds, cast) for e in episodes]
        bare = [tuple(s for s in each if s.how not in TOLD) for each in met]
        everybody, called = people_of(cast, met), people_of(cast, bare)
        for each, mine, without in zip(episodes, met, bare, strict=True):
            if each.scenes:
                yield from _judged(each, mine, everybody, bare=False)
            if each.scenes and is_labelled(mine):
                yield from _judged(each, without, called, bare=True)


def _judged(
    each: Analysed, met: Sequence[Sighting], people: Sequence[Person], *, bare: bool
) -> Iterator[Judged]:
    here = candidates(met, people)
    names = [person.name for person in here]
    for own in (False, True):
        spans = _own(each) if own else [(scene.start, scene.end) for scene in each.scenes]
        pairs = [(s.people, _nearest(spans, s.start, s.end)) for s in each.scenes if s.people]
        share, weight = _truth(names, pairs, len(spans))
        weight *= BARE if bare else 1.0
        drama, labelled = each.episode.drama.title, is_labelled(met)
        traces = count(spans, met, here)
        yield Judged(drama, labelled, own, bare, names, traces, share, weight, pairs, each.ours)


def _own(each: Analysed) -> list[tuple[float, float]]:
    lemmas = {text: all_lemmas(field) for text, field in each.fields.items()}
    cut = cut_scenes(each.episode, each.script.lines, each.script.sounds, lemmas)
    return [(scene.start, scene.end) for scene in cut]


def _nearest(spans: Sequence[tuple[float, float]], start: float, end: float) -> int:
    return max(range(len(spans)), key=lambda n: min(spans[n][1], end) - max(spans[n][0], start))


def _truth(names: Sequence[str], pairs: Pairs, scenes: int) -> tuple[FloatArray, FloatArray]:
    """How often each name is told of each scene, and of how many anything is told of it."""
    truth, known = np.zeros((scenes, len(names))), np.zeros(scenes)
    for people, scene in pairs:
        known[scene] += 1
        truth[scene] += [any(alike(name, person) for person in people) for name in names]
    return truth / np.maximum(known, 1)[:, None], known


def alike(a: str, b: str) -> bool:
    """Whether two names count as one, as in ``score.py``."""
    return a.endswith(b) or b.endswith(a)


def fit(data: Sequence[Judged], values: Sequence[FloatArray]) -> Regression:
    known = [d.weight > 0 for d in data]
    rows = [v[k].reshape(-1, v.shape[-1]) for v, k in zip(values, known, strict=True)]
    truth = [(d.share[k] >= 0.5).ravel() for d, k in zip(data, known, strict=True)]
    worth = [np.repeat(d.weight[k], len(d.names)) for d, k in zip(data, known, strict=True)]
    table = np.concatenate(rows)
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=STRENGTH, max_iter=200)
    model.fit(scaler.transform(table), np.concatenate(truth), np.concatenate(worth))
    weights = model.coef_[0] / scaler.scale_
    return Regression(float(model.intercept_[0] - weights @ scaler.mean_), weights)


def train(data: Sequence[Judged], enough: float = 0.5) -> Weights:
    """Both regressions; the second sees what a first finds that had not seen the drama."""
    fold = folds(data, INNER)
    values = [np.empty(0)] * len(data)
    for k in range(INNER):
        lessons = [d for d, own in zip(data, fold, strict=True) if own != k]
        first = fit(lessons, [d.values for d in lessons])
        for n in np.flatnonzero(fold == k):
            more = again(data[n].traces, first.rates(data[n].values))
            values[n] = np.concatenate((data[n].values, more), axis=-1)
    return Weights(fit(data, [d.values for d in data]), fit(data, values), enough)


def folds(data: Sequence[Judged], count: int) -> np.ndarray:
    """The fold of each episode, by drama."""
    dramas = {drama: n % count for n, drama in enumerate(sorted({d.drama for d in data}))}
    return np.array([dramas[d.drama] for d in data])


Answers = Sequence[tuple[Judged, FloatArray]]


def score(data: Answers, enough: float) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = said = real = 0
    for judged, rates in data:
        for people, scene in judged.pairs:
            mine = {judged.names[at] for at in np.flatnonzero(rates[scene] >= enough)}
            right += sum(any(alike(a, b) for b in people) for a in mine)
            said, real = said + len(mine), real + len(people)
    return right / max(said, 1), right / real, 2 * right / (said + real)


def cross_validated(lessons: Sequence[Judged]) -> list[tuple[Judged, FloatArray]]:
    """What models that never saw its drama say of each annotated track as it is."""
    fold = folds(lessons, FOLDS)
    result = []
    for k in range(FOLDS):
        weights = train([d for d, own in zip(lessons, fold, strict=True) if own != k])
        tests = [lessons[n] for n in np.flatnonzero(fold == k)]
        result += [(d, weights.rates(d.traces)) for d in tests if not d.bare and not d.ours]
    return result


def enough_for(data: Answers) -> float:
    """Half the best F1: one more person is worth telling if likelier than that."""
    return max(score(data, at)[2] for at in np.arange(0.15, 0.7, 0.01).tolist()) / 2


def learn(name: str, lessons: Sequence[Judged]) -> Weights:
    judged = cross_validated(lessons)
    enough = enough_for([(d, rates) for d, rates in judged if d.own])
    for own in (False, True):
        figures = score([(d, r) for d, r in judged if d.own == own], enough)
        cut = "own scenes" if own else "annotated scenes"
        print(name, cut, *(f"{figure:.3f}" for figure in figures), f"from {enough:.2f}")
    return train(lessons, enough)


def packed(weights: Weights) -> dict[str, object]:
    """As ``presence.json`` holds them."""
    found: dict[str, object] = {"enough": round(weights.enough, 3)}
    for name, part in (("first", weights.first), ("second", weights.second)):
        found[name] = {"bias": round(part.bias, 5), "weights": np.round(part.each, 5).tolist()}
    return found


def main() -> None:
    told = options("Train who is present in a scene.").parse_args()
    data = list(judge(read_shelf(told)))
    parts = {
        "labelled": packed(learn("labelled", [d for d in data if d.labelled])),
        "unlabelled": packed(learn("unlabelled", [d for d in data if not d.labelled])),
    }
    if told.write:
        text = json.dumps({"about": ABOUT, **parts}, ensure_ascii=False, indent=1)
        TARGET.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
