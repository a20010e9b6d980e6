"""Train who is present in a scene, on annotated episodes.

    python training/presence.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Prints F1 as ``score.py people`` counts it, cross-validated by drama, on the annotated scenes and
on those that ``cut_scenes`` makes; ``--write`` then trains on all and writes
``src/jangmyeon/scenes/presence.json``. Needs scikit-learn.

Tracks that name their speakers also teach the weights for those that do not: their labels and
sounds are taken away for it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from annotated import ROOT, Analysed, options, read_shelf
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from jangmyeon.names.people import people_of
from jangmyeon.names.sightings import Sighting, sightings
from jangmyeon.scenes import cut_scenes
from jangmyeon.scenes.presence import (
    SHOWN,
    FloatArray,
    Weights,
    candidates,
    count,
    is_labelled,
    probabilities,
    signals,
)
from jangmyeon.words import all_lemmas

TARGET = ROOT / "src/jangmyeon/scenes/presence.json"
FOLDS = 8
STRENGTH = 0.1  # the inverse of how strongly weights are held back


@dataclass
class Judged:
    """An episode's features in some cut into scenes, and who is there in truth.

    ``pairs`` are the annotated people and the number of the scene that stands for theirs.
    """

    drama: str
    labelled: bool
    own: bool
    bare: bool
    names: list[str]
    values: FloatArray
    truth: FloatArray
    known: FloatArray
    pairs: list[tuple[tuple[str, ...], int]]


def judge(shelf: Sequence[Analysed]) -> Iterator[Judged]:
    """All annotated episodes, each in both cuts, and once more without labels and sounds."""
    dramas = defaultdict(list)
    for each in shelf:
        dramas[each.episode.drama.id].append(each)
    for episodes in dramas.values():
        cast = episodes[0].episode.drama.cast
        met = [sightings(e.script.lines, e.script.sounds, cast) for e in episodes]
        yield from _drama(episodes, met, bare=False)
        bare = [tuple(s for s in each if s.how not in SHOWN) for each in met]
        yield from _drama(episodes, bare, bare=True)


def _drama(
    episodes: Sequence[Analysed], met: Sequence[Sequence[Sighting]], *, bare: bool
) -> Iterator[Judged]:
    people = people_of(episodes[0].episode.drama.cast, met)
    for each, mine in zip(episodes, met, strict=True):
        if not each.scenes or (bare and not is_labelled(sightings_of(each))):
            continue
        here = candidates(mine, people)
        names = [person.name for person in here]
        for own in (False, True):
            spans = _own(each) if own else [(scene.start, scene.end) for scene in each.scenes]
            pairs = [(s.people, _nearest(spans, s.start, s.end)) for s in each.scenes if s.people]
            truth, known = _truth(names, pairs, len(spans))
            values = signals(count(spans, mine, here))
            drama, labelled = each.episode.drama.title, is_labelled(mine)
            yield Judged(drama, labelled, own, bare, names, values, truth, known, pairs)


def sightings_of(each: Analysed) -> tuple[Sighting, ...]:
    return sightings(each.script.lines, each.script.sounds, each.episode.drama.cast)


def _own(each: Analysed) -> list[tuple[float, float]]:
    lemmas = {text: all_lemmas(field) for text, field in each.fields.items()}
    cut = cut_scenes(each.episode, each.script.lines, each.script.sounds, lemmas)
    return [(scene.start, scene.end) for scene in cut]


def _nearest(spans: Sequence[tuple[float, float]], start: float, end: float) -> int:
    return max(range(len(spans)), key=lambda n: min(spans[n][1], end) - max(spans[n][0], start))


def _truth(
    names: Sequence[str], pairs: Sequence[tuple[tuple[str, ...], int]], scenes: int
) -> tuple[FloatArray, FloatArray]:
    """How often each name is told of each scene, and of which scenes anything is told."""
    truth, known = np.zeros((scenes, len(names))), np.zeros(scenes)
    for people, scene in pairs:
        known[scene] += 1
        truth[scene] += [any(alike(name, person) for person in people) for name in names]
    return truth, known


def alike(a: str, b: str) -> bool:
    """Whether two names count as one, as in ``score.py``."""
    return a.endswith(b) or b.endswith(a)


def train(data: Sequence[Judged], enough: float = 0.5) -> Weights:
    values = np.concatenate([d.values[d.known > 0].reshape(-1, d.values.shape[-1]) for d in data])
    truth = np.concatenate(
        [(d.truth / np.maximum(d.known, 1)[:, None])[d.known > 0].ravel() >= 0.5 for d in data]
    )
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(scaler.transform(values), truth)
    weights = model.coef_[0] / scaler.scale_
    return Weights(float(model.intercept_[0] - weights @ scaler.mean_), weights, enough)


def score(data: Sequence[tuple[Judged, FloatArray]], enough: float) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = said = real = 0
    for judged, rates in data:
        for people, scene in judged.pairs:
            mine = {judged.names[at] for at in np.flatnonzero(rates[scene] >= enough)}
            right += sum(any(alike(a, b) for b in people) for a in mine)
            said, real = said + len(mine), real + len(people)
    return right / max(said, 1), right / real, 2 * right / (said + real)


def cross_validated(
    lessons: Sequence[Judged], tests: Sequence[Judged]
) -> list[tuple[Judged, FloatArray]]:
    dramas = sorted({judged.drama for judged in lessons})
    result = []
    for fold in range(FOLDS):
        held = set(dramas[fold::FOLDS])
        weights = train([d for d in lessons if d.drama not in held])
        result += [(d, probabilities(d.values, weights)) for d in tests if d.drama in held]
    return result


def best(data: Sequence[tuple[Judged, FloatArray]]) -> float:
    """The threshold with the highest F1."""
    return max(np.arange(0.15, 0.7, 0.01).tolist(), key=lambda enough: score(data, enough)[2])


def main() -> None:
    told = options("Train who is present in a scene.").parse_args()
    data = list(judge(read_shelf(told)))
    written: dict[str, object] = {}
    for name in ("labelled", "unlabelled"):
        lessons = [d for d in data if d.labelled == (name == "labelled")]
        tests = [d for d in lessons if not d.bare]
        judged = cross_validated(lessons, tests)
        enough = best([(d, rates) for d, rates in judged if d.own])
        for own in (False, True):
            figures = score([(d, r) for d, r in judged if d.own == own], enough)
            cut = "own scenes" if own else "annotated scenes"
            print(name, cut, *(f"{figure:.3f}" for figure in figures), f"from {enough:.2f}")
        weights = train(lessons, enough)
        written[name] = {
            "bias": round(weights.bias, 5),
            "weights": np.round(weights.each, 5).tolist(),
            "enough": round(enough, 3),
        }
    if told.write:
        about = "Who is in a scene: weights of training/presence.py, for tracks with labels or not."
        text = json.dumps({"about": about, **written}, ensure_ascii=False, indent=1)
        TARGET.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
