"""A scene among those of the shelf: how rare it is, and which of other dramas are like it."""

from __future__ import annotations

import weakref
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from jangmyeon.guides.anatomy import Alike, Rarity
from jangmyeon.guides.anatomy_captions import Dissected, rarity_of
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.model import Scene, Why
from jangmyeon.search.meaning import CELL, Meaning
from jangmyeon.store import Concordance, Reader
from jangmyeon.words import gloss

_EVERY = 10**9
_FULL = 3.0  # of romance and intensity
_TOP_HALF = 50.0
_KINDS_TOLD = 3
_SURE = 0.2
_MOST_KEPT = 600  # episodes
_DULL = frozenset({"everyday"})
_MOST_ROWS, _CANDIDATES, _OF_EACH, _LOOKED_AT, _ALIKE = 300, 36, 4, 18, 5
_WEIGHTS = {"kinds": 1.0, "setting": 0.4, "heart": 0.3, "people": 0.1, "words": 0.7, "meaning": 0.4}
_WORDS_TOLD = 3


@dataclass(slots=True)
class _Kept:
    """Numbers of the whole shelf, kept as long as its data stays as it is."""

    version: int
    values: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    scenes: dict[int, tuple[str, list[Scene]]] = field(default_factory=dict)
    meaning: Meaning | None = None

    def of_episode(self, reader: Reader, key: int) -> tuple[str, list[Scene]]:
        """The drama's id and the scenes of an episode."""
        if key not in self.scenes:
            if len(self.scenes) >= _MOST_KEPT:
                self.scenes.clear()
            stored = reader.episode(key)
            drama = stored.episode.drama.id if stored else ""
            self.scenes[key] = drama, reader.scenes(stored) if stored else []
        return self.scenes[key]


_kept: weakref.WeakKeyDictionary[Reader, _Kept] = weakref.WeakKeyDictionary()


def _of_shelf(reader: Reader) -> _Kept:
    kept = _kept.get(reader)
    if kept is None or kept.version != reader.version:
        kept = _kept[reader] = _Kept(reader.version)
    return kept


def rarity_on_shelf(reader: Reader, table: Dissected, voice: Voice) -> tuple[Rarity, ...]:
    """How a scene's romance, intensity and kinds of moment stand among all that may be shown."""
    scene = table.scene
    found = [
        _level(reader, "romance", scene.romance, voice),
        _level(reader, "intensity", scene.intensity, voice),
    ]
    telling = [m for m in scene.moments if m.kind not in _DULL and m.score >= _SURE]
    for moment in telling[:_KINDS_TOLD]:
        values = _values(reader, moment.kind)
        shown = values[values > 0]
        if not len(shown):
            continue
        percentile = float(np.mean(shown < moment.score) * 100)
        sentence = voice.say(
            "rare.count", what=voice.kind(moment.kind), of=f"{len(shown):,}", all=f"{len(values):,}"
        )
        if percentile >= _TOP_HALF:
            told = _whole(percentile)
            sentence = voice.say(
                "rare.kind", what=voice.kind(moment.kind), share=told, of=f"{len(shown):,}"
            )
        found.append(Rarity(moment.kind, moment.score, round(percentile, 2), len(shown), sentence))
    return tuple(found)


def _level(reader: Reader, what: str, level: float, voice: Voice) -> Rarity:
    values = _values(reader, what)
    percentile = float(np.mean(values < level / _FULL - 1e-9) * 100) if len(values) else 0.0
    many = f"{len(values):,}"
    name = voice.say(f"rare.{what}")
    if percentile >= 90:
        share = max(1, round(100 - percentile))
        sentence = voice.say("rare.top", share=share, what=name, of=many)
    else:
        sentence = voice.say("rare.half", share=_whole(percentile), what=name, of=many)
    return Rarity(what, level, round(percentile, 2), len(values), sentence)


def _whole(percentile: float) -> int:
    return min(99, int(percentile))


def _values(reader: Reader, what: str) -> NDArray[np.float64]:
    """How much of something each scene of the shelf shows."""
    values = _of_shelf(reader).values
    if what not in values:
        rows = reader.most({what: 1.0}, None, None, _EVERY)
        values[what] = np.array([worth for _, _, worth in rows], float)
    return values[what]


def alike_elsewhere(
    reader: Reader, table: Dissected, voice: Voice, most: int = _ALIKE
) -> tuple[Alike, ...]:
    """The scenes of other dramas most like this one, one a drama, best first."""
    likeness = _Likeness(reader, table, voice)
    found = sorted(
        (likeness.of_scene(key, scene) for key, scene in _candidates(reader, table.scene)),
        key=lambda item: -item[0],
    )
    best = [likeness.with_words(*each) for each in found[:_LOOKED_AT]]
    best.sort(key=lambda alike: -alike.score)
    chosen: dict[str, Alike] = {}
    for alike in best:
        chosen.setdefault(alike.scene.episode.drama.id, alike)
    return tuple(likeness.in_words(alike) for alike in list(chosen.values())[:most])


def _candidates(reader: Reader, scene: Scene) -> list[tuple[int, Scene]]:
    """Scenes of other dramas that show much of what this one does, a few of each."""
    weights = {m.kind: m.score for m in scene.moments}
    weights |= {"romance": scene.romance / _FULL, "intensity": scene.intensity / _FULL / 2}
    kept = _of_shelf(reader)
    found: list[tuple[int, Scene]] = []
    taken: Counter[str] = Counter({scene.episode.drama.id: _OF_EACH})
    for key, number, _ in reader.most(weights, None, None, _MOST_ROWS):
        drama, scenes = kept.of_episode(reader, key)
        if taken[drama] < _OF_EACH:
            taken[drama] += 1
            found += [(key, each) for each in scenes if each.number == number]
        if len(found) == _CANDIDATES:
            break
    return found


