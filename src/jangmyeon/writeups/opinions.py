"""What in a write-up is opinion, and what tells of a scene."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from jangmyeon.words import base_form, english_words, stem


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sentence speaks.

    ``opinion`` is the share of its words that judge or address the reader, ``general`` of those
    that speak of a story at large; ``is_plea`` tells that it is about the page itself,
    ``has_people`` that it speaks of people without naming them.
    """

    opinion: float = 0.0
    general: float = 0.0
    is_plea: bool = False
    has_people: bool = False

    @property
    def talk(self) -> float:
        """The share of words that tell of no scene: they judge, or speak of a story at large."""
        return self.opinion + self.general


def manner(sentence: str) -> Manner:
    """How a sentence speaks.

    >>> manner("Share your thoughts in the comments below").is_plea
    True
    >>> manner("She slaps him").opinion
    0.0
    """
    words = english_words(sentence)
    plain = f" {' '.join(words)} "
    single, phrases = _words("opinion")
    marks = sum(word in single for word in words)
    marks += sum(f" {phrase} " in plain for phrase in phrases)
    broad, broadly = _words("general")
    general = sum(word in broad for word in words)
    general += sum(f" {phrase} " in plain for phrase in broadly)
    plea, pleas = _words("plea")
    is_plea = any(f" {phrase} " in plain for phrase in pleas) or any(w in plea for w in words[:1])
    tells, _ = _words("tells")
    size = max(len(words), 1)
    people = any(word in tells for word in words)
    return Manner(marks / size, general / size, is_plea, people)


def is_craft(word: str) -> bool:
    """Whether a lower-case word speaks of a drama as something made and watched."""
    return word in _words("craft")[0] or stem(base_form(word)) in _craft_stems()


@cache
def _craft_stems() -> frozenset[str]:
    return frozenset(stem(base_form(word)) for word in _words("craft")[0])


@cache
def _words(sort: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a sort, single ones and phrases."""
    text = resources.files(__package__).joinpath("writing.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in text.splitlines() if row and not row.startswith("#"))
    words = next(words.split(", ") for name, words in rows if name == sort)
    single = frozenset(word for word in words if " " not in word)
    return single, tuple(word for word in words if " " in word)
