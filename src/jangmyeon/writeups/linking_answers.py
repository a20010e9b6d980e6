"""Where each sentence most likely leads, told as links of passages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from jangmyeon.model import Hit, Link, Passage, Scene, Why, Writeup
from jangmyeon.search.spans import answer_span
from jangmyeon.writeups.linking_chain import Doubles, answers, middle
from jangmyeon.writeups.linking_table import DramaTable, Floats
from jangmyeon.writeups.linking_weighing import Row, reasons
from jangmyeon.writeups.passages import Telling

SURE = 0.5
"""How sure a link must be to be told."""

TALK = 0.05
"""Share of a write-up's words that tell of no scene, as usual."""

_DOUBT = 4.0  # how much doubt loose talk casts, by its share of a block's words
_USUAL = 0.05  # as much of it as those have who tell of scenes
_TALKING = 200.0  # how much the odds of a link fall with more of them
_TOGETHER = 150.0  # seconds within which sentences tell of one moment
_RUNNERS_UP = 3
_LEAST = 0.05  # how likely a runner-up must be
_APART = 8  # points between answers that are not the same
_LOOKED_AT = 200
_WORTH_TELLING = 0.05


@dataclass(frozen=True, slots=True)
class Answered:
    """A row of sentences and how likely each point is what each of them tells of.

    ``loose`` is the share of the write-up's words that tell of no scene.
    """

    row: Row
    likely: Sequence[Doubles]
    loose: float = 0.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence, and where it most likely leads."""

    telling: Telling
    people: tuple[str, ...]
    features: Floats
    mass: Doubles
    point: int

    @property
    def score(self) -> float:
        return float(self.mass[self.point])


def links_of(writeup: Writeup, answered: Answered) -> list[Link]:
    """The passages of a row, each with the scene it tells of where that is sure enough."""
    row = answered.row
    found: list[_Found] = []
    for telling, people, told, likely in zip(
        row.tellings, row.people, row.features, answered.likely, strict=True
    ):
        mass = answers(likely)
        if not telling.is_heading:
            point = middle(likely, int(np.argmax(mass)))
            found.append(_Found(telling, people, told, mass, point))
    care = math.exp(-_TALKING * max(0.0, answered.loose - TALK))
    return [_link(writeup, row.table, group, care) for group in _groups(row.table, found)]


def silent_link(writeup: Writeup, telling: Telling) -> Link:
    """A passage of which nothing can be told."""
    return Link(_passage(writeup, [telling], ()))


def _groups(table: DramaTable, found: Sequence[_Found]) -> Iterator[list[_Found]]:
    """Sentences of one block that tell of one moment, together."""
    group: list[_Found] = []
    for each in found:
        if group and not (_meet(table, group[-1], each) and _meet(table, group[0], each)):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _meet(table: DramaTable, one: _Found, other: _Found) -> bool:
    if one.telling.block != other.telling.block:
        return False
    apart = abs(float(table.seconds[one.point]) - float(table.seconds[other.point]))
    same = table.episode[one.point] == table.episode[other.point]
    return bool(same) and apart <= _TOGETHER


def _link(writeup: Writeup, table: DramaTable, group: Sequence[_Found], care: float) -> Link:
    """Those who talk of a story at large seldom mean a scene: ``care`` is how far odds count."""
    best = max(group, key=lambda each: each.score)
    people = tuple(dict.fromkeys(name for each in group for name in each.people))
    passage = _passage(writeup, [each.telling for each in group], people)
    odds = best.score * care / (best.score * care + 1 - best.score + 1e-9)
    score = round(odds * _care(best.telling), 3)
    if score < SURE:
        return Link(passage, score=score, others=_others(table, best, None))
    start, end, scene = _span(table, best.point)
    why = _why(best.features[best.point])
    return Link(passage, scene, start, end, score, why, _others(table, best, best.point))


def _care(telling: Telling) -> float:
    """How much a link is to be trusted that stands where much is judged and little told."""
    return max(0.0, 1 - _DOUBT * max(0.0, telling.loose - _USUAL))


def _passage(writeup: Writeup, group: Sequence[Telling], people: tuple[str, ...]) -> Passage:
    first, last = group[0], group[-1]
    block = writeup.blocks[first.block]
    numbers = [t.episode.number for t in group if t.episode]
    return Passage(
        text=block.text[first.start : last.end],
        line=block.line,
        column=block.column + first.start,
        heading=first.heading,
        drama=first.drama,
        people=people,
        quotes=tuple(quote.text for each in group for quote in each.quotes),
        episodes=tuple(dict.fromkeys(n for n in numbers if isinstance(n, int))),
        kinds=tuple(dict.fromkeys(kind for each in group for kind in each.kinds)),
    )


def _span(table: DramaTable, point: int) -> tuple[float, float, Scene]:
    scenes = table.scenes_of(point)
    starts = [scene.start for scene in scenes]
    start, end, place = answer_span(float(table.seconds[point]), starts, scenes[-1].end)
    return start, end, scenes[place]


def _others(table: DramaTable, found: _Found, best: int | None) -> tuple[Hit, ...]:
    """The next likely answers, none of which is the same as another."""
    hits: list[Hit] = []
    taken = [] if best is None else [best]
    for point in np.argsort(-found.mass)[:_LOOKED_AT].tolist():
        if found.mass[point] < _LEAST or len(hits) == _RUNNERS_UP:
            break
        if any(abs(point - other) < _APART for other in taken):
            continue
        taken.append(point)
        start, end, scene = _span(table, point)
        at = float(table.seconds[point])
        hits.append(Hit(scene, start, end, round(float(found.mass[point]), 3), at=at))
    return tuple(hits)


def _why(found: Floats) -> tuple[Why, ...]:
    parts = [(part, round(weight, 2)) for part, weight in reasons(found).items()]
    told = [Why(part, "", weight) for part, weight in parts if abs(weight) >= _WORTH_TELLING]
    return tuple(sorted(told, key=lambda why: -why.weight))