class _Likeness:
    """How like one scene others are."""

    def __init__(self, reader: Reader, table: Dissected, voice: Voice) -> None:
        self._reader = reader
        self._scene = table.scene
        self._voice = voice
        kept = _of_shelf(reader)
        self._meaning = kept.meaning = kept.meaning or Meaning(reader.lemma_ids)
        lemmas = {lemma for item in table.shown for lemma in table.telling_lemmas(item)}
        self._rare = {lemma: rarity_of(lemma) for lemma in lemmas}
        self._lemmas = {number: lemma for lemma, number in reader.lemma_ids(lemmas).items()}
        self._own = self._direction(table.stored.key, table.scene)

    def of_scene(self, key: int, other: Scene) -> tuple[float, int, Scene, list[Why]]:
        """By what the store tells: moments, setting, romance, intensity, people."""
        why = [*self._kinds(other), *self._setting(other), *self._heart(other)]
        if len(other.people) == len(self._scene.people) > 0:
            why.append(Why("people", self._voice.say("like.people"), _WEIGHTS["people"]))
        return sum(part.weight for part in why), key, other, why

    def with_words(self, score: float, key: int, other: Scene, why: list[Why]) -> Alike:
        """Also by what is said in both, and how near that is in meaning."""
        concordance = self._reader.concordance(key)
        if concordance is not None:
            why = [*why, *self._words(concordance, other), *self._near(key, other)]
        why = sorted(why, key=lambda part: -part.weight)
        total = round(sum(part.weight for part in why), 3)
        return Alike(other, total, "", tuple(why))

    def in_words(self, alike: Alike) -> Alike:
        """With the sentence that tells it, its people called as their drama's readers know them."""
        everybody = self._reader.people(alike.scene.episode.drama.id)
        voice = Voice(self._voice.language, {person.name: person for person in everybody})
        return replace(alike, sentence=voice.scene(alike.scene))

    def _kinds(self, other: Scene) -> list[Why]:
        mine = {m.kind: m.score for m in self._scene.moments}
        its = {m.kind: m.score for m in other.moments}
        length = np.linalg.norm(list(mine.values())) * np.linalg.norm(list(its.values()))
        if not length:
            return []
        shared = sorted(mine.keys() & its.keys(), key=lambda kind: -mine[kind] * its[kind])
        return [
            Why(
                "kinds",
                self._voice.say("like.kind", kind=self._voice.kind(kind)),
                round(_WEIGHTS["kinds"] * mine[kind] * its[kind] / float(length), 3),
            )
            for kind in shared
        ]

    def _setting(self, other: Scene) -> list[Why]:
        one = self._scene
        same = [
            mine if mine == its else "unknown"
            for mine, its in ((one.place, other.place), (one.time, other.time),
                              (one.weather, other.weather))
        ]  # fmt: skip
        told = self._voice.setting(*same)
        parts = sum(value not in {"unknown", "none"} for value in same)
        if not told or not parts:
            return []
        detail = self._voice.say("like.setting", setting=told)
        return [Why("setting", detail, round(_WEIGHTS["setting"] * parts / 3, 3))]

    def _heart(self, other: Scene) -> list[Why]:
        one = self._scene
        away = abs(one.romance - other.romance) + abs(one.intensity - other.intensity)
        near = max(0.0, 1 - away / 2)
        weight = round(_WEIGHTS["heart"] * near, 3)
        return [Why("heart", self._voice.say("like.heart"), weight)] if weight else []

    def _words(self, concordance: Concordance, other: Scene) -> list[Why]:
        low, high = np.searchsorted(
            concordance.moments, [int(other.start * 1000), int(other.end * 1000)]
        )
        its = {
            self._lemmas[number]
            for number in concordance.lemmas[low:high].tolist()
            if number in self._lemmas
        }
        whole = sum(self._rare.values())
        shared = sum(self._rare[lemma] for lemma in its)
        if not its or not whole:
            return []
        telling = sorted(its, key=lambda lemma: (-self._rare[lemma], lemma))[:_WORDS_TOLD]
        korean = self._voice.language == "ko"
        words = ", ".join(lemma if korean else gloss(lemma) or lemma for lemma in telling)
        weight = round(_WEIGHTS["words"] * min(1.0, 2 * shared / whole), 3)
        return [Why("words", self._voice.say("like.words", words=words), weight)]

    def _near(self, key: int, other: Scene) -> list[Why]:
        its = self._direction(key, other)
        if self._own is None or its is None:
            return []
        near = float(self._own @ its)
        weight = round(_WEIGHTS["meaning"] * near, 3)
        return [Why("meaning", self._voice.say("like.meaning"), weight)] if weight > 0 else []

    def _direction(self, key: int, scene: Scene) -> NDArray[np.float32] | None:
        """What a scene's words mean, as a vector of length 1."""
        concordance = self._reader.concordance(key)
        if concordance is None or not len(concordance.times):
            return None
        middle = int((scene.start + scene.end) * 500) // CELL
        reach = max(1, int((scene.end - scene.start) * 500) // CELL)
        found = self._meaning.directions(key, concordance, np.array([middle]), reach)
        return np.asarray(found[0])
