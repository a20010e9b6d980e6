"""What words mean, as far as it can be told by the company they keep.

Each common Korean lemma, each English word that people describe scenes with, and each thing that
can be told of a scene (its kinds of moment, place, time, weather) has a small vector
(``meaning.npz``, made by ``training/meaning.py``). A query and a stretch of an episode are near
each other when their vectors are, even when they share no word: *they break up* is near 그만하자
and 반지 돌려줄게, and *she is humiliated* near 쪽팔려.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Scene
from jangmyeon.search.facets import NOTHING_TOLD
from jangmyeon.search.query import Concept
from jangmyeon.store import Concordance
from jangmyeon.words import is_korean

FILE = "meaning.npz"
CELL = 20_000
"""Milliseconds of an episode whose words are summed up at once."""

_REMEMBERED = 600  # episodes
_GRADES = ("romance", "intensity")  # told of a scene from 0 to 3
_HIGHEST = 3.0
_BY_CHANCE = 0.25  # likeness of words that have little to do with each other

Vectors = NDArray[np.float32]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Space:
    """Vectors by what they are of; each counts for as much as it is long.

    ``said`` are Korean lemmas as captions have them, the last row nothing; ``asked`` the same
    lemmas as queries have them; ``words`` English stems; ``facets`` what is told of scenes.
    """

    lemmas: dict[str, int]
    said: Vectors
    asked: Vectors
    words: dict[str, Vectors]
    facets: dict[str, Vectors]

    @property
    def size(self) -> int:
        """The number of dimensions."""
        return int(self.said.shape[1])


class Meaning:
    """The meaning of a library's words and episodes.

    Args:
        lemma_ids: tells the ids of those lemmas that the library knows.
        scenes: tells the scenes of an episode by its key; what they show counts beside the words.
    """

    def __init__(
        self,
        lemma_ids: Callable[[Iterable[str]], Mapping[str, int]],
        scenes: Callable[[int], Sequence[Scene]] = lambda _: (),
    ) -> None:
        self._space = space()
        self._scenes = scenes
        ids = lemma_ids(self._space.lemmas)
        self._row = np.full(max(ids.values(), default=0) + 2, len(self._space.lemmas), np.int32)
        for lemma, lemma_id in ids.items():
            self._row[lemma_id] = self._space.lemmas[lemma]
        self._facet = {name: row for row, name in enumerate(self._space.facets)}
        self._facets = np.stack([*self._space.facets.values()])
        self._cells: dict[int, Sums] = {}

    @cached_property
    def _said(self) -> Vectors:
        """What may be said as vectors of length 1, a column each."""
        return np.ascontiguousarray(_unit(self._space.said).T)

    def likeness(self, query: Vectors) -> Vectors:
        """How like (-1 to 1) each word of a query what may be said is, for ``alike``.

        Args:
            query: as ``each_meant`` gives it.

        Returns:
            Shape (words of the query, what may be said).
        """
        return query @ self._said

    def alike(self, likeness: Vectors, points: Iterable[tuple[Concordance, NDArray[np.int64]]],
              reaches: Sequence[int]) -> list[Vectors]:  # fmt: skip
        """How like each word of a query the likest word is that is said around some times.

        That is the maximum similarity of late interaction (Khattab and Zaharia, "ColBERT", SIGIR
        2020), with one vector a word.

        Args:
            likeness: of the words of the query.
            points: times of each episode, in milliseconds, ascending; at least one.
            reaches: how many of them to either side count as around, the farthest last.

        Returns:
            For each reach, of all times in order; shape (times, words of the query), 0 where
            nothing is said.
        """
        lemmas, edges, before = [], [], 0
        offsets = np.array([[-reach, reach] for reach in reaches], np.int32).reshape(-1, 1)
        for concordance, times in points:
            spans = np.searchsorted(concordance.moments, times.astype(np.int32) + offsets)
            first, last = int(spans[-2, 0]), int(spans[-1, -1])
            edges.append(spans + (before - first))
            lemmas.append(concordance.lemmas[first:last])
            before += last - first
        spans = np.concatenate(edges, axis=1)
        low, high = spans[-2:]
        # Only what stands in the widest spans is looked up, span after span.
        shift = np.cumsum(high - low) - high
        words = np.arange(shift[-1] + high[-1]) - np.repeat(shift, high - low)
        near = np.zeros((len(likeness), len(words) + 1), np.float32)
        rows = self._row.take(np.concatenate(lemmas)[words], mode="clip")
        near[:, :-1] = likeness.take(rows, axis=1)
        ends = (spans + shift).reshape(len(reaches), 2, -1)
        return [_greatest(near, low, high) for low, high in ends]

    def likest(self, concepts: Sequence[Concept]) -> list[tuple[NDArray[np.int64], Vectors]]:
        """What may be said that is like each concept, by the ids of the library's lemmas.

        Returns:
            For each concept ids, and how like each is beyond what chance makes of most words (0 to
            1), the least like first. Concepts without a vector have none.
        """
        if not concepts:
            return []
        known = np.flatnonzero(self._row < len(self._space.lemmas))
        columns = self._row[known]
        near = self.likeness(each_meant(concepts))[:, columns] - _BY_CHANCE
        found = []
        for row in near:
            over = np.flatnonzero(row > 0)
            over = over[np.argsort(row[over], kind="stable")]
            found.append((known[over], row[over] / (1 - _BY_CHANCE)))
        return found

    def directions(self, key: int, concordance: Concordance, cells: NDArray[np.int64],
                   reach: int) -> Vectors:  # fmt: skip
        """What stands around some cells of an episode means, each as a vector of length 1.

        Their products with what ``meant`` gives tell how near (-1 to 1) a query is.
        """
        first, sums = self._sums_around(key, concordance, cells, reach)
        return _between(sums, cells - first, reach)

    def of_scenes(self, concordance: Concordance, scenes: Sequence[Scene]) -> Vectors:
        """What each scene of an episode means, as vectors of length 1."""
        sums = np.concatenate((self._nothing(1), np.cumsum(self._each(concordance, scenes), 0)))
        last = len(sums) - 1
        first = [min(int(scene.start * 1000) // CELL, last) for scene in scenes]
        after = [min(int(scene.end * 1000) // CELL + 1, last) for scene in scenes]
        return _unit(sums[after] - sums[first])

    def _sums_around(self, key: int, concordance: Concordance, cells: NDArray[np.int64],
                     reach: int) -> tuple[int, Sums]:  # fmt: skip
        """The first cell around some of an episode, and the sums of all vectors since.

        Those of whole episodes are remembered as long as there is room: a walk through a large
        shelf comes by many episodes of which it needs a minute or two.
        """
        if key not in self._cells:
            if len(self._cells) >= _REMEMBERED:
                first, last = max(int(cells.min()) - reach, 0), int(cells.max()) + reach + 1
                return first, self._sums(concordance, self._scenes(key), first, last)
            self._cells[key] = self._sums(concordance, self._scenes(key))
        return 0, self._cells[key]

    def _sums(self, concordance: Concordance, scenes: Sequence[Scene], first: int = 0,
              last: int | None = None) -> Sums:  # fmt: skip
        """The sum of all vectors from one cell on, before each cell and before the last's end."""
        each = self._each(concordance, scenes, first, last)
        sums = np.zeros((len(each) + 1, self._space.size))
        np.cumsum(each, axis=0, dtype=np.float64, out=sums[1:])
        return sums

    def _each(self, concordance: Concordance, scenes: Sequence[Scene], first: int = 0,
              last: int | None = None) -> Vectors:  # fmt: skip
        """The sum of the vectors of each cell: of each different word in it, and of its scenes.

        Args:
            first, last: the cells from one up to before another; all of the episode's.
        """
        size = int(concordance.times[-1]) // CELL + 1 if len(concordance.times) else 0
        last = size if last is None else min(last, size)
        sums = self._nothing(max(last - first, 0))
        low, high = np.searchsorted(concordance.moments, (first * CELL, last * CELL))
        nothing = len(self._space.lemmas)
        lemmas, moments = concordance.lemmas[low:high], concordance.moments[low:high]
        rows = self._row[np.minimum(lemmas, len(self._row) - 1)]
        known = np.flatnonzero(rows < nothing)
        cells = moments[known].astype(np.int64) // CELL - first
        different = np.sort(cells * nothing + rows[known])
        if len(different):
            different = different[np.flatnonzero(np.diff(different, prepend=-1))]
            shown = different // nothing
            starts = np.flatnonzero(np.diff(shown, prepend=-1))
            words = self._space.said.take(different % nothing, axis=0)
            sums[shown[starts]] = np.add.reduceat(words, starts)
        for scene in scenes:
            begin, end = int(scene.start * 1000) // CELL, int(scene.end * 1000) // CELL + 1
            if begin < last and end > first:
                sums[max(begin - first, 0) : end - first] += self._told(scene)
        return sums

    def _told(self, scene: Scene) -> Vectors:
        told = [(self._facet[n], far) for n, far in told_of(scene).items() if n in self._facet]
        rows, fars = zip(*told, strict=True) if told else ((), ())
        found: Vectors = np.array(fars, np.float32) @ self._facets[list(rows)]
        return found

    def _nothing(self, rows: int) -> Vectors:
        return np.zeros((rows, self._space.size), np.float32)


