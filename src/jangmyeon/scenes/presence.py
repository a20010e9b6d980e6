"""Who is in each scene: what labels, sounds and calls tell, and what the scenes around suggest.

Captions name a speaker mostly while the picture does not show who speaks, so that many of those
present go unnamed in a scene. For each scene and person, signals count the traces of the person
in the scene and around it, and a logistic regression (trained by ``training/presence.py``) turns
them into a probability.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Person
from jangmyeon.names.sightings import Sighting

FloatArray = NDArray[np.float64]
Spans = Sequence[tuple[float, float]]

HOWS = ("speaks", "heard", "addressed", "hailed", "introduced", "mentioned")
"""The ways to be met, in the order in which ``Traces`` counts them."""

SHOWN = frozenset({"speaks", "heard"})
"""The ways that tell for sure that somebody is there."""

NEAR = frozenset({"speaks", "heard", "addressed", "hailed"})
"""The ways that tell that somebody is there or close by."""

LABELLED = 1.0
"""A track names its speakers when it does so more often than this a minute."""

ROUNDING = 0.01
"""Seconds by which a sighting may come before its scene, since times are rounded."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression, and the probability from which on somebody counts as present."""

    bias: float
    each: FloatArray
    enough: float


@dataclass(frozen=True, slots=True)
class Traces:
    """Traces of people in the scenes of an episode.

    ``counts`` has the shape (ways to be met, scenes, people) in the order of ``HOWS``. All others
    but the last two have the shape (scenes, people): ``before`` and ``after`` are seconds since
    somebody was last near before a scene and until they are after it, infinite where never;
    ``spread`` and ``edge`` are shares of the scene: the time from the first to the last trace of
    somebody, and how far into it they come from the edge they are nearer to. ``lengths`` (scenes)
    are in seconds, ``ranks`` (people) are places in the drama's list of people.
    """

    counts: FloatArray
    before: FloatArray
    after: FloatArray
    spread: FloatArray
    edge: FloatArray
    lengths: FloatArray
    ranks: FloatArray


def present(
    spans: Spans, sightings: Sequence[Sighting], people: Sequence[Person]
) -> tuple[tuple[str, ...], ...]:
    """Who is in each scene of an episode, most surely first, by ``Person.name``.

    Args:
        spans: start and end of each scene (seconds), in order.
        sightings: of the episode, in order of time.
        people: of the drama, as ``people_of`` gives them; roles are left out.

    >>> seri, dan = Person("세리", spellings=("세리",)), Person("단", spellings=("단",))
    >>> seen = [Sighting(3.0, "세리", "speaks"), Sighting(70.0, "단", "speaks")]
    >>> present([(0.0, 60.0), (60.0, 120.0)], seen, [seri, dan])
    (('세리',), ('단',))
    """
    here = candidates(sightings, people)
    if not here or not spans:
        return ((),) * len(spans)
    weights = _weights("labelled" if is_labelled(sightings) else "unlabelled")
    rates = probabilities(signals(count(spans, sightings, here)), weights)
    return tuple(_surest(row, here, weights.enough) for row in rates)


def _surest(rates: FloatArray, people: Sequence[Person], enough: float) -> tuple[str, ...]:
    order = np.argsort(-rates, kind="stable")
    return tuple(dict.fromkeys(people[at].name for at in order if rates[at] >= enough))


def is_labelled(sightings: Sequence[Sighting]) -> bool:
    """Whether a track tells who speaks."""
    labels = sum(sighting.how == "speaks" for sighting in sightings)
    seconds = sightings[-1].at - sightings[0].at if sightings else 0.0
    return labels > LABELLED * max(seconds, 60.0) / 60


def candidates(sightings: Sequence[Sighting], people: Sequence[Person]) -> list[Person]:
    """The people of whom the episode has any trace by name."""
    met = {sighting.name for sighting in sightings}
    return [p for p in people if p.kind == "person" and not met.isdisjoint(p.spellings)]


def count(spans: Spans, sightings: Sequence[Sighting], people: Sequence[Person]) -> Traces:
    """Count the traces of people in the scenes; a title alone counts for whom it is learnt of."""
    names = {spelling: at for at, person in enumerate(people) for spelling in person.spellings}
    titles = {text: at for at, person in enumerate(people) for text in person.titles}
    starts = [start for start, _ in spans]
    first, last = np.array(starts), np.array([end for _, end in spans])
    counts = np.zeros((len(HOWS), len(spans), len(people)))
    times: list[list[float]] = [[] for _ in people]
    for sighting in sightings:
        table, key = (names, sighting.name) if sighting.name else (titles, sighting.title)
        at = table.get(key)
        if at is None or sighting.role:
            continue
        if sighting.how in NEAR:
            times[at].append(sighting.at + ROUNDING)
        scene = bisect_right(starts, sighting.at + ROUNDING) - 1
        if scene >= 0:
            counts[HOWS.index(sighting.how), scene, at] += 1
    near = [_near(np.array(sorted(each)), first, last) for each in times]
    before, after, spread, edge = np.array(near).transpose(1, 2, 0)
    ranks = np.arange(len(people), dtype=float)
    return Traces(counts, before, after, spread, edge, np.maximum(last - first, 1.0), ranks)


