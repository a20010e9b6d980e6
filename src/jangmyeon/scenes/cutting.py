"""Cutting an episode into scenes: weighed signals, then the best cuts as a whole.

The weights are those of a logistic regression trained by ``training/scenes.py``. The cuts are
chosen together by dynamic programming, so that lengths of scenes stay plausible: a cut is worth
its log-odds, and a scene costs by how far its length is from the usual.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.model import Episode, Line, Scene, Sound
from jangmyeon.names import read_label
from jangmyeon.scenes.signals import FloatArray, Shown, signals
from jangmyeon.words import flat

_HOPELESS = -2.0  # log-odds below which a cut is not even considered
_LONGEST = 600.0  # seconds; longer stretches are cut at their best place all the same
_UNSEEN = "credit"


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained cutter.

    ``bias`` and ``weights`` give the log-odds of a cut from its signals. ``usual`` and ``spread``
    are the mean and the deviation of the log of a scene's length in seconds, ``length`` how much
    that counts.
    """

    bias: float
    weights: tuple[float, ...]
    usual: float
    spread: float
    length: float


def cut_scenes(
    episode: Episode,
    lines: Sequence[Line],
    sounds: Sequence[Sound],
    lemmas: Mapping[str, Sequence[str]],
) -> tuple[Scene, ...]:
    """Cut an episode into scenes that cover all of its captions, in order.

    Args:
        lines, sounds: of one track.
        lemmas: of each text, its words split by single spaces.
    """
    told: list[Line | Sound] = [line for line in lines if line.kind != _UNSEEN]
    told += sounds
    shown = sorted(told, key=lambda item: (item.start, item.end))
    if not shown:
        return ()
    cuts = choose_cuts(shown, [topic_words(item, lemmas) for item in shown], bool(sounds))
    return tuple(
        _scene(episode, number, shown[first:last])
        for number, (first, last) in enumerate(zip(cuts, [*cuts[1:], len(shown)], strict=True), 1)
    )


def choose_cuts(shown: Shown, words: Sequence[Sequence[str]], told: bool) -> list[int]:
    """Indexes of the captions that begin a scene; the first is 0.

    Args:
        told: whether the track tells sounds; those without have weights of their own.
    """
    weights = _weights("told" if told else "plain")
    odds = signals(shown, words) @ np.array(weights.weights) + weights.bias
    return best_cuts(np.array([item.start for item in shown]), odds, weights)


def best_cuts(starts: FloatArray, odds: FloatArray, weights: Weights) -> list[int]:
    """The cuts with the highest sum of log-odds, less what implausible lengths cost."""
    places = np.concatenate(([0], np.flatnonzero(odds[1:] > _HOPELESS) + 1))
    at, gains = starts[places], odds[places]
    best = np.full(len(places), -np.inf)
    best[0] = 0.0
    came = np.zeros(len(places), int)
    firsts = np.searchsorted(at, at - _LONGEST)
    for n in range(1, len(places)):
        first = min(int(firsts[n]), n - 1)
        worth = best[first:n] - _cost(at[n] - at[first:n], weights)
        came[n] = first + int(np.argmax(worth))
        best[n] = worth[came[n] - first] + gains[n]
    cuts = [int(np.argmax(best - _cost(starts[-1] + 2.0 - at, weights)))]
    while cuts[-1]:
        cuts.append(int(came[cuts[-1]]))
    return [int(places[n]) for n in reversed(cuts)]


def _cost(lengths: FloatArray, weights: Weights) -> FloatArray:
    away = (np.log(np.maximum(lengths, 1.0)) - weights.usual) / weights.spread
    return weights.length * away * away


def _scene(episode: Episode, number: int, shown: Shown) -> Scene:
    return Scene(
        episode=episode,
        number=number,
        start=shown[0].start,
        end=max(item.end for item in shown),
        people=_people(shown),
    )


def _people(shown: Shown) -> tuple[str, ...]:
    """Those who speak or are heard in a scene and are named, most first; roles are left out."""
    counts: Counter[str] = Counter()
    for item in shown:
        name = item.speaker if isinstance(item, Line) else item.subject
        if name and not (isinstance(item, Sound) and item.kind == "music"):
            counts.update(read_label(name).names)
    return tuple(name for name, _ in counts.most_common())


def topic_words(item: Line | Sound, lemmas: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a line that tell what is spoken of: sounds and short function words left out."""
    if isinstance(item, Sound):
        return []
    return [lemma for lemma in lemmas[flat(item.text)] if len(lemma) > 1]


@cache
def _weights(name: str) -> Weights:
    text = resources.files(__package__).joinpath("weights.json").read_text("utf-8")
    told = json.loads(text)[name]
    return Weights(
        told["bias"],
        tuple(told["weights"].values()),
        told["usual"],
        told["spread"],
        told["length"],
    )
