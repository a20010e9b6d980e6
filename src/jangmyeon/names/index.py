"""Many names at once: which of them does a spelling name, and which does a sentence mention?

Names are filed under every Hangul given name they may be read as, which is what two spellings of
one person have in common; only names filed under the same are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jangmyeon.names.families import northern
from jangmyeon.names.loans import keys
from jangmyeon.names.matching import compare
from jangmyeon.names.mentions import Mention, find_mentions
from jangmyeon.names.name import Name, parse_name

FAMILY_ONLY = 0.3
"""The score of somebody of whom the family name alone is told."""

NEAR = 1.0
"""Readings of a name up to this cost are looked for in Korean sentences."""

NEAR_LONE = 3.0
"""The same for given names of one syllable, which sentences mark more clearly."""


_REMEMBERED = 4_096  # words that were looked up


@dataclass(frozen=True, slots=True)
class Found:
    """A name that a text may mean: its place in the index, itself, and how surely (0 to 1)."""

    place: int
    name: str
    score: float


class NameIndex:
    """Names to look people up in, such as a drama's cast.

    >>> index = NameIndex(["윤세리", "리정혁", "서단"])
    >>> [(found.place, found.name) for found in index.find("Ri Jeong-hyeok")]
    [(1, '리정혁')]
    >>> [mention.name for mention in index.mentions("Captain Ri tells Seri to stop running")]
    ['리정혁', '윤세리']
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names: tuple[str, ...] = tuple(names)
        self._alike: dict[str, list[tuple[int, float]]] = {}  # the same words come again and again
        self._places: dict[str, list[int]] = defaultdict(list)  # many people share a name
        for place, name in enumerate(self.names):
            self._places[name].append(place)
        self._parsed = {name: parse_name(name) for name in self._places}
        self._by_given: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_family: dict[str, list[int]] = defaultdict(list)
        self._called: dict[str, list[int]] = defaultdict(list)
        for name, parsed in self._parsed.items():
            self._file(name, parsed)
        for filed in (*self._by_family.values(), *self._called.values()):
            filed.sort()

    def _file(self, name: str, parsed: Name) -> None:
        for given in parsed.by_given:
            self._by_given[given].append(name)
        for word in set(parsed.folded) if parsed.is_foreign else ():
            self._by_word[word].append(name)
        for sound in keys(parsed) if parsed.is_foreign else ():
            self._by_sound[sound].append(name)
        if parsed.readings and parsed.readings[0].family:
            self._by_family[parsed.readings[0].family] += self._places[name]
        for form in _forms(parsed):
            self._called[form] += self._places[name]

    def find(self, text: str, limit: int = 10) -> list[Found]:
        """The names that ``text`` may mean, surest first, at most ``limit``.

        From a score of 0.5 on a name is the same person's. A family name alone finds all who
        bear it, with a lower score.
        """
        name = parse_name(text)
        found = dict(self.alike(name))
        if name.is_family_only:
            for place in self._by_family.get(name.readings[0].family, ()):
                found.setdefault(place, FAMILY_ONLY)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [Found(place, self.names[place], score) for place, score in ranked]

    def mentions(self, text: str) -> list[Mention]:
        """Where a sentence, English or Korean, speaks of the people in this index."""
        return find_mentions(text, self)

    def called(self, hangul: str) -> tuple[int, ...]:
        """Places of the names that are exactly this in Hangul, in full or by given name."""
        return tuple(self._called.get(hangul, ()))

    def of_family(self, family: str) -> tuple[int, ...]:
        """Places of the names whose family this is, in its southern form."""
        return tuple(self._by_family.get(family, ()))

    def alike(self, name: Name) -> list[tuple[int, float]]:
        """Places of the names that ``name`` may be a spelling of, with scores, best first."""
        known = self._alike.get(name.text)
        if known is None:
            if len(self._alike) >= _REMEMBERED:
                self._alike.clear()
            known = self._alike[name.text] = self._compared(name)
        return known

    def _compared(self, name: Name) -> list[tuple[int, float]]:
        names = {n for given in name.by_given for n in self._by_given.get(given, ())}
        names.update(n for word in name.folded for n in self._by_word.get(word, ()))
        return self._same(name, names) or self._same(name, self._sounding(name))

    def _sounding(self, name: Name) -> set[str]:
        """The foreign names that sound like ``name``, as far as consonants tell."""
        return {found for sound in keys(name) for found in self._by_sound.get(sound, ())}

    def _same(self, name: Name, names: Iterable[str]) -> list[tuple[int, float]]:
        scores = ((found, compare(name, self._parsed[found])) for found in names)
        same = [(place, s) for found, s in scores if s >= 0.5 for place in self._places[found]]
        return sorted(same, key=lambda item: (-item[1], item[0]))

    def titled(self, family: str, sense: str) -> tuple[int, ...]:
        """Places of whom a family name and a title can mean; none while it may be several.

        A name that tells the same title decides; otherwise only one name of the family may stand
        in the index.
        """
        places = self._by_family.get(family, [])
        same = [
            place for place in places if sense and self._parsed[self.names[place]].sense == sense
        ]
        if same:
            return tuple(same)
        return tuple(places) if len(places) == 1 else ()


def _forms(name: Name) -> set[str]:
    """How a person is written in Hangul: by full name, and by given name alone."""
    forms = {"".join(name.words)} if name.script == "hangul" else set()
    for reading in name.readings:
        far = NEAR_LONE if len(reading.given) == 1 else NEAR
        if reading.given and reading.cost <= far:
            forms.add(reading.given)
            forms.update((reading.family + reading.given, northern(reading.family) + reading.given))
    return forms
