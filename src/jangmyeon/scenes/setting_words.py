"""Words and sounds that give away where and when a scene plays, found in captions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from jangmyeon.words import english_words, is_korean, is_stop_word, stem

Told = Literal["named", "said", "heard"]

_AWAY = 0.5  # what is left of the strength of a place's name that is said of another place


@dataclass(frozen=True, slots=True)
class Cue:
    """Lemmas that speak for a place, a time or a weather.

    ``told`` says how: the place is ``named``, or something is ``said`` or ``heard`` that belongs to
    it. ``strength`` goes from 1 (a hint) to 3 (all but certain).
    """

    told: Told
    field: str
    value: str
    strength: float
    lemmas: tuple[str, ...]


def cues_in(lemmas: Sequence[str], *, noted: bool) -> Iterator[Cue]:
    """The cues that stand among a caption's lemmas, in their order.

    Args:
        noted: whether the caption is a note, of a sound or on the screen, that shows what is there
            instead of what somebody talks of.

    A place's name counts half where the caption speaks of going there, of calling, of another day.

    >>> [(cue.told, cue.value) for cue in cues_in(["재판장"], noted=False)]
    [('said', 'court')]
    >>> [(cue.value, cue.strength) for cue in cues_in(["병원", "가다"], noted=False)]
    [('hospital', 1.5)]
    """
    table = _table(noted)
    if table.keys().isdisjoint(lemmas):
        return
    for at, lemma in enumerate(lemmas):
        for cue in table.get(lemma, ()):
            size = len(cue.lemmas)
            if size > 1 and tuple(lemmas[at : at + size]) != cue.lemmas:
                continue
            yield _placed(cue, lemmas) if cue.told == "named" else cue


def _placed(cue: Cue, lemmas: Sequence[str]) -> Cue:
    """A cue that names a place in what is said: that where people are, or another."""
    away = any(map(_pointers("away").__contains__, lemmas))
    if away and not any(map(_pointers("here").__contains__, lemmas)):
        return replace(cue, strength=cue.strength * _AWAY)
    return cue


@cache
def _table(noted: bool) -> dict[str, tuple[Cue, ...]]:
    """Cues of notes or of speech, by their first lemma; a place that a note names is heard."""
    table: defaultdict[str, list[Cue]] = defaultdict(list)
    for cue in all_cues():
        if cue.told == "named":
            table[cue.lemmas[0]].append(replace(cue, told="heard") if noted else cue)
        elif (cue.told == "heard") == noted:
            table[cue.lemmas[0]].append(cue)
    return {first: tuple(cues) for first, cues in table.items()}


@cache
def all_cues() -> tuple[Cue, ...]:
    """Every cue of the vocabulary."""
    return tuple(
        Cue(told, field, value, float(strength), lemmas)  # type: ignore[arg-type]
        for told, field, value, strength, cues in _rows()
        if told not in ("here", "away")
        for lemmas in map(_lemmas, cues.split(", "))
        if lemmas
    )


@cache
def _pointers(told: str) -> frozenset[str]:
    rows = [row[4].split(", ") for row in _rows() if row[0] == told]
    return frozenset(lemma for cues in rows for cue in cues for lemma in _lemmas(cue))


@cache
def _rows() -> tuple[list[str], ...]:
    text = resources.files(__package__).joinpath("settings.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple(rows[1:])  # the first is the header


def _lemmas(cue: str) -> tuple[str, ...]:
    if is_korean(cue):
        return tuple(cue.split())
    return tuple(stem(word) for word in english_words(cue) if not is_stop_word(word))
