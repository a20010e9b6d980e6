"""Candidates become ranked spans: a weighted sum of what speaks for each point in time.

A window of the index says only that words occur within two minutes. Here each point is looked at
closely: how much of the query stands within seconds or minutes of it, who is there, what kind of
scene it is, how near its meaning is and how like its words are to those of the query. What each of
these counts for was learned from queries whose answer is known (``ranking.json``, made by
``training/find.py``), and what it tells that they come together (``together.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Scene, Why
from jangmyeon.search.axis import APART, GRID, Axis, FloatArray
from jangmyeon.search.facets import shown_best
from jangmyeon.search.features import (
    ALIKE,
    COLUMN,
    FACETS,
    FEATURES,
    LINES,
    SAID,
    SIGNS,
    TEMPERS,
    WIDTHS,
    learned,
)
from jangmyeon.search.index import Candidate
from jangmyeon.search.meaning import Meaning, Vectors, each_meant
from jangmyeon.search.nearest import SceneVectors
from jangmyeon.search.peaks import Lines
from jangmyeon.search.points import Points, Run
from jangmyeon.search.pooling import pooled
from jangmyeon.search.query import Query
from jangmyeon.search.spans import answer_span, overlap
from jangmyeon.search.together import Floats, met, network
from jangmyeon.search.whys import Whys
from jangmyeon.store import Concordance, StoredScenes

AROUND = (
    *(f"words{width}" for width in WIDTHS["words"][::-1]),
    *(*ALIKE, "scene", *SIGNS, "line10"),
)
"""What is told of each word of a query around a point."""

LOOKED_AT = 100
"""Points whose scenes are looked at, where nothing else is said."""

_REACH = 45_000  # milliseconds around a point in which the line that shows most is looked for
_LINE = 6_000  # milliseconds around a word within which others count as said with it
_END = 240_000  # milliseconds in which an episode's opening fades, or its ending rises
_PARTS = {"words": "words", "people": "people", "mood": "heard", "sound": "heard"}
_K1, _B = 1.2, 0.9
_NOTHING = (0.0,) * (2 + len(FACETS) + len(TEMPERS))
_OF_SCENES = [COLUMN[name] for name in ("present", "all_present", *FACETS, *TEMPERS)]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of an episode, by its key, that answers a query, in seconds; and its scene.

    ``peak`` is the time (milliseconds) of the line that shows most of the query, ``density`` the
    share of the query (0 to 1) that stands within a few seconds of it.
    """

    episode: int
    start: float
    end: float
    scene: Scene
    score: float
    why: tuple[Why, ...]
    peak: int
    density: float


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a ranker looks things up, by the key of an episode."""

    concordance: Callable[[int], Concordance | None]
    scenes: Callable[[int], StoredScenes | None]
    meaning: Meaning
    vectors: SceneVectors


class Ranker:
    """Ranks points in time for one query.

    Args:
        idfs: inverse document frequency of each concept of the query.
        ids: ids of the lemmas that the library knows.
        favored: what is told of whole episodes: how much a query leans to them (0 to 1), and why.
        nearness: how near each scene of the library is to the query.
        looked_at: how many of the most promising points are weighed by all that is known of them.
    """

    def __init__(
        self,
        query: Query,
        idfs: Sequence[float],
        ids: Mapping[str, int],
        sources: Sources,
        favored: Mapping[int, Why] | None = None,
        nearness: Vectors | None = None,
        looked_at: int = LOOKED_AT,
    ) -> None:
        self._query = query
        self._looked_at = looked_at
        self._sources = sources
        self._favored = favored or {}
        concepts = query.concepts
        self._idfs = np.array(idfs, np.float32)
        self._meant = each_meant(concepts)
        # What nothing shows, such as a slip of the pen, tells no point from another.
        shown = [
            any(lemma in ids for lemma in c.wanted) or bool(meant.any())
            for c, meant in zip(concepts, self._meant, strict=True)
        ]
        gain = np.array([c.weight * idf for c, idf in zip(concepts, idfs, strict=True)])
        self._share = gain / max(float(gain.sum()), 1e-9)
        gain = gain * shown
        self._gain = gain / max(float(gain.sum()), 1e-9)
        self._words = [n for n, c in enumerate(concepts) if c.part == "words" and shown[n]]
        self._nearness = nearness
        told = [lemma for c in concepts for lemma in c.wanted]
        wanted = sorted({ids[lemma] for lemma in told if lemma in ids})
        self._column = np.full(max(wanted, default=0) + 2, -1, np.int16)
        self._column[wanted] = np.arange(len(wanted))
        column = {lemma: self._column[ids[lemma]] for lemma in told if lemma in ids}
        self._weights, self._signs = (np.zeros((len(wanted), len(concepts))) for _ in range(2))
        for row, concept in enumerate(concepts):
            for weights, lemmas in (
                (self._weights, concept.lemmas),
                (self._signs, concept.signs),
            ):
                for lemma, weight in lemmas:
                    if lemma in column:
                        weights[column[lemma], row] = weight

    def rank(self, candidates: Sequence[Candidate], most: int) -> list[Span]:
        """The best points within the candidates, best first, whose spans do not overlap.

        Episodes that are gone are left out.
        """
        points = self.points(candidates)
        if points is None:
            return []
        together = self.together(points).astype(np.float64)
        own = points.features @ learned() + together
        scores = pooled(points.centres, own)
        chosen = [*islice(self._apart(points, scores), most)]
        rows = np.array([row for row, *_ in chosen], np.intp)
        near = points.centres[rows]
        lines = Lines(points.axis, near, self._weights, self._share, _REACH).peaks(_LINE)
        rest = {"together": together[rows], "beside": scores[rows] - own[rows]}
        whys = Whys(self._query, self._favored).of(
            points.features[rows],
            self._worths(points, rows),
            rest,
            [key for _, key, *_ in chosen],
            [scene for *_, scene in chosen],
        )
        peaks, shares = (lines.times % APART).tolist(), lines.shares.tolist()
        return [
            Span(key, start, end, scene, score, why, peak, density)
            for (_, key, start, end, scene), score, why, peak, density in zip(
                chosen, scores[rows].tolist(), whys, peaks, shares, strict=True
            )
        ]

    def _apart(
        self, points: Points, scores: FloatArray
    ) -> Iterator[tuple[int, int, float, float, Scene]]:
        """Rows of points, best first, whose spans do not overlap; each with its episode's key,
        the span, and the scene.
        """
        taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
        centres: list[int] = points.centres.tolist()
        beside: set[int] = set()  # points so near to one before that their spans overlap
        for row in np.argsort(-scores, kind="stable").tolist():
            if centres[row] in beside:
                continue
            place, time = divmod(centres[row], APART)
            key = points.axis.episodes[place]
            scenes = self._sources.scenes(key)
            if scenes is None:
                continue
            start, end, number = answer_span(time / 1000, scenes.starts, scenes.end)
            if any(overlap((start, end), other) for other in taken[place]):
                continue
            taken[place].append((start, end))
            beside.update((centres[row] - GRID, centres[row], centres[row] + GRID))
            yield row, key, start, end, scenes[number]

    def points(self, candidates: Sequence[Candidate]) -> Points | None:
        """The most promising points within the candidates, with all that speaks for them."""
        axis = Axis.build(candidates, self._sources.concordance, self._column)
        if axis is None:
            return None
        centres = axis.grid(candidates)
        if not len(centres):
            return None
        points = Points(axis, centres, np.zeros((len(centres), len(FEATURES))))
        self._add_words(points)
        self._add_signs(points)
        self._add_episodes(points)
        self._add_part(points)
        self._add_nearness(points)
        points = points.best(learned(), self._looked_at)
        runs = points.by_episode()
        self._add_alike(points, runs)
        self._add_lines(points)
        self._add_scenes(points, runs)
        return points

    def together(self, points: Points) -> Floats:
        """What is added to the score of each point for what speaks for it together."""
        return network().adds(points.features, self.met(points), self.gains)

    def met(self, points: Points) -> Floats:
        """What each word of the query has at each point, as ``together.met`` tells it."""
        weights = np.array([self._query.concepts[n].weight for n in self._words], np.float32)
        idfs = self._idfs[self._words]
        around = points.around(AROUND, len(self._gain))[:, self._words]
        return met(around, idfs, weights, self.gains)

    @property
    def gains(self) -> Floats:
        """What part of the query (0 to 1) each of its words is; its names are the rest."""
        gains: Floats = self._gain[self._words].astype(np.float32)
        return gains

    def _add_words(self, points: Points) -> None:
        """How much of each concept is said around each point: BM25 at several widths."""
        axis, centres = points.axis, points.centres
        for part, widths in WIDTHS.items():
            mine = [n for n, c in enumerate(self._query.concepts) if _PARTS.get(c.part) == part]
            if not mine:
                continue
            sums = axis.sums(self._weights[:, mine])
            for width in widths:
                low, high = centres - width * 500, centres + width * 500
                length = axis.words_between(low, high)
                norm = _K1 * (1 - _B + _B * length / max(axis.density * width, 1.0))
                frequency = axis.between(sums, low, high)
                said = frequency * (_K1 + 1) / (frequency + norm[:, None])
                points.shown[name := f"{part}{width}"] = mine, said
                points.features[:, COLUMN[name]] = (said * self._gain[mine]).sum(axis=1)

    def _worths(self, points: Points, rows: NDArray[np.intp]) -> FloatArray:
        """What each concept adds to the score of some points; shape (points, concepts)."""
        worths = np.zeros((len(rows), len(self._gain)))
        for name in (name for name in SAID if name in points.shown):
            mine, said = points.shown[name]
            worths[:, mine] += said[rows] * self._gain[mine] * learned()[COLUMN[name]]
        return worths

    def _add_signs(self, points: Points) -> None:
        """How much of what scenes have that are described so is around each point."""
        axis, centres = points.axis, points.centres
        mine = np.flatnonzero(self._signs.any(axis=0)).tolist()
        sums = axis.sums(self._signs[:, mine])
        for name, reach in SIGNS.items() if len(mine) else ():
            shown = np.log1p(axis.between(sums, centres - reach, centres + reach).clip(0))
            points.shown[name] = mine, shown
            points.features[:, COLUMN[name]] = shown @ self._gain[mine]

    def _add_episodes(self, points: Points) -> None:
        told = (self._favored.get(key) for key in points.axis.episodes)
        leaning = np.array([why.weight if why else 0.0 for why in told])
        points.features[:, COLUMN["leaning"]] = leaning[points.centres // APART]

    def _add_part(self, points: Points) -> None:
        """How near to that end of its episode which the query is about each point is."""
        part = self._query.part
        if part is None:
            return
        place, away = points.centres // APART, points.centres % APART
        if part.part == "ending":
            found = map(self._sources.concordance, points.axis.episodes)
            ends = np.array([each.times[-1] if each is not None else 0 for each in found], np.int64)
            away = (ends[place] - away).clip(0)
        points.features[:, COLUMN["part"]] = np.exp(-away / _END)

    def _add_nearness(self, points: Points) -> None:
        if self._nearness is not None:
            near = self._sources.vectors.at(self._nearness, points.places)
            points.features[:, COLUMN["meaning_scene"]] = near

    def _add_alike(self, points: Points, runs: Sequence[Run]) -> None:
        """How like the words of the query those around each point are."""
        meaning, meant = self._sources.meaning, self._meant
        scenes = self._sources.vectors.at_each(meant, points.places)
        every = range(len(self._gain))
        points.shown["scene"] = every, scenes
        episodes = points.axis.concordances
        near = [(episodes[place], times) for place, times in runs]
        found = meaning.alike(meaning.likeness(meant), near, [*ALIKE.values()])
        for name, each in zip(ALIKE, found, strict=True):
            points.shown[name] = every, each
            points.features[:, COLUMN[name]] = each @ self._gain

    def _add_lines(self, points: Points) -> None:
        """How much of the query is said at once near each point, and how much of it in pairs."""
        lines = Lines(points.axis, points.centres, self._weights, self._gain, GRID)
        for name, at_once in LINES.items():
            found = lines.peaks(at_once)
            points.shown[name] = range(len(self._gain)), found.said
            points.features[:, COLUMN[name]] = found.shares
            points.features[:, COLUMN[f"pairs_{name}"]] = found.pairs

    def _add_scenes(self, points: Points, runs: Sequence[Run]) -> None:
        named = (c.lemmas for c in self._query.concepts if c.part == "people")
        people = [*({name for name, _ in lemmas} for lemmas in named), *self._query.leads]
        facets = {
            field: {facet.value for facet in self._query.facets if facet.field == field}
            for field in FACETS
        }
        told: list[tuple[float, ...]] = []
        for place, times in runs:
            scenes = self._sources.scenes(points.axis.episodes[place])
            if scenes is None:
                told += [_NOTHING] * len(times)
                continue
            for at, here in groupby(map(scenes.place, (times / 1000).tolist())):
                told += [_told_by(scenes[at], people, facets)] * sum(1 for _ in here)
        points.features[:, _OF_SCENES] = told


def _told_by(
    scene: Scene, people: Sequence[Set[str]], facets: Mapping[str, Set[str]]
) -> tuple[float, ...]:
    """Who of the people is in a scene, whether all are, and how far it shows what is told of it."""
    here = [not names.isdisjoint(scene.people) for names in people]
    share = sum(here) / len(here) if here else 0.0
    facts = [shown_best(field, v, scene) if v else 0.0 for field, v in facets.items()]
    return (share, float(share == 1.0), *facts, scene.romance / 3, scene.intensity / 3)
