"""Names in a query, in any spelling, become the names that the captions use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from jangmyeon.model import Role
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
        cast: who plays whom, in all dramas; an actor's name stands for the characters.
        fuller: gives for a given name the full names that occur in the captions' words.
    """

    def __init__(
        self,
        labels: Sequence[str] = (),
        cast: Sequence[Role] = (),
        fuller: Callable[[str], list[str]] = lambda name: [],
    ) -> None:
        self._labels = labels
        self._cast = [role for role in cast if role.actor and role.character]
        self._fuller = fuller

    def mentioned(self, text: str) -> tuple[list[Concept], str]:
        """The people that an English text names, and the text without their names."""
        found: dict[tuple[int, int], dict[str, float]] = {}
        for index, meant in ((self._actors, self._played_by), (self._speakers, self._said_as)):
            for mention in index.mentions(text):
                place = mention.start, mention.end
                if _is_meant(text[place[0] : place[1]], mention.score):
                    for name in meant(mention):
                        found.setdefault(place, {}).setdefault(name, mention.score)
        concepts = []
        for (start, end), names in sorted(_longest(found).items(), reverse=True):
            concepts.append(Concept(text[start:end], tuple(names.items()), part="people"))
            text = f"{text[:start]} {text[end:]}"
        return concepts[::-1], text

    def named(self, name: str) -> tuple[str, ...]:
        """The labels that a name, in any spelling and script, may mean; the name itself if none."""
        found = [f.name for f in self._speakers.find(name) if f.score >= _SURE]
        as_written = [label for label in self._labels if label == name]
        played = [label for role in self._roles_of(name) for label in self._labels_of(role)]
        return tuple(dict.fromkeys([*found, *as_written, *played])) or (name,)

    def _said_as(self, mention: Mention) -> list[str]:
        """What captions call somebody: the label's last word, and full names that end in it."""
        return [name.split()[-1] for name in (mention.name, *self._fuller(mention.name))]

    def _played_by(self, mention: Mention) -> list[str]:
        return [label.split()[-1] for label in self._labels_of(self._cast[mention.place])]

    def _roles_of(self, actor: str) -> list[Role]:
        return [self._cast[f.place] for f in self._actors.find(actor) if f.score >= _SURE]

    def _labels_of(self, role: Role) -> list[str]:
        return [f.name for f in self._speakers.find(role.character) if f.score >= _SURE]

    @cached_property
    def _speakers(self) -> NameIndex:
        return NameIndex(label for label in self._labels if read_label(label).kind == "person")

    @cached_property
    def _actors(self) -> NameIndex:
        return NameIndex(role.actor for role in self._cast)


def _longest(
    found: dict[tuple[int, int], dict[str, float]],
) -> dict[tuple[int, int], dict[str, float]]:
    """Mentions without those that lie within a longer one."""
    return {
        (start, end): names
        for (start, end), names in found.items()
        if not any(a <= start and end <= b and b - a > end - start for a, b in found)
    }


def _is_meant(written: str, score: float) -> bool:
    """Whether a mention is one, and no chance likeness of ordinary words to a name."""
    words = english_words(written)
    if all(is_known_word(word) for word in words) and "-" not in written:
        return False
    if written[:1].isupper():
        return score >= _SURE
    is_one = len(written.split()) == 1
    return is_one and score >= _VERY_SURE and ("-" in written or len(written) >= _SHORTEST)
