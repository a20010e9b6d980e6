"""Points a few seconds apart lead to one answer: their scores are put together."""

from __future__ import annotations

import numpy as np

from jangmyeon.search.axis import GRID, FloatArray, IntArray

_BESIDE = 45_000  # milliseconds to either side in which points speak for each other
_FADING = 75_000  # milliseconds at which they would say nothing


def pooled(centres: IntArray, scores: FloatArray) -> FloatArray:
    """The scores of points (logarithms of odds), each with those of the points beside it.

    Points a few seconds apart lead to one answer, so what is likely is their sum, to which those
    farther away add less.

    Args:
        centres: ascending, on the axis of some episodes.
    """
    if not len(scores):
        return scores
    most = scores.max()
    likely = np.exp(scores - most)
    sums = likely.copy()
    for further in range(1, 2 * _BESIDE // GRID + 1):
        apart = centres[further:] - centres[:-further]
        share = np.where(apart <= _BESIDE, 1 - (apart / _FADING) ** 2, 0.0)
        sums[:-further] += share * likely[further:]
        sums[further:] += share * likely[:-further]
    found: FloatArray = np.maximum(most + np.log(sums.clip(1e-300)), scores)
    return found
