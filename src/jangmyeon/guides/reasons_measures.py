"""What reasons are measured by: read from data files, counted in a drama."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jangmyeon.guides.anatomy_phrases import rows_of
from jangmyeon.guides.reasons_sketch import Floats, Heard, Sketch
from jangmyeon.model import Person

_FULL = 3.0  # of romance and intensity
_SURE = 0.2  # of a kind of moment that a trope needs
_LAYER = 0.3  # of a kind of moment that is one of several layers
_FEWEST_NOTES = 3.0  # an hour, or captions do not tell what is heard
_FEWEST_WORDS = 5.0  # an hour of all that are counted, or captions are in another language
_BY_WORD = 0.5  # what a word adds to a scene that is said to show an aspect

Needs = tuple[tuple[str, tuple[str, ...]], ...]
"""What is looked at, and the alternatives that will do; all of them must be met."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted in a drama; ``weight`` is what it counts for in its aspect."""

    aspect: str
    name: str
    weight: float
    counts: str
    needs: Needs
    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What a drama is watched for: an aspect, as ``reasons_aspects.tsv`` tells of it."""

    name: str
    by_best: bool
    en: str
    ko: str
    seeks_en: str
    seeks_ko: str
    said: tuple[str, ...]
    measures: tuple[Measure, ...]


@cache
def measures() -> tuple[Measure, ...]:
    """All measures."""
    return tuple(
        Measure(aspect, name, float(weight), counts, _needs(counts, needs), en, ko)
        for aspect, name, weight, counts, needs, en, ko in rows_of("reasons_measures.tsv")
    )


@cache
def sought() -> tuple[Sought, ...]:
    """All aspects."""
    found = []
    for name, how, en, ko, seeks_en, seeks_ko, said in rows_of("reasons_aspects.tsv"):
        own = tuple(measure for measure in measures() if measure.aspect == name)
        words = tuple(said.split("|"))
        found.append(Sought(name, how == "best", en, ko, seeks_en, seeks_ko, words, own))
    return tuple(found)


@cache
def tropes() -> tuple[tuple[str, str, str, Needs], ...]:
    """The tropes that can be told without what is heard: id, names in English and Korean, needs."""
    found = []
    for trope, en, ko, needs in rows_of("anatomy_tropes.tsv"):
        read = _split(needs)
        if not any(what == "sound" for what, _ in read):
            found.append((trope, en, ko, tuple(need for need in read if need[0] != "people")))
    return tuple(found)


@cache
def needed_lemmas() -> frozenset[str]:
    """Every lemma that is counted."""
    every = [measure.needs for measure in measures()] + [needs for *_, needs in tropes()]
    texts = [each for needs in every for what, wanted in needs if what in _SAID for each in wanted]
    return frozenset(lemma for text in texts for lemma in text.split("+"))


_SAID = frozenset({"words", "near"})


def _needs(counts: str, text: str) -> Needs:
    if counts in {"words", "music", "people"}:
        return ((counts, tuple(text.split("|"))),)
    return () if text == "-" else _split(text)


def _split(text: str) -> Needs:
    parts = (need.partition(":") for need in text.split(" "))
    return tuple((what, tuple(wanted.split("|"))) for what, _, wanted in parts)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a measure is counted in. ``heard`` is None where only scenes and words are counted."""

    sketch: Sketch
    heard: Heard | None = None
    people: tuple[Person, ...] = ()


def value_of(measure: Measure, counted: Counted) -> float | None:
    """How much of it a drama has; None where its captions cannot tell.

    Scenes, words, notes and tropes are told an hour, shares from 0 to 1, people by their number.
    """
    return _COUNTING[measure.counts](measure, counted) if counted.sketch.hours else None


def _scenes(measure: Measure, counted: Counted) -> float:
    return float(meeting(measure.needs, counted.sketch).sum()) / counted.sketch.hours


def _share(measure: Measure, counted: Counted) -> float:
    seconds = counted.sketch.seconds
    return float(seconds[meeting(measure.needs, counted.sketch)].sum() / seconds.sum())


def _words(measure: Measure, counted: Counted) -> float | None:
    sketch = counted.sketch
    if sketch.words < _FEWEST_WORDS * sketch.hours:
        return None
    return float(times_said(measure.needs[0][1], sketch).sum()) / sketch.hours


def _notes(measure: Measure, counted: Counted) -> float | None:
    heard, hours = counted.heard, counted.sketch.hours
    if heard is None or heard.notes.total() < _FEWEST_NOTES * hours:
        return None
    (what, wanted), *_ = measure.needs
    if what == "emotion":
        many = sum(count for (_, emotion), count in heard.notes.items() if emotion in wanted)
    else:
        many = sum(n for (text, _), n in heard.notes.items() if any(w in text for w in wanted))
    return many / hours


