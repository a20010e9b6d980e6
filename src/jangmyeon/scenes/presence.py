"""Who is in each scene: what labels, sounds and calls tell, and what the scenes around suggest.

Captions name a speaker mostly while the picture does not show who speaks, so that many of those
present go unnamed in a scene. Two logistic regressions (trained by ``training/presence.py``) tell
how likely each person is there: the first by traces of the person in the scene and around it, the
second also by what the first finds: who else is there, who they are usually with, who is in the
next scenes, and in others in which the same titles are said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.model import Person
from jangmyeon.names.sightings import Sighting
from jangmyeon.scenes.traces import FloatArray, Spans, Traces, again, count, signals

LABELLED = 1.0
"""A track names its speakers when it does so more often than this a minute."""


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression."""

    bias: float
    each: FloatArray

    def rates(self, values: FloatArray) -> FloatArray:
        """How likely each person is in each scene, by signals; shape (scenes, people)."""
        return np.asarray(1 / (1 + np.exp(-(values @ self.each + self.bias))))


@dataclass(frozen=True, slots=True)
class Weights:
    """Both regressions, and the probability from which on somebody counts as present."""

    first: Regression
    second: Regression
    enough: float

    def rates(self, traces: Traces) -> FloatArray:
        """How likely each person is in each scene; shape (scenes, people)."""
        values = signals(traces)
        more = again(traces, self.first.rates(values))
        return self.second.rates(np.concatenate((values, more), axis=-1))


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
    rates = weights.rates(count(spans, sightings, here))
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


@cache
def _weights(name: str) -> Weights:
    text = resources.files(__package__).joinpath("presence.json").read_text("utf-8")
    told = json.loads(text)[name]
    first, second = (
        Regression(told[each]["bias"], np.array(told[each]["weights"]))
        for each in ("first", "second")
    )
    return Weights(first, second, told["enough"])
