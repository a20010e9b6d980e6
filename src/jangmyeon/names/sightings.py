"""Every trace of people in an episode: labels, sounds, calls, names spoken.

A label says who speaks, a sound note whom one hears; lines call people (세리야, 정혁 씨!),
introduce them (윤세리라고 합니다) or speak of them (정혁이가). Names are taken generously here; who
of them is a person is told by the whole drama, see ``people``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jangmyeon.model import Line, Role, Sound
from jangmyeon.names.families import northern
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.labels import read_label
from jangmyeon.names.name import parse_name
from jangmyeon.names.spoken import (
    ORDINARY,
    PAUSE,
    WORD,
    Words,
    hints,
    title_of,
    used_as_names,
)
from jangmyeon.names.titles import is_ending, title, without_endings
from jangmyeon.words import everyday

How = Literal["speaks", "heard", "addressed", "hailed", "introduced", "mentioned"]

LONGEST_NAME = 6
"""No name of more syllables is looked for."""

NEAR = 1.0
"""Readings of a Latin cast name up to this cost are looked for."""

_SELF = frozenset({"저", "저는", "전", "제", "제가", "나", "나는", "난", "내", "내가", "이름은"})
_IS = (
    "입니다", "이에요", "예요", "라고", "이라고", "이오", "이야", "올시다", "이라", "라",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trace of somebody at a time (seconds).

    ``name`` is as met, without endings: 세리, 리정혁, 육 팀장; empty when a title alone is said.
    ``title`` is what stands with it or alone, without 님. ``role`` says that a label names nobody
    (엄마, 남자1).
    """

    at: float
    name: str
    how: How
    title: str = ""
    role: bool = False


def sightings(
    lines: Sequence[Line], sounds: Sequence[Sound], cast: Sequence[Role] = ()
) -> tuple[Sighting, ...]:
    """All traces of people in an episode, in order of time.

    Args:
        lines, sounds: of one track; credits and lyrics tell nothing.
        cast: who is known to play in the drama, in Hangul or Latin.

    >>> called = Line(1.0, 2.0, "세리야, 리정혁 씨 봤어?")
    >>> [(s.name, s.how, s.title) for s in sightings([called], [])]
    [('세리', 'addressed', ''), ('리정혁', 'mentioned', '씨')]
    """
    found = [*_speakers(lines), *_heard(sounds)]
    spoken = [(line.start, WORD.findall(line.text)) for line in lines if line.kind == "speech"]
    known = {sighting.name for sighting in found if not sighting.role}
    known.update(_cast_forms(cast))
    known.update(used_as_names([words for _, words in spoken], known))
    known.discard("")
    beginnings = {name[0] for name in known}
    every = {word for _, words in spoken for word, _ in words}
    titles = {word: told for word in every if (told := hints(word).title)}
    telling = {word for word in every if word in titles or word[0] in beginnings}
    for at, words in spoken:
        found.extend(_in_line(at, words, known, telling, titles))
    return tuple(sorted(found, key=lambda sighting: sighting.at))


def _speakers(lines: Iterable[Line]) -> Iterator[Sighting]:
    for line in lines:
        if line.speaker:
            yield from _labelled(line.start, line.speaker, "speaks")


def _heard(sounds: Iterable[Sound]) -> Iterator[Sighting]:
    for sound in sounds:
        if sound.subject and sound.kind != "music":
            yield from _labelled(sound.start, sound.subject, "heard")


def _labelled(at: float, label: str, how: How) -> Iterator[Sighting]:
    names = _named(label)
    for name in names:
        yield Sighting(at, name, how)
    if not names:
        yield Sighting(at, label, how, role=True)


@lru_cache(maxsize=8192)
def _named(label: str) -> tuple[str, ...]:
    """The people a label names; each of several may have a setting of their own (어린 유진)."""
    return tuple(name for one in read_label(label).names for name in read_label(one).names)


