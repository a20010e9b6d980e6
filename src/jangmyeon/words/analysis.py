"""Texts to lemmas, word by word: Kiwi for Korean, stems for English.

Kiwi (https://github.com/bab2min/kiwipiepy) takes a second to load, so it is loaded only when a
Korean text has to be analysed, once a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jangmyeon.words.english import english_words, is_stop_word, stem, word_list
from jangmyeon.words.lexicon import everyday

_HANGUL = re.compile("[가-힣]")
_NONE = ("-", "")
_PUNCTUATION = "\"'.,!?~…-–—()[]{}<>«»“”‘’♪♫:;"
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


def analyse(texts: Iterable[str], known: Mapping[str, str] | None = None) -> Iterator[str]:
    """Lemmas for each text, as a string aligned with the text's own words.

    The string has one field for each of ``text.split()``, separated by spaces. A field holds the
    word's lemmas joined with ``+``, or ``-`` when it has none; ``lemmas_of`` reads it.

    Args:
        known: fields of bare forms that were read before, which save reading them again.

    >>> list(analyse(["Don't cry, baby"]))
    ['- cri babi']
    """
    for text in texts:
        if not is_korean(text):
            yield " ".join([_english_field(word) for word in text.split()])
        elif known is None:
            yield " ".join([_korean_field(word) for word in text.split()])
        else:
            forms = [(word, known.get(bare_form(word))) for word in text.split()]
            yield " ".join([field or _korean_field(word) for word, field in forms])


def bare_form(word: str) -> str:
    """A word without the punctuation around it; a word of punctuation alone is left as it is.

    >>> bare_form("“가지마!”")
    '가지마'
    """
    return word if word.isalnum() else word.strip(_PUNCTUATION) or word


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
    lemmas = fields.replace("+", " ").split(" ")
    if fields and "-" not in fields:
        return tuple(lemmas)
    return tuple([lemma for lemma in lemmas if lemma not in _NONE])


def _english_field(word: str) -> str:
    stems = [stem(part) for part in english_words(word) if not is_stop_word(part)]
    return "+".join(stems) or "-"


@lru_cache(maxsize=131_072)  # nine words in ten have been met before
def _korean_field(word: str) -> str:
    """The lemmas of one word of a Korean text, whatever stands around it.

    A word's reading does not depend on its neighbors: it is the same in every text and in every
    query, and each word is analysed once. What most occurrences mean is right for 96 in 100;
    ``forms-ko.tsv`` tells it where Kiwi, given the word alone, reads it otherwise, and
    ``readings-ko.tsv`` what Kiwi says of common words.
    """
    form = bare_form(word)
    known = _usual_readings().get(form) or _common_readings().get(form)
    return known or _kiwi_field(form)


def _kiwi_field(form: str) -> str:
    lemmas: list[str] = []
    for token in _kiwi().tokenize(form, match_options=_NO_PATTERNS):
        ending = _ENDING.get(token.tag)
        if ending is not None:
            lemmas += (token.form + ending, *_whole_nouns().get(token.form, ()))
        elif token.tag == "SL":
            lemmas.append(stem(token.form.lower()))
    return "+".join(lemmas) or "-"


def is_ordinary(word: str) -> bool:
    """Whether a Korean word is one of every day, or a form of one, whoever may be called so.

    >>> is_ordinary("겨울"), is_ordinary("아파"), is_ordinary("준희"), is_ordinary("최명희")
    (True, True, False, False)
    """
    reading = _usual_readings().get(word) or _common_readings().get(word, word)
    return everyday(word) > 0 or reading == "-" or (reading != word and everyday(reading) > 0)


@cache
def _usual_readings() -> dict[str, str]:
    return _readings("forms-ko.tsv")


@cache
def _common_readings() -> dict[str, str]:
    return _readings("readings-ko.tsv")


def _readings(file: str) -> dict[str, str]:
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    rows = (row.split("\t") for row in text.splitlines() if row and not row.startswith("#"))
    return {row[0]: row[1] for row in rows}


def is_stop_lemma(lemma: str) -> bool:
    """Whether a Korean lemma says nothing when somebody describes a scene."""
    return lemma in _stop_lemmas()


@cache
def _stop_lemmas() -> frozenset[str]:
    return word_list("stopwords-ko.txt")


@cache
def _whole_nouns() -> dict[str, tuple[str, ...]]:
    """Nouns that Kiwi would take apart, and their parts that are lemmas too."""
    text = resources.files(__package__).joinpath("nouns-ko.tsv").read_text("utf-8")
    rows = (row.partition("\t") for row in text.splitlines() if not row.startswith("#"))
    return {noun: tuple(parts.split()) for noun, _, parts in rows}


@cache
def _kiwi() -> Any:  # noqa: ANN401  kiwipiepy's own type costs a second to import
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for noun in _whole_nouns():
        kiwi.add_user_word(noun, "NNG")
    return kiwi
