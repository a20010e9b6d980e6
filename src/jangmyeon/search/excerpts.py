"""Which lines of a hit to show, and which words in them to mark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from jangmyeon.model import Excerpt, Line, Sound
from jangmyeon.search.query import Query, Vocabulary
from jangmyeon.words import english_words, stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def choose_excerpt(
    shown: Sequence[Line | Sound],
    query: Query,
    vocabulary: Vocabulary,
    size: int,
    telling: Collection[int] | None = None,
    at: float = 0.0,
) -> tuple[Excerpt, ...]:
    """The ``size`` captions in a row that show most of a query, with the matching words marked.

    Where none shows any of it, those around a time (seconds).

    Args:
        telling: starts (milliseconds) of the captions whose words are looked at; all when None.
    """
    concepts_of: dict[str, set[int]] = {}
    for number, concept in enumerate(query.concepts):
        for lemma, _ in concept.lemmas:
            concepts_of.setdefault(lemma, set()).add(number)
    looked_at = [telling is None or round(item.start * 1000) in telling for item in shown]
    texts = [item.text if look else "" for item, look in zip(shown, looked_at, strict=True)]
    forms = vocabulary.forms({word for text in texts for word in _WORD.findall(text)})

    def shows(word: str) -> set[int]:
        lemmas = (*forms.get(word, "").split("+"), *_stems(word))
        return _union(concepts_of[lemma] for lemma in lemmas if lemma in concepts_of)

    marked: list[tuple[Excerpt, set[int]]] = []
    for item, text in zip(shown, texts, strict=True):
        marks, matched = [], set()
        for word in _WORD.finditer(text):
            if found := shows(word[0]):
                marks.append(word.span())
                matched |= found
        if isinstance(item, Line):
            for part in item.speaker.split():
                matched |= concepts_of.get(part, set())
        marked.append((Excerpt(item, tuple(marks)), matched))
    telling_rows = [n for n, (_, matched) in enumerate(marked) if matched]
    last = max(0, len(marked) - size)  # where an excerpt may begin
    nearby = {min(max(n - back, 0), last) for n in telling_rows for back in range(size)}
    if not nearby:
        until = sum(item.start <= at for item in shown)
        nearby = {min(max(until - 1 - size // 2, 0), last)}
    first = max(sorted(nearby), key=lambda at: _worth(marked, at, size))
    return tuple(excerpt for excerpt, _ in marked[first : first + size])


@lru_cache(maxsize=65_536)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(map(stem, english_words(word)))


def _worth(marked: Sequence[tuple[Excerpt, set[int]]], at: int, size: int) -> tuple[int, int, int]:
    """More concepts first, then more lines that show them, then matches nearer to the middle."""
    rows = [matched for _, matched in marked[at : at + size]]
    full = [n for n, matched in enumerate(rows) if matched]
    distance = sum(abs(n - size // 2) for n in full)
    return len(_union(rows)), len(full), -distance


def _union(rows: Iterable[set[int]]) -> set[int]:
    return set().union(*rows)
