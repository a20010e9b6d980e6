"""How the scenes of a drama feel, told by what happens in them: quick enough for all of a season.

``tone_curve`` reads an episode's captions anew; this looks at the moments that were found in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Episode, Line, Sound
from jangmyeon.moments import KINDS, tones_of_kinds
from jangmyeon.store import Reader, SceneRow

Mood = Literal["tense", "tender", "sad", "comic", ""]
MOODS: tuple[Mood, ...] = ("tense", "tender", "sad", "comic")
"""What a scene is whose strongest tone is tension, warmth, sadness, comedy."""

_TELLS = np.array([1.0, 1.15, 2.0, 0.6])  # of each tone: what is rarer in dramas tells more
_LEAST = 0.2  # of a tone, by what it tells, that gives a scene its mood
_PLAYS = 60.0  # seconds for which music is taken to play on after its note
_BREATH = 5.0  # seconds between two stretches of music that are told as one
_PLACE_OF = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class SceneMood:
    """A scene's tones, each from 0 to 1, and which of them it is known by.

    ``mood`` is empty where no tone stands out; ``strength``, 0 to 1, is how much it does.
    ``start`` and ``end`` are seconds; ``romance`` and ``intensity`` are 0 to 3.
    """

    number: int
    start: float
    end: float
    tension: float = 0.0
    warmth: float = 0.0
    sadness: float = 0.0
    comedy: float = 0.0
    romance: float = 0.0
    intensity: float = 0.0
    mood: Mood = ""
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class EpisodeMoods:
    """An episode with the moods of its scenes in order, and its kinds of moment, most first."""

    episode: Episode
    scenes: tuple[SceneMood, ...]
    kinds: tuple[str, ...] = ()


def moods_of(reader: Reader, drama: str) -> list[EpisodeMoods]:
    """The moods of a drama's episodes in order.

    Args:
        drama: its id.
    """
    rows = reader.scene_rows(drama)
    at = {(row.episode, row.number): place for place, row in enumerate(rows)}
    chances = np.zeros((len(rows), len(KINDS)))
    for episode, number, kind, score in reader.moment_rows(drama):
        if kind in _PLACE_OF:
            chances[at[episode, number], _PLACE_OF[kind]] = score
    scenes = _scene_moods(rows, tones_of_kinds(chances))
    places: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.episode, []).append(place)
    return [
        EpisodeMoods(
            stored.episode,
            tuple(scenes[place] for place in places.get(stored.key, ())),
            _most_first(chances[places.get(stored.key, [])].sum(0)),
        )
        for stored in reader.episodes(drama)
    ]


def _scene_moods(rows: Sequence[SceneRow], tones: NDArray[np.float64]) -> list[SceneMood]:
    telling = np.minimum(tones * _TELLS, 1.0)
    strongest = telling.argmax(1) if len(rows) else np.zeros(0, int)
    strengths = telling.max(1, initial=0.0).round(3).tolist()
    return [
        SceneMood(
            row.number,
            row.start,
            row.end,
            tension,
            warmth,
            sadness,
            comedy,
            row.romance,
            row.intensity,
            mood=MOODS[place] if strength >= _LEAST else "",
            strength=strength if strength >= _LEAST else 0.0,
        )
        for row, (tension, warmth, sadness, comedy), place, strength in zip(
            rows, tones.round(3).tolist(), strongest.tolist(), strengths, strict=True
        )
    ]


def _most_first(shown: NDArray[np.float64]) -> tuple[str, ...]:
    return tuple(KINDS[place] for place in np.argsort(-shown, kind="stable") if shown[place] > 0)


@dataclass(frozen=True, slots=True)
class MusicMood:
    """Music of one mood, from its first note on; seconds. ``text`` is that note's."""

    start: float
    end: float
    mood: str
    text: str


def music_of(captions: Iterable[Line | Sound], length: float) -> tuple[MusicMood, ...]:
    """The moods of an episode's music, in order; what goes on in one mood is told once.

    Args:
        captions: of the episode, in order of time.
        length: of the episode, in seconds.
    """
    notes = [c for c in captions if isinstance(c, Sound) and c.kind == "music" and c.mood]
    ends = [*(note.start for note in notes[1:]), length]
    found: list[MusicMood] = []
    for note, end in zip(notes, ends, strict=False):
        last = min(end, note.start + _PLAYS)
        if found and found[-1].mood == note.mood and note.start - found[-1].end < _BREATH:
            found[-1] = replace(found[-1], end=max(last, found[-1].end))
        elif last > note.start:
            found.append(MusicMood(note.start, last, note.mood, " ".join(note.text.split())))
    return tuple(found)
