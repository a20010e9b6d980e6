"""A name taken apart: title, family name, given name, and every way it may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import log
from typing import Literal

from jangmyeon.names.families import family, read_family, southern
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.korean import GIVEN, Reading, given_share, read_word
from jangmyeon.names.latin import (
    CALLED,
    OTHER_SCHOOL,
    fold,
    parts,
    read_given,
    read_letters,
    read_words,
    schools,
)
from jangmyeon.names.spelling import FARTHEST, read_syllable
from jangmyeon.names.titles import Title, joined_title, title

Script = Literal["hangul", "latin", "mixed", "other"]

FAMILY_ALONE = 0.1
NOT_A_TITLE = 3.0
GIVEN_TOO = 1e-5

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POSSESSIVE = re.compile(r"'s?(?=\s|$)", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[^\w\s.'-]|_")
_LATIN = re.compile(r"[a-zŏŭ][a-zŏŭ'.-]*", re.IGNORECASE)
_CALLS = frozenset({"a", "ah", "ya", "yah"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``family``, ``given`` and ``title`` are as written, of the likeliest reading, and empty when
    there is none; ``words`` is what remains without the title. ``sense`` is what the title says
    (``captain`` for both *Captain* and 대위), empty for mere courtesy. ``readings`` are all ways
    to understand the name as a Korean one, in Hangul, likeliest first.
    """

    text: str
    script: Script
    words: tuple[str, ...]
    family: str
    given: str
    title: str
    sense: str
    readings: tuple[Reading, ...]
    by_given: dict[str, tuple[Reading, ...]] = field(compare=False, repr=False)


@lru_cache(maxsize=32768)
def parse_name(text: str) -> Name:
    """Take a name apart, in Hangul or Latin letters, with or without a title. Never raises.

    >>> parse_name("윤세리 대표님").given, parse_name("윤세리 대표님").sense
    ('세리', 'ceo')
    >>> name = parse_name("Captain Ri Jung-hyuk")
    >>> name.family, name.given, name.readings[0].given
    ('Ri', 'Jung-hyuk', '정혁')
    >>> parse_name("은동아").given, parse_name("이수아").given
    ('은동', '수아')
    """
    words, titles = _without_titles(_words(text))
    if words and all(is_hangul(word) for word in words):
        return _korean(text, words, titles)
    if words and all(_LATIN.fullmatch(word) for word in words):
        return _latin(text, words, titles)
    script: Script = "mixed" if any(is_hangul(w) or _LATIN.match(w) for w in words) else "other"
    given, last = (words[0], words[-1]) if len(words) > 1 else ("".join(words), "")
    return _name(text, script, words, (last, given), titles, ())


def _words(text: str) -> tuple[str, ...]:
    plain = _POSSESSIVE.sub("", _ASIDE.sub(" ", fold(text)))
    return tuple(word.strip("'-") for word in _NOT_A_NAME.sub(" ", plain).split() if word.strip("'-."))


def _without_titles(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Title, ...]]:
    """Take titles off both ends; what is nothing but titles keeps none as a name."""
    found: list[Title] = []
    while words:
        for size in (2, 1):
            first, last = title(" ".join(words[:size])), title(" ".join(words[-size:]))
            if first and first.before:
                found.append(first)
                words = words[size:]
                break
            if last and last.after and not _is_syllable_of(words, last):
                found.append(last)
                words = words[:-size]
                break
        else:
            return words, tuple(found)
    return words, tuple(found)


def _is_syllable_of(words: tuple[str, ...], last: Title) -> bool:
    """Whether what looks like a title ends the given name, as in *Yoon Mi Hyung*."""
    return (
        len(words) > 2
        and bool(read_syllable(last.text))
        and all(read_syllable(word.lower()) for word in words)
    )


def _name(
    text: str,
    script: Script,
    words: tuple[str, ...],
    written: tuple[str, str],
    titles: Iterable[Title],
    readings: tuple[Reading, ...],
) -> Name:
    by_given: dict[str, tuple[Reading, ...]] = {}
    for reading in readings:
        by_given[reading.given] = (*by_given.get(reading.given, ()), reading)
    shown = tuple(titles)
    sense = next((each.sense for each in shown if each.sense), "")
    title_text = " ".join(each.text for each in shown)
    return Name(text, script, words, *written, title_text, sense, readings, by_given)


