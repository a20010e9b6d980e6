"""The line of an answer: the time near each point at which most of the query is shown at once."""

from __future__ import annotations

import numpy as np

from jangmyeon.search.axis import Axis, FloatArray, IntArray

_REACH = 45_000  # milliseconds around a point in which its best line is looked for
_LINE = 6_000  # milliseconds within which words count as said together
_FAR = 10 * _REACH
_NEARER = 1e-9  # what a millisecond nearer to the point is worth


def peaks(
    axis: Axis, centres: IntArray, weights: FloatArray, share: FloatArray
) -> tuple[IntArray, FloatArray]:
    """The times near some points at which most of a query is shown, and how much of it.

    Args:
        centres: the points, on the axis, in any order.
        weights: of each wanted lemma for each concept of the query.
        share: what share of the query each concept is.

    Returns:
        For each point, a time on the axis, and a share (0 to 1); where nothing of the query is
        near, the point itself and 0.
    """
    low, high = np.searchsorted(axis.hits, (centres - _REACH, centres + _REACH))
    sizes = high - low
    rows = np.arange(sizes.sum()) + np.repeat(low + sizes - np.cumsum(sizes), sizes)
    of = np.repeat(np.arange(len(centres)), sizes)
    asked = np.asarray(weights.any(axis=1))[axis.wanted[rows]]  # and no mere sign
    rows, of = rows[asked], of[asked]
    away = axis.hits[rows] - centres[of]
    # Each point has a stretch of its own, so that one search serves all of them.
    places = of * _FAR + away
    first = np.searchsorted(places, places - _LINE)
    after = np.searchsorted(places, places + _LINE, "right")
    told = np.concatenate((weights[axis.wanted[rows]], np.zeros((1, len(share)))))
    said = np.maximum.reduceat(told, np.stack((first, after), axis=1).ravel())[::2]
    worth = said @ share
    order = np.lexsort((_NEARER * np.abs(away) - worth, of))
    found, best = np.unique(of[order], return_index=True)
    times, shares = centres.copy(), np.zeros(len(centres))
    times[found] = axis.hits[rows[order[best]]]
    shares[found] = worth[order[best]]
    return times, shares
