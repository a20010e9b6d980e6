"""Where and when each scene of an episode plays, and in what weather, with what tells so.

A place is seldom told outright: titles, talk, sounds, the scenes around and those with the same
people each speak for some places, and the place that most speaks for is chosen. Time of day is
told in the same way; weather only by what is said or heard of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from jangmyeon.model import Place, TimeOfDay, Weather
from jangmyeon.scenes.setting_model import (
    FloatArray,
    LemmaTable,
    Weights,
    lemma_table,
    likelihoods,
    odds,
    weights_of,
)
from jangmyeon.scenes.setting_signals import (
    AROUND,
    CHANNELS,
    Caption,
    SceneClues,
    own_signals,
    scene_clues,
    signals,
)
from jangmyeon.words import flat

UNKNOWN = "unknown"
WEATHERS = ("rain", "snow")

LEAST = {"place": 0.0, "time": 0.52}
"""Likelihoods below which a value is not told."""
_WEATHER_TOLD = 3.0  # strength of cues from which the weather is told
_MOST_EVIDENCE = 3
_SOON = 0.01  # seconds by which a caption may begin before its scene, as times are rounded


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a scene plays.

    Attributes:
        place, time, weather: words of the vocabulary, ``unknown`` where nothing tells.
        evidence: texts of the captions within the scene that told most, three at most, in order.
        place_confidence, time_confidence, weather_confidence: likelihood from 0 to 1; 0 where
            unknown.
    """

    place: Place = "unknown"
    time: TimeOfDay = "unknown"
    weather: Weather = "unknown"
    evidence: tuple[str, ...] = ()
    place_confidence: float = 0.0
    time_confidence: float = 0.0
    weather_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Told:
    """A value, how likely it is, and the captions of the scene that told, most telling first."""

    value: str = UNKNOWN
    confidence: float = 0.0
    captions: tuple[Caption, ...] = ()


def settings(
    shown: Sequence[Caption],
    lemmas: Mapping[str, Sequence[str]],
    spans: Sequence[tuple[float, float]],
) -> tuple[Setting, ...]:
    """The setting of each scene of an episode, all at once, since scenes tell of each other.

    Args:
        shown: the episode's lines and sounds, sorted by start.
        lemmas: of each flat text, its lemmas.
        spans: (start, end) in seconds of each scene, in order.
    """
    if not spans:
        return ()
    table = lemma_table()
    scenes = read_scenes(shown, lemmas, spans, table)
    places = _weighed(scenes, "place", table)
    times = _weighed(scenes, "time", table)
    return tuple(map(_setting, places, times, map(_weather, scenes)))


def read_scenes(
    shown: Sequence[Caption],
    lemmas: Mapping[str, Sequence[str]],
    spans: Sequence[tuple[float, float]],
    table: LemmaTable,
) -> list[SceneClues]:
    """What the captions within each span tell; a caption counts for the span it begins in."""
    starts = [item.start for item in shown]
    return [
        scene_clues(
            shown[bisect_left(starts, start - _SOON) : bisect_left(starts, end + _SOON)],
            lemmas,
            table,
        )
        for start, end in spans
    ]


def _weighed(scenes: Sequence[SceneClues], field: str, table: LemmaTable) -> list[_Told]:
    weights = weights_of(field)
    own = own_signals(scenes, field, weights.values, table)
    likely = likelihoods(odds(signals(own, scenes), weights))
    told = {clue.value for scene in scenes for clue in scene.clues if clue.field == field}
    return [
        _chosen(scene, row, field, weights, told) for scene, row in zip(scenes, likely, strict=True)
    ]


def _chosen(
    scene: SceneClues, likely: FloatArray, field: str, weights: Weights, told: Collection[str]
) -> _Told:
    """The likeliest value, unless no caption of the episode speaks for it."""
    best = int(np.argmax(likely))
    value, confidence = weights.values[best], float(likely[best])
    if value not in told or confidence < LEAST[field]:
        return _Told()
    counts = dict(zip(CHANNELS, weights.signals[AROUND.index("own")].tolist(), strict=True))
    clues = [
        (clue.caption, clue.worth * counts[clue.channel])
        for clue in scene.clues
        if clue.field == field and clue.value == value
    ]
    return _Told(value, round(confidence, 3), _strongest(clues))


def weather_of(scene: SceneClues) -> str:
    """The weather that a scene's captions tell."""
    return _weather(scene).value


def _weather(scene: SceneClues) -> _Told:
    """Rain or snow where it is heard or spoken of plainly enough."""
    clues = [clue for clue in scene.clues if clue.field == "weather" and clue.value in WEATHERS]
    sums = {value: sum(clue.worth for clue in clues if clue.value == value) for value in WEATHERS}
    value = max(WEATHERS, key=lambda weather: sums[weather])
    if sums[value] < _WEATHER_TOLD:
        return _Told()
    chosen = [(clue.caption, clue.worth) for clue in clues if clue.value == value]
    return _Told(value, round(1 - 0.5 ** (sums[value] / _WEATHER_TOLD), 3), _strongest(chosen))


def _strongest(clues: Iterable[tuple[Caption, float]]) -> tuple[Caption, ...]:
    """The captions that tell, most telling first."""
    sums: defaultdict[Caption, float] = defaultdict(float)
    for caption, worth in clues:
        sums[caption] += worth
    return tuple(sorted(sums, key=lambda caption: (-sums[caption], caption.start)))


def _setting(place: _Told, time: _Told, weather: _Told) -> Setting:
    """One caption for each of place, time and weather first, then more of the place."""
    firsts = [told.captions[0] for told in (place, time, weather) if told.captions]
    rest = [*place.captions[1:], *time.captions[1:], *weather.captions[1:]]
    evidence = list(dict.fromkeys([*firsts, *rest]))[:_MOST_EVIDENCE]
    evidence.sort(key=lambda caption: caption.start)
    return Setting(
        place.value,
        cast(TimeOfDay, time.value),
        cast(Weather, weather.value),
        tuple(dict.fromkeys(flat(caption.text) for caption in evidence)),
        place.confidence,
        time.confidence,
        weather.confidence,
    )
