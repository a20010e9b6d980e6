"""A query in words becomes concepts: groups of lemmas, any of which will do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from jangmyeon.words import analyse, english_words, is_stop_lemma, translate

_QUOTED = re.compile(r'["“”„«»「『]([^"“”„«»」』]+)["“”„«»」』]')
_HANGUL_WORD = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+[0-9]*|[0-9]+[가-힣]+")
_LATIN = re.compile(r"[A-Za-z]")
_MOST_WORDS = 200  # of a pasted text; the rest adds nothing but time


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a query asks for: lemmas with weights (0 to 1), any of which shows it."""

    source: str
    lemmas: tuple[tuple[str, float], ...]
    weight: float = 1.0
    part: str = "words"


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is understood. ``phrases`` stood in quotation marks and must be found whole."""

    text: str
    concepts: tuple[Concept, ...]
    phrases: tuple[str, ...] = ()


class Names(Protocol):
    """What a library knows of people."""

    def mentioned(self, text: str) -> tuple[list[Concept], str]:
        """The people that an English text names, and the text without their names."""


class Vocabulary(Protocol):
    """What a library knows of words."""

    def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
        """What ``words.analyse`` said of those words that were met in captions."""


def understand(text: str, vocabulary: Vocabulary, names: Names) -> Query:
    """Turn a query into concepts: names, Korean words by lemma, English words by the lexicon."""
    phrases = tuple(" ".join(found.split()) for found in _QUOTED.findall(text))
    words = text.split()[:_MOST_WORDS]
    text = " ".join(words)
    english = _HANGUL_WORD.sub(" ", text)
    people, rest = names.mentioned(english) if _LATIN.search(english) else ([], "")
    concepts = (*_korean_concepts(text, vocabulary), *people, *_english_concepts(rest))
    merged: dict[tuple[tuple[str, float], ...], Concept] = {}
    for concept in concepts:
        merged.setdefault(concept.lemmas, concept)
    return Query(text, tuple(merged.values()), phrases)


def _korean_concepts(text: str, vocabulary: Vocabulary) -> list[Concept]:
    """Words met in captions need no Kiwi; only the others are analysed, one by one."""
    words = _HANGUL_WORD.findall(text)
    if not words:
        return []
    known = dict(vocabulary.forms(words))
    unknown = list(dict.fromkeys(word for word in words if word not in known))
    known.update(zip(unknown, analyse(unknown), strict=True))
    found: dict[str, str] = {}
    for word in words:
        for lemma in known[word].split("+"):
            if lemma not in {"-", ""} and not is_stop_lemma(lemma):
                found.setdefault(lemma, word)
    return [Concept(word, ((lemma, 1.0),)) for lemma, word in found.items()]


def _english_concepts(text: str) -> list[Concept]:
    words = english_words(text)
    return [Concept(t.source, t.lemmas) for t in translate(words)] if words else []
