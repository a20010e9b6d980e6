"""Words that are used like names in spoken lines, whoever they name.

세리야 calls, 정혁 씨 and 양비서님 bear titles, 윤세리한테 is a family and a given name with an
ending that no verb takes. Words of every day are held to be names by none of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from jangmyeon.names.families import family
from jangmyeon.names.korean import given_share
from jangmyeon.names.titles import joined_title, title, titles, without_endings
from jangmyeon.words import everyday

LIKELY_GIVEN = 2e-6
"""A word that is called like a person is a name when more than this share of people bear it."""

LIKELY_FULL = 2e-8
"""The same for a family and a given name written together, wherever they stand."""

BARE = 5
"""A full name stands by itself at most so many times for each time with an ending or a title."""

ORDINARY = 20.0
"""Words used more often than this, per million, are names only where a label says so."""

KIN = frozenset(
    {"brother", "sister", "sibling", "aunt", "uncle", "mother", "father"}
    | {"grandmother", "grandfather", "husband"}
)
"""What titles of relatives say; they make no name of a family name, nor belong to one person."""

WORD = re.compile("([가-힣]+)([^가-힣]*)")
PAUSE = re.compile(r"[,.!?…~\n♪\-]")
_OF_VERBS = "서고지면자네나해라려니냐만도게"
_OF_NOUNS = ("이", "가", "을", "를", "한테", "에게", "의", "랑", "와", "과")

Words = list[tuple[str, str]]
"""The Hangul words of a line, each with what stands between it and the next."""


class Hints(NamedTuple):
    """What a word gives away: names that it holds, names when it is a call, the title it is."""

    names: tuple[str, ...]
    called: tuple[str, ...]
    title: str


NO_HINTS = Hints((), (), "")


@lru_cache(maxsize=65536)
def hints(word: str) -> Hints:
    """What a word gives away by itself; ``NO_HINTS`` when that is nothing."""
    names = _full_names(word)
    called = _called(word) if word[-1] in "아야" else ()
    told = title_of(word)
    if not told:
        names += _joined(word)
    return Hints(names, called, told) if names or called or told else NO_HINTS


def used_as_names(spoken: Sequence[Words], known: Set[str]) -> set[str]:
    """Words that are used like names somewhere in the lines of an episode.

    Args:
        spoken: the words of each line.
        known: names from elsewhere; what is one of them with an ending is no other name.

    >>> sorted(used_as_names([[("하윤아", "! "), ("윤세리", " "), ("대표님", "")]], set()))
    ['윤세리', '하윤']
    """
    found: list[str] = []
    for words in spoken:
        following = ""
        for word, gap in reversed(words):
            own = hints(word)
            if own is NO_HINTS and not following:
                continue
            names, called, told = own
            if following and gap == " ":
                names = _titled(word, following)
            if names:
                found.extend(names)
            if called and (not gap or PAUSE.search(gap)):
                found.extend(called)
            following = told
    counts = Counter(found)
    bare = Counter([word for words in spoken for word, _ in words if word in counts])
    likely = {name for name, n in counts.items() if len(name) < 3 or bare[name] <= BARE * n}
    every = likely | known
    return {n for n in likely if not any(stem in every for stem, _ in without_endings(n))}


@lru_cache(maxsize=65536)
def is_full_name(word: str) -> bool:
    """Whether a word is a family and a given name, as far as one can tell from it alone.

    >>> is_full_name("윤세리"), is_full_name("이제는"), is_full_name("정혁")
    (True, False, False)
    """
    if not 3 <= len(word) <= 4 or everyday(word) > 0 or family_and_title(word):
        return False
    for size in (1, 2):
        known, given = family(word[:size]), word[size:]
        if known and len(given) == 2 and known.people * given_share(given) >= LIKELY_FULL:
            return not everyday(given) > ORDINARY * 5 and not _is_inflected(word)
    return False


def _full_names(word: str) -> tuple[str, ...]:
    """The full name in a word with an ending that no verb takes: 윤세리 in 윤세리한테."""
    sizes = [size for size in (3, 4) if word.startswith(_OF_NOUNS, size)]
    if not sizes or not (family(word[:1]) or family(word[:2])):
        return ()
    stems = (stem for stem, _ in without_endings(word) if len(stem) in sizes)
    return tuple(stem for stem in stems if is_full_name(stem))


def _is_inflected(word: str) -> bool:
    """Whether the word is rather an ordinary one with an ending: 여기서, 일이, 위해서."""
    if len(word) > 2:
        heads = [word[:cut] for cut in range(2, len(word))]
        if any(everyday(head) > ORDINARY for head in heads):
            return True
        if word[-1] in _OF_VERBS and any(map(_is_verb, (*heads, word))):
            return True
    return any(everyday(stem) > ORDINARY for stem, _ in without_endings(word))


def _is_verb(stem: str) -> bool:
    """Whether an everyday verb begins so: 나가 of 나가다, 위해 of 위하다."""
    whole = stem[:-1] + "하" if stem[-1] == "해" else stem
    return everyday(whole + "다") > 0


def _called(word: str) -> tuple[str, ...]:
    """The name in a word that ends as calls do: 세리 in 세리야."""
    stems = (stem for stem, kind in without_endings(word) if kind == "call")
    return tuple(stem for stem in stems if 2 <= len(stem) <= 3 and _is_likely(stem))


@lru_cache(maxsize=65536)
def _is_likely(stem: str) -> bool:
    if everyday(stem) > ORDINARY or title(stem) or _is_inflected(stem):
        return False
    return given_share(stem) >= LIKELY_GIVEN or is_full_name(stem)


@lru_cache(maxsize=65536)
def title_of(word: str) -> str:
    """The title that a Hangul word is, with 님 and endings off; empty when it is none."""
    begins = _title_beginnings()
    if not (word[0] in begins or word[:2] in begins):
        return ""
    found = title(word)
    if found and found.after:
        return found.text
    for stem, _ in without_endings(word):
        found = title(stem)
        if found and found.after:
            return found.text
    return ""


@lru_cache(maxsize=65536)
def _titled(word: str, called: str) -> tuple[str, ...]:
    if len(word) == 1:
        return (f"{word} {called}",) if family_and_title(f"{word} {called}") else ()
    return (word,) if 2 <= len(word) <= 4 and _is_likely(word) else ()


@cache
def _title_beginnings() -> frozenset[str]:
    """The first two syllables of each title."""
    return frozenset(text[:2] for text in titles())


@cache
def _joined_beginnings() -> frozenset[str]:
    """The first two syllables of each title that may be written without a space."""
    return frozenset(text[:2] for text, each in titles().items() if each.joined and each.after)


def _joined(word: str) -> tuple[str, ...]:
    """The name in a word that ends in a title, such as 정혁씨 and 양비서님."""
    begins = _joined_beginnings()
    later = word[1:]
    if len(word) < 3 or (begins.isdisjoint(later) and begins.isdisjoint(map(add, later, word[2:]))):
        return ()
    for stem in (word, *(stem for stem, _ in without_endings(word))):
        house = family_and_title(stem)
        if house:
            return ("".join(house),)
        found = joined_title(stem)
        if found and len(found[0]) > 1 and _is_likely(found[0]):
            return (found[0],)
    return ()


@lru_cache(maxsize=65536)
def family_and_title(name: str) -> tuple[str, str] | None:
    """The family name and the title that a name is made of, without 님; None where it is not.

    >>> family_and_title("육 팀장"), family_and_title("양비서님"), family_and_title("이 형")
    (('육', '팀장'), ('양', '비서'), None)
    """
    house, space, rest = name.partition(" ")
    found = (house, title(rest)) if space else joined_title(name)
    if not found or not found[1] or len(found[0]) > 1 or not family(found[0]):
        return None
    return (found[0], found[1].text) if _is_office(found[1].text) else None


@lru_cache(maxsize=1024)
def _is_office(text: str) -> bool:
    """Whether a title makes a name of a family name: 김 비서 does, 이 형 is "this brother"."""
    found = title(text)
    return found is not None and bool(found.sense) and found.sense not in KIN
