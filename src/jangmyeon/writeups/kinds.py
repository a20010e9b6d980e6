"""The kinds of moment that a text speaks of, by its words."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jangmyeon.words import base_form, english_words, is_korean, stem

LOVE = frozenset(("confession", "kiss", "closeness", "proposal"))
"""Kinds of moment that show love."""


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of moment that a text speaks of, each once, in order.

    >>> kinds_in("15 Best Confession Scenes"), kinds_in("He finally kissed her goodbye")
    (('confession',), ('kiss', 'farewell'))
    """
    english, korean = _vocabulary()
    found: dict[str, None] = {}
    stems = [stem(base_form(word)) for word in english_words(text)]
    for at, first in enumerate(stems):
        for phrase, kind in english.get(first, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                found.setdefault(kind)
    if is_korean(text):
        for word, kind in korean:
            if word in text:
                found.setdefault(kind)
    return tuple(found)


_English = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _vocabulary() -> tuple[_English, list[tuple[str, str]]]:
    """English phrases as stems, by their first; Korean words; each with the kind it tells."""
    english: _English = {}
    korean: list[tuple[str, str]] = []
    text = resources.files(__package__).joinpath("kinds.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
    for kind, phrases, words in rows[1:]:
        for phrase in phrases.split(", "):
            stems = tuple(stem(base_form(word)) for word in english_words(phrase))
            english.setdefault(stems[0], []).append((stems, kind))
        korean += [(word, kind) for word in words.split(", ")]
    return english, korean