def told_of(scene: Scene) -> dict[str, float]:
    """What the index tells of a scene beside its words, by name, and how far (0 to 1)."""
    told = {moment.kind: moment.score for moment in scene.moments}
    setting = (scene.place, scene.time, scene.weather)
    told |= {name: 1.0 for name in setting if name not in NOTHING_TOLD}
    return told | {grade: getattr(scene, grade) / _HIGHEST for grade in _GRADES}


def meant(concepts: Sequence[Concept]) -> Vectors | None:
    """What the words of a query mean, names left out, as a vector of length 1.

    None where no word of it has a vector. An English word that has none means what the Korean
    ones mean that it translates to.
    """
    known = [
        found
        for concept in concepts
        if concept.part == "words" and (found := _of_concept(concept)) is not None
    ]
    if not known:
        return None
    total = _sum(known)
    return _unit(total[None])[0] if total.any() else None


def each_meant(concepts: Sequence[Concept]) -> Vectors:
    """What each concept of a query means, as a vector of length 1; names and the like, nothing."""
    nothing = np.zeros(space().size, np.float32)
    found = (_of_concept(concept) if concept.part == "words" else None for concept in concepts)
    return _unit(np.stack([nothing if vector is None else vector for vector in found]))


def _of_concept(concept: Concept) -> Vectors | None:
    vectors = space()
    if not is_korean(concept.source):
        known = [vectors.words[each] for each, _ in concept.lemmas if each in vectors.words]
        if known:
            return _sum(known)
    lemmas = concept.lemmas[:1] if is_korean(concept.source) else concept.lemmas
    rows = [(vectors.lemmas[lemma], w) for lemma, w in lemmas if lemma in vectors.lemmas]
    whole = sum(weight for _, weight in rows)
    if not whole:
        return None
    return _sum([vectors.asked[n] * np.float32(w / whole) for n, w in rows])


