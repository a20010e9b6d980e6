"""What linking has to know of a drama: its captions, scenes and people along one axis of time.

Points stand every 20 seconds; what is said around each is looked up by word, since an article
asks for the same few words again and again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Scene
from jangmyeon.moments import KINDS
from jangmyeon.search.facets import Facet, shown
from jangmyeon.search.meaning import CELL as MEANING_CELL
from jangmyeon.search.meaning import Meaning
from jangmyeon.search.query import Concept
from jangmyeon.search.rarity import at_large, inverse
from jangmyeon.search.signs import Weights
from jangmyeon.store import Concordance, Reader, StoredEpisode, airing

CELL = 10.0
"""Seconds in which words are counted together."""

STEP = 2
"""Cells between points."""

WIDTHS = (3, 6, 12, 24)
"""Cells around a point within which words count."""

SIGN_WIDTHS = (3, 6, 14)
"""Cells around a point within which signs of what is described count."""

ALIKE_WIDTHS = (3, 7)
"""Cells around a point within which the likest word to one that is asked for counts."""

MEANING = (1, 3)
"""Cells of ``search.meaning`` to either side of a point whose meaning is told: 60 and 140 s."""

NEAR = 40.0
"""Seconds to either side of a point within which a scene is at hand."""

_GAP = 24  # empty cells between episodes
_K1, _B = 1.2, 0.75
_BLOCK = 12  # cells that count as one document
_PRIOR_BLOCKS = 100.0
_LEAST_SHARE = 1e-4
_MOST_CONCEPTS = 3_000
_ENDING = 300.0  # seconds before its end in which an episode's last scene is likely
_RUN = 6  # words in a row that are hardly said twice but in a replay
_USUAL = 11  # episodes that show a run of words from which on it is a jingle
_MOSTLY = 0.6  # share of an episode's points that are replayed from which on it is a recap
_RECAP = -3.0
_AT_HAND = 4  # cells to either side in which replayed words count

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Where something is said.

    ``idf`` tells how rare that is, ``around`` how much of it is around each point, by width, and
    ``until`` how often it was said before each cell.
    """

    idf: float
    around: Floats
    until: Floats


