"""A drama in numbers: its scenes, what they show, the words said in them, what is heard."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Scene, Sound
from jangmyeon.moments import KINDS
from jangmyeon.store import Reader, SceneRow, StoredEpisode

Floats = NDArray[np.float64]
Script = tuple[list[Line], list[Sound]]
Kept = TypeVar("Kept")

_PLACE_OF = {kind: place for place, kind in enumerate(KINDS)}
_MOST_KEPT = 64  # episodes whose scenes are kept read


@dataclass(frozen=True)
class Heard:
    """What the sound notes of a drama tell, counted.

    ``moods`` are those of music; ``notes`` are all, each text with the emotion that it tells.
    """

    moods: Counter[str]
    notes: Counter[tuple[str, str]]


@dataclass(frozen=True)
class Sketch:
    """A drama's scenes in the order in which they are seen.

    Attributes:
        kinds: how sure each kind of moment is; shape (scenes, kinds in the order of ``KINDS``).
        said: how often a lemma is said in each scene, for those lemmas that are asked for.
    """

    drama: str
    rows: tuple[SceneRow, ...]
    kinds: Floats
    said: Mapping[str, NDArray[np.int32]]

    @cached_property
    def seconds(self) -> Floats:
        """How long each scene is."""
        return np.array([row.end - row.start for row in self.rows], float)

    @cached_property
    def hours(self) -> float:
        """How long all scenes are."""
        return float(self.seconds.sum()) / 3600

    @cached_property
    def romance(self) -> Floats:
        """How romantic each scene is, 0 to 3."""
        return np.array([row.romance for row in self.rows], float)

    @cached_property
    def intensity(self) -> Floats:
        """How intense each scene is, 0 to 3."""
        return np.array([row.intensity for row in self.rows], float)

    @cached_property
    def through(self) -> Floats:
        """How much of the story has passed when each scene begins, 0 to 1."""
        passed = np.cumsum(self.seconds) - self.seconds
        return passed / max(float(self.seconds.sum()), 1.0)

    def kind(self, name: str) -> Floats:
        """How sure a kind of moment is in each scene."""
        return self.kinds[:, _PLACE_OF[name]]

    @cached_property
    def settings(self) -> Mapping[str, NDArray[np.str_]]:
        """The place, time and weather of each scene."""
        return {
            "place": np.array([row.place for row in self.rows], dtype=np.str_),
            "time": np.array([row.time for row in self.rows], dtype=np.str_),
            "weather": np.array([row.weather for row in self.rows], dtype=np.str_),
        }

    @cached_property
    def words(self) -> int:
        """How often any of the lemmas is said that are asked for."""
        return sum(int(counts.sum()) for counts in self.said.values())

    def until(self, hours: float) -> Sketch:
        """The drama's first hours alone."""
        many = int(np.searchsorted(np.cumsum(self.seconds), hours * 3600, "right"))
        said = {lemma: counts[:many] for lemma, counts in self.said.items()}
        return Sketch(self.drama, self.rows[:many], self.kinds[:many], said)


@dataclass(slots=True)
class Sketches:
    """Sketches of a library's dramas, kept as long as its data stays as it is."""

    reader: Reader
    lemmas: frozenset[str]
    _ids: dict[str, int] | None = None
    _sketches: dict[str, Sketch] = field(default_factory=dict)
    _heard: dict[str, Heard] = field(default_factory=dict)
    _scenes: dict[int, tuple[Scene, ...]] = field(default_factory=dict)
    _made: dict[str, object] = field(default_factory=dict)

    def of(self, drama: str) -> Sketch:
        """The sketch of a drama, by its id."""
        if drama not in self._sketches:
            self._sketches[drama] = self._sketch(drama)
        return self._sketches[drama]

    def heard(self, drama: str) -> Heard:
        """What the sound notes of a drama tell."""
        if drama not in self._heard:
            sounds = [s for stored in self.reader.episodes(drama) for s in self.script(stored)[1]]
            self._heard[drama] = Heard(
                Counter(sound.mood for sound in sounds if sound.kind == "music"),
                Counter((sound.text.casefold(), sound.emotion) for sound in sounds),
            )
        return self._heard[drama]

    def script(self, stored: StoredEpisode) -> Script:
        """The lines and sounds of an episode."""
        return self.reader.script(stored.key)

    def scenes(self, stored: StoredEpisode) -> tuple[Scene, ...]:
        """The scenes of an episode, with what shows their moments."""
        if stored.key not in self._scenes:
            if len(self._scenes) >= _MOST_KEPT:
                self._scenes.clear()
            self._scenes[stored.key] = tuple(self.reader.scenes(stored, evidence=True))
        return self._scenes[stored.key]

    def times_said(self, key: int, lemmas: Iterable[str]) -> frozenset[int]:
        """When an episode's captions begin (ms) that say one of those lemmas."""
        concordance = self.reader.concordance(key)
        wanted = list(self.reader.lemma_ids(lemmas).values())
        if concordance is None or not wanted:
            return frozenset()
        found = concordance.moments[np.isin(concordance.lemmas, wanted)]
        return frozenset(found.tolist())

    def keep(self, name: str, make: Callable[[Sketches], Kept]) -> Kept:
        """What is made of the sketches, kept as long as they are."""
        if name not in self._made:
            self._made[name] = make(self)
        return cast("Kept", self._made[name])

    def _sketch(self, drama: str) -> Sketch:
        rows = tuple(self.reader.scene_rows(drama))
        at = {(row.episode, row.number): place for place, row in enumerate(rows)}
        kinds = np.zeros((len(rows), len(KINDS)))
        for episode, number, kind, score in self.reader.moment_rows(drama):
            if kind in _PLACE_OF:
                kinds[at[episode, number], _PLACE_OF[kind]] = score
        return Sketch(drama, rows, kinds, self._said(rows))

    def _said(self, rows: tuple[SceneRow, ...]) -> dict[str, NDArray[np.int32]]:
        if self._ids is None:
            self._ids = self.reader.lemma_ids(self.lemmas)
        wanted = np.sort(np.fromiter(self._ids.values(), np.int32))
        counts = np.zeros((len(rows), len(wanted)), np.int32)
        for episode, places in _by_episode(rows).items():
            concordance = self.reader.concordance(episode)
            if concordance is None or not len(wanted):
                continue
            found = np.isin(concordance.lemmas, wanted)
            starts = np.array([rows[place].start for place in places]) * 1000
            scene = np.searchsorted(starts, concordance.moments[found], "right") - 1
            lemma = np.searchsorted(wanted, concordance.lemmas[found])
            np.add.at(counts, (np.maximum(scene, 0) + places[0], lemma), 1)
        column = {
            lemma: int(np.searchsorted(wanted, number)) for lemma, number in self._ids.items()
        }
        return {lemma: counts[:, place] for lemma, place in column.items()}


def _by_episode(rows: Iterable[SceneRow]) -> dict[int, list[int]]:
    """Where the scenes of each episode stand, which is in a row."""
    found: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(row.episode, []).append(place)
    return found


_kept: weakref.WeakKeyDictionary[Reader, tuple[int, Sketches]] = weakref.WeakKeyDictionary()


def sketches_of(reader: Reader, lemmas: frozenset[str]) -> Sketches:
    """The sketches of what a reader may show, as they were kept if nothing has changed since."""
    version, kept = _kept.get(reader, (None, None))
    if kept is None or version != reader.version or kept.lemmas != lemmas:
        kept = Sketches(weakref.proxy(reader), lemmas)
        _kept[reader] = reader.version, kept
    return kept
