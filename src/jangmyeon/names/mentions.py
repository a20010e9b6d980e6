"""Where a sentence speaks of people: names in running text, English or Korean.

A Korean word mentions somebody when it is a name and the rest of it nothing but grammar or a
title (정혁이, 세리에게, 윤세리씨가). An English one does when it reads as a name, and stands in
capitals where the sentence has any. A family name counts with a title only (Captain Ri, 김 비서),
and only while it leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from jangmyeon.names.families import family, southern
from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.labels import is_role
from jangmyeon.names.name import Name, parse_name
from jangmyeon.names.spelling import spellings
from jangmyeon.names.syllables import is_name_like
from jangmyeon.names.titles import is_ending, joined_title, title, without_endings
from jangmyeon.words import is_known_word

FULL_NAME = 0.95
GIVEN_NAME = 0.85
ONE_SYLLABLE = 0.6
FAMILY_AND_TITLE = 0.5

TIED = 0.05
"""People whose scores differ by no more than this are mentioned together."""

LONGEST = 5
"""No mention takes more words than this: Vice Chairman Lee Young Joon takes five."""

_HANGUL = re.compile("[가-힣]+")
_LATIN = re.compile(r"[^\W\d_]+(?:['’ʻ`.-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# English words that are spelt like Korean family names.
_ENGLISH = frozenset(("an", "do", "go", "ha", "in", "no", "oh", "so", "sun", "we", "won", "you"))
_SENTENCE_END = re.compile(r"(^|[.!?…:;\n\"“])\W*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name within a text: ``text[start:end]`` speaks of ``name``, as surely as ``score``.

    ``place`` is where the name stands in the index. A title counts as part of the mention only
    where the mention would be nothing without it.
    """

    start: int
    end: int
    name: str
    score: float
    place: int = 0


class Directory(Protocol):
    """What has to be known of the people who may be mentioned."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, each at its place."""

    def called(self, hangul: str) -> tuple[int, ...]:
        """Places of people who go by exactly this in Hangul, in full or by given name."""

    def alike(self, name: Name) -> list[tuple[int, float]]:
        """Places of people whom ``name`` may name, with scores, best first."""

    def titled(self, family: str, sense: str) -> tuple[int, ...]:
        """Places of the people whom a family name and title can mean, none when in doubt."""


def find_mentions(text: str, people: Directory) -> list[Mention]:
    """All mentions in a text, in order. They do not overlap; people of one name share a span."""
    found = [*_korean(text, people)] if has_hangul(text) else []
    taken = [(mention.start, mention.end) for mention in found]
    found += _english(text, people)
    clear = [m for m in found if not any(s < m.end and m.start < e for s, e in taken)]
    in_hangul = [m for m in found if (m.start, m.end) in taken]
    return sorted({*clear, *in_hangul}, key=lambda mention: (mention.start, mention.place))


def _mentions(
    people: Directory, places: tuple[int, ...], span: tuple[int, int], score: float
) -> Iterator[Mention]:
    for place in places:
        yield Mention(*span, people.names[place], score, place)


def _korean(text: str, people: Directory) -> Iterator[Mention]:
    words = list(_HANGUL.finditer(text))
    skip = False
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if following is not None and text[word.end() : following.start()].strip():
            following = None
        if skip:
            skip = False
            continue
        apart = list(_apart(word, following, people)) if following else []
        skip = bool(apart)
        yield from apart or _in_word(word, following, people)


def _apart(word: re.Match[str], following: re.Match[str], people: Directory) -> Iterator[Mention]:
    """A family name and a given name, or a title, in two words: 손 예진, 리 대위."""
    house, rest = word.group(), following.group()
    if len(house) > 2 or not family(house):
        return
    for size in range(min(len(rest), 3), 0, -1):
        places = people.called(house + rest[:size])
        if places and _may_follow(rest[:size], rest[size:]):
            span = (word.start(), following.start() + size)
            yield from _mentions(people, places, span, FULL_NAME)
            return
    for stem in (rest, *(stem for stem, _ in without_endings(rest))):
        found = title(stem)
        if found and found.after:
            places = people.titled(southern(house), found.sense)
            span = (word.start(), following.start() + len(stem))
            yield from _mentions(people, places, span, FAMILY_AND_TITLE)
            return


def _in_word(
    word: re.Match[str], following: re.Match[str] | None, people: Directory
) -> Iterator[Mention]:
    """A name that a word begins with."""
    text = word.group()
    for size in range(min(len(text), 6), 0, -1):
        head, rest = text[:size], text[size:]
        places = people.called(head)
        if not places or not _may_follow(head, rest):
            continue
        span = (word.start(), word.start() + size)
        if size > 1:
            full = any(_is_full(head, people.names[place]) for place in places)
            if not full and title(head):
                continue  # 기자 is anybody's job, even where somebody is called 최기자
            yield from _mentions(people, places, span, FULL_NAME if full else GIVEN_NAME)
            return
        if _shows_lone_name(rest, following):
            yield from _mentions(people, places, span, ONE_SYLLABLE)
            return
    for stem in (text, *(stem for stem, _ in without_endings(text))):
        found = joined_title(stem)
        if found and family(found[0]) and not is_role(stem):
            places = people.titled(southern(found[0]), found[1].sense)
            span = (word.start(), word.start() + len(stem))
            yield from _mentions(people, places, span, FAMILY_AND_TITLE)
            return


