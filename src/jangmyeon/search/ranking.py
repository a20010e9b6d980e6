"""Candidates become ranked spans: a weighted sum of what speaks for each point in time.

A window of the index says only that words occur within two minutes. Here each point is looked at
closely: how much of the query stands within seconds or minutes of it, who is there, what kind of
scene it is, how near its meaning is and how like its words are to those of the query. What each of
these counts for was learned from queries whose answer is known (``ranking.json``, made by
``training/find.py``), and what it tells that they come together (``together.py``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

import numpy as np

from jangmyeon.model import Scene, Why
from jangmyeon.search.axis import APART, Axis, FloatArray
from jangmyeon.search.facets import Facet, shown
from jangmyeon.search.index import Candidate
from jangmyeon.search.meaning import Meaning, Vectors, each_meant
from jangmyeon.search.nearest import SceneVectors
from jangmyeon.search.points import Points, Run
from jangmyeon.search.pooling import pooled
from jangmyeon.search.query import Query
from jangmyeon.search.spans import answer_span, overlap
from jangmyeon.search.together import Floats, met, network
from jangmyeon.store import Concordance, StoredScenes

# Seconds around a point: the scene and what leads to it, the scene, an exchange.
WIDTHS = {"words": (240, 120, 24), "people": (60,), "heard": (40,)}
ALIKE = {"alike24": 12_000, "alike60": 30_000}  # milliseconds to either side
SIGNS = {"signs24": 12_000, "signs60": 30_000, "signs140": 70_000}
FACETS = ("kind", "place", "time", "weather")
TEMPERS = ("romance", "intensity")  # what people remember is seldom lukewarm
_SAID = [f"{part}{width}" for part, widths in WIDTHS.items() for width in widths]
FEATURES = (
    *_SAID,
    *("leaning", "part", "meaning_scene", *ALIKE, *SIGNS),
    *("present", "all_present", *FACETS, *TEMPERS),
)
"""What speaks for a point; shares of the query, but for those of the scene (0 to 1)."""

AROUND = (*(f"words{width}" for width in WIDTHS["words"][::-1]), *ALIKE, "scene", *SIGNS)
"""What is told of each word of a query around a point."""

LOOKED_AT = 100
"""Points whose scenes are looked at, where nothing else is said."""

_END = 240_000  # milliseconds in which an episode's opening fades, or its ending rises
_PEAK_REACH = 45_000  # milliseconds around a point in which its best line is looked for
_LINE = 6_000  # milliseconds within which words count as said together
_PARTS = {"words": "words", "people": "people", "mood": "heard", "sound": "heard"}
_K1, _B = 1.2, 0.9
_COLUMN = {name: n for n, name in enumerate(FEATURES)}
_NO_FACTS, _NOTHING = (0.0,) * len(FACETS), (0.0,) * (2 + len(FACETS) + len(TEMPERS))
_OF_SCENES = [_COLUMN[name] for name in ("present", "all_present", *FACETS, *TEMPERS)]


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
        self._is_asked = np.asarray(self._weights.any(axis=1))  # and no mere sign

    def rank(self, candidates: Sequence[Candidate]) -> Iterator[Span]:
        """The best points within the candidates, best first, whose spans do not overlap.

        Episodes that are gone are left out.
        """
        points = self.points(candidates)
        if points is None:
            return
        together = self.together(points)
        own = points.features @ learned() + together
        scores = pooled(points.centres, own)
        worths = self._worths(points)
        taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for at in np.argsort(-scores, kind="stable").tolist():
            centre = int(points.centres[at])
            place, time = divmod(centre, APART)
            key = points.axis.episodes[place]
            scenes = self._sources.scenes(key)
            if scenes is None:
                continue
            start, end, number = answer_span(time / 1000, scenes.starts, scenes.end)
            if any(overlap((start, end), other) for other in taken[place]):
                continue
            taken[place].append((start, end))
            scene = scenes[number]
            peak, density = self._peak(points.axis, centre)
            score = float(scores[at])
            beside = score - float(own[at])
            why = self._why(points, at, worths[at], scene, float(together[at]), beside)
            yield Span(key, start, end, scene, score, why, peak % APART, density)

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
                points.features[:, _COLUMN[name]] = (said * self._gain[mine]).sum(axis=1)

    def _worths(self, points: Points) -> FloatArray:
        """What each concept adds to the score of each point; shape (points, concepts)."""
        worths = np.zeros((len(points.centres), len(self._gain)))
        for name in (name for name in _SAID if name in points.shown):
            mine, said = points.shown[name]
            worths[:, mine] += said * self._gain[mine] * learned()[_COLUMN[name]]
        return worths

    def _add_signs(self, points: Points) -> None:
        """How much of what scenes have that are described so is around each point."""
        axis, centres = points.axis, points.centres
        mine = np.flatnonzero(self._signs.any(axis=0)).tolist()
        sums = axis.sums(self._signs[:, mine])
        for name, reach in SIGNS.items() if len(mine) else ():
            shown = np.log1p(axis.between(sums, centres - reach, centres + reach).clip(0))
            points.shown[name] = mine, shown
            points.features[:, _COLUMN[name]] = shown @ self._gain[mine]

    def _add_episodes(self, points: Points) -> None:
        told = (self._favored.get(key) for key in points.axis.episodes)
        leaning = np.array([why.weight if why else 0.0 for why in told])
        points.features[:, _COLUMN["leaning"]] = leaning[points.centres // APART]

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
        points.features[:, _COLUMN["part"]] = np.exp(-away / _END)

    def _add_nearness(self, points: Points) -> None:
        if self._nearness is not None:
            near = self._sources.vectors.at(self._nearness, points.places)
            points.features[:, _COLUMN["meaning_scene"]] = near

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
            points.features[:, _COLUMN[name]] = each @ self._gain

    def _add_scenes(self, points: Points, runs: Sequence[Run]) -> None:
        named = (c.lemmas for c in self._query.concepts if c.part == "people")
        people = [*({name for name, _ in lemmas} for lemmas in named), *self._query.leads]
        facets = [facet for facet in self._query.facets if facet.field in FACETS]
        told: list[tuple[float, ...]] = []
        for place, times in runs:
            scenes = self._sources.scenes(points.axis.episodes[place])
            if scenes is None:
                told += [_NOTHING] * len(times)
                continue
            for at, here in groupby(map(scenes.place, (times / 1000).tolist())):
                told += [_told_by(scenes[at], people, facets)] * sum(1 for _ in here)
        points.features[:, _OF_SCENES] = told

    def _peak(self, axis: Axis, centre: int) -> tuple[int, float]:
        """The time near a point at which most of the query is shown, and how much of it."""
        low, high = np.searchsorted(axis.hits, (centre - _PEAK_REACH, centre + _PEAK_REACH))
        asked = np.flatnonzero(self._is_asked[axis.wanted[low:high]]) + low
        times, which = axis.hits[asked], axis.wanted[asked]
        if not len(times):
            return centre, 0.0
        first = np.searchsorted(times, times - _LINE)
        after = np.searchsorted(times, times + _LINE, "right")
        told = np.concatenate((self._weights[which], np.zeros((1, len(self._share)))))
        said = np.maximum.reduceat(told, np.stack((first, after), axis=1).ravel())[::2]
        worth = said @ self._share
        best = int(np.argmax(worth - 1e-9 * np.abs(times - centre)))
        return int(times[best]), float(worth[best])

    def _why(
        self,
        points: Points,
        at: int,
        worths: FloatArray,
        scene: Scene,
        together: float,
        beside: float,
    ) -> tuple[Why, ...]:
        """The parts of a score, most telling first; their sum is the score."""
        adds: list[float] = (points.features[at] * learned()).tolist()
        parts: list[Why] = []

        def tell(part: str, detail: str, worth: float) -> None:
            if weight := round(worth, 3):
                parts.append(Why(part, detail, weight))

        def add(part: str, detail: str, *names: str) -> None:
            tell(part, detail, sum(adds[_COLUMN[name]] for name in names))

        for concept, worth in zip(self._query.concepts, worths.tolist(), strict=True):
            tell(concept.part, concept.source, worth)
        favored = self._favored.get(points.axis.episodes[int(points.centres[at]) // APART])
        if favored is not None:
            add(favored.part, favored.detail, "leaning")
        if self._query.part is not None:
            add("part", f"the {self._query.part.part} of an episode", "part")
        add("meaning", "what is said around it", "meaning_scene", *ALIKE)
        add("signs", "what such scenes have", *SIGNS)
        add("present", f"in the scene: {self._present(scene)}", "present", "all_present")
        for field in FACETS:
            told = dict.fromkeys(f.value for f in self._query.facets if f.field == field)
            add(field, ", ".join(told), field)
        add("temper", "how stirring the scene is", *TEMPERS)
        tell("together", "how all of it fits together", together)
        tell("beside", "what the seconds beside it have", beside)
        return tuple(sorted(parts, key=lambda part: -part.weight))

    def _present(self, scene: Scene) -> str:
        """Who of those that the query speaks of is in a scene: as it calls them, leads by name."""
        named = [c for c in self._query.concepts if c.part == "people"]
        here = [c.source for c in named if not {n for n, _ in c.lemmas}.isdisjoint(scene.people)]
        leads = [name for names in self._query.leads for name in scene.people if name in names]
        return ", ".join(dict.fromkeys((*here, *leads)))


def _told_by(
    scene: Scene, people: Sequence[Set[str]], facets: Sequence[Facet]
) -> tuple[float, ...]:
    """Who of the people is in a scene, whether all are, and how far it shows what is told of it."""
    here = [not names.isdisjoint(scene.people) for names in people]
    showing: dict[str, float] = {}
    for facet in facets:
        far = shown(facet, scene)
        showing[facet.field] = max(far, showing.get(facet.field, far))
    share = sum(here) / len(here) if here else 0.0
    facts = (showing.get(field, 0.0) for field in FACETS) if showing else _NO_FACTS
    return (share, float(share == 1.0), *facts, scene.romance / 3, scene.intensity / 3)


@cache
def learned() -> FloatArray:
    """What each of ``FEATURES`` counts for."""
    text = resources.files(__package__).joinpath("ranking.json").read_text("utf-8")
    weights = json.loads(text)["weights"]
    return np.array([weights[name] for name in FEATURES])