def _music(measure: Measure, counted: Counted) -> float | None:
    heard = counted.heard
    told = heard.moods.total() - heard.moods["other"] if heard else 0
    if heard is None or told < _FEWEST_NOTES * counted.sketch.hours:
        return None
    return sum(heard.moods[mood] for mood in measure.needs[0][1]) / told


def _people(measure: Measure, counted: Counted) -> float | None:
    least = float(measure.needs[0][1][0]) / 100 * len(counted.sketch.rows)
    named = [person for person in counted.people if person.kind == "person"]
    return float(sum(person.scenes >= least for person in named)) if named else None


def _tropes(measure: Measure, counted: Counted) -> float:
    return float(sum(mask.sum() for mask in trope_scenes(counted.sketch).values())) / (
        counted.sketch.hours
    )


_COUNTING: Mapping[str, Callable[[Measure, Counted], float | None]] = {
    "scenes": _scenes,
    "share": _share,
    "words": _words,
    "notes": _notes,
    "music": _music,
    "people": _people,
    "tropes": _tropes,
}


def trope_scenes(sketch: Sketch) -> dict[str, NDArray[np.bool_]]:
    """Which scenes take part in each trope, by its id."""
    return {trope: meeting(needs, sketch) for trope, _, _, needs in tropes()}


def meeting(needs: Needs, sketch: Sketch) -> NDArray[np.bool_]:
    """Which scenes meet all needs."""
    found = np.ones(len(sketch.rows), dtype=bool)
    for need in needs:
        found &= _meets(need, sketch)
    return found


def _meets(need: tuple[str, tuple[str, ...]], sketch: Sketch) -> NDArray[np.bool_]:
    what, wanted = need
    if what in _LOOKING:
        return _LOOKING[what](sketch, wanted)
    if what in {"place", "time", "weather"}:
        return np.isin(sketch.settings[what], wanted)
    return _surest(wanted, sketch) >= float(what.partition("@")[2] or _SURE)


_LOOKING: Mapping[str, Callable[[Sketch, tuple[str, ...]], NDArray[np.bool_]]] = {
    "romance": lambda sketch, wanted: sketch.romance >= float(wanted[0]),
    "intensity": lambda sketch, wanted: sketch.intensity >= float(wanted[0]),
    "calm": lambda sketch, wanted: sketch.intensity <= float(wanted[0]),
    "layers": lambda sketch, wanted: (sketch.kinds >= _LAYER).sum(axis=1) >= int(wanted[0]),
    "words": lambda sketch, wanted: times_said(wanted, sketch) > 0,
    "near": lambda sketch, wanted: times_said(wanted, sketch) > 0,
    "not": lambda sketch, wanted: _surest(wanted, sketch) < _SURE,
}


def _surest(kinds: tuple[str, ...], sketch: Sketch) -> Floats:
    found: Floats = np.max([sketch.kind(kind) for kind in kinds], axis=0, initial=0.0)
    return found


def times_said(wanted: tuple[str, ...], sketch: Sketch) -> NDArray[np.int32]:
    """How often any of the words is said in each scene; of ``a+b``, the rarer one."""
    total = np.zeros(len(sketch.rows), np.int32)
    none = np.zeros(len(sketch.rows), np.int32)
    for text in wanted:
        total += np.minimum.reduce([sketch.said.get(lemma, none) for lemma in text.split("+")])
    return total


def showing(measures: Iterable[Measure], sketch: Sketch) -> Floats:
    """How much each scene shows of what is measured."""
    total = np.zeros(len(sketch.rows))
    for measure in measures:
        if measure.counts in {"scenes", "share"}:
            total += measure.weight * _grade(measure.needs, sketch)
        elif measure.counts == "words":
            said = np.minimum(times_said(measure.needs[0][1], sketch), 2) / 2
            total += _BY_WORD * measure.weight * said
        elif measure.counts == "tropes":
            total += np.sum(list(trope_scenes(sketch).values()), axis=0)
    return total


def _grade(needs: Needs, sketch: Sketch) -> Floats:
    """How well scenes meet needs, 0 where they do not."""
    grade = np.ones(len(sketch.rows))
    for what, wanted in needs:
        name = what.partition("@")[0]
        if name == "kind":
            grade = np.minimum(grade, _surest(wanted, sketch))
        elif name in {"romance", "intensity"}:
            grade = np.minimum(grade, getattr(sketch, name) / _FULL)
    return np.where(meeting(needs, sketch), grade, 0.0)
