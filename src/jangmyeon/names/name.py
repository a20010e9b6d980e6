"""A name taken apart: title, family name, given name, and every way it may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import exp, log
from operator import itemgetter
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
from jangmyeon.names.syllables import is_name_like
from jangmyeon.names.tables import rows
from jangmyeon.names.titles import Title, joined_title, title

Script = Literal["hangul", "latin", "mixed", "other"]

LONGEST_TEXT = 100
"""Longer texts are no names."""

FAMILY_ALONE = 0.1
"""How many mentions of a person are by family name alone, out of 1."""

LONE_GIVEN = 2.0
"""Reading one syllable as a given name costs no more than this: somebody may be called 리."""

LONE_CALLED = 3.0
"""Cost of reading *Jin-a* as somebody calling Jin."""

NOT_A_TITLE = 3.0
"""Cost of reading a word that ends in a title as nothing but a name."""

WESTERN_NAME = 0.2
"""Cost of reading a Western given name as what Korean writes for it."""

GIVEN_TOO = 1e-5
"""Titles that more people than this are called are given names besides: 순경."""

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POSSESSIVE = re.compile(r"'s?(?=\s|$)", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[^\w\s.'-]|_")
_LATIN = re.compile(r"[a-zŏŭ][a-zŏŭ'.-]*", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*|[가-힣]+(?: [가-힣]+)*")
_TAIL = re.compile(r"(.+)-(\w+)$")
_CALLS = frozenset({"a", "ah", "ya", "yah"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``family``, ``given`` and ``title`` are as written, of the likeliest reading, and empty when
    there is none; ``words`` is what remains without the title. ``sense`` is what the title says
    (``captain`` for both *Captain* and 대위), empty for mere courtesy. ``readings`` are all ways
    to understand the name as a Korean one, in Hangul, likeliest first; ``is_foreign`` says that
    it can hardly be one. ``folded`` and ``by_given`` are for comparing.
    """

    text: str
    script: Script
    words: tuple[str, ...]
    family: str
    given: str
    title: str
    sense: str
    readings: tuple[Reading, ...]
    is_foreign: bool = False
    folded: tuple[str, ...] = field(default=(), compare=False, repr=False)
    by_given: dict[str, tuple[Reading, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def is_family_only(self) -> bool:
        """Whether this is, most likely, a family name and nothing else, such as *Mr. Kim*.

        >>> parse_name("Mr. Kim").is_family_only, parse_name("민준").is_family_only
        (True, False)
        """
        return bool(self.readings) and not self.readings[0].given


@cache
def western() -> dict[str, tuple[str, ...]]:
    """Western given names in small letters, each with the ways to write it in Hangul."""
    return {letters: tuple(hangul.split(",")) for letters, hangul in rows("western.tsv")}


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
    words, titles = _without_titles(_words(text)) if len(text) <= LONGEST_TEXT else ((), ())
    if words and all(is_hangul(word) for word in words):
        return _korean(text, words, titles)
    if words and all(_LATIN.fullmatch(word) for word in words):
        return _latin(text, words, titles)
    script: Script = "mixed" if any(is_hangul(w) or _LATIN.match(w) for w in words) else "other"
    given, last = (words[0], words[-1]) if len(words) > 1 else ("".join(words), "")
    return _name(text, script, words, (last, given), titles, ())


def _words(text: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(text):
        return tuple(text.split())
    plain = _NOT_A_NAME.sub(" ", _ASIDE.sub(" ", fold(text)))
    words = _POSSESSIVE.sub("", plain).split()
    return tuple(word.strip("'-") for word in words if word.strip("'-."))


def _without_titles(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Title, ...]]:
    """Take titles off both ends; what is nothing but titles keeps none as a name."""
    found: list[Title] = []
    while words and not (len(words) == 1 and _is_syllable(words[0])):
        for size in (2, 1) if len(words) > 1 else (1,):
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


def _is_syllable(word: str) -> bool:
    """Whether a word is one syllable, so that it may be a name after all: Mr. Yang, Young."""
    return len(word) == 1 if is_hangul(word) else bool(read_syllable(word.lower()))


def _is_syllable_of(words: tuple[str, ...], last: Title) -> bool:
    """Whether what looks like a title ends the given name, as in *Yoon Mi Hyung*."""
    return len(words) > 2 and all(map(_is_syllable, (last.text, *words)))


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
        given = reading.given
        by_given[given] = (*by_given[given], reading) if given in by_given else (reading,)
    shown = tuple(titles)
    sense = next((each.sense for each in shown if each.sense), "") if shown else ""
    title_text = " ".join([each.text for each in shown])
    return Name(
        text=text,
        script=script,
        words=words,
        family=written[0],
        given=written[1],
        title=title_text,
        sense=sense,
        readings=readings,
        is_foreign=_is_foreign(script, words, readings),
        folded=tuple([word.casefold() for word in words]),
        by_given=by_given,
    )


def _is_foreign(script: Script, words: tuple[str, ...], readings: tuple[Reading, ...]) -> bool:
    if not readings or script != "hangul":
        return not readings
    if len(words) > 1:
        return readings[0].way == "family name last"
    return not any(is_name_like(reading.given) for reading in readings)


def _ranked(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings cheapest first, the cheapest way to each family and given name only."""
    best: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        house, given, cost, _ = reading
        known = best.get((house, given))
        if cost <= FARTHEST and (known is None or cost < known.cost):
            best[house, given] = reading
    return tuple(sorted(best.values(), key=itemgetter(2)))


def _lone(
    given: Iterable[tuple[str, float]], houses: Iterable[tuple[str, float]], titled: bool
) -> Iterator[Reading]:
    """Readings of one syllable: as a given name, and as a family name with none.

    Both come as pairs of what the syllable may be and the cost of spelling it so.
    """
    given_likely = [(h, GIVEN * given_share(h) * exp(-cost)) for h, cost in given]
    house_likely = [(h, _house(h, titled) * exp(-cost)) for h, cost in houses]
    best = max((likely for _, likely in given_likely + house_likely), default=1.0)
    for hangul, likely in given_likely:
        yield Reading("", hangul, min(log(best / likely), LONE_GIVEN), "given name alone")
    for hangul, likely in house_likely:
        yield Reading(southern(hangul), "", log(best / likely), "family name alone")


def _house(hangul: str, titled: bool) -> float:
    """How likely somebody is called by this family name alone: more so with a title."""
    known = family(hangul)
    people = known.people if known else 1e-9
    return (
        FAMILY_ALONE * people * (5 if titled else 1) * (0.02 if southern(hangul) != hangul else 1)
    )


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
    if joined and _is_given_too(joined[1]):
        readings = _ranked((*readings, *_korean_word(joined[0], True)))
    elif joined:
        unlikely = (r._replace(cost=r.cost + NOT_A_TITLE) for r in readings)
        readings = _ranked((*_korean_word(joined[0], True), *unlikely))
        if readings and readings[0].cost < NOT_A_TITLE:
            word, titles = joined[0], (*titles, joined[1])
    return _name(text, "hangul", (word,), _as_written(word, readings), titles, readings)


def _is_given_too(found: Title) -> bool:
    """Whether a title is a usual given name besides, as 순경 is."""
    return len(found.text) > 1 and given_share(found.text) > GIVEN_TOO


def _as_written(word: str, readings: tuple[Reading, ...]) -> tuple[str, str]:
    if not readings:
        return "", word
    best = readings[0]
    end = len(best.family)
    return word[:end], word[end : end + len(best.given)]


def _korean_word(word: str, titled: bool) -> tuple[Reading, ...]:
    if len(word) > 1:
        return read_word(word)
    return _ranked(_lone([(word, 0.0)], [(word, 0.0)], titled))


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
    joined = _TAIL.match(words[-1])
    found = title(joined[2]) if joined else None
    if joined and found and found.joined and ("-" in joined[1] or not found.sense):
        words, titles = (*words[:-1], joined[1]), (*titles, found)
    pieces = tuple([piece for piece in [parts(word.strip(".")) for word in words] if piece])
    readings = _ranked(_latin_readings(text, words, pieces, bool(titles)))
    written = _as_spelt(words, readings)
    return _name(text, "latin", words, written, titles, readings)


def _latin_readings(
    text: str, words: tuple[str, ...], pieces: tuple[tuple[str, ...], ...], titled: bool
) -> Iterator[Reading]:
    lone = pieces[0][0] if len(pieces) == 1 and len(pieces[0]) == 1 else ""
    syllables = read_given((lone,), "habit") if lone and read_syllable(lone) else ()
    if syllables:
        given = [each for each in syllables if len(each.hangul) == 1]
        houses = [each for each in read_family(lone) if len(each.hangul) == 1]
        yield from _lone(given, houses, titled)
    for school in schools(text):
        extra = 0.0 if school == "habit" else OTHER_SCHOOL
        for reading in read_words(pieces, school):
            if not syllables or len(reading.given) > 1:
                yield reading._replace(cost=reading.cost + extra) if extra else reading
    yield from _called(pieces)
    yield from _western(words)
    if len(words) == 1:
        yield from read_letters(words[0])


def _western(words: tuple[str, ...]) -> Iterator[Reading]:
    """Readings of a Western given name, alone or with a family name behind it: Eugene Choi."""
    for given in western().get(words[0].lower(), ()) if len(words) <= 2 else ():
        yield Reading("", given, WESTERN_NAME, "Western name")
        for house, cost in read_family(words[1].lower()) if len(words) == 2 else ():
            yield Reading(southern(house), given, WESTERN_NAME + cost, "family name last")


def _called(pieces: tuple[tuple[str, ...], ...]) -> Iterator[Reading]:
    """Readings without the ending by which one calls somebody: Yeon-jin-ah, Seri-ya."""
    if not pieces or len(pieces[-1]) < 2 or pieces[-1][-1] not in _CALLS:
        return
    *before, (*stem, ending) = pieces
    extra = LONE_CALLED if len(stem) == 1 and read_syllable(stem[0]) else CALLED
    for reading in read_words((*before, tuple(stem)), "habit"):
        if reading.way != "family name last":
            way = f"{reading.way}, without {ending}"
            yield reading._replace(cost=reading.cost + extra, way=way)


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
