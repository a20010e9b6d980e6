"""What speaks for a cut before a caption: silence, music, other people, other words.

Each signal is a number for each caption of an episode; ``cutting`` weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound

NAMES = (
    "silence",  # log of 1 + seconds without a caption
    "long_silence",  # the part of it over 4 seconds, in the same measure
    "lull",  # silence less the longest one within 30 seconds: 0 at the longest, else below
    "music_after",  # the caption is music that begins
    "music_near",  # music begins within the next 10 seconds
    "music_before",  # the last caption before was music
    "sound_after",  # the caption is another sound: a door, a car, a bird
    "named_after",  # the first line after names its speaker, as for somebody not yet seen
    "other_people",  # 1 - cosine of those who speak and are heard in 45 seconds before and after
    "other_words",  # 1 - cosine of the words in 40 seconds before and after
    "screen_after",  # on-screen text, such as a place or a date
)

_PEOPLE_SECONDS = 45.0
_WORD_SECONDS = 40.0
_LULL_SECONDS = 30.0
_NEAR_SECONDS = 10.0
_LONG = np.log1p(4.0)

Shown = Sequence[Line | Sound]
FloatArray = NDArray[np.float64]


def signals(shown: Shown, lemmas: Sequence[Sequence[str]]) -> FloatArray:
    """The signals for a cut before each caption; shape (captions, signals).

    Args:
        shown: an episode's lines and sounds, sorted by start.
        lemmas: the words of each of them.
    """
    starts = np.array([item.start for item in shown])
    ends = np.maximum.accumulate(np.array([item.end for item in shown]))
    silence = np.zeros(len(shown))
    silence[1:] = np.log1p(np.clip(starts[1:] - ends[:-1], 0, 60))
    music = np.array([isinstance(item, Sound) and item.kind == "music" for item in shown], float)
    sound = np.array([isinstance(item, Sound) and item.kind == "sound" for item in shown], float)
    screen = np.array([isinstance(item, Line) and item.kind == "screen" for item in shown], float)
    people = [_people(item) for item in shown]
    before = np.concatenate(([0.0], music[:-1]))
    columns = (
        silence,
        np.clip(silence - _LONG, 0, None),
        silence - _highest_near(starts, silence, _LULL_SECONDS),
        music,
        _within_next(starts, music, _NEAR_SECONDS),
        before,
        sound,
        _named_after(shown),
        _unlike(starts, people, _PEOPLE_SECONDS),
        _unlike(starts, lemmas, _WORD_SECONDS),
        screen,
    )
    return np.stack(columns, axis=1)


def _highest_near(starts: FloatArray, values: FloatArray, seconds: float) -> FloatArray:
    low = np.searchsorted(starts, starts - seconds)
    high = np.searchsorted(starts, starts + seconds, side="right")
    return np.array([values[a:b].max() for a, b in zip(low, high, strict=True)])


def _within_next(starts: FloatArray, flags: FloatArray, seconds: float) -> FloatArray:
    sums = np.concatenate(([0.0], np.cumsum(flags)))
    ahead = np.searchsorted(starts, starts + seconds)
    return (sums[ahead] - sums[: len(starts)] > 0).astype(float)


def _people(item: Line | Sound) -> tuple[str, ...]:
    name = item.speaker if isinstance(item, Line) else item.subject
    return (name,) if name else ()


def _named_after(shown: Shown) -> FloatArray:
    """Whether the next line (sounds passed over) has a speaker's name."""
    named = np.zeros(len(shown))
    after = 0.0
    for at in range(len(shown) - 1, -1, -1):
        item = shown[at]
        if isinstance(item, Line):
            after = float(bool(item.speaker))
        named[at] = after
    return named


def _unlike(starts: FloatArray, bags: Sequence[Sequence[str]], seconds: float) -> FloatArray:
    """1 - cosine between what stands in the time before each caption, and from it on.

    Half where either side is empty: nothing is known then.
    """
    low = np.searchsorted(starts, starts - seconds).tolist()
    high = np.searchsorted(starts, starts + seconds).tolist()
    sides = _Sides()
    result = np.full(len(bags), 0.5)
    first, last = 0, 0
    for at, bag in enumerate(bags):
        for ahead in bags[last : high[at]]:
            if ahead:
                sides.add_right(ahead)
        for behind in bags[first : low[at]]:
            if behind:
                sides.drop_left(behind)
        first, last = low[at], max(last, high[at])
        result[at] = sides.apart()
        if bag:
            sides.move(bag)
    return result


class _Sides:
    """Word counts to the left and right of a moving point, with their cosine kept up to date."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}
        self._right: dict[str, int] = {}
        self._dot = self._left_square = self._right_square = 0

    def add_right(self, bag: Sequence[str]) -> None:
        for word in bag:
            count = self._right.get(word, 0)
            self._right[word] = count + 1
            self._right_square += 2 * count + 1
            self._dot += self._left.get(word, 0)

    def drop_left(self, bag: Sequence[str]) -> None:
        for word in bag:
            count = self._left[word]
            self._left[word] = count - 1
            self._left_square -= 2 * count - 1
            self._dot -= self._right.get(word, 0)

    def move(self, bag: Sequence[str]) -> None:
        """A caption passes from the right to the left."""
        for word in bag:
            right, left = self._right[word], self._left.get(word, 0)
            self._right[word], self._left[word] = right - 1, left + 1
            self._right_square -= 2 * right - 1
            self._left_square += 2 * left + 1
            self._dot += right - 1 - left

    def apart(self) -> float:
        norms = self._left_square * self._right_square
        return 1 - self._dot / math.sqrt(norms) if norms else 0.5
