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
        rows, self._of = rows[asked], of[asked]
        self._times = axis.hits[rows]
        self._away = self._times - centres[self._of]
        # Each point has a stretch of its own, so that one search serves all of them.
        self._places = self._of * (10 * reach) + self._away
        self._told = np.concatenate((weights[axis.wanted[rows]], np.zeros((1, len(share)))))

    def peaks(self, at_once: int) -> Peaks:
        """Where most of the query is said at once near each point, and how much of it.

        Args:
            at_once: milliseconds around a word within which others count as said with it.
        """
        count, share = len(self._centres), self._share
        said_there, pairs = np.zeros((count, len(share))), np.zeros(count)
        found = Peaks(self._centres.copy(), np.zeros(count), said_there, pairs)
        if not len(self._of):
            return found
        first = np.searchsorted(self._places, self._places - at_once)
        after = np.searchsorted(self._places, self._places + at_once, "right")
        said = np.maximum.reduceat(self._told, np.stack((first, after), axis=1).ravel())[::2]
        worth = said @ share
        order = np.lexsort((_NEARER * np.abs(self._away) - worth, self._of))
        points, starts = np.unique(self._of[order], return_index=True)
        best = order[starts]
        found.times[points] = self._times[best]
        found.shares[points] = worth[best]
        found.said[points] = said[best]
        both = np.minimum(said[:, :-1], said[:, 1:]) @ ((share[:-1] + share[1:]) / 2)
        found.pairs[points] = np.maximum.reduceat(both[order], starts)
        return found
