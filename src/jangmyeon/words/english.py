"""English words: tokens, stop words, and stems by the Snowball algorithm (Porter 2)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_POSSESSIVE = re.compile(r"['’]s?$")


def english_words(text: str) -> list[str]:
    """The words of a text in lower case, without possessive endings.

    >>> english_words("Se-ri's mom doesn't cry")
    ['se', 'ri', 'mom', "doesn't", 'cry']
    """
    words = (_POSSESSIVE.sub("", word) for word in _WORD.findall(text.lower()))
    return [word.replace("’", "'") for word in words if word]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a lower-case English word.

    >>> stem("crying"), stem("cried")
    ('cri', 'cri')
    """
    return str(_stemmer().stemWord(word))


def is_stop_word(word: str) -> bool:
    """Whether a lower-case English word carries no content of its own."""
    return word in _stop_words()


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202  PyStemmer has no types
    import Stemmer

    return Stemmer.Stemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    return word_list("stopwords-en.txt")


def word_list(name: str) -> frozenset[str]:
    """The words of a list that stands beside this module; ``#`` begins a comment line."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )
