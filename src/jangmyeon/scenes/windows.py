"""What stands around each caption of an episode: in the seconds, or the captions, beside it.

All functions take and give one number a caption; times are seconds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
Bags = Sequence[Sequence[str]]

NEVER = 300.0  # seconds since or until something that does not happen at all


def moved(values: FloatArray, back: int) -> FloatArray:
    """The value that many captions before each (after it, if negative); 0 beyond the ends.

    >>> moved(np.array([1.0, 2.0, 3.0]), 1).tolist()
    [0.0, 1.0, 2.0]
    """
    result = np.zeros(len(values))
    if back == 0:
        result[:] = values
    elif back > 0:
        result[back:] = values[:-back]
    else:
        result[:back] = values[-back:]
    return result


def total(starts: FloatArray, values: FloatArray, first: float, last: float) -> FloatArray:
    """The sum of what starts from ``first`` up to ``last`` seconds after each caption does."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    low = np.searchsorted(starts, starts + first)
    return np.asarray(sums[np.searchsorted(starts, starts + last)] - sums[low])


def highest_near(starts: FloatArray, values: FloatArray, seconds: float) -> FloatArray:
    """The highest value within so many seconds of each caption."""
    low = np.searchsorted(starts, starts - seconds)
    high = np.searchsorted(starts, starts + seconds, side="right")
    bounds = np.stack((low, high), axis=1).ravel()
    return np.maximum.reduceat(np.append(values, -np.inf), bounds)[::2]


def mean_near(values: FloatArray, captions: int) -> FloatArray:
    """The mean over so many captions to either side of each."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    low, high = np.maximum(at - captions, 0), np.minimum(at + captions, len(values))
    return np.asarray((sums[high] - sums[low]) / (high - low))


def last_before(flags: NDArray[np.bool_]) -> IntArray:
    """Index of the last flagged caption before each; -1 where there is none."""
    seen = np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -1))
    return np.concatenate(([-1], seen[:-1]))


def next_from(flags: NDArray[np.bool_]) -> IntArray:
    """Index of the first flagged caption from each on; their number where there is none."""
    count = len(flags)
    return np.minimum.accumulate(np.where(flags, np.arange(count), count)[::-1])[::-1]


def since(starts: FloatArray, flags: NDArray[np.bool_]) -> FloatArray:
    """Seconds since the last flagged caption before each."""
    last = last_before(flags)
    return np.where(last >= 0, starts - starts[last], NEVER)


def until(starts: FloatArray, flags: NDArray[np.bool_]) -> FloatArray:
    """Seconds until the first flagged caption from each on."""
    coming = next_from(flags)
    return np.append(starts, starts[-1] + NEVER)[coming] - starts


def apart_few(starts: FloatArray, bags: Bags, seconds: float) -> tuple[FloatArray, ...]:
    """How those named before each caption and from it on differ, for bags of few distinct words.

    Returns:
        cosine, shared part of all, number of the new, number of the gone. Cosine and shared part
        are -0.3, less than any real one, where nobody is named on one of the sides.
    """
    columns = {word: at for at, word in enumerate(dict.fromkeys(w for bag in bags for w in bag))}
    counts = np.zeros((len(bags) + 1, max(len(columns), 1)))
    for at, bag in enumerate(bags, 1):
        for word in bag:
            counts[at, columns[word]] += 1
    sums = np.cumsum(counts, axis=0)
    low = np.searchsorted(starts, starts - seconds)
    high = np.searchsorted(starts, starts + seconds)
    before, after = sums[:-1] - sums[low], sums[high] - sums[:-1]
    in_both = ((before > 0) & (after > 0)).sum(axis=1)
    left, right = (before > 0).sum(axis=1), (after > 0).sum(axis=1)
    known = (left > 0) & (right > 0)
    norms = np.sqrt((before**2).sum(axis=1) * (after**2).sum(axis=1))
    cosine = (before * after).sum(axis=1) / np.maximum(norms, 1e-9)
    shared = in_both / np.maximum(left + right - in_both, 1)
    unknown = -0.3
    return (
        np.where(known, cosine, unknown),
        np.where(known, shared, unknown),
        (right - in_both).astype(float),
        (left - in_both).astype(float),
    )


def apart(starts: FloatArray, bags: Bags, seconds: float) -> FloatArray:
    """1 - cosine between the words in the time before each caption, and from it on.

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


class Chains:
    """Words that come again: each pair of neighboring uses is a chain over what lies between.

    A scene that goes on has many chains over each of its captions, a cut has few.
    """

    def __init__(self, starts: FloatArray, bags: Bags) -> None:
        self._count = len(bags)
        firsts, seconds, self._words = [], [], []
        last: dict[str, int] = {}
        for at, bag in enumerate(bags):
            for word in bag:
                before = last.get(word)
                if before is not None and before < at:
                    firsts.append(before + 1)
                    seconds.append(at + 1)
                    self._words.append(word)
                last[word] = at
        self._first, self._second = np.array(firsts, int), np.array(seconds, int)
        self._length = starts[self._second - 1] - starts[self._first - 1]

    @property
    def words(self) -> list[str]:
        """The word of each chain."""
        return self._words

    def over(self, seconds: float, weights: FloatArray | None = None) -> FloatArray:
        """The weight (or number) of chains no longer than ``seconds`` over each cut."""
        short = self._length <= seconds
        kept = np.ones(len(self._words)) if weights is None else weights
        change = np.bincount(self._first[short], kept[short], self._count + 1)
        change -= np.bincount(self._second[short], kept[short], self._count + 1)
        return np.asarray(np.cumsum(change)[: self._count])