def _cast_forms(cast: Iterable[Role]) -> Iterator[str]:
    """How the characters of a cast may be written in Hangul: in full, by given name."""
    for role in cast:
        name = parse_name(role.character)
        if name.script == "hangul":
            yield from name.words
            yield "".join(name.words)
        for reading in name.readings:
            if reading.given and reading.cost <= NEAR:
                if len(reading.given) > 1:
                    yield reading.given
                if reading.family:
                    yield reading.family + reading.given
                    yield northern(reading.family) + reading.given


def _in_line(
    at: float, words: Words, known: set[str], telling: set[str], titles: Mapping[str, str]
) -> Iterator[Sighting]:
    """The traces in the words of one line.

    Args:
        known: names that may be met.
        telling: the words that are titles, or begin as a known name does.
        titles: what title those words are that are one.
    """
    taken = -1
    for place, (word, gap) in enumerate(words):
        if word not in telling or place == taken:
            continue
        own = titles.get(word, "")
        after, after_gap = words[place + 1] if place + 1 < len(words) else ("", "")
        called = titles.get(after, "") if gap == " " else ""
        name, rest = _known_in(word, called, known)
        if not name:
            if own and not called:
                yield Sighting(at, "", _by_title(word, gap), own)
            continue
        if called and not rest:
            taken = place + 1
            yield Sighting(at, name, _by_title(after, after_gap), called)
            continue
        kind = _after(name, rest)
        told = title_of(rest) if rest else ""
        if kind is None or (_is_unlikely_alone(name) and kind != "call" and not told):
            continue
        introduced = kind == "case" and _introduces(rest, words[:place])
        yield Sighting(at, name, "introduced" if introduced else _how(kind, rest, gap), told)


def _by_title(word: str, gap: str) -> How:
    """Whether somebody is called by a title: it stands without endings, before a pause."""
    return _how("title", "", gap) if _is_bare_title(word) else "mentioned"


def _how(kind: str, rest: str, gap: str) -> How:
    """Whether somebody is called by a name, and how surely.

    Args:
        kind: of what follows the name: an ending's kind, title, or nothing.
        rest: what follows the name within its word.
        gap: what stands between it and the next word.
    """
    if kind == "call":
        return "addressed"
    if gap and not PAUSE.search(gap):
        return "mentioned"
    if kind == "title":
        return "addressed"
    return "mentioned" if rest else "hailed"


@lru_cache(maxsize=65536)
def _is_unlikely_alone(name: str) -> bool:
    """Whether a name is rather something else where nothing marks it: 단, 마음."""
    return len(name) == 1 or everyday(name) > ORDINARY


def _known_in(word: str, called: str, known: set[str]) -> tuple[str, str]:
    """The longest known name that a word begins with, and its rest; empty where there is none.

    A lone family name is one with the title that follows it.
    """
    if len(word) == 1:
        titled = f"{word} {called}"
        return (titled, "") if titled in known else (word, "") if word in known else ("", "")
    for size in range(min(len(word), LONGEST_NAME), 0, -1):
        if word[:size] in known:
            return word[:size], word[size:]
    return "", ""


@lru_cache(maxsize=65536)
def _after(name: str, rest: str) -> str | None:
    """What follows a name within its word: nothing, call, pet, case or title; None: no name."""
    if not rest:
        return ""
    found = next((kind for stem, kind in without_endings(name + rest) if stem == name), None)
    if found:
        return found
    for cut in range(len(rest), 0, -1):
        told = title(rest[:cut])
        if told and told.joined and (cut == len(rest) or is_ending(rest[cut:], rest[:cut])):
            return "title" if cut == len(rest) else "case"
    return "case" if rest.startswith(_IS) else None


@lru_cache(maxsize=65536)
def _is_bare_title(word: str) -> bool:
    """Whether a word is a title and no ending on it, as when one calls somebody."""
    found = title(word)
    return found is not None and found.after and is_hangul(word)


def _introduces(rest: str, before: Words) -> bool:
    """Whether somebody says their own name: 저는 윤세리라고 합니다."""
    if not rest.startswith(_IS):
        return False
    return len(before) < 2 or any(word in _SELF for word, _ in before)
