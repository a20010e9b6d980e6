"""Candidates become ranked spans: BM25 at several widths around each point in time.

A window of the index says only that words occur within two minutes. Here the words' own times are
looked at: those that stand close together count for more than those that are a minute apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Why
from jangmyeon.search.index import Candidate
from jangmyeon.search.query import Concept
from jangmyeon.store import Concordance

# Widths in seconds with their share of the score: the scene, a part of it, an exchange.
_WIDTHS = ((180, 0.5), (60, 0.3), (24, 0.2))
_GRID = 20_000  # milliseconds between the points that are looked at
_SAME = 60_000  # milliseconds within which two points are one answer
_PEAK_REACH = 45_000  # milliseconds around a point in which its best line is looked for
_LINE = 6_000  # milliseconds within which words count as said together
_K1, _B = 1.2, 0.9
_APART = 1_000_000_000  # milliseconds between episodes on the common axis: over eleven days

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Span:
    """A point of an episode with what is around it. Times are milliseconds.

    ``peak`` is the time of the line that shows most of the query, ``density`` the share of the
    query (0 to 1) that stands within a few seconds of it.
    """

    episode: int
    centre: int
    score: float
    why: tuple[Why, ...]
    peak: int
    density: float


class Ranker:
    """Ranks points in time for one query.

    Args:
        concepts: what is looked for.
        idfs: inverse document frequency of each concept.
        ids: ids of the lemmas that the library knows.
    """

    def __init__(
        self, concepts: Sequence[Concept], idfs: Sequence[float], ids: dict[str, int]
    ) -> None:
        self._concepts = concepts
        self._gain = np.array([c.weight * idf for c, idf in zip(concepts, idfs, strict=True)])
        wanted = sorted({ids[lemma] for c in concepts for lemma, _ in c.lemmas if lemma in ids})
        self._column = np.full(max(wanted, default=0) + 2, -1, np.int16)
        self._column[wanted] = np.arange(len(wanted))
        column = {lemma_id: n for n, lemma_id in enumerate(wanted)}
        self._weights = np.zeros((len(wanted), len(concepts)))
        for row, concept in enumerate(concepts):
            for lemma, weight in concept.lemmas:
                if lemma in ids:
                    self._weights[column[ids[lemma]], row] = weight

    @property
    def worth(self) -> float:
        """What the whole query is worth: the sum of what its concepts are."""
        return float(self._gain.sum())

    def rank(
        self,
        candidates: Sequence[Candidate],
        concordance: Callable[[int], Concordance | None],
        favored: Mapping[int, Why] | None = None,
    ) -> Iterator[Span]:
        """The best points within the candidates, best first, episodes that are gone left out.

        Args:
            favored: what is added to any point of some episodes, by the episode's key.
        """
        axis = _Axis.build(candidates, concordance, self._column)
        if axis is None:
            return
        centres = axis.grid(candidates)
        parts = self._parts(axis, centres)
        added = [favored.get(key) if favored else None for key in axis.episodes]
        bonus = np.array([why.weight if why else 0.0 for why in added])
        scores = parts.sum(axis=1) + bonus[centres // _APART]
        order = np.argsort(-scores, kind="stable")
        taken: list[int] = []
        for at in order.tolist():
            if scores[at] <= 0:
                return
            if any(abs(int(centres[at]) - other) < _SAME for other in taken):
                continue
            taken.append(int(centres[at]))
            place, centre = divmod(int(centres[at]), _APART)
            peak, density = self._peak(axis, int(centres[at]))
            extra = added[place]
            why = (*self._why(parts[at]), *((extra,) if extra else ()))
            yield Span(axis.episodes[place], centre, float(scores[at]), why, peak % _APART, density)

    def _peak(self, axis: _Axis, centre: int) -> tuple[int, float]:
        """The time near a point at which most of the query is shown, and how much of it."""
        low, high = np.searchsorted(axis.hits, (centre - _PEAK_REACH, centre + _PEAK_REACH))
        times, which = axis.hits[low:high], axis.wanted[low:high]
        if not len(times):
            return centre, 0.0
        near = np.abs(times[:, None] - times[None, :]) <= _LINE
        shown = np.stack([self._weights[which[row]].max(axis=0) for row in near])
        worth = shown @ self._gain
        best = int(np.argmax(worth - 1e-9 * np.abs(times - centre)))
        return int(times[best]), float(worth[best] / max(self._gain.sum(), 1e-9))

    def _parts(self, axis: _Axis, centres: IntArray) -> FloatArray:
        """What each concept adds at each point; shape (points, concepts)."""
        total = np.zeros((len(centres), len(self._concepts)))
        for width, share in _WIDTHS:
            half = width * 500
            low, high = centres - half, centres + half
            length = axis.words_between(low, high)
            norm = _K1 * (1 - _B + _B * length / max(axis.density * width, 1.0))
            for n, gain in enumerate(self._gain):
                frequency = axis.weight_between(self._weights[:, n], low, high)
                total[:, n] += share * gain * frequency * (_K1 + 1) / (frequency + norm)
        return total

    def _why(self, parts: FloatArray) -> tuple[Why, ...]:
        order = [int(n) for n in np.argsort(-parts, kind="stable") if parts[n] > 0]
        return tuple(
            Why(self._concepts[n].part, self._concepts[n].source, round(float(parts[n]), 3))
            for n in order
        )


@dataclass(slots=True)
class _Axis:
    """Several episodes laid end to end on one axis of time, with the words that matter."""

    episodes: list[int]
    times: IntArray  # of each caption
    counts: IntArray  # words before each caption, and one more at the end
    hits: IntArray  # times of the words that a query asks for
    wanted: NDArray[np.int16]  # which of the wanted lemmas each of them is
    density: float  # words a second

    @classmethod
    def build(
        cls,
        candidates: Sequence[Candidate],
        concordance: Callable[[int], Concordance | None],
        column: NDArray[np.int16],
    ) -> _Axis | None:
        episodes: list[int] = []
        times, counts, hits, which = [], [], [], []
        before, seconds = 0, 0.0
        for key in dict.fromkeys(candidate.episode for candidate in candidates):
            found = concordance(key)
            if found is None or not len(found.times):
                continue
            shift = len(episodes) * _APART
            episodes.append(key)
            times.append(found.times.astype(np.int64) + shift)
            counts.append(found.offsets[:-1].astype(np.int64) + before)
            known = column[np.minimum(found.lemmas, len(column) - 1)]
            at = np.flatnonzero(known >= 0)
            hits.append(found.moments[at].astype(np.int64) + shift)
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
        place = {key: n * _APART for n, key in enumerate(self.episodes)}
        points = {
            place[c.episode] + at
            for c in candidates
            if c.episode in place
            for at in range(c.start + _GRID // 2, c.end, _GRID)
        }
        return np.array(sorted(points), np.int64)

    def words_between(self, low: IntArray, high: IntArray) -> IntArray:
        """How many words are spoken between two times, pair by pair."""
        return (
            self.counts[np.searchsorted(self.times, high)]
            - self.counts[np.searchsorted(self.times, low)]
        )

    def weight_between(self, weights: FloatArray, low: IntArray, high: IntArray) -> FloatArray:
        """The sum of the weights of the wanted words between two times, pair by pair."""
        mine = weights[self.wanted]
        at = np.flatnonzero(mine)
        hits = self.hits[at]
        sums = np.concatenate(([0.0], np.cumsum(mine[at])))
        return sums[np.searchsorted(hits, high)] - sums[np.searchsorted(hits, low)]
