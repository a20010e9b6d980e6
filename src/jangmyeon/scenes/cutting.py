"""Cutting an episode into scenes: how likely each cut is, then the best cuts as a whole.

Small neural networks and boosted trees tell from the signals around each caption how likely a scene
begins there (``cutter``), wider networks from what is said, too (``reader``); other trees weigh
what both say of the whole episode (``second_look``). All are trained on annotated episodes, by
scripts of the same names in ``training``, but for the cutter: ``training/scenes.py``. The cuts are
chosen together by dynamic programming: those that may be expected to find the most scenes,
since a cut a caption or two beside the true one is as good as right, less what implausible lengths
of scenes cost.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from jangmyeon.model import Episode, Line, Scene, Sound
from jangmyeon.names import read_label
from jangmyeon.scenes.cutter import Choice, cutter
from jangmyeon.scenes.phrases import phrase_score, phrase_signals, phrases
from jangmyeon.scenes.reader import reader
from jangmyeon.scenes.second_look import second_look
from jangmyeon.scenes.signals import Shown, signals
from jangmyeon.scenes.windows import FloatArray, IntArray
from jangmyeon.words import flat

SOFT = 4.0  # seconds around a pause within which a cut is as good as in it
_LONGEST = 600.0  # seconds; longer stretches are cut at their best place all the same
_WORTHLESS = 0.6  # part of its price below which a cut is not even considered
_TELLING = 0.05  # sounds and labels a line from which on a track counts as telling them
_UNSEEN = "credit"


def cut_scenes(
    episode: Episode,
    lines: Sequence[Line],
    sounds: Sequence[Sound],
    lemmas: Mapping[str, Sequence[str]],
) -> tuple[Scene, ...]:
    """Cut an episode into scenes that cover all of its captions, in order; none overlaps the next.

    Args:
        lines, sounds: of one track.
        lemmas: of each line's flat text; those of sounds may be left out.
    """
    told: list[Line | Sound] = [line for line in lines if line.kind != _UNSEEN]
    told += sounds
    shown = sorted(told, key=lambda item: (item.start, item.end))
    if not shown:
        return ()
    firsts = choose_cuts(shown, lemmas)
    begins = [shown[first].start for first in firsts[1:]]
    spans = zip(firsts, [*firsts[1:], len(shown)], [*begins, math.inf], strict=True)
    return tuple(
        _scene(episode, number, shown[first:last], latest)
        for number, (first, last, latest) in enumerate(spans, 1)
    )


def choose_cuts(shown: Shown, lemmas: Mapping[str, Sequence[str]]) -> list[int]:
    """Indexes of the captions that begin a scene; the first is 0."""
    if not tells(shown):
        kept = [at for at, item in enumerate(shown) if isinstance(item, Line)]
        bare = stripped(shown)
        return [kept[cut] if cut else 0 for cut in _cuts(bare, lemmas, False)] if bare else [0]
    return _cuts(shown, lemmas, True)


def tells(shown: Shown) -> bool:
    """Whether a track tells sounds and speakers, more than now and then."""
    lines = [item for item in shown if isinstance(item, Line)]
    telling = len(shown) - len(lines) + sum(bool(line.speaker) for line in lines)
    return telling > _TELLING * len(lines)


def stripped(shown: Shown) -> list[Line]:
    """The lines alone, without speakers."""
    lines = [item for item in shown if isinstance(item, Line)]
    return [replace(line, speaker="") if line.speaker else line for line in lines]


def _cuts(shown: Shown, lemmas: Mapping[str, Sequence[str]], told: bool) -> list[int]:
    starts = np.array([item.start for item in shown])
    return best_cuts(starts, likelihood(shown, lemmas, told), second_look(told).choice)


def likelihood(shown: Shown, lemmas: Mapping[str, Sequence[str]], told: bool) -> FloatArray:
    """The probability that a scene begins with each caption; 0 for the first."""
    texts = [flat(item.text) for item in shown]
    spoken = [
        phrases(item, text, lemmas.get(text, ())) for item, text in zip(shown, texts, strict=True)
    ]
    trained = cutter(told)
    found = dict(signals(shown, texts, lemmas, told))
    read = reader().likelihood(found, spoken, told)
    found.update(phrase_signals(phrase_score(spoken, trained.book)))
    table = np.array([found[name] for name in trained.names]).T
    starts = np.array([item.start for item in shown])
    return second_look(told).likelihood(trained.likelihood(table), read, starts, found)


def best_cuts(starts: FloatArray, likelihood: FloatArray, choice: Choice) -> list[int]:
    """The cuts that may be expected to find the most scenes, less what their lengths cost.

    A cut finds the scene that truly begins with a caption if it lies from ``SOFT`` seconds before
    the caption before that starts, to as many after that starts. Two cuts near each other may
    stand for the same scene, which counts once.

    Args:
        likelihood: for each caption, that a scene begins with it; 0 for the first.
    """
    before = np.concatenate((starts[:1], starts[:-1]))
    firsts = np.searchsorted(starts, before - SOFT)  # by true cut: the first that finds it
    lasts = np.searchsorted(starts, starts + SOFT, side="right") - 1
    every = np.arange(len(starts))
    low = np.searchsorted(lasts, every)  # by cut: the true ones it finds, from low up to high
    high = np.searchsorted(firsts, every, side="right")
    sums = np.concatenate(([0.0], np.cumsum(likelihood)))
    worthy = sums[high] - sums[low] > _WORTHLESS * choice.price
    places = np.concatenate(([0], np.flatnonzero(worthy[1:]) + 1))
    at, below, upto = starts[places], sums[low[places]], sums[high[places]]
    below[0] = upto[0] = 0.0  # the start of the episode finds nothing
    best, came = np.zeros(len(places)), np.zeros(len(places), int)
    last = np.maximum(np.arange(len(places)) - 1, 0)
    nearest = np.minimum(np.searchsorted(at, at - _LONGEST), last)
    costs, ends = _costs_since(at, nearest, choice)
    for n, first in enumerate(nearest[1:].tolist(), 1):
        fresh = upto[n] - np.maximum(upto[first:n], below[n])  # no other has found these
        worth = best[first:n] + np.minimum(fresh, 1.0) - choice.price
        worth -= costs[ends[n - 1] : ends[n]]
        chosen = int(worth.argmax())
        came[n], best[n] = first + chosen, worth[chosen]
    cuts = [int(np.argmax(best - _cost(starts[-1] + 2.0 - at, choice)))]
    while cuts[-1]:
        cuts.append(int(came[cuts[-1]]))
    return [int(places[n]) for n in reversed(cuts)]


def _costs_since(at: FloatArray, firsts: IntArray, choice: Choice) -> tuple[FloatArray, list[int]]:
    """What scenes cost that end at each cut and began with one before, and where each cut's end.

    Args:
        firsts: for each cut, the first that a scene may have begun with.
    """
    many = np.arange(len(at)) - firsts
    ends = np.cumsum(many)
    since = np.arange(ends[-1]) - np.repeat(ends - many - firsts, many)
    return _cost(np.repeat(at, many) - at[since], choice), ends.tolist()


def _cost(lengths: FloatArray, choice: Choice) -> FloatArray:
    away = (np.log(np.maximum(lengths, 1.0)) - choice.usual) / choice.spread
    return choice.length * away * away


def _scene(episode: Episode, number: int, shown: Shown, latest: float) -> Scene:
    """The scene of these captions; the last may still be shown when the next scene begins."""
    start, end = shown[0].start, max(item.end for item in shown)
    return Scene(
        episode=episode,
        number=number,
        start=start,
        end=min(end, latest) if latest > start else end,
        people=_people(shown),
    )


def _people(shown: Shown) -> tuple[str, ...]:
    """Those who speak or are heard in a scene and are named, most first; roles are left out."""
    named: list[str] = []
    for item in shown:
        name = item.speaker if isinstance(item, Line) else item.subject
        if name and not (isinstance(item, Sound) and item.kind == "music"):
            named += read_label(name).names
    return tuple(name for name, _ in Counter(named).most_common())
