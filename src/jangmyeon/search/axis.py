"""Several episodes on one axis of time, with the words that a query asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.search.index import Candidate
from jangmyeon.store import Concordance

APART = 1_000_000_000
"""Milliseconds between episodes on the common axis: over eleven days."""

GRID = 20_000
"""Milliseconds between the points that are looked at."""

AROUND = 125_000
"""Milliseconds around a candidate in which words may still speak for a point in it."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(slots=True)
class Axis:
    """Several episodes laid end to end on one axis of time, with the words that matter."""

    episodes: list[int]
    times: IntArray  # of each caption
    counts: IntArray  # words before each caption, and one more at the end
    hits: IntArray  # times of the words that a query asks for, near the candidates
    wanted: NDArray[np.int16]  # which of the wanted lemmas each of them is
    density: float  # words a second

    @classmethod
    def build(
        cls,
        candidates: Sequence[Candidate],
        concordance: Callable[[int], Concordance | None],
        column: NDArray[np.int16],
    ) -> Axis | None:
        """The episodes of candidates, or None when all are gone.

        Args:
            column: for each lemma id, which of the wanted lemmas it is, or -1.
        """
        episodes: list[int] = []
        times, counts, hits, which = [], [], [], []
        before, seconds = 0, 0.0
        for key, looked_at in _looked_at(candidates).items():
            found = concordance(key)
            if found is None or not len(found.times):
                continue
            shift = len(episodes) * APART
            episodes.append(key)
            times.append(found.times.astype(np.int64) + shift)
            counts.append(found.offsets[:-1].astype(np.int64) + before)
            for low, high in np.searchsorted(found.moments, looked_at).tolist():
                known = column.take(found.lemmas[low:high], mode="clip")
                at = np.flatnonzero(known >= 0)
                hits.append(found.moments[low:high][at].astype(np.int64) + shift)
                which.append(known[at])
            before += len(found.lemmas)
            seconds += float(found.times[-1]) / 1000
        if not episodes:
            return None
        counts.append(np.array([before], np.int64))
        return cls(
            episodes,
            np.concatenate(times),
            np.concatenate(counts),
            np.concatenate(hits),
            np.concatenate(which),
            before / max(seconds, 1.0),
        )

    def grid(self, candidates: Sequence[Candidate]) -> IntArray:
        """Points within the candidates at even distances, each once, in order."""
        place = {key: n * APART for n, key in enumerate(self.episodes)}
        points = {
            place[c.episode] + at
            for c in candidates
            if c.episode in place
            for at in range(c.start + GRID // 2, c.end, GRID)
        }
        return np.array(sorted(points), np.int64)

    def words_between(self, low: IntArray, high: IntArray) -> IntArray:
        """How many words are spoken between two times, pair by pair."""
        return (
            self.counts[np.searchsorted(self.times, high)]
            - self.counts[np.searchsorted(self.times, low)]
        )

    def sums(self, weights: FloatArray) -> FloatArray:
        """The weights of all wanted words before each, and before the end; for ``between``.

        Args:
            weights: of the wanted lemmas, a column for each concept.
        """
        sums = np.zeros((len(self.wanted) + 1, weights.shape[1]))
        np.cumsum(weights.take(self.wanted, axis=0), axis=0, out=sums[1:])
        return sums

    def between(self, sums: FloatArray, low: IntArray, high: IntArray) -> FloatArray:
        """The sum of the weights of the wanted words between two times, pair by pair.

        Returns:
            Shape (pairs, concepts).
        """
        found: FloatArray = sums.take(np.searchsorted(self.hits, high), axis=0)
        found -= sums.take(np.searchsorted(self.hits, low), axis=0)
        return found


def _looked_at(candidates: Sequence[Candidate]) -> dict[int, list[tuple[int, int]]]:
    """The stretches of each episode (milliseconds) that candidates lie in, and what is around."""
    by_episode: dict[int, list[tuple[int, int]]] = {}
    for candidate in candidates:
        span = candidate.start - AROUND, candidate.end + AROUND
        by_episode.setdefault(candidate.episode, []).append(span)
    return {key: _joined(sorted(spans)) for key, spans in by_episode.items()}


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that meet as one."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        if start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
