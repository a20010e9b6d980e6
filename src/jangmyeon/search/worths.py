"""How much the words of a description tell of what is shown.

A *coffee* that somebody remembers is there to be seen and spoken of; whatever happens *over*
something is not. ``worths.tsv`` (made by ``training/worths.py``) tells how much more often than its
rarity lets expect a word of a description is met at what it describes.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from jangmyeon.words import base_form, is_korean, stem


def worth(word: str) -> float:
    """What a word of a description counts for beside its rarity; 1 where nothing is known.

    Args:
        word: English words, or a Korean lemma.

    >>> worth("coffee") > 1 > worth("over")
    True
    """
    return known_worths().get(word_key(word), 1.0)


@lru_cache(maxsize=16_384)
def word_key(word: str) -> str:
    """A word as the table has it: Korean by lemma, English by stems."""
    if is_korean(word):
        return word
    return " ".join(stem(base_form(each)) for each in word.split())


@cache
def known_worths() -> dict[str, float]:
    """The table that ships."""
    return read_worths(resources.files(__package__).joinpath("worths.tsv").read_text("utf-8"))


def read_worths(text: str) -> dict[str, float]:
    """Words and their worths from rows split by tabs; ``#`` begins a comment."""
    rows = (row.split("\t") for row in text.splitlines() if row and not row.startswith("#"))
    return {word: float(much) for word, much, *_ in rows}
