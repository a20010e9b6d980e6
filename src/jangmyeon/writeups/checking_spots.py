"""Where a write-up seems to name somebody, whether that name is right or not.

``mentions`` finds people by names that are right. A proof-reader has to see the wrong ones too, so
words that merely look like a name are spots as well: *Yang Kyun-won*, *Ko mun-young*, *Vicenzo*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from jangmyeon.names.families import family, read_family
from jangmyeon.names.spelling import read_syllable
from jangmyeon.words import is_known_word, is_stop_word
from jangmyeon.writeups.checking_people import Member, Roster

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑.][^\W\d_]+)*")
_HYPHENED = re.compile(r"[a-z]{1,7}(?:[-‐‑][a-z]{1,7}){1,2}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(^|[.!?…:;\n\"“‘•|]|\d\.)\W*$")
_HANGUL_NAME = re.compile(r"(?<![가-힣])[가-힣]{2,4}(?![가-힣])")
_MOST = 4
_SHORTEST_ALONE = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in a block's text, right or wrong: ``text`` stands from ``start`` to ``end``.

    ``members`` are those whom it names; where there are none, ``near`` tells whose name it may
    misspell, with the cost of the slip. Both are of the dramas that the block is about.
    """

    block: int
    start: int
    end: int
    text: str
    members: tuple[Member, ...] = field(default=(), compare=False)
    near: tuple[tuple[Member, float], ...] = field(default=(), compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words it is made of."""
        return tuple(self.text.split())


def spots(block: int, text: str, rosters: Sequence[Roster]) -> list[Spot]:
    """The spots of a block, in order; they do not overlap."""
    found = [*_latin(block, text, rosters), *_hangul(block, text, rosters)]
    return sorted(found, key=lambda spot: spot.start)


def _latin(block: int, text: str, rosters: Sequence[Roster]) -> Iterator[Spot]:
    words = [word for word in _WORD.finditer(text) if word.group().isascii()]
    done = 0
    for place in _starts(words):
        if place < done:
            continue
        for size in range(_longest(text, words, place), 0, -1):
            window = words[place : place + size]
            if not _may_be_name(text, window, rosters):
                continue
            spot = _spot(block, text, (window[0].start(), window[-1].end()), rosters)
            if spot.members or size == 1 or not _hides_another(text, window, rosters):
                yield spot
                done = place + size
                break


def _starts(words: Sequence[re.Match[str]]) -> list[int]:
    """The places of words that a name may begin with: those in capitals, and yang Kyung-won."""
    capitals = [place for place, word in enumerate(words) if word.group()[0].isupper()]
    hyphened = (place for place in capitals if place and "-" in words[place].group())
    return sorted({*capitals, *(place - 1 for place in hyphened)})


def _longest(text: str, words: Sequence[re.Match[str]], place: int) -> int:
    """How many words a name that begins here has at most: all but one begin with a capital."""
    size = 1
    capitals = words[place].group()[0].isupper()
    while size < _MOST and place + size < len(words):
        word = words[place + size]
        if not text[words[place + size - 1].end() : word.start()].isspace():
            break
        if word.group()[0].islower():
            return size + (size == 1 and capitals and "-" in word.group())
        size += 1
        if not capitals:
            break
    return size if capitals or size > 1 else 0


def _hangul(block: int, text: str, rosters: Sequence[Roster]) -> Iterator[Spot]:
    """Full names in Hangul that stand alone, as they do beside brackets: 리정혁(현빈 분)."""
    for word in _HANGUL_NAME.finditer(text):
        if family(word.group()[0]) or family(word.group()[:2]):
            spot = _spot(block, text, word.span(), rosters)
            if spot.members or spot.near:
                yield spot


def _spot(block: int, text: str, span: tuple[int, int], rosters: Sequence[Roster]) -> Spot:
    written = text[span[0] : span[1]]
    members = tuple(m for roster in rosters for m in roster.named(written))
    near = () if members else tuple(n for roster in rosters for n in roster.near(written))
    return Spot(block, *span, written, members, near)


def _may_be_name(text: str, window: list[re.Match[str]], rosters: Sequence[Roster]) -> bool:
    words = tuple(word.group() for word in window)
    if all(word[0].isupper() for word in words):
        written = text[window[0].start() : window[-1].end()]
        if any(roster.spells(written) for roster in rosters) and not _is_english(written):
            return True
        if _may_be_misspelt(words) and any(roster.misspells(written) for roster in rosters):
            return True
    if len(words) == 1 and _HYPHENED.fullmatch(words[0]) and words[0][0].isupper():
        return any(roster.named(words[0]) or roster.near(words[0]) for roster in rosters)
    starts = bool(_SENTENCE_END.search(text[max(0, window[0].start() - 4) : window[0].start()]))
    return _shaped(words, starts)


@lru_cache(maxsize=65536)
def _may_be_misspelt(words: tuple[str, ...]) -> bool:
    """Whether words in capitals may be a name in full whatever their letters."""
    if len(words) < 2 or is_stop_word(words[0].lower()) or is_stop_word(words[-1].lower()):
        return False
    return "-" in words[-1] or not all(map(_is_english, words))


@lru_cache(maxsize=65536)
def _shaped(words: tuple[str, ...], starts: bool) -> bool:
    """Whether words look like a name; ``starts`` tells that they begin a sentence."""
    first, last = words[0], words[-1]
    if starts and is_stop_word(first.lower()) and len(words) > 1:
        return False
    capitals = all(word[0].isupper() for word in words)
    if len(words) == 1:
        return _is_given(first)
    if len(words) == 2 and _HYPHENED.fullmatch(last):
        return _before_given(first, last)
    if len(words) == 2 and _HYPHENED.fullmatch(first):
        return capitals and _is_family(last)
    if len(words) == 2:
        return capitals and _is_family(first) and not _is_english(last)
    # Four words are a name only where the drama has it.
    syllables = all(len(word) < 8 and read_syllable(word.lower()) for word in words[1:])
    return len(words) == 3 and capitals and syllables and _is_family(first)


def _is_given(word: str) -> bool:
    """Whether a word alone looks like a given name, or a foreign one."""
    if _HYPHENED.fullmatch(word):
        return word[0].isupper() and not _is_english(word)
    if not word[0].isupper() or len(word) < _SHORTEST_ALONE:
        return False
    return not is_known_word(word.lower()) and word.lower() not in _korean_words()


@cache
def _korean_words() -> frozenset[str]:
    """Korean words that English texts use, which are no names."""
    text = resources.files(__package__).joinpath("korean-words.tsv").read_text("utf-8")
    return frozenset(row for row in text.splitlines() if row and not row.startswith("#"))


def _before_given(first: str, given: str) -> bool:
    """Whether a word before a given name with a hyphen looks like its family name."""
    pieces = re.split("[-‐‑]", given.lower())
    if not given[0].isupper():
        # Ko mun-young, but not Park self-aware
        return first[0].isupper() and _is_family(first) and all(map(read_syllable, pieces))
    if first[0].islower():
        return _is_family(first) and not is_known_word(first)
    return _is_family(first) or (len(first) <= 6 and not is_known_word(first.lower()))


def _is_family(word: str) -> bool:
    return bool(read_family(word.lower()))


def _is_english(word: str) -> bool:
    return all(is_known_word(piece) for piece in re.split("[-‐‑ ]", word.lower()))


def _hides_another(text: str, window: list[re.Match[str]], rosters: Sequence[Roster]) -> bool:
    """Whether words that name nobody end in the right name of somebody, as in *Saw Se-ri*."""
    first = window[0].group()
    if _is_family(first) and first[0].isupper():
        return False
    whole = text[window[0].start() : window[-1].end()]
    if not is_stop_word(first.lower()) and any(roster.misspells(whole) for roster in rosters):
        return False
    rest = text[window[1].start() : window[-1].end()]
    return any(roster.named(rest) for roster in rosters)
