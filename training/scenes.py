"""Train the scene cutter's weights on annotated episodes.

    python training/scenes.py [--captions DIR] [--gold DIR] [--write]

Prints boundary F1, cross-validated by drama, as ``score.py scenes`` counts it; ``--write`` then
trains on all and writes ``src/jangmyeon/scenes/weights.json``. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from jangmyeon.captions import read_script
from jangmyeon.engine.analysis import by_worth
from jangmyeon.model import Line
from jangmyeon.scenes.cutting import Weights, best_cuts, topic_words
from jangmyeon.scenes.signals import NAMES, FloatArray, signals
from jangmyeon.shelf import scan
from jangmyeon.words import all_lemmas, analyse, flat

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/jangmyeon/scenes/weights.json"
SOFT = 4.0  # seconds by which a cut may be off, as in the score


@dataclass
class Annotated:
    """An episode's signals, and where its scenes are cut in truth."""

    drama: str
    told: bool
    starts: FloatArray
    signals: FloatArray
    plain: FloatArray  # the signals of the same episode without its sounds and labels
    plain_starts: FloatArray
    spans: list[tuple[float, float]]


Rows = tuple[FloatArray, FloatArray, list[tuple[float, float]]]
View = Callable[[Annotated], Rows]
Judged = Callable[[Annotated], bool]


def read_gold(captions: Path, gold: Path) -> Iterator[Annotated]:
    episodes = {}
    for path in sorted(gold.glob("*.scenes.jsonl")):
        rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
        first = rows[0]
        episodes[first["drama"], first["season"], first["episode"]] = sorted(
            (row["start"], row["end"]) for row in rows
        )
    for files in scan(captions).episodes:
        episode = files.episode
        spans = episodes.get((episode.drama.title, episode.season, episode.number))
        if spans is None:
            continue
        scripts = [
            script
            for track in files.tracks
            for script in read_script((captions / track.path).read_bytes(), track)
        ]
        script = by_worth(scripts)[0]
        cuts = [(a[1] - SOFT, b[0] + SOFT) for a, b in pairwise(spans)]
        told = _signals([*script.lines, *script.sounds])
        bare = _signals([replace(line, speaker="") for line in script.lines])
        yield Annotated(episode.drama.title, bool(script.sounds), *told, bare[1], bare[0], cuts)


def _signals(items: Sequence[object]) -> tuple[FloatArray, FloatArray]:
    shown = sorted(
        (i for i in items if not isinstance(i, Line) or i.kind != "credit"),
        key=lambda i: (i.start, i.end),
    )
    texts = list(dict.fromkeys(flat(item.text) for item in shown))
    lemmas = {text: all_lemmas(told) for text, told in zip(texts, analyse(texts), strict=True)}
    values = signals(shown, [topic_words(item, lemmas) for item in shown])
    return np.array([item.start for item in shown]), values


def labels(
    starts: FloatArray, values: FloatArray, spans: Sequence[tuple[float, float]]
) -> FloatArray:
    """1 where a scene begins, 0 elsewhere, -1 for the other captions around a cut."""
    truth = np.zeros(len(starts))
    for low, high in spans:
        inside = np.flatnonzero((starts >= low) & (starts <= high))
        if len(inside):
            truth[inside] = -1
            truth[inside[np.argmax(values[inside, 0] + 1e-3 * inside)]] = 1
    return truth


def found(starts: FloatArray, cuts: Sequence[int], spans: Sequence[tuple[float, float]]) -> int:
    mine = [starts[i] for i in cuts[1:]]
    used: set[int] = set()
    for low, high in spans:
        at = next((i for i, t in enumerate(mine) if i not in used and low <= t <= high), None)
        if at is not None:
            used.add(at)
    return len(used)


def train(rows: Sequence[Rows], length: float, shift: float) -> Weights:
    values = np.concatenate([v for _, v, _ in rows])
    truth = np.concatenate([labels(s, v, c) for s, v, c in rows])
    keep = truth >= 0
    scaler = StandardScaler().fit(values[keep])
    model = LogisticRegression(C=1.0, max_iter=1000).fit(
        scaler.transform(values[keep]), truth[keep]
    )
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_) + shift
    lengths = [np.log(max(b - a, 1.0)) for _, _, cuts in rows for (_, a), (_, b) in pairwise(cuts)]
    return Weights(
        bias, tuple(weights.tolist()), float(np.mean(lengths)), float(np.std(lengths)), length
    )


def score(rows: Sequence[Rows], weights: Weights) -> np.ndarray:
    total = np.zeros(3)
    for starts, values, spans in rows:
        odds = values @ np.array(weights.weights) + weights.bias
        cuts = best_cuts(starts, odds, weights)
        total += (found(starts, cuts, spans), len(cuts) - 1, len(spans))
    return total


def f1(total: np.ndarray) -> float:
    return float(2 * total[0] / (total[1] + total[2]))


def cross_validate(
    data: Sequence[Annotated], view: View, judged: Judged, length: float, shift: float
) -> np.ndarray:
    total = np.zeros(3)
    for drama in sorted({a.drama for a in data}):
        weights = train([view(a) for a in data if a.drama != drama], length, shift)
        total += score([view(a) for a in data if a.drama == drama and judged(a)], weights)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=ROOT / "../shared/captions")
    parser.add_argument("--gold", type=Path, default=ROOT / "../shared/gold")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = list(read_gold(options.captions, options.gold))
    shipped = {}
    views = {
        "told": (lambda a: (a.starts, a.signals, a.spans), lambda a: a.told),
        "plain": (lambda a: (a.plain_starts, a.plain, a.spans), lambda a: not a.told),
    }
    for name, (view, judged) in views.items():
        some = [a for a in data if judged(a)] if name == "told" else data
        tried = {
            (length, shift): cross_validate(some, view, judged, length, shift)
            for length, shift in product((0.1, 0.2, 0.4), (1.0, 1.5, 2.0, 2.5))
        }
        best = max(tried, key=lambda key: f1(tried[key]))
        weights = train([view(a) for a in some], *best)
        print(name, "length, shift", best, "F1", round(f1(tried[best]), 4), tried[best])
        for (length, shift), total in tried.items():
            print("   ", length, shift, round(f1(total), 4))
        print("   ", {n: round(w, 2) for n, w in zip(NAMES, weights.weights, strict=True)})
        shipped[name] = {
            "bias": round(weights.bias, 4),
            "weights": {n: round(w, 4) for n, w in zip(NAMES, weights.weights, strict=True)},
            "usual": round(weights.usual, 4),
            "spread": round(weights.spread, 4),
            "length": weights.length,
        }
    if options.write:
        note = "Made by training/scenes.py: log-odds of a cut before a caption, by signal."
        TARGET.write_text(json.dumps({"about": note, **shipped}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