def _ranked(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings cheapest first, the cheapest way to each family and given name only."""
    best: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        key = (reading.family, reading.given)
        if reading.cost <= FARTHEST and (key not in best or reading.cost < best[key].cost):
            best[key] = reading
    return tuple(sorted(best.values(), key=lambda reading: reading.cost))


def _lone(hangul: str, titled: bool) -> tuple[float, float]:
    """Costs of reading one syllable as a given name, and as a family name alone."""
    known = family(hangul)
    scarce = 0.02 if southern(hangul) != hangul else 1.0
    given = GIVEN * given_share(hangul)
    house = FAMILY_ALONE * scarce * (known.people if known else 0.0) * (5 if titled else 1)
    best = max(given, house)
    return log(best / given), log(best / house) if house else FARTHEST + 1


def _korean(text: str, words: tuple[str, ...], titles: tuple[Title, ...]) -> Name:
    if len(words) > 1:
        readings = _ranked(_korean_words(words))
        best = readings[0] if readings else None
        western = best is None or best.way == "family name last"
        written = (words[-1], words[0]) if western else (words[0], "".join(words[1:]))
        return _name(text, "hangul", words, written, titles, readings)
    word = words[0]
    readings = _korean_word(word, bool(titles))
    joined = joined_title(word)
    if joined:
        stem, found = joined
        # 순경 is a rank and a given name, 변호사 is a job and nothing else.
        extra = 0.0 if given_share(found.text) > GIVEN_TOO else NOT_A_TITLE
        unlikely = (r._replace(cost=r.cost + extra) for r in readings)
        readings = _ranked(chain(_korean_word(stem, True), unlikely))
        if readings and readings[0].cost < NOT_A_TITLE:
            word, titles = stem, (*titles, found)
    return _name(text, "hangul", (word,), _as_written(word, readings), titles, readings)


def _as_written(word: str, readings: tuple[Reading, ...]) -> tuple[str, str]:
    if not readings:
        return "", word
    best = readings[0]
    end = len(best.family)
    return word[:end], word[end : end + len(best.given)]


def _korean_word(word: str, titled: bool) -> tuple[Reading, ...]:
    if len(word) > 1:
        return read_word(word)
    given, house = _lone(word, titled)
    return _ranked(
        (
            Reading("", word, given, "given name alone"),
            Reading(southern(word), "", house, "family name alone"),
        )
    )


def _korean_words(words: tuple[str, ...]) -> Iterator[Reading]:
    """Readings of several Hangul words: 손 예진 as one Korean name, 유진 초이 as a foreigner's."""
    if len(words) == 2 and len(words[0]) <= 2 and family(words[0]):
        for reading in read_word(words[1]):
            if not reading.family:
                yield reading._replace(family=southern(words[0]), way="family name first")
    else:
        yield Reading(words[-1], words[0], 0.0, "family name last")
    if len(words) <= 3:
        yield from (r._replace(cost=r.cost + 0.5) for r in read_word("".join(words)))


def _latin(text: str, words: tuple[str, ...], titles: tuple[Title, ...]) -> Name:
    pieces = tuple(piece for piece in (parts(word.strip(".")) for word in words) if piece)
    pieces, found = _without_joined_title(pieces)
    titles = (*titles, *found)
    readings = _ranked(_latin_readings(text, words, pieces, bool(titles)))
    written = _as_spelt(words, readings)
    return _name(text, "latin", words, written, titles, readings)


def _without_joined_title(
    pieces: tuple[tuple[str, ...], ...],
) -> tuple[tuple[tuple[str, ...], ...], tuple[Title, ...]]:
    """Take ``-ssi`` and its like off the last word."""
    if pieces and len(pieces[-1]) > 1:
        found = title(pieces[-1][-1])
        if found and found.joined and (len(pieces[-1]) > 2 or not found.sense):
            return (*pieces[:-1], pieces[-1][:-1]), (found,)
    return pieces, ()


def _latin_readings(
    text: str, words: tuple[str, ...], pieces: tuple[tuple[str, ...], ...], titled: bool
) -> Iterator[Reading]:
    for school in schools(text):
        extra = 0.0 if school == "habit" else OTHER_SCHOOL
        for reading in read_words(pieces, school):
            yield reading._replace(cost=reading.cost + extra) if extra else reading
    if pieces and len(pieces[-1]) > 1 and pieces[-1][-1] in _CALLS:
        called = (*pieces[:-1], pieces[-1][:-1])
        extra = CALLED if sum(map(len, called)) > 1 or len(called[-1][0]) > 4 else 3.0
        for reading in read_words(called, "habit"):
            way = f"{reading.way}, without {pieces[-1][-1]}"
            yield reading._replace(cost=reading.cost + extra, way=way)
    if len(words) == 1:
        yield from read_letters(words[0])
        if len(pieces) == 1 and len(pieces[0]) == 1:
            yield from _lone_latin(pieces[0][0], titled)


def _lone_latin(letters: str, titled: bool) -> Iterator[Reading]:
    """Readings of one syllable's letters as a family name alone."""
    for name in read_family(letters):
        given, house = _lone(name.hangul, titled) if len(name.hangul) == 1 else (0.0, 0.0)
        yield Reading(name.hangul, "", name.cost + house, "family name alone")
        if given and any(s.hangul == name.hangul for s in read_syllable(letters)):
            yield Reading("", name.hangul, name.cost + given, "given name alone")


def _as_spelt(words: tuple[str, ...], readings: tuple[Reading, ...]) -> tuple[str, str]:
    """The family and given name of the best reading, as they stand in the text."""
    if not readings:
        return (words[-1], words[0]) if len(words) > 1 else ("", words[0])
    best = readings[0]
    if not best.family:
        return "", " ".join(words)
    if not best.given:
        return " ".join(words), ""
    if best.way.startswith("family name last"):
        return words[-1], " ".join(words[:-1])
    if len(words) > 1:
        size = 2 if len(words) > 2 and not _reads(words[0], best.family) else 1
        return " ".join(words[:size]), " ".join(words[size:])
    return _cut(words[0], best)


def _reads(word: str, hangul: str) -> bool:
    return any(name.hangul == hangul for name in read_family("".join(parts(word))))


def _cut(word: str, reading: Reading) -> tuple[str, str]:
    """Where the family name ends in a word that holds both names."""
    for cut in range(1, len(word)):
        rest = parts(word[cut:])
        if _reads(word[:cut], reading.family) and any(
            s.hangul == reading.given for s in read_given(rest, "habit")
        ):
            return word[:cut].rstrip("-"), word[cut:].lstrip("-")
    return "", word