def _near(times: FloatArray, first: FloatArray, last: FloatArray) -> FloatArray:
    """One person's before, after, spread and edge of each scene; shape (4, scenes)."""
    padded = np.concatenate(([-np.inf], times, [np.inf]))
    begin, end = np.searchsorted(times, first), np.searchsorted(times, last, side="right")
    before, after = first - padded[begin], padded[end + 1] - last
    inside = end > begin
    earliest = np.where(inside, padded[np.minimum(begin + 1, len(times))], 0.0)
    latest = np.where(inside, padded[end], 0.0)
    lengths = np.maximum(last - first, 1.0)
    spread = np.where(inside, (latest - earliest) / lengths, 0.0)
    edge = np.where(inside, np.minimum(latest - first, last - earliest) / lengths, 0.0)
    return np.stack([before, after, spread, np.clip(edge, 0.0, 1.0)])


def signals(traces: Traces) -> FloatArray:
    """What the regression weighs; shape (scenes, people, signals)."""
    return np.stack([*_within(traces), *_around(traces)], axis=-1)


def _within(traces: Traces) -> list[FloatArray]:
    """Signals of a scene itself, and of the person in the whole episode."""
    *ways, mentioned = np.log1p(traces.counts)
    seen = (traces.counts[:2].sum(0) > 0).astype(float)
    called = (traces.counts[2:5].sum(0) > 0).astype(float)
    shown = np.log1p(traces.counts[:2].sum(0))
    spoken_of = (mentioned > 0).astype(float)
    unseen = 1 - seen

    def of_scenes(values: FloatArray) -> FloatArray:
        return np.broadcast_to(values[:, None], seen.shape)

    def of_people(values: FloatArray) -> FloatArray:
        return np.broadcast_to(values, seen.shape)

    size = of_scenes(np.log(np.maximum(traces.lengths, 5.0) / 60))
    others = np.log1p(seen.sum(1, keepdims=True) - seen)
    nobody = of_scenes((seen.sum(1) == 0).astype(float))
    told = of_scenes(np.log1p(traces.counts[:2].sum((0, 2))))
    near_share = of_people(_share(traces.counts[:5].sum((0, 1))))
    any_share = of_people(_share(traces.counts.sum((0, 1))))
    return [
        *ways, mentioned, seen, called, shown, spoken_of,
        called * seen, called * unseen, spoken_of * unseen,
        size, others, nobody, near_share, any_share, of_people(np.log1p(traces.ranks)),
        near_share * unseen, others * unseen, size * unseen, nobody * unseen * near_share,
        traces.spread, traces.edge, np.sqrt(traces.edge),
        told * seen, told * unseen, shown - told * seen,
    ]  # fmt: skip


def _around(traces: Traces) -> list[FloatArray]:
    """Signals of the scenes and the minutes around."""
    seen = (traces.counts[:2].sum(0) > 0).astype(float)
    called = (traces.counts[2:5].sum(0) > 0).astype(float)
    mentioned = np.log1p(traces.counts[5])
    before, after = np.exp(-traces.before / 30), np.exp(-traces.after / 30)
    long_before, long_after = np.exp(-traces.before / 120), np.exp(-traces.after / 120)
    return [
        before, after, before * after,
        long_before, long_after, long_before * long_after, (1 - seen) * long_before * long_after,
        shift(seen, 1), shift(seen, -1), shift(seen, 1) * shift(seen, -1),
        shift(seen, 2), shift(seen, -2), shift(called, 1), shift(called, -1),
        shift(mentioned, 1), shift(mentioned, -1),
    ]  # fmt: skip


def _share(totals: FloatArray) -> FloatArray:
    """The log of each person's share, softened where little is told."""
    shares: FloatArray = np.log((totals + 0.5) / (totals.sum() + 5))
    return shares


def shift(values: FloatArray, by: int) -> FloatArray:
    """The values of the scene ``by`` places before (after, where negative); 0 for none."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def probabilities(values: FloatArray, weights: Weights) -> FloatArray:
    """How likely each person is in each scene; shape (scenes, people)."""
    result: FloatArray = 1 / (1 + np.exp(-(values @ weights.each + weights.bias)))
    return result


@cache
def _weights(name: str) -> Weights:
    text = resources.files(__package__).joinpath("presence.json").read_text("utf-8")
    told = json.loads(text)[name]
    return Weights(told["bias"], np.array(told["weights"]), told["enough"])
