"""How a drama stands among others: those of a bundled reference, and those of the shelf.

``reasons_reference.tsv`` tells how measures are spread over many dramas, by quantiles only; of the
whole of them, and of their first hours, by which a drama is judged that has been seen so far.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

from jangmyeon.guides.anatomy_phrases import rows_of
from jangmyeon.guides.reasons_measures import Counted, Measure, Sought, sought, value_of
from jangmyeon.guides.reasons_sketch import Sketches

DEPTHS = (4, 8, 0)
"""Hours from the beginning by which dramas are compared; 0 for the whole."""

_STEPS = 20  # between the lowest and the highest quantile
_LOWEST, _HIGHEST = 2.0, 98.0  # what few dozen dramas can tell
_ENOUGH_HOURS = 2.0  # of a drama of the shelf, to be compared with
_FULL_TRUST = 2.0  # hours of a drama from which its numbers count in full
_SLACK = 1.5  # times a depth up to which a drama is judged by it

Spread = tuple[float, ...]
"""Quantiles in even steps, ascending."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a measure a drama has, and how many percent of dramas have less.

    ``rank`` is its place among the ``among`` dramas of the shelf, 0 where they cannot tell.
    """

    measure: Measure
    value: float
    percentile: float
    rank: int = 0
    among: int = 0

    @property
    def z(self) -> float:
        """The percentile in standard deviations from the middle."""
        return NormalDist().inv_cdf(self.percentile / 100)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a drama stands in an aspect, by its measures, those that stand out most first."""

    aspect: Sought
    z: float
    percentile: float
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """How measures (``aspect.measure``) and aspects are spread over ``dramas`` dramas."""

    dramas: int
    spreads: Mapping[tuple[str, int], Spread]

    def percentile(self, name: str, depth: int, value: float) -> float | None:
        """How many percent of the dramas have less; None where the reference does not tell."""
        spread = self.spreads.get((name, depth))
        return None if spread is None else percentile_in(spread, value)


def percentile_in(spread: Spread, value: float) -> float:
    """How many percent lie below a value; of those that are equal, half.

    >>> percentile_in(tuple(range(21)), 10), percentile_in((0.0,) * 11 + (1.0,) * 10, 0.0)
    (50.0, 25.0)
    """
    left, right = bisect.bisect_left(spread, value), bisect.bisect_right(spread, value)
    if right > left:
        place = (left + right - 1) / 2
    elif left in {0, len(spread)}:
        place = float(left)
    else:
        low, high = spread[left - 1], spread[left]
        place = left - 1 + (value - low) / (high - low)
    return min(max(100 * place / _STEPS, _LOWEST), _HIGHEST)


@cache
def reference() -> Reference:
    """The bundled reference."""
    rows = rows_of("reasons_reference.tsv")
    spreads = {(name, int(depth)): tuple(map(float, row)) for name, depth, *row in rows[1:]}
    return Reference(int(rows[0][1]), spreads)


def composite(aspect: Sought, standings: Sequence[Standing]) -> float | None:
    """How far a drama stands out in an aspect by those of its measures that are known."""
    if not standings:
        return None
    if aspect.by_best:
        return max(each.z for each in standings)
    weight = sum(each.measure.weight for each in standings)
    return sum(each.z * each.measure.weight for each in standings) / weight


def depth_for(hours: float, whole: bool) -> int:
    """By which depth of the reference a drama is judged of which so many hours may be shown."""
    return 0 if whole else next((d for d in DEPTHS if d and hours <= _SLACK * d), 0)


class Shelf:
    """The dramas of a shelf, measured."""

    def __init__(self, sketches: Sketches, of: Reference) -> None:
        self.sketches = sketches
        self._of = of
        self._values: dict[tuple[str, int, bool], dict[Measure, float]] = {}

    def values(self, drama: str, depth: int = 0, *, heard: bool = False) -> dict[Measure, float]:
        """What is known of a drama or of its first hours, measured.

        Args:
            heard: its sounds and people too, for which its captions have to be read.
        """
        if (drama, depth, heard) not in self._values:
            sketch = self.sketches.of(drama)
            counted = Counted(sketch.until(depth) if depth else sketch)
            if heard:
                people = tuple(self.sketches.reader.people(drama))
                counted = Counted(counted.sketch, self.sketches.heard(drama), people)
            self._values[drama, depth, heard] = values_of(counted)
        return self._values[drama, depth, heard]

    def stands(self, drama: str, *, heard: bool = True, alone: bool = False) -> list[Stand]:
        """How a drama stands in each aspect that can be told.

        Args:
            drama: its id.
            heard: by its sounds and people too.
            alone: by the reference only.
        """
        hours = self.sketches.of(drama).hours
        depth = depth_for(hours, self.sketches.reader.horizon.mark(drama) is None)
        others = [] if alone else [self.values(other, depth) for other in self._others(drama)]
        trust = min(1.0, sqrt(hours / _FULL_TRUST))
        return stands_of(self.values(drama, heard=heard), depth, self._of, others, trust)

    def _others(self, drama: str) -> list[str]:
        every = [each.id for each in self.sketches.reader.titles() if each.id != drama]
        return [each for each in every if self.sketches.of(each).hours >= _ENOUGH_HOURS]


def values_of(counted: Counted) -> dict[Measure, float]:
    """Every measure of what was counted in a drama, but for those that cannot be told."""
    found = {m: value_of(m, counted) for aspect in sought() for m in aspect.measures}
    return {measure: value for measure, value in found.items() if value is not None}


def stands_of(
    values: Mapping[Measure, float],
    depth: int,
    of: Reference,
    others: Sequence[Mapping[Measure, float]] = (),
    trust: float = 1.0,
) -> list[Stand]:
    """How what was measured of a drama stands beside a reference and other dramas.

    Args:
        trust: how far from the middle it may stand, 0 to 1: little was seen that might be chance.
    """
    found = []
    for aspect in sought():
        measured = [measure for measure in aspect.measures if measure in values]
        told = (
            _standing(measure, values[measure], depth, of, others, trust) for measure in measured
        )
        standings = sorted(
            (each for each in told if each is not None),
            key=lambda each: -each.z * each.measure.weight,
        )
        z = composite(aspect, standings)
        if z is not None:
            percentile = of.percentile(aspect.name, depth, z)
            percentile = 100 * NormalDist().cdf(z) if percentile is None else percentile
            found.append(Stand(aspect, z, percentile, tuple(standings)))
    return found


def _standing(
    measure: Measure,
    value: float,
    depth: int,
    of: Reference,
    others: Sequence[Mapping[Measure, float]],
    trust: float,
) -> Standing | None:
    percentile = of.percentile(f"{measure.aspect}.{measure.name}", depth, value)
    if percentile is None:
        return None
    beside = [each[measure] for each in others if measure in each]
    if not beside:
        return Standing(measure, value, _trusted(percentile, trust))
    more, less = sum(each > value for each in beside), sum(each < value for each in beside)
    on_shelf = 100 * (less + (len(beside) - more - less) / 2) / len(beside)
    both = (of.dramas * percentile + len(beside) * on_shelf) / (of.dramas + len(beside))
    both = min(max(_trusted(both, trust), _LOWEST), _HIGHEST)
    return Standing(measure, value, both, more + 1, len(beside) + 1)


def _trusted(percentile: float, trust: float) -> float:
    return 50 + (percentile - 50) * trust


def spread_of(
    values: Sequence[float], quantile: Callable[[Sequence[float], float], float]
) -> Spread:
    """The quantiles of values, as the reference keeps them."""
    return tuple(quantile(values, step / _STEPS) for step in range(_STEPS + 1))
