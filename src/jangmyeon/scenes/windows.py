"""What stands around each caption of an episode: in the seconds, or the captions, beside it.

All functions take and give one number a caption; times are seconds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

NEVER = 300.0  # seconds since or until something that does not happen at all


def moved(values: FloatArray, back: int, beyond: float = 0.0) -> FloatArray:
    """The value that many captions before each (after it, if negative); another beyond the ends.

    >>> moved(np.array([1.0, 2.0, 3.0]), 1).tolist()
    [0.0, 1.0, 2.0]
    """
    result = np.full(len(values), beyond)
    if back == 0:
        result[:] = values
    elif back > 0:
        result[back:] = values[:-back]
    else:
        result[:back] = values[-back:]
    return result


def total(starts: FloatArray, values: FloatArray, first: float, last: float) -> FloatArray:
    """The sum of what starts from ``first`` up to ``last`` seconds after each caption does.

    ``values`` may have columns, which are summed each by itself.
    """
    sums = np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)))
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