def _is_full(hangul: str, name: str) -> bool:
    """Whether Hangul is all of a name: as it is written, or with the family name of a Latin one."""
    if has_hangul(name):
        return name.replace(" ", "") == hangul
    for house, given, *_ in parse_name(name).readings:
        own = hangul[: len(hangul) - len(given)]
        if house and hangul.endswith(given) and southern(own) == house:
            return True
    return False


def _may_follow(name: str, rest: str) -> bool:
    """Whether the rest of a word leaves its beginning a name: grammar, or a title and grammar."""
    if not rest or is_ending(rest, name):
        return True
    for cut in range(len(rest), 0, -1):
        found = title(rest[:cut])
        if found and found.joined and (cut == len(rest) or is_ending(rest[cut:], rest[:cut])):
            return True
    return False


def _shows_lone_name(rest: str, following: re.Match[str] | None) -> bool:
    """Whether a single syllable is a name and not a word: 단아, 곤이가, 민 씨."""
    if rest:
        return rest[0] in "이아야" or title(rest[:1]) is not None
    if following is None:
        return False
    after = following.group()
    return any(title(after[:cut]) for cut in range(min(len(after), 4), 0, -1))


def _english(text: str, people: Directory) -> Iterator[Mention]:
    words = [w for w in _LATIN.finditer(text) if not has_hangul(w.group())]
    cased = any(word.group() != word.group().lower() for word in words)
    fits = [not cased or _in_capitals(word.group()) for word in words]
    place = 0
    while place < len(words):
        run = fits[place : place + LONGEST]
        for size in range(run.index(False) if False in run else len(run), 0, -1):
            window = words[place : place + size]
            if not _together(text, window):
                continue
            found = _window(text, window, people, cased)
            if not cased and _is_too_wide(text, window, people, found):
                continue
            if found or _is_stranger(text, window, cased):
                yield from found
                place += size
                break
        else:
            place += 1


def _is_too_wide(
    text: str, window: list[re.Match[str]], people: Directory, found: list[Mention]
) -> bool:
    """Whether fewer of some words in small letters are a name: *seri* of *seri in the rain*.

    They are where they name somebody more surely, or as surely and ordinary words follow.
    """
    if len(window) == 1 or not found:
        return False
    sure = max(mention.score for mention in found)
    for size in range(1, len(window)):
        for first in range(len(window) - size + 1):
            fewer = _window(text, window[first : first + size], people, cased=False)
            best = max((mention.score for mention in fewer), default=0.0)
            rest = [word.group() for word in window[size:]] if first == 0 else []
            if best > sure or (rest and best == sure and all(map(is_known_word, rest))):
                return True
    return False


def _together(text: str, window: list[re.Match[str]]) -> bool:
    """Whether nothing but spaces parts the words, or the full stop of Dr. and its like."""
    for before, after in pairwise(window):
        gap = text[before.end() : after.start()].strip(" ")
        if gap and not (gap == "." and title(before.group())):
            return False
    return True


def _window(
    text: str, window: list[re.Match[str]], people: Directory, cased: bool
) -> list[Mention]:
    """The people whom these words as a whole name."""
    end = window[-1].start() + len(_POSSESSIVE.sub("", window[-1].group()))
    name = parse_name(text[window[0].start() : end])
    best = people.alike(name)
    if not best:
        if not name.title or not name.is_family_only:
            return []
        places = people.titled(name.readings[0].family, name.sense)
        return list(_mentions(people, places, (window[0].start(), end), FAMILY_AND_TITLE))
    if len(window) == 1 and name.readings and not _may_stand_alone(text, window[0], name, cased):
        return []
    span = (_without_titles(window)[0].start() if name.given else window[0].start(), end)
    near = [(place, score) for place, score in best if score >= best[0][1] - TIED]
    return [Mention(*span, people.names[place], score, place) for place, score in near]


def _without_titles(window: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words without titles before them, of one word or two."""
    for size in (2, 1):
        if len(window) > size and title(" ".join(word.group() for word in window[:size])):
            return _without_titles(window[size:])
    return window


def _in_capitals(word: str) -> bool:
    """Whether a word is written as names are, or is a title, which need not be."""
    return word[0].isupper() or title(word) is not None


def _may_stand_alone(text: str, word: re.Match[str], name: Name, cased: bool) -> bool:
    """Whether a word of one syllable is a name: in mid-sentence, spelt as that name usually is."""
    best = name.readings[0]
    syllable = best.given or best.family
    if len(syllable) > 1:
        return True
    if not cased or _SENTENCE_END.search(text[: word.start()]):
        return False
    letters = word.group().lower()
    usual = spellings(syllable)
    return any(each.letters == letters and each.share >= usual[0].share / 20 for each in usual)


def _is_stranger(text: str, window: list[re.Match[str]], cased: bool) -> bool:
    """Whether these words are the full name of somebody else, so that no part of it counts."""
    if not cased or len(window) < 2:
        return False
    first = window[0].group()
    if first.lower() in _ENGLISH and (
        "-" not in window[1].group() or _SENTENCE_END.search(text[: window[0].start()])
    ):
        return False
    name = parse_name(text[window[0].start() : window[-1].end()])
    best = name.readings[0] if name.readings else None
    known = family(best.family) if best and name.family == first and best.given else None
    return (
        known is not None
        and is_name_like(best.given if best else "")
        and any(letters == first.capitalize() for letters, _ in known.habits)
    )
