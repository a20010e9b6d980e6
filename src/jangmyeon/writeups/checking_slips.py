"""How a name may have come to be misspelt: slips of the pen, and how likely each is.

Two names are compared by sound where both can be read as Korean ones (정윤 for 정연 is one wrong
vowel), and by letters besides (*Kyun-won* for *Kyung-won* lacks one). Only names a slip or two
apart are compared at all: names are filed under what remains of them when a letter is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from rapidfuzz.distance import OSA

from jangmyeon.model import FindingKind
from jangmyeon.names.families import family as known_family
from jangmyeon.names.hangul import split
from jangmyeon.names.latin import fold, parts
from jangmyeon.names.name import parse_name
from jangmyeon.names.spelling import spellings

UNIT = 1.0
"""The cost of the usual slip: a letter dropped, doubled or swapped, a vowel mistaken."""

ODD = 3.0
"""The cost of a slip that few make, such as a wrong consonant at the start of a syllable."""

OTHER_FAMILY = 8.0
"""The cost of a right given name after the family name of another family."""

NEAR_READING = 0.35
"""Readings up to this cost are what a name is likely to be; dearer ones are strained."""

_ALIKE = ("ㄱㄲㅋ", "ㄷㄸㅌ", "ㅂㅃㅍ", "ㅅㅆ", "ㅈㅉㅊ", "ㄴㄹ")
_MOST_FORMS = 48
_USUAL = 0.3  # share of a spelling, beside the most usual one, from which on it is usual too
_HABIT = 0.04  # share of a family that spells its name so, from which on the spelling is usual


@dataclass(frozen=True, slots=True)
class Slip:
    """A finding before its place in the file is known: ``text`` starts at ``start`` in a block."""

    kind: FindingKind
    block: int
    start: int
    text: str
    message: str
    suggestion: str
    sure: float


@lru_cache(maxsize=32768)
def letters(text: str) -> str:
    """A name's letters alone, small and without accents, spaces and hyphens.

    >>> letters("Ri Jung-Hyuk")
    'rijunghyuk'
    """
    return "".join(ch for ch in fold(text).casefold() if ch.isalpha())


@lru_cache(maxsize=4096)
def likely_readings(text: str) -> tuple[tuple[str, str], ...]:
    """What a name most likely is in Hangul: pairs of family and given name.

    >>> likely_readings("Yang Kyun-won")[0]
    ('양', '균원')
    """
    found = [r for r in parse_name(text).readings if r.given and r.cost <= NEAR_READING]
    return tuple((reading.family, reading.given) for reading in found[:4])


def by_sound(a: str, b: str) -> float | None:
    """The cost of hearing one Hangul given name for another; None when it takes two slips or more.

    >>> by_sound("정윤", "정연"), by_sound("현식", "형식"), by_sound("주현", "수현")
    (1.0, 1.0, 3.0)
    """
    if len(a) != len(b):
        return None
    if len(a) == 2 and a == b[::-1] and a != b:
        return UNIT
    apart = [(one, other) for one, other in zip(a, b, strict=True) if one != other]
    if not apart:
        return 0.0
    if len(apart) > 1:
        return None
    return _syllables(*apart[0])


def _syllables(a: str, b: str) -> float | None:
    (onset, nucleus, coda), (other_onset, other_nucleus, other_coda) = split(a), split(b)
    wrong = (onset != other_onset) + (nucleus != other_nucleus) + (coda != other_coda)
    if wrong > 1:
        return None
    if onset != other_onset:
        return UNIT if any(onset in like and other_onset in like for like in _ALIKE) else ODD
    if coda != other_coda:
        ends = {coda, other_coda}
        return UNIT if ends <= {"ㄴ", "ㅇ", "ㅁ", "-"} else ODD
    return UNIT


@lru_cache(maxsize=16384)
def spelt_share(written: str, given: str) -> float:
    """How usual a Latin spelling of a Hangul given name is, beside the most usual one (1).

    0 where the letters are not known to be written for it, or cannot be cut into its syllables.

    >>> 0.01 < spelt_share("Jung-yun", "정연") < 0.1, spelt_share("Kyun-won", "경원")
    (True, 0.0)
    """
    words = written.split()
    for name in (words, words[1:], words[:-1]):
        pieces = [piece for word in name for piece in parts(word)]
        if len(pieces) == len(given):
            ratio = prod(_share(p, s) for p, s in zip(pieces, given, strict=True))
            if ratio:
                return ratio
    return 0.0


def _share(piece: str, syllable: str) -> float:
    ways = spellings(syllable)
    return next((way.share / ways[0].share for way in ways if way.letters == piece), 0.0)


def by_letters(written: str, right: str) -> float | None:
    """The cost of writing some letters for others, None when they are too far apart.

    >>> by_letters("vicenzo", "vincenzo"), by_letters("yejin", "yegin"), by_letters("jia", "mina")
    (1.0, 3.0, None)
    """
    most = 2 if len(right) >= 8 else 1
    distance = OSA.distance(written, right, score_cutoff=most)
    if distance > most:
        return None
    if distance == 2:
        return UNIT + ODD
    swapped = [(one, other) for one, other in zip(written, right, strict=False) if one != other]
    if len(written) == len(right) and len(swapped) == 1:
        vowels = sum(letter in "aeiouyw" for letter in swapped[0])
        return UNIT if vowels == 2 else ODD
    return UNIT * distance


@lru_cache(maxsize=4096)
def latin_forms(text: str) -> tuple[str, ...]:
    """The usual ways to write a name in Latin letters, by ``letters``; itself first if it is one.

    >>> "yunseri" in latin_forms("윤세리"), latin_forms("Onew")
    (True, ('onew',))
    """
    own = letters(text)
    found = dict.fromkeys([own] if own.isascii() else [])
    for family, given in likely_readings(text)[:1]:
        for house in _family_forms(family, text):
            options = [_usual(syllable) for syllable in given]
            for syllables in product(*options):
                found["".join((house, *syllables))] = None
                if len(found) >= _MOST_FORMS:
                    return tuple(found)
    return tuple(found)


def _usual(syllable: str) -> list[str]:
    ways = spellings(syllable)
    return [way.letters for way in ways if way.share >= _USUAL * ways[0].share] if ways else [""]


def _family_forms(family: str, text: str) -> list[str]:
    name = parse_name(text)
    known = known_family(family) if family else None
    habits = [letters(h) for h, share in known.habits if share >= _HABIT] if known else []
    written = letters(name.family) if name.script == "latin" else ""
    return list(dict.fromkeys([written, *habits] if written else habits)) or [""]


def _shortened(word: str) -> set[str]:
    """The word, and what is left of it when one of its letters is dropped."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


class Nearby:
    """Words to be found by those that are a slip away from them.

    >>> nearby = Nearby()
    >>> nearby.add("vincenzo", 7)
    >>> nearby.find("vicenzo"), nearby.find("valencia")
    ({7: 1.0}, {})
    """

    def __init__(self) -> None:
        self._filed: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def add(self, word: str, place: int) -> None:
        """File ``place`` under a word (as ``letters`` gives it)."""
        for rest in _shortened(word):
            self._filed[rest][word].add(place)

    def find(self, word: str) -> dict[int, float]:
        """The places whose words may have been misspelt as this, with the cost of the slip."""
        found: dict[int, float] = {}
        for rest in _shortened(word):
            for right, places in self._filed.get(rest, {}).items():
                cost = by_letters(word, right)
                for place in places if cost is not None else ():
                    found[place] = min(cost or 0.0, found.get(place, ODD + ODD))
        return found
