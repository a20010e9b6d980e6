"""All scenes of a library by what they mean: those nearest to a query, whatever words they have.

Words find scenes that say them; here every scene is compared. A scene is one small vector, written
with the search index and kept in the store, so that a search loads a library in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Scene
from jangmyeon.search.axis import APART, GRID, FloatArray, IntArray
from jangmyeon.search.index import Candidate
from jangmyeon.search.meaning import Meaning, Vectors, meant, space
from jangmyeon.search.query import Concept
from jangmyeon.store import Concordance

_STEPS = 254.0  # to one; vectors of length 1 seldom have a number above a half
_NEAR = 0.4  # of 1: scenes less near than that are seldom what is meant
_LONGEST = 240_000  # milliseconds of a scene that are looked at
_END = 300_000  # milliseconds of an episode that are its opening, or its ending


def pack_meanings(meaning: Meaning, concordance: Concordance, scenes: Sequence[Scene]) -> bytes:
    """The vectors of an episode's scenes, with their times."""
    rows = np.zeros(len(scenes), _row_type())
    rows["start"] = [round(scene.start * 1000) for scene in scenes]
    rows["end"] = [round(scene.end * 1000) for scene in scenes]
    vectors = meaning.of_scenes(concordance, scenes)
    rows["vector"] = np.clip(np.round(vectors * _STEPS), -127, 127)
    return rows.tobytes()


@dataclass(frozen=True, slots=True)
class SceneVectors:
    """The scenes of a library, by episode and time.

    ``places`` are the times of their starts on an axis on which each episode, by its key, has
    ``APART`` milliseconds; ``ends`` are the ends on it.
    """

    places: IntArray
    ends: IntArray
    vectors: Vectors

    @classmethod
    def of(cls, packed: Iterable[tuple[int, bytes]]) -> SceneVectors:
        """From what was packed, by the key of the episode. Another size of vectors is left out."""
        size = _row_type().itemsize
        parts = [
            (key, np.frombuffer(rows, _row_type()))
            for key, rows in sorted(packed)
            if len(rows) % size == 0
        ]
        if not parts:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), _none())
        rows = np.concatenate([each for _, each in parts])
        keys = np.repeat([key for key, _ in parts], [len(each) for _, each in parts])
        shift = keys.astype(np.int64) * APART
        vectors = rows["vector"].astype(np.float32)
        vectors /= _STEPS
        return cls(shift + rows["start"], shift + rows["end"], vectors)

    def nearness(
        self, concepts: Sequence[Concept], episodes: Collection[int] | None = None
    ) -> Vectors | None:
        """How near (-1 to 1) each scene is to a query; None where no word of it has a vector.

        Args:
            episodes: keys of those that are looked at, the scenes of others are at 0; None for all.
        """
        vector = meant(concepts)
        if vector is None or episodes is None:
            return None if vector is None else self.vectors @ vector
        near = np.zeros(len(self.vectors), np.float32)
        for key in episodes:
            low, high = np.searchsorted(self.places, (key * APART, (key + 1) * APART))
            near[low:high] = self.vectors[low:high] @ vector
        return near

    def nearest(
        self,
        nearness: Vectors,
        episodes: Collection[int] | None,
        most: int,
        part: str | None = None,
    ) -> list[Candidate]:
        """The scenes nearest to a query, nearest first.

        Args:
            episodes: keys of the episodes they must be of; None allows all.
            part: the end of an episode, ``opening`` or ``ending``, that they must be of.
        """
        near = np.flatnonzero(nearness >= _NEAR if part is None else self._of(part))
        if episodes is not None:
            near = near[np.isin(self.places[near] // APART, np.fromiter(episodes, np.int64))]
        if len(near) > most:
            least = np.partition(nearness[near], -most)[-most]
            near = near[nearness[near] >= least]
        found = []
        for at in near[np.argsort(-nearness[near], kind="stable")[:most]].tolist():
            episode, start = divmod(int(self.places[at]), APART)
            end = int(self.ends[at]) % APART
            first = start // GRID * GRID
            last = max(min(end, first + _LONGEST), first + GRID)
            found.append(Candidate(episode, first, last, float(nearness[at])))
        return found

    def at(self, nearness: Vectors, places: IntArray) -> FloatArray:
        """How near the scenes at some times of the axis are; 0 where there is none."""
        if not len(self.places):
            return np.zeros(len(places))
        row, same = self._rows(places)
        return np.where(same, nearness[row].astype(np.float64), 0.0)

    def at_each(self, meant: Vectors, places: IntArray) -> Vectors:
        """How near the scenes at some times of the axis are to each word of a query, as ``at``.

        Args:
            meant: a vector a word, as ``meaning.each_meant`` gives them.

        Returns:
            Shape (times, words).
        """
        if not len(self.places):
            return np.zeros((len(places), len(meant)), np.float32)
        row, same = self._rows(places)
        near: Vectors = self.vectors[row] @ meant.T
        near[~same] = 0.0
        return near

    def _of(self, part: str) -> NDArray[np.bool_]:
        """Which scenes are of the opening, or of the ending, of their episode."""
        firsts = np.flatnonzero(np.diff(self.places // APART, prepend=-1))
        sizes = np.diff(firsts, append=len(self.places))
        if part == "opening":
            return self.places - np.repeat(self.places[firsts], sizes) < _END
        last = np.repeat(self.ends[firsts + sizes - 1], sizes)
        return last - self.ends < _END

    def _rows(self, places: IntArray) -> tuple[IntArray, NDArray[np.bool_]]:
        """The scene that each time lies in or after, and whether it is of the same episode."""
        row = np.maximum(np.searchsorted(self.places, places, "right") - 1, 0)
        return row, self.places[row] // APART == places // APART


def _row_type() -> np.dtype[np.void]:
    return np.dtype([("start", "<i4"), ("end", "<i4"), ("vector", "i1", (space().size,))])


def _none() -> NDArray[np.float32]:
    return np.zeros((0, space().size), np.float32)
