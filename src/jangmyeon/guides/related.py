"""Dramas and scenes like one, and why they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from jangmyeon.guides.anatomy_captions import lay_out
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.anatomy_shelf import alike_elsewhere
from jangmyeon.guides.reasons import shelf_of
from jangmyeon.guides.reasons_sketch import Floats
from jangmyeon.guides.reasons_standing import Shelf, Stand
from jangmyeon.guides.reasons_wording import Wording
from jangmyeon.model import Drama, Scene, Why
from jangmyeon.store import Reader

_ASPECT, _MEASURE = 1.0, 0.7  # what the whole of an aspect counts for, and its measures together
_PARTS_TOLD, _MUCH_TOLD = 4, 3
_FEWEST = 0.01  # of a score that a part adds, to be told

_Part = tuple[float, float, Stand]
"""What an aspect adds to how like two dramas are, how the one stands in it by itself, and how."""


@dataclass(frozen=True, slots=True)
class Related:
    """A drama that is like another, or with ``scene`` a scene that is like one.

    ``score`` is how like, 1 at most; the parts of ``why`` are what adds most to it.
    """

    drama: Drama
    score: float
    sentence: str
    why: tuple[Why, ...] = ()
    scene: Scene | None = None


def related_dramas(
    reader: Reader, drama: str, limit: int = 5, language: str = "en"
) -> list[Related]:
    """The dramas whose profile is most like that of one, best first.

    A profile is how a drama stands in every aspect, and in what the aspects are measured by; two
    are alike as far as they point the same way (the cosine of the angle between them).

    Args:
        drama: its id.
    """
    shelf, wording = shelf_of(reader), Wording(language)
    own = _profile(shelf, drama)
    if own is None:
        return []
    found = []
    for title in reader.titles():
        other = _profile(shelf, title.id) if title.id != drama else None
        if other is not None:
            found.append(_related(reader.drama(title.id), own, other, wording))
    found.sort(key=lambda each: (-each.score, each.drama.id))
    return [each for each in found if each.score > 0][:limit]


def related_scenes(
    reader: Reader, scene: Scene, limit: int = 5, language: str = "en"
) -> list[Related]:
    """The scenes of other dramas most like one, one a drama, best first.

    Raises:
        NotOnShelfError: the scene's episode is not there, or lies beyond the horizon.
    """
    table = lay_out(reader, scene)
    people = {person.name: person for person in reader.people(scene.episode.drama.id)}
    alike = alike_elsewhere(reader, table, Voice(language, people), limit)
    return [
        Related(each.scene.episode.drama, each.score, each.sentence, each.why, each.scene)
        for each in alike
    ]


@dataclass(frozen=True, slots=True)
class _Profile:
    """How a drama stands: a vector of length 1, and which stretch of it is of which aspect."""

    stands: Sequence[Stand]
    parts: dict[str, Floats]


def _profile(shelf: Shelf, drama: str) -> _Profile | None:
    return shelf.sketches.keep(f"profile {drama}", lambda _: _made_profile(shelf, drama))


def _made_profile(shelf: Shelf, drama: str) -> _Profile | None:
    stands = shelf.stands(drama, heard=False, alone=True)
    if not stands:
        return None
    parts = {stand.aspect.name: _stretch(stand) for stand in stands}
    length = float(np.sqrt(sum(float(part @ part) for part in parts.values()))) or 1.0
    return _Profile(stands, {name: part / length for name, part in parts.items()})


def _stretch(stand: Stand) -> Floats:
    """How a drama stands in an aspect, and in each of its measures, in a fixed order."""
    told = {each.measure: each.z for each in stand.standings}
    whole = NormalDist().inv_cdf(stand.percentile / 100) * _ASPECT
    share = _MEASURE / np.sqrt(len(stand.aspect.measures))
    return np.array([whole, *(told.get(m, 0.0) * share for m in stand.aspect.measures)])


def _related(drama: Drama, own: _Profile, other: _Profile, wording: Wording) -> Related:
    parts: list[_Part] = []
    for stand in own.stands:
        name = stand.aspect.name
        if name in other.parts:
            adds = float(own.parts[name] @ other.parts[name])
            parts.append((adds, float(own.parts[name][0]), stand))
    parts.sort(key=lambda part: -part[0])
    told = [part for part in parts if part[0] >= _FEWEST and not part[2].aspect.by_best]
    much = [part for part in told if part[1] > 0][:_MUCH_TOLD]
    told = [*much, *[part for part in told if part[1] <= 0][: _PARTS_TOLD - len(much)]]
    why = tuple(Why(part[2].aspect.name, _named(part, wording), round(part[0], 3)) for part in told)
    score = sum(adds for adds, _, _ in parts)
    return Related(drama, round(score, 3), _sentence(told, wording), why)


def _sentence(told: Sequence[_Part], wording: Wording) -> str:
    """What both have much of, then what neither has."""
    said = []
    for phrase, wanted in (("related.both", True), ("related.neither", False)):
        names = [wording.named(stand.aspect) for _, level, stand in told if (level > 0) == wanted]
        if names:
            said.append(wording.say(phrase, what=Voice(wording.language, {}).names(names)))
    return "; ".join(said)


def _named(part: _Part, wording: Wording) -> str:
    phrase = "related.both" if part[1] > 0 else "related.neither"
    return wording.say(phrase, what=wording.named(part[2].aspect))