class DramaTable:
    """A drama's episodes end to end, specials last, with what each point in time shows."""

    def __init__(self, reader: Reader, drama: str, meaning: Meaning) -> None:
        stored = [e for e in reader.episodes(drama) if e.scenes]
        self.episodes = sorted(stored, key=_airing)
        self.scenes: list[list[Scene]] = [reader.scenes(e) for e in self.episodes]
        found = [c for e in self.episodes if (c := reader.concordance(e.key)) is not None]
        self._reader = reader
        self._lay_out(found)
        self._shown: dict[tuple[str, str], Floats] = {}
        self._said: OrderedDict[Key, Said] = OrderedDict()
        self._signs: OrderedDict[Weights, Floats | None] = OrderedDict()
        self._alike: OrderedDict[Key, Floats | None] = OrderedDict()
        self._meaning = meaning
        self.of_people: dict[tuple[str, ...], dict[str, Floats]] = {}
        self._survey()
        self._learn_meaning(found)

    def _lay_out(self, concordances: Sequence[Concordance]) -> None:
        """Give every episode its cells, and file where each word stands."""
        lemmas, cells = [], []
        points, episodes = [], []
        base = 0
        for n, (concordance, scenes) in enumerate(zip(concordances, self.scenes, strict=True)):
            last = float(concordance.times[-1]) / 1000 if len(concordance.times) else 0.0
            size = int(max(last, scenes[-1].end) / CELL) + STEP
            here = np.arange(STEP // 2, size, STEP) + base
            points.append(here)
            episodes.append(np.full(len(here), n))
            lemmas.append(concordance.lemmas.astype(np.int64))
            cells.append(concordance.moments.astype(np.int64) // int(CELL * 1000) + base)
            base += size + _GAP
        self.cells = base
        self.points: Ints = _joined(points)
        self.episode: Ints = _joined(episodes)
        starts = [part[0] - STEP // 2 for part in points]
        self.seconds: Floats = (
            (self.points - np.array(starts or [0])[self.episode]) * CELL
        ).astype(np.float32)
        self._lemmas, self._cells = _joined(lemmas), _joined(cells)
        key, counts = np.unique(self._lemmas * self.cells + self._cells, return_counts=True)
        self._filed, self._where = key // self.cells, (key % self.cells).astype(np.int64)
        self._counts = counts.astype(np.float32)
        sizes = np.bincount(self._cells, minlength=self.cells)
        self._words = np.concatenate(([0], np.cumsum(sizes))).astype(np.float32)
        self._spans = [self._span(width) for width in WIDTHS]
        self._sign_spans = [self._around(width) for width in SIGN_WIDTHS]

    def _span(self, width: int) -> tuple[Ints, Ints, Floats]:
        """For a width the cells around each point, and what longer ones count less."""
        low, high = self._around(width)
        usual = max(float(self._words[-1]) / max(self.cells, 1) * width, 1.0)
        length = (self._words[high] - self._words[low]) / usual
        return low, high, (_K1 * (1 - _B + _B * length)).astype(np.float32)

    def _around(self, width: int) -> tuple[Ints, Ints]:
        low = np.clip(self.points - width // 2, 0, self.cells)
        return low, np.clip(self.points - width // 2 + width, 0, self.cells)

    def _survey(self) -> None:
        """What the scenes at hand show, point by point."""
        flat = [scene for scenes in self.scenes for scene in scenes]
        first, last = self._at_hand()
        names = sorted({name for scene in flat for name in scene.people})
        self.names = {name: n for n, name in enumerate(names)}
        kinds = {kind: n for n, kind in enumerate(KINDS)}
        self.kinds = kinds
        people = np.zeros((len(flat), len(names)), np.float32)
        moments = np.zeros((len(flat), len(kinds)), np.float32)
        for row, scene in enumerate(flat):
            people[row, [self.names[name] for name in scene.people]] = 1
            for moment in scene.moments:
                if moment.kind in kinds:
                    moments[row, kinds[moment.kind]] = moment.score
        levels = np.array([(s.romance / 3, s.intensity / 3) for s in flat], np.float32)
        self.flat = flat
        self.here = self._scene_here()
        self.present = people[self.here] if flat else people
        self.crowd: Floats = self.present.sum(axis=1)
        self.people_near = _most(people, first, last)
        self.moments_near = _most(moments, first, last)
        self.levels_near = _most(levels, first, last)
        count = max(len(self.episodes), 1)
        length = np.array([max(scenes[-1].end, 1.0) for scenes in self.scenes], np.float32)
        self.share: Floats = self.seconds / length[self.episode]
        self.late: Floats = ((self.episode + self.share) / count).astype(np.float32)
        left = np.maximum(length[self.episode] - self.seconds, 0.0)
        self.ending: Floats = np.exp(-left / _ENDING).astype(np.float32)
        self.replayed = self._count_replays()

    def _count_replays(self) -> Floats:
        """How much of what is said around each point is said, word for word, in other episodes.

        What a recap shows is shown better elsewhere, and counts against it.
        """
        if len(self._lemmas) <= _RUN:
            return np.zeros(len(self.points), np.float32)
        runs = np.zeros(len(self._lemmas) - _RUN + 1, np.int64)
        for n in range(_RUN):
            runs = runs * 1_000_003 + self._lemmas[n : n + len(runs)]
        firsts = self.points[np.flatnonzero(np.diff(self.episode, prepend=-1))]
        cells = self._cells[: len(runs)]
        episodes = np.searchsorted(firsts - STEP // 2, cells, side="right")
        _, which = np.unique(runs, return_inverse=True)
        pairs = np.unique(which * (len(firsts) + 1) + episodes) // (len(firsts) + 1)
        shown = np.bincount(pairs)[which]
        again = np.where(shown <= _USUAL, shown - 1, 0)
        sums = np.concatenate(([0], np.cumsum(np.bincount(cells, again, self.cells))))
        low = np.clip(self.points - _AT_HAND, 0, self.cells)
        found = sums[np.clip(self.points + _AT_HAND, 0, self.cells)] - sums[low]
        replayed: Floats = np.minimum(np.log1p(found), 4.0).astype(np.float32) / 4
        for n in range(len(firsts)):
            if np.mean(replayed[self.episode == n] > 0) > _MOSTLY:
                replayed[self.episode == n] = _RECAP
        return replayed

    def _at_hand(self) -> tuple[Ints, Ints]:
        """For each point the first and the last scene at hand, as rows of all scenes."""
        firsts, lasts = [], []
        before = 0
        for n, scenes in enumerate(self.scenes):
            at = self.seconds[self.episode == n]
            ends = np.array([scene.end for scene in scenes])
            starts = np.array([scene.start for scene in scenes])
            low = np.minimum(np.searchsorted(ends, at - NEAR, side="right"), len(scenes) - 1)
            high = np.maximum(np.searchsorted(starts, at + NEAR) - 1, low)
            firsts.append(low + before)
            lasts.append(high + before)
            before += len(scenes)
        return _joined(firsts), _joined(lasts)

    def _scene_here(self) -> Ints:
        rows, before = [], 0
        for n, scenes in enumerate(self.scenes):
            starts = np.array([scene.start for scene in scenes])
            at = np.searchsorted(starts, self.seconds[self.episode == n], side="right") - 1
            rows.append(np.maximum(at, 0) + before)
            before += len(scenes)
        return _joined(rows)

    def _learn_meaning(self, concordances: Sequence[Concordance]) -> None:
        """Keep what the words around each point mean, for each reach."""
        self.meaning: list[Floats] = []
        for reach in MEANING:
            parts = [
                self._meaning.directions(
                    stored.key,
                    concordance,
                    (self.seconds[self.episode == n] * 1000).astype(np.int64) // MEANING_CELL,
                    reach,
                )
                for n, (stored, concordance) in enumerate(
                    zip(self.episodes, concordances, strict=True)
                )
            ]
            self.meaning.append(np.concatenate(parts))

    def shows(self, facet: Facet) -> Floats:
        """How far (-1 to 1) the scene at each point shows a place, a time of day or the weather."""
        key = facet.field, facet.value
        if key not in self._shown:
            far = np.array([shown(facet, scene) for scene in self.flat], np.float32)
            self._shown[key] = far[self.here]
        return self._shown[key]

    def said(self, concept: Concept) -> Said:
        """Where something that is asked for is said."""
        key = _key(concept)
        known = self._said.get(key)
        if known is not None:
            self._said.move_to_end(key)
            return known
        found = self._said[key] = self._look_up(concept)
        if len(self._said) > _MOST_CONCEPTS:
            self._said.popitem(last=False)
        return found

    def _look_up(self, concept: Concept) -> Said:
        counts = self._counted(concept.lemmas)
        usual = sum(weight * at_large(lemma) for lemma, weight in concept.lemmas)
        blocks = len(np.unique(np.flatnonzero(counts) // _BLOCK))
        share = blocks + _PRIOR_BLOCKS * min(usual, 0.95)
        share /= self.cells / _BLOCK + _PRIOR_BLOCKS
        idf = inverse(share, _LEAST_SHARE)
        if not blocks:
            return Said(idf, np.zeros((0, 0), np.float32), counts[:0])
        until = np.cumsum(counts, dtype=np.float32)
        around = np.empty((len(WIDTHS), len(self.points)), np.float32)
        for row, (low_cells, high_cells, norm) in enumerate(self._spans):
            said = until[high_cells] - until[low_cells]
            np.divide(said * (_K1 + 1), said + norm, out=around[row])
        return Said(idf, around, until)

    def signs(self, concept: Concept) -> Floats | None:
        """How much stands around each point, by width, of what scenes described so have.

        None where nothing does.
        """
        key = concept.signs
        if key not in self._signs:
            if len(self._signs) >= _MOST_CONCEPTS:
                self._signs.popitem(last=False)
            self._signs[key] = self._look_up_signs(key)
        return self._signs[key]

    def _look_up_signs(self, signs: Weights) -> Floats | None:
        counts = self._counted(signs)
        if not counts.any():
            return None
        until = np.cumsum(counts, dtype=np.float32)
        spans = (until[high] - until[low] for low, high in self._sign_spans)
        found: Floats = np.log1p(np.stack([*spans]).clip(0))
        return found

    def alike(self, concepts: Sequence[Concept]) -> list[Floats | None]:
        """How like each concept what is likest to it is around each point, by width (0 to 1).

        None where nothing is.
        """
        keys = [_key(concept) for concept in concepts]
        new = {k: c for k, c in zip(keys, concepts, strict=True) if k not in self._alike}
        for key, (ids, like) in zip(new, self._meaning.likest([*new.values()]), strict=True):
            self._alike[key] = self._look_up_alike(ids, like)
        found = [self._alike[key] for key in keys]
        while len(self._alike) > _MOST_CONCEPTS:
            self._alike.popitem(last=False)
        return found

    def _look_up_alike(self, ids: Ints, like: Floats) -> Floats | None:
        rows, sizes = self._rows_of(ids)
        if not len(rows):
            return None
        likest = np.zeros(self.cells, np.float32)
        likest[self._where[rows]] = np.repeat(like, sizes)  # the likest comes last, and stays
        return np.stack([highest(likest, width)[self.points] for width in ALIKE_WIDTHS])

    def _rows_of(self, ids: Ints) -> tuple[Ints, Ints]:
        """Where some lemmas are filed, one after the other, and how many rows each has."""
        low, high = np.searchsorted(self._filed, (ids, ids + 1))
        sizes = high - low
        return np.arange(sizes.sum()) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes), sizes

    def _counted(self, lemmas: Weights) -> Floats:
        """How often, by their weights, lemmas are said in each cell; the first is before all."""
        known = self._reader.lemma_ids(lemma for lemma, _ in lemmas)
        told = [(known[lemma], w) for lemma, w in lemmas if lemma in known]
        ids = np.array([lemma_id for lemma_id, _ in told], np.int64)
        rows, sizes = self._rows_of(ids)
        worth = np.repeat(np.array([w for _, w in told], np.float32), sizes) * self._counts[rows]
        counts = np.bincount(self._where[rows] + 1, worth, self.cells + 1)
        return counts.astype(np.float32)

    def known(self, lemmas: Sequence[str]) -> None:
        """Look up the ids of many lemmas at once, which the reader then has at hand."""
        self._reader.lemma_ids(lemmas)

    def scenes_of(self, point: int) -> list[Scene]:
        """The scenes of a point's episode."""
        return self.scenes[int(self.episode[point])]


def _airing(stored: StoredEpisode) -> tuple[int, int]:
    return airing((stored.episode.season, stored.episode.number))


def _key(concept: Concept) -> Key:
    """Words and their likeliest lemma tell the others; to hash them all takes longer."""
    return concept.source, concept.lemmas[0][0], len(concept.lemmas)


def highest(row: Floats, width: int) -> Floats:
    """The highest number of as many cells around each, an odd number of them; none is below 0."""
    reach = width // 2
    padded = np.pad(row, reach)
    found = padded[: len(row)].copy()
    for further in range(1, width):
        np.maximum(found, padded[further : further + len(row)], out=found)
    return found


def _most(table: Floats, first: Ints, last: Ints) -> Floats:
    """The highest value of each column among the rows from first to last."""
    found = table[first].copy() if len(table) else np.zeros((0, table.shape[1]), np.float32)
    for further in range(1, int((last - first).max(initial=0)) + 1):
        rows = np.flatnonzero(first + further <= last)
        found[rows] = np.maximum(found[rows], table[first[rows] + further])
    return found


def _joined(parts: Sequence[NDArray[np.int64]]) -> Ints:
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, np.int64)
