"""Why an answer is one: the parts of its score, in the words that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from jangmyeon.model import Scene, Why
from jangmyeon.search.axis import FloatArray
from jangmyeon.search.features import (
    ALIKE,
    COLUMN,
    FACETS,
    FEATURES,
    LINES,
    SIGNS,
    TEMPERS,
    learned,
)
from jangmyeon.search.query import Query

_TELLING = {
    part: [COLUMN[name] for name in names]
    for part, names in (
        ("leaning", ["leaning"]),
        ("part", ["part"]),
        ("meaning", ["meaning_scene", *ALIKE]),
        ("signs", SIGNS),
        ("line", [name for line in LINES for name in (line, f"pairs_{line}")]),
        ("present", ["present", "all_present"]),
        *((field, [field]) for field in FACETS),
        ("temper", TEMPERS),
    )
}
"""The parts of a score beside those of words, and which features they are the sums of."""

_SUMS = np.array([[n in own for own in _TELLING.values()] for n in range(len(FEATURES))], float)
"""Which features each of these parts is the sum of; shape (features, parts)."""

_weight = attrgetter("weight")

_DETAILS = {
    "meaning": "what is said around it",
    "signs": "what such scenes have",
    "line": "what is said at once",
    "temper": "how stirring the scene is",
    "together": "how all of it fits together",
    "beside": "what the seconds beside it have",
}


@dataclass(frozen=True, slots=True)
class Whys:
    """Tells why points answer a query.

    ``favored`` is what is told of whole episodes, by their keys.
    """

    query: Query
    favored: Mapping[int, Why]

    def of(
        self,
        features: FloatArray,
        worths: FloatArray,
        rest: Mapping[str, FloatArray],
        keys: Sequence[int],
        scenes: Sequence[Scene],
    ) -> list[tuple[Why, ...]]:
        """The parts of each point's score, most telling first; their sum is the score.

        Args:
            features: of the points, a row each.
            worths: what each concept adds; shape (points, concepts).
            rest: what is added beside the features, by part; a number for each point.
            keys: of their episodes.
            scenes: that they lie in.
        """
        parts = [(each.part, each.source) for each in self.query.concepts]
        parts += [(part, "") for part in (*_TELLING, *rest)]
        told = (features * learned()) @ _SUMS
        adds = np.column_stack((worths, told, *rest.values())).round(3).tolist()
        whys = []
        for row, key, scene in zip(adds, keys, scenes, strict=True):
            mine = [
                Why(part, source, weight) if source else self._told(part, weight, key, scene)
                for (part, source), weight in zip(parts, row, strict=True)
                if weight
            ]
            mine.sort(key=_weight, reverse=True)
            whys.append(tuple(mine))
        return whys

    def _told(self, part: str, weight: float, key: int, scene: Scene) -> Why:
        """A part of a score in the words that are shown."""
        if part == "leaning":
            return replace(self.favored[key], weight=weight)
        if part == "part" and self.query.part is not None:
            return Why(part, f"the {self.query.part.part} of an episode", weight)
        if part == "present":
            return Why(part, f"in the scene: {self._present(scene)}", weight)
        told = _DETAILS.get(part)
        if told is None:
            told = ", ".join(dict.fromkeys(f.value for f in self.query.facets if f.field == part))
        return Why(part, told, weight)

    def _present(self, scene: Scene) -> str:
        """Who of those that the query speaks of is in a scene: as it calls them, leads by name."""
        named = [c for c in self.query.concepts if c.part == "people"]
        here = [c.source for c in named if not {n for n, _ in c.lemmas}.isdisjoint(scene.people)]
        leads = [name for names in self.query.leads for name in scene.people if name in names]
        return ", ".join(dict.fromkeys((*here, *leads)))
