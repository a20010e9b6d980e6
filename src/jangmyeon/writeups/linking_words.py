"""Which words of a sentence may be said, or shown, where what it tells of happens.

Names are not among them, nor what stands with names: whose they are is told apart. The number of
a list's entry, the year of a drama and the episode tell nothing of a scene either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jangmyeon.search.episodes import EpisodeHint, find_episode_hints
from jangmyeon.words import english_words, is_known_word

_Span = tuple[int, int]

_ENTRY = re.compile(r"^\W{0,3}\d{1,3} ?[.):-]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HYPHENED = re.compile(r"\b[^\W\d_a-z][^\W\d_]*[-‑’][^\W\d_]+\b")
_CAPITALIZED = r"[^\W\d_a-z][^\W\d_]*(?:[-‑'’][^\W\d_]+)*"
_SMALL = "a|an|at|by|for|from|in|into|my|of|on|over|the|to|under|with|without|your"
_TITLE = re.compile(  # not at the start of a sentence, where any word has a capital
    rf"(?<=[\w,;:—–-] )(?:{_CAPITALIZED} )+(?:(?:{_SMALL}) )+{_CAPITALIZED}(?: {_CAPITALIZED})*\b"
)
_BRACKETED = re.compile(rf"\((?:as +)?{_CAPITALIZED}(?:[ ,.]+{_CAPITALIZED}){{0,4}}\)")
_EPITHETS = re.compile(rf"(?:\b{_CAPITALIZED}\.? +){{1,4}}$")
_FAMILY_NAME = re.compile(rf"\b{_CAPITALIZED} +$")
_LONGEST = 1_000  # characters of a sentence in which titles are told
_REACH = 60  # characters before a name in which its titles stand


def plain(text: str, names: Sequence[_Span]) -> str:
    """A text with blanks for all in it that tells of no scene.

    Args:
        names: spans of the text that name people or dramas.

    >>> plain("3. Captain Yoo kisses her (2016)", [(11, 14)]).split()
    ['kisses', 'her', '(', ')']
    """
    for start, end in (*names, *_around(text, names), *_numbers(text), *_strangers(text)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _around(text: str, names: Iterable[_Span]) -> Iterator[_Span]:
    """Titles and family names that stand before a name with capitals: Vice Chairman, Dr."""
    for start, _ in names:
        before = _EPITHETS.search(text, max(0, start - _REACH), start)
        if before is not None:
            yield before.span()


def _numbers(text: str) -> Iterator[_Span]:
    yield from (found.span() for found in _ENTRY.finditer(text))
    yield from (found.span() for found in _YEAR.finditer(text))
    hint: EpisodeHint | None = find_episode_hints(text)
    if hint is not None:
        yield from hint.spans


def _strangers(text: str) -> Iterator[_Span]:
    """Names of people whom no cast has, and titles of what is not on the shelf.

    The former have a hyphen, or stand in brackets behind another name; the latter have small words
    between words with capitals: *from Lanterns over Water on*.
    """
    words = text.split() if len(text) <= _LONGEST else []
    if sum(word[0].isupper() for word in words) * 2 < len(words):  # in a heading many have capitals
        yield from (found.span() for found in _TITLE.finditer(text))
    yield from (found.span() for found in _BRACKETED.finditer(text))
    for found in _HYPHENED.finditer(text):
        if all(is_known_word(word) for word in english_words(found[0])):
            continue
        yield found.span()
        family = _FAMILY_NAME.search(text, max(0, found.start() - _REACH), found.start())
        if family is not None:
            yield family.span()
