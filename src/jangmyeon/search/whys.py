"""Why an answer is one: the parts of its score, in the words that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jangmyeon.model import Scene, Why
from jangmyeon.search.axis import FloatArray
from jangmyeon.search.features import ALIKE, COLUMN, FACETS, LINES, SIGNS, TEMPERS, learned
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
        key: int,
        worths: FloatArray,
        scene: Scene,
        rest: Mapping[str, float],
    ) -> tuple[Why, ...]:
        """The parts of a score, most telling first; their sum is the score.

        Args:
            features: of the point.
            key: of its episode.
            worths: what each concept adds.
            rest: what is added beside the features.
        """
        adds: list[float] = (features * learned()).tolist()
        concepts = self.query.concepts
        parts = [
            (c.part, c.source, much) for c, much in zip(concepts, worths.tolist(), strict=True)
        ]
        parts += [(part, "", sum([adds[n] for n in own])) for part, own in _TELLING.items()]
        parts += [(part, "", much) for part, much in rest.items()]
        whys = [
            self._told(part, detail, weight, key, scene)
            for part, detail, much in parts
            if (weight := round(much, 3))
        ]
        return tuple(sorted(whys, key=lambda why: -why.weight))

    def _told(self, part: str, detail: str, weight: float, key: int, scene: Scene) -> Why:
        """A part of a score in the words that are shown."""
        if detail:
            return Why(part, detail, weight)
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
