"""What is said and heard in scenes that people describe with a word.

Nobody says *break-up* while breaking up: they say 그만하자, give back a 반지, hope to be 행복하다.
``signs.tsv`` lists, for words of descriptions and for pairs that tell more together (돈 봉투,
*share umbrella*), what captions of such scenes hold that others seldom do. It was written by hand,
from knowledge of dramas and not of their captions.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import chain

from jangmyeon.search.worths import word_key

_GRADES = (1.0, 0.67, 0.33)

Weights = tuple[tuple[str, float], ...]
"""Lemmas, and how much each counts (0 to 1)."""


def signs(word: str) -> Weights:
    """Korean lemmas that show what a word describes, and how much each tells (0 to 1).

    Args:
        word: English words, or a Korean lemma.

    >>> dict(signs("abroad"))["공항"]
    0.67
    """
    key = word_key(word)
    found = _signs_of(key)
    if found or " " not in key:
        return found
    return greatest(*map(_signs_of, key.split()))


def greatest(*told: Weights) -> Weights:
    """All lemmas of several lists, each with the greatest of its weights."""
    found: dict[str, float] = {}
    for lemma, much in chain.from_iterable(told):
        found[lemma] = max(much, found.get(lemma, 0.0))
    return tuple(found.items())


def signs_of_pair(one: str, other: str) -> Weights:
    """What shows two neighbouring words where they tell more together than each alone.

    >>> dict(signs_of_pair("무릎", "꿇다"))["용서"] > 0
    True
    >>> signs_of_pair("무릎", "비행기")
    ()
    """
    return _signs_of(f"{word_key(one)} {word_key(other)}")


@cache
def _signs_of(key: str) -> Weights:
    graded = zip(_table().get(key, "").split("\t"), _GRADES, strict=False)
    return tuple((lemma, much) for lemmas, much in graded for lemma in lemmas.split())


@cache
def _table() -> dict[str, str]:
    text = resources.files(__package__).joinpath("signs.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {key: lemmas for key, _, lemmas in rows}
