"""Lines near points in time: how much of a query is said at once, and where most of it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jangmyeon.search.axis import Axis, FloatArray, IntArray

_NEARER = 1e-9  # what a millisecond nearer to the point is worth


@dataclass(frozen=True, slots=True)
class Peaks:
    """Of some points, the time near each at which most of a query is said at once.

    Attributes:
        times: on the axis; the point itself where nothing of the query is near.
        shares: how much of the query is said then (0 to 1); shape (points,).
        said: how much of each concept is; shape (points, concepts).
        pairs: how much of the query (0 to 1) is said in pairs, a concept with the next, at the
            best time for that; shape (points,).
    """

    times: IntArray
    shares: FloatArray
    said: FloatArray
    pairs: FloatArray


class Lines:
    """The words of a query that are said near some points.

    Args:
        centres: the points, on the axis, in any order.
        weights: of each wanted lemma for each concept of the query.
        share: what share of the query each concept is.
        reach: milliseconds around a point that are near.
    """

    def __init__(
        self, axis: Axis, centres: IntArray, weights: FloatArray, share: FloatArray, reach: int
    ) -> None:
        self._centres, self._share = centres, share
        low, high = np.searchsorted(axis.hits, (centres - reach, centres + reach))
        sizes = high - low
        rows = np.arange(sizes.sum()) + np.repeat(low + sizes - np.cumsum(sizes), sizes)
        of = np.repeat(np.arange(len(centres)), sizes)
        asked = np.asarray(weights.any(axis=1))[axis.wanted[rows]]  # and no mere sign
        rows, of = rows[asked], of[asked]
        counts = np.bincount(of, minlength=len(centres))
        self._points = counts.nonzero()[0]  # near which anything is said
        self._counts = counts[self._points]
        self._starts = np.cumsum(self._counts) - self._counts
        self._of, self._times = of, axis.hits[rows]
        away = self._times - centres[of]
        self._farther = np.abs(away) * _NEARER
        # Each point has a stretch of its own, so that one search serves all of them.
        self._places = of * (10 * reach) + away
        self._told = np.concatenate((weights[axis.wanted[rows]], np.zeros((1, len(share)))))

    def peaks(self, at_once: int) -> Peaks:
        """Where most of the query is said at once near each point, and how much of it.

        Args:
            at_once: milliseconds around a word within which others count as said with it.
        """
        count, share = len(self._centres), self._share
        said_there, pairs = np.zeros((count, len(share))), np.zeros(count)
        found = Peaks(self._centres.copy(), np.zeros(count), said_there, pairs)
        points = self._points
        if not len(points):
            return found
        edges = np.empty(2 * len(self._of), np.intp)
        edges[::2] = np.searchsorted(self._places, self._places - at_once)
        edges[1::2] = np.searchsorted(self._places, self._places + at_once, "right")
        said = np.maximum.reduceat(self._told, edges)[::2]
        worth = said @ share
        near = worth - self._farther
        most = np.maximum.reduceat(near, self._starts)
        rows = (near == np.repeat(most, self._counts)).nonzero()[0]
        best = rows[np.searchsorted(self._of[rows], points)]
        found.times[points] = self._times[best]
        found.shares[points] = worth[best]
        found.said[points] = said[best]
        both = np.minimum(said[:, :-1], said[:, 1:]) @ ((share[:-1] + share[1:]) / 2)
        found.pairs[points] = np.maximum.reduceat(both, self._starts)
        return found
