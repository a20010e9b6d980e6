"""Titles of dramas in a write-up: those that are right, and those with a slip in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from jangmyeon.model import Drama
from jangmyeon.names import same_person
from jangmyeon.names.hangul import has_hangul
from jangmyeon.search.titles import TitleMention, title_key
from jangmyeon.words import is_known_word, is_stop_word

MEANT = 0.5
"""From this score on words that spell a title are one, and not words like any others."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*['’]?")
_DIGITS = re.compile(r"\d+")
_LONG = 10  # letters of a title in which two slips are forgiven
_SHORTEST = 6  # letters of a title of one word that is recognized with a slip in it
_QUOTED = re.compile(r"[(\[“‘\"'「『《<]\s*([^\W\d_]+)\s*[)\]”’\"'」』》>]")
_BRACKETED = re.compile(r"[(\[“‘\"「『《<]\s*$")


@dataclass(frozen=True, slots=True)
class TitleSpot:
    """A title in a block's text. ``wrong`` tells that it has a slip in it."""

    start: int
    end: int
    text: str
    drama: Drama
    wrong: bool = False


def title_spots(
    text: str, mentions: Iterable[TitleMention], drama_of: dict[str, Drama]
) -> Iterator[TitleSpot]:
    """The titles that a text mentions, each right or wrong; other ways to call a drama are right.

    >>> ferry = Drama("ferry-2024", "Last Ferry from Sorado")
    >>> found = [TitleMention("ferry-2024", 0, 25, 0.95)]
    >>> spots = title_spots("In Last Fery from Sorado, they", found, {"ferry-2024": ferry})
    >>> [(spot.text, spot.wrong) for spot in spots]
    [('Last Fery from Sorado', True)]
    """
    for mention in mentions:
        drama = drama_of[mention.drama]
        start, end = mention.start, mention.end
        written = text[start:end]
        if not _has_its_numbers(written, drama):
            continue
        wrong = _misspelling(written, drama)
        if wrong:
            yield TitleSpot(start + wrong[0], start + wrong[1], written[slice(*wrong)], drama, True)
        elif mention.score >= MEANT or _BRACKETED.search(text[max(0, start - 3) : start]):
            yield TitleSpot(start, end, written, drama)


def single_words(text: str, dramas: Iterable[Drama]) -> Iterator[TitleMention]:
    """Titles of one word that stand in quotes or brackets with a letter wrong: ‘Vinsenzo’.

    So short a title is easily taken for something else, and is not looked for elsewhere.
    """
    for found in _QUOTED.finditer(text):
        word = found[1]
        if len(word) < _SHORTEST or _is_english(word):
            continue
        for drama in dramas:
            right = title_key(drama.title)
            if len(drama.title.split()) == 1 and OSA.distance(title_key(word), right) == 1:
                yield TitleMention(drama.id, *found.span(1), MEANT, drama.title)


def _misspelling(written: str, drama: Drama) -> tuple[int, int] | None:
    """The span of the words that misspell a drama's title; None where none do."""
    words = list(_WORD.finditer(written))
    rights = [title for title in (drama.title, drama.original_title) if title]
    keys = {title_key(right) for right in rights}
    if any(_in_other_order(written, right) for right in rights):
        return 0, len(written)
    best: tuple[int, int, int] | None = None
    for first, last in _windows(len(words)):
        start, end = words[first].start(), words[last].end()
        key = title_key(written[start:end])
        if key in keys:
            return None
        for right in rights:
            distance = _distance(key, title_key(right))
            if distance and (best is None or distance < best[0]):
                window = [word.group() for word in words[first : last + 1]]
                if _is_slip(window, _WORD.findall(right)):
                    best = distance, start, end
    return best[1:] if best else None


def _has_its_numbers(written: str, drama: Drama) -> bool:
    """Whether the numbers are those of the title: Reply 1994 is another drama than Reply 1997."""
    numbers = [_DIGITS.findall(title) for title in (drama.title, drama.original_title) if title]
    return not any(numbers) or _DIGITS.findall(written) in numbers


def _in_other_order(written: str, right: str) -> bool:
    """Whether these are the words of a title, two of them swapped: *Okay Not to Be*."""
    ours, theirs = ([title_key(word) for word in _WORD.findall(text)] for text in (written, right))
    return ours != theirs and len(ours) > 3 and sorted(ours) == sorted(theirs)


def _windows(count: int) -> list[tuple[int, int]]:
    """Runs of words, the longest first: a mention may have a word too many at either end."""
    runs = [(first, last) for first in range(count) for last in range(first, count)]
    near = [run for run in runs if count - (run[1] - run[0] + 1) <= 2]
    return sorted(near, key=lambda run: run[0] - run[1])


def _distance(key: str, right: str) -> int:
    """How many letters are wrong, 0 when there are none or too many."""
    if has_hangul(key) != has_hangul(right) or _DIGITS.findall(key) != _DIGITS.findall(right):
        return 0  # Reply 1994 is no slip at Reply 1997
    most = 2 if min(len(key), len(right)) >= _LONG else 1
    distance = OSA.distance(key, right, score_cutoff=most)
    return distance if distance <= most else 0


def _is_slip(written: Sequence[str], right: Sequence[str]) -> bool:
    """Whether words differ from a title by a slip, and not by another way to spell a name in it."""
    if is_stop_word(written[-1].lower()) and not is_stop_word(right[-1].lower()):
        return False
    if len(written) == 1:
        return len(right) == 1 and not _is_english(written[0])  # Signals, Kingdoms
    if len(written) != len(right):
        return True
    apart = [
        (one, other)
        for one, other in zip(written, right, strict=True)
        if title_key(one) != title_key(other)
    ]
    return not all(same_person(one, other) for one, other in apart)


def _is_english(word: str) -> bool:
    low = word.lower().replace("’", "'").removesuffix("'s")
    return is_known_word(low) or is_known_word(low.removesuffix("s"))
