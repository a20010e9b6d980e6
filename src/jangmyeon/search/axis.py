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
    concordances: list[Concordance]
    times: IntArray  # of the words near the candidates
    hits: IntArray  # times of those of them that a query asks for
    wanted: NDArray[np.int16]  # which of the wanted lemmas each of these is
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
        stretches = _looked_at(candidates)
        found = [(key, each) for key in stretches if (each := concordance(key)) is not None]
        found = [(key, each) for key, each in found if len(each.times)]
        if not found:
            return None
        lemmas, times, shifts = [], [], []
        for place, (key, each) in enumerate(found):
            edges = np.array(stretches[key], each.moments.dtype)
            for low, high in each.moments.searchsorted(edges).tolist():
                lemmas.append(each.lemmas[low:high])
                times.append(each.moments[low:high])
                shifts.append(place * APART)
        known = column.take(np.concatenate(lemmas), mode="clip")
        near = np.repeat(np.array(shifts, np.int64), [len(each) for each in times])
        near += np.concatenate(times)
        hits = (known >= 0).nonzero()[0]
        words = sum(len(each.lemmas) for _, each in found)
        seconds = sum(float(each.times[-1]) / 1000 for _, each in found)
        keys, concordances = [key for key, _ in found], [each for _, each in found]
        return cls(
            keys, concordances, near, near[hits], known[hits], float(words) / max(seconds, 1.0)
        )

    def grid(self, candidates: Sequence[Candidate]) -> IntArray:
        """Points within the candidates at even distances, each once, in order."""
        place = {key: n * APART for n, key in enumerate(self.episodes)}
        spans = [(place[c.episode], c.start, c.end) for c in candidates if c.episode in place]
        shift, start, end = np.array(spans, np.int64).reshape(-1, 3).T
        many = np.maximum(-((start + GRID // 2 - end) // GRID), 0)
        nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        return np.unique(np.repeat(shift + start + GRID // 2, many) + nth * GRID)

    def words_between(self, low: IntArray, high: IntArray) -> IntArray:
        """How many words are spoken between two times, pair by pair."""
        return np.searchsorted(self.times, high) - np.searchsorted(self.times, low)

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
