"""Traces of people in the scenes of an episode, and the signals that they make.

Arrays of signals have the shape (scenes, people, signals).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Person
from jangmyeon.names.sightings import Sighting

FloatArray = NDArray[np.float64]
Spans = Sequence[tuple[float, float]]

HOWS = ("speaks", "heard", "addressed", "hailed", "introduced", "mentioned")
"""The ways to be met, in the order in which ``Traces`` counts them."""

NEAR = frozenset({"speaks", "heard", "addressed", "hailed"})
"""The ways that tell that somebody is there or close by."""

ROUNDING = 0.01
"""Seconds by which a sighting may come before its scene, since times are rounded."""

_LONGEST = 60.0  # seconds between scenes beyond which more says no more


@dataclass(frozen=True, slots=True)
class Traces:
    """Traces of people in the scenes of an episode.

    ``counts`` has the shape (ways to be met, scenes, people) in the order of ``HOWS``; ``before``,
    ``after``, ``spread`` and ``edge`` have the shape (scenes, people): ``before`` and ``after`` are
    seconds since somebody was last near before a scene and until they are after it, infinite where
    never; ``spread`` and ``edge`` are shares of the scene: the time from the first to the last
    trace of somebody, and how far into it they come from the edge they are nearer to. ``lengths``
    (scenes) are in seconds, ``pauses`` (scenes + 1) the seconds before, between and after scenes,
    ``ranks`` (people) places in the drama's list of people. ``titles`` (titles, scenes) is 1 where
    a title or a role is met that two or more scenes have.
    """

    counts: FloatArray
    before: FloatArray
    after: FloatArray
    spread: FloatArray
    edge: FloatArray
    lengths: FloatArray
    pauses: FloatArray
    ranks: FloatArray
    titles: FloatArray


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
    pauses = np.clip(first[1:] - last[:-1], 0.0, _LONGEST)
    return Traces(
        counts,
        before,
        after,
        spread,
        edge,
        lengths=np.maximum(last - first, 1.0),
        pauses=np.concatenate(([0.0], pauses, [_LONGEST])),
        ranks=np.arange(len(people), dtype=float),
        titles=_titles(starts, sightings),
    )


def _titles(starts: Sequence[float], sightings: Sequence[Sighting]) -> FloatArray:
    """Which scenes have which title or role, told apart by the way it is met."""
    met: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for sighting in sightings:
        scene = bisect_right(starts, sighting.at + ROUNDING) - 1
        if (sighting.title or sighting.role) and scene >= 0:
            met[sighting.title or sighting.name, sighting.how].add(scene)
    often = [scenes for scenes in met.values() if len(scenes) > 1]
    table = np.zeros((len(often), len(starts)))
    for row, scenes in enumerate(often):
        table[row, list(scenes)] = 1
    return table


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
    """What the first regression weighs."""
    return np.stack([*_within(traces), *_around(traces), *_beside(traces)], axis=-1)


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


def _beside(traces: Traces) -> list[FloatArray]:
    """Signals of how a scene stands to the next ones, and a person to others in it."""
    near, mentioned = np.log1p(traces.counts[:5].sum(0)), np.log1p(traces.counts[5])
    called = np.log1p(traces.counts[2:4].sum(0))
    pauses, sizes = np.log1p(traces.pauses), np.log(np.maximum(traces.lengths, 5.0) / 60)
    since, until = pauses[:-1, None], pauses[1:, None]
    told = np.log1p(traces.counts.sum((0, 2)) * 60 / np.maximum(traces.lengths, 12.0))
    of_scenes = (
        since, until, np.append(-1.0, sizes[:-1])[:, None], np.append(sizes[1:], -1.0)[:, None],
        np.linspace(0, 1, len(sizes))[:, None], told[:, None],
    )  # fmt: skip
    return [
        *(np.broadcast_to(values, near.shape) for values in of_scenes),
        shift(near, 1) * np.exp(-since), shift(near, -1) * np.exp(-until),
        ranked(near), ranked(mentioned), ranked(near - mentioned),
        shift(called, 2), shift(called, -2), shift(mentioned, 2), shift(mentioned, -2),
    ]  # fmt: skip


def again(traces: Traces, rates: FloatArray) -> FloatArray:
    """What the second regression weighs, besides the signals of the first.

    Args:
        rates: how likely the first finds each person in each scene; shape (scenes, people).
    """
    log_odds = np.log(np.clip(rates, 1e-4, None) / np.clip(1 - rates, 1e-4, None))
    rank, most = ranked(rates), rates.max(axis=1, keepdims=True)
    runner_up = np.sort(rates, axis=1)[:, -2:][:, :1] if rates.shape[1] > 1 else 0 * most
    others = rates.sum(axis=1, keepdims=True) - rates
    usual = np.broadcast_to(np.log(rates.mean(axis=0) + 0.01), rates.shape)
    before, after = shift(rates, 1), shift(rates, -1)
    return np.stack(
        [
            log_odds, rates, rank, np.log1p(rank), others, np.where(rank == 0, runner_up, most),
            *_company(rates), usual,
            before, after, shift(rates, 2), shift(rates, -2), before * after,
            before * _alike(rates, before), after * _alike(rates, after),
            *_by_titles(traces.titles, rates),
        ],
        axis=-1,
    )  # fmt: skip


def _company(rates: FloatArray) -> list[FloatArray]:
    """How much those in a scene are usually with each person, in three measures."""
    together = rates.T @ rates
    np.fill_diagonal(together, 0.0)
    all_of_each = rates.sum(axis=0)
    shares = together / np.maximum(together.sum(axis=0, keepdims=True), 1e-6)
    by_chance = all_of_each[:, None] * all_of_each / len(rates)
    more = np.log((together + 0.3) / (by_chance + 0.3))
    np.fill_diagonal(more, 0.0)
    often = rates @ (together / (all_of_each[:, None] + 2))
    return [often, np.log(rates @ shares + 0.02), rates @ more]


def _alike(rates: FloatArray, others: FloatArray) -> FloatArray:
    """How alike the people of a scene and of another are; shape (scenes, 1)."""
    norms = np.sqrt((rates**2).sum(1) * (others**2).sum(1))
    return np.asarray(((rates * others).sum(1) / np.maximum(norms, 1e-6))[:, None])


def _by_titles(titles: FloatArray, rates: FloatArray) -> list[FloatArray]:
    """How much the titles in a scene speak for each person: all of them, and the best.

    A title speaks for those who are likely in the *other* scenes that have it.
    """
    total, best = np.zeros(rates.shape), np.zeros(rates.shape)
    with_title, times, everywhere = titles @ rates, titles.sum(axis=1), rates.sum(axis=0)
    for scene in np.flatnonzero(titles.any(axis=0)):
        here = np.flatnonzero(titles[:, scene])
        usual = (everywhere - rates[scene]) / max(len(rates) - 1, 1)
        share = with_title[here] - rates[scene] + 2 * usual + 0.05
        speaks = np.log(share / (times[here, None] + 1) / (usual + 0.025))
        total[scene], best[scene] = speaks.sum(axis=0), speaks.max(axis=0)
    return [total, best]


def ranked(values: FloatArray) -> FloatArray:
    """How many people of the same scene have more."""
    return np.asarray((values[:, :, None] < values[:, None, :]).sum(axis=2), float)


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
