"""Texts to lemmas, word by word: Kiwi for Korean, stems for English.

Kiwi (https://github.com/bab2min/kiwipiepy) takes a second to load, so it is loaded only when a
Korean text has to be analysed, once a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jangmyeon.words.english import english_words, is_stop_word, stem, word_list

_HANGUL = re.compile("[가-힣]")
_NONE = ("-", "")
# How far behind the best an analysis may fall and still be followed: 8 by default. At 5, Kiwi takes
# a seventh less time, and one text in 120 gets other lemmas.
_CUTOFF = 5.0
_NO_PATTERNS = 0  # no looking for web addresses and the like, which nobody says

# Parts of speech, in the Sejong tag set, whose forms are lemmas as they stand, and those that take
# 다 to become the dictionary form (with -R and -I for the irregular ones).
_ENDING = dict.fromkeys(["NNG", "NNP", "NNB", "NR", "NP", "SN", "XR", "MAG", "MM", "IC", "SH"], "")
_ENDING |= dict.fromkeys(["VV", "VA", "VX", "VV-R", "VV-I", "VA-R", "VA-I", "VX-R", "VX-I"], "다")


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text's words as they stand in it, and the lemmas of each (none for a bare particle)."""

    words: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...]


def is_korean(text: str) -> bool:
    """Whether a text has Hangul syllables in it."""
    return _HANGUL.search(text) is not None


@lru_cache(maxsize=16_384)  # an episode's texts are asked for several times over
def flat(text: str) -> str:
    """A caption's text on one line, words split by single spaces."""
    return " ".join(text.split())


def analyse(texts: Iterable[str]) -> Iterator[str]:
    """Lemmas for each text, as a string aligned with the text's own words.

    The string has one field for each of ``text.split()``, separated by spaces. A field holds the
    word's lemmas joined with ``+``, or ``-`` when it has none. The form is compact because it
    travels between processes by the hundred thousand; ``lemmas_of`` reads it.

    >>> list(analyse(["Don't cry, baby"]))
    ['- cri babi']
    """
    for text in texts:
        # One call a text: Kiwi's own threads would only stand in the way of the other processes.
        words = text.split()
        if is_korean(text):
            tokens = _kiwi().tokenize(" ".join(words), match_options=_NO_PATTERNS)
            yield _korean_fields(words, tokens)
        else:
            yield " ".join([_english_field(word) for word in words])


def lemmas_of(text: str, fields: str) -> Analysed:
    """Read what ``analyse`` gave for this text.

    >>> lemmas_of("Don't cry", "- cri")
    Analysed(words=("Don't", 'cry'), lemmas=((), ('cri',)))
    """
    lemmas = tuple(() if field == "-" else tuple(field.split("+")) for field in fields.split(" "))
    return Analysed(tuple(text.split()), lemmas if fields else ())


def all_lemmas(fields: str) -> tuple[str, ...]:
    """The lemmas of all words of a text, in order, of what ``analyse`` gave for it.

    >>> all_lemmas("- cri babi+doll")
    ('cri', 'babi', 'doll')
    """
    return tuple([lemma for lemma in fields.replace("+", " ").split(" ") if lemma not in _NONE])


def _english_field(word: str) -> str:
    stems = [stem(part) for part in english_words(word) if not is_stop_word(part)]
    return "+".join(stems) or "-"


def _korean_fields(words: list[str], tokens: list[Any]) -> str:
    """Put Kiwi's tokens, which come in order, into the words they start in."""
    fields = [""] * len(words)
    last = len(words) - 1
    word, end = 0, len(words[0])  # the current word and where it ends
    for token in tokens:
        tag = token.tag
        ending = _ENDING.get(tag)
        if ending is not None:
            lemma = token.form + ending
        elif tag == "SL":
            lemma = stem(token.form.lower())
        else:
            continue
        start = token.start
        while start >= end and word < last:
            word += 1
            end += 1 + len(words[word])
        fields[word] = f"{fields[word]}+{lemma}" if fields[word] else lemma
    return " ".join([field or "-" for field in fields])


def is_stop_lemma(lemma: str) -> bool:
    """Whether a Korean lemma says nothing when somebody describes a scene."""
    return lemma in _stop_lemmas()


@cache
def _stop_lemmas() -> frozenset[str]:
    return word_list("stopwords-ko.txt")


@cache
def _kiwi() -> Any:  # noqa: ANN401  kiwipiepy's own type costs a second to import
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    kiwi.global_config.cutoff_threshold = _CUTOFF
    return kiwi