def _greatest(rows: Vectors, low: NDArray[np.int64], high: NDArray[np.int64]) -> Vectors:
    """The greatest number of each row from one place to before another; 0 where none is."""
    best: Vectors = np.maximum.reduceat(rows, np.stack((low, high), axis=1).ravel(), axis=1)[:, ::2]
    best[:, low == high] = 0.0
    return best.T


def _between(sums: Sums, cells: NDArray[np.int64], reach: int) -> Vectors:
    """What stands around some cells means, as vectors of length 1, by the sums before each cell."""
    last = len(sums) - 1
    until = np.minimum(cells + reach + 1, last)
    return _unit((sums[until] - sums[np.clip(cells - reach, 0, last)]).astype(np.float32))


def _sum(vectors: Sequence[Vectors]) -> Vectors:
    total: Vectors = np.sum(vectors, axis=0, dtype=np.float32)
    return total


def _unit(rows: Vectors) -> Vectors:
    lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    found: Vectors = rows / np.maximum(lengths, 1e-6)[:, None]
    return found


@cache
def space() -> Space:
    """The vectors that ship."""
    return read_space(resources.files(__package__).joinpath(FILE).read_bytes())


def read_space(data: bytes) -> Space:
    """Vectors from what ``training/meaning.py`` wrote: whole numbers, and a scale a row."""
    with np.load(io.BytesIO(data)) as found:
        names = {
            of: found[f"{of}_names"].tobytes().decode("utf-8").split("\n")
            for of in ("lemmas", "words", "facets")
        }
        rows = {
            of: found[of].astype(np.float32) * found[f"{of}_scale"].astype(np.float32)[:, None]
            for of in ("said", "asked", "words", "facets")
        }
    nothing = np.zeros((1, rows["said"].shape[1]), np.float32)
    return Space(
        {lemma: n for n, lemma in enumerate(names["lemmas"])},
        np.concatenate((rows["said"], nothing)),
        rows["asked"],
        dict(zip(names["words"], rows["words"], strict=True)),
        dict(zip(names["facets"], rows["facets"], strict=True)),
    )
