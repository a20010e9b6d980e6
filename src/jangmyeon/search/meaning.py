"""What words mean, as far as it can be told by the company they keep.

Each common Korean lemma has a small vector (``meaning.npz``, made by ``training/meaning.py``).
A query and a stretch of an episode are near each other when their words' vectors are, even when
they share no word: *they break up* is near 그만하자 and 반지 돌려줄게.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from jangmyeon.search.query import Concept
from jangmyeon.store import Concordance

CELL = 20_000
"""Milliseconds of an episode whose words are summed up at once."""

_CACHED_EPISODES = 1_000

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Table:
    """``rows`` are vectors weighed by how rare their lemma is, the last one nothing."""

    places: dict[str, int]
    rows: Vectors
    weights: Vectors


class Meaning:
    """The meaning of a library's words and episodes.

    Args:
        lemma_ids: tells the ids of those lemmas that the library knows.
    """

    def __init__(self, lemma_ids: Callable[[Iterable[str]], Mapping[str, int]]) -> None:
        places = _table().places
        ids = lemma_ids(places)
        self._row = np.full(max(ids.values(), default=0) + 2, len(places), np.int32)
        for lemma, lemma_id in ids.items():
            self._row[lemma_id] = places[lemma]
        self._cells: OrderedDict[int, Vectors] = OrderedDict()

    def near(self, query: Vectors, key: int, concordance: Concordance, cells: NDArray[np.int64],
             reach: int) -> Vectors:  # fmt: skip
        """How near (-1 to 1, about) what stands around some cells of an episode is to a query.

        Args:
            query: as ``meant`` gives it.
            key: the episode, by which its vectors are remembered.
            cells: which; cell n begins at n times ``CELL``.
            reach: how many cells to either side count as around.
        """
        sums = self._sums(key, concordance)
        last = len(sums) - 1
        until = np.minimum(cells + reach + 1, last)
        around = sums[until] - sums[np.clip(cells - reach, 0, last)]
        lengths = np.sqrt(np.einsum("nd,nd->n", around, around))
        nearness: Vectors = (around @ query) / np.maximum(lengths, 1e-6)
        return nearness

    def _sums(self, key: int, concordance: Concordance) -> Vectors:
        """The sum of all vectors before each cell of an episode, and before its end."""
        if key in self._cells:
            self._cells.move_to_end(key)
            return self._cells[key]
        rows = self._row[np.minimum(concordance.lemmas, len(self._row) - 1)]
        known = np.flatnonzero(rows < len(_table().rows) - 1)
        cells = concordance.moments[known] // CELL
        size = int(concordance.times[-1]) // CELL + 1
        sums = np.zeros((size + 1, _table().rows.shape[1]), np.float32)
        if len(known):
            shown, first = np.unique(cells, return_index=True)
            sums[shown + 1] = np.add.reduceat(_table().rows[rows[known]], first)
        np.cumsum(sums, axis=0, out=sums)
        self._cells[key] = sums
        if len(self._cells) > _CACHED_EPISODES:
            self._cells.popitem(last=False)
        return sums


def meant(concepts: Sequence[Concept]) -> Vectors | None:
    """What a query means, names left out, or None where no word of it has a vector.

    What each dimension counts for is counted in.
    """
    table = _table()
    total = np.zeros(table.rows.shape[1], np.float32)
    for concept in concepts:
        if concept.part == "people":
            continue
        known = [(table.places[lemma], w) for lemma, w in concept.lemmas if lemma in table.places]
        whole = sum(weight for _, weight in known)
        for row, weight in known:
            total += weight / whole * table.rows[row]
    length = float(np.linalg.norm(total))
    return total / length * table.weights if length else None


@cache
def _table() -> _Table:
    data = resources.files(__package__).joinpath("meaning.npz").read_bytes()
    with np.load(io.BytesIO(data)) as found:
        lemmas = found["lemmas"].tobytes().decode("utf-8").split("\n")
        rows = found["vectors"].astype(np.float32) * found["scale"]
        rows *= found["rarity"].astype(np.float32)[:, None]
        rows = np.concatenate((rows, np.zeros((1, rows.shape[1]), np.float32)))
        return _Table({lemma: n for n, lemma in enumerate(lemmas)}, rows, found["weights"])
