"""Names in a query, in any spelling, become the names that the captions use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from jangmyeon.names import NameIndex, read_label
from jangmyeon.names.mentions import Mention
from jangmyeon.search.query import Concept
from jangmyeon.words import english_words, is_known_word

_SURE = 0.9  # how sure a mention must be
_VERY_SURE = 0.97  # ... when it is not written as a name
_SHORTEST = 4  # letters of a name that is not written as one


class People:
    """Those who speak on a shelf, as their labels name them.

    Args:
        labels: speaker labels, roles such as ``남자1`` among them.
        fuller: gives for a given name the full names that occur in the captions' words.
    """

    def __init__(self, labels: Iterable[str], fuller: Callable[[str], list[str]]) -> None:
        self._labels = labels
        self._fuller = fuller

    def mentioned(self, text: str) -> tuple[list[Concept], str]:
        """The people that an English text names, and the text without their names."""
        by_place: dict[tuple[int, int], list[Mention]] = {}
        for mention in self._index.mentions(text):
            if _is_meant(text[mention.start : mention.end], mention.score):
                by_place.setdefault((mention.start, mention.end), []).append(mention)
        concepts = []
        for (start, end), mentions in sorted(by_place.items(), reverse=True):
            concepts.append(self._concept(text[start:end], mentions))
            text = f"{text[:start]} {text[end:]}"
        return concepts[::-1], text

    def named(self, name: str) -> tuple[str, ...]:
        """The labels that a name, in any spelling and script, may mean; the name itself if none."""
        found = [f.name for f in self._index.find(name) if f.score >= _SURE]
        return tuple(dict.fromkeys([*found, *self._called(name)])) or (name,)

    def _called(self, name: str) -> list[str]:
        return [label for label in self._labels if label == name]

    def _concept(self, source: str, mentions: list[Mention]) -> Concept:
        lemmas: dict[str, float] = {}
        for mention in mentions:
            for name in (mention.name, *self._fuller(mention.name)):
                lemmas.setdefault(name.split()[-1], mention.score)
        return Concept(source, tuple(lemmas.items()), part="people")

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(label for label in self._labels if read_label(label).kind == "person")


def _is_meant(written: str, score: float) -> bool:
    """Whether a mention is one, and no chance likeness of ordinary words to a name."""
    words = english_words(written)
    if all(is_known_word(word) for word in words) and "-" not in written:
        return False
    if written[:1].isupper():
        return score >= _SURE
    is_one = len(written.split()) == 1
    return is_one and score >= _VERY_SURE and ("-" in written or len(written) >= _SHORTEST)
