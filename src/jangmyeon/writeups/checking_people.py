"""Who may be named in a write-up about a drama: its characters and those who play them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jangmyeon.model import Drama, Person
from jangmyeon.names import NameIndex, display_latin, same_person
from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.latin import fold
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_slips import (
    OTHER_FAMILY,
    Nearby,
    by_sound,
    latin_forms,
    letters,
    likely_readings,
)

SAME = 0.5
"""From this score on two spellings name one person (see ``names.match``)."""

_SHORTEST = 5  # letters of a name that is looked for by its letters
_MOST_NEAR = 6
_REMEMBERED = 20_000  # texts, before all are forgotten
_SPOKEN = 400.0  # lines of somebody who is written about as often as those of the cast list
_MINOR = 0.5  # the most that somebody counts whom the cast list does not know


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody whom a drama's cast list or captions know: a character, or an actor.

    ``drama`` is the id of the drama, ``title`` its title.
    ``name`` is the name in full as far as it is known, ``spellings`` all that are (``name``
    first). ``partners`` are the names of those who play a character, or of the characters that an
    actor plays. ``weight`` is how often people like this are written about, 1 for those whom the
    cast list knows.
    """

    drama: str
    title: str
    kind: Literal["name", "actor"]
    name: str
    spellings: tuple[str, ...]
    partners: tuple[str, ...] = ()
    weight: float = 1.0

    @property
    def latin(self) -> str:
        """The name in Latin letters."""
        return next((spelt for spelt in self.spellings if not has_hangul(spelt)), "") or in_latin(
            self.name
        )

    @property
    def introduced(self) -> str:
        """The name, with who plays whom as far as the cast list tells."""
        if not self.partners:
            return self.latin
        verb = "who plays" if self.kind == "actor" else "played by"
        return f"{self.latin}, {verb} {' and '.join(map(in_latin, self.partners[:2]))}"

    @property
    def families(self) -> frozenset[str]:
        """The family names in Hangul that its spellings stand for, none where none is known."""
        read = (family for spelt in self.spellings for family, _ in likely_readings(spelt))
        return frozenset(family for family in read if family)

    @property
    def givens(self) -> frozenset[str]:
        """The given names in Hangul that its spellings stand for."""
        return frozenset(given for spelt in self.spellings for _, given in likely_readings(spelt))

    @property
    def hangul(self) -> str:
        """The name in Hangul, empty where it is not known."""
        known = [spelt for spelt in self.spellings if has_hangul(spelt)]
        return max(known, key=len, default="")


class Roster:
    """The members of one drama, ready to be looked up by any spelling and by any misspelling."""

    def __init__(self, drama: Drama, people: Sequence[Person] = ()) -> None:
        self.drama = drama
        self.members: tuple[Member, ...] = (*_characters(drama, people), *_actors(drama))
        self._index = NameIndex(spelt for member in self.members for spelt in member.spellings)
        self._owners = [place for place, m in enumerate(self.members) for _ in m.spellings]
        self._whole, self._given = Nearby(), Nearby()
        self._forms: set[str] = set()
        self._by_syllable: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._readings: list[tuple[tuple[str, str], ...]] = []
        for place, member in enumerate(self.members):
            self._file(place, member)
        self._known: dict[str, tuple[Member, ...]] = {}
        self._nearest: dict[str, tuple[tuple[Member, float], ...]] = {}

    def spells(self, text: str) -> bool:
        """Whether a text is, letter for letter, how a member's name is usually written."""
        return letters(text) in self._forms

    def misspells(self, text: str) -> bool:
        """Whether a text is, but for a letter, how a member's name in full is usually written."""
        word = letters(text)
        return len(word) >= _SHORTEST and bool(self._whole.find(word))

    def named(self, text: str) -> tuple[Member, ...]:
        """Those whose name a text spells, in any legitimate way; the surest ones only."""
        if text not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = self._named(text)
        return self._known[text]

    def near(self, text: str) -> tuple[tuple[Member, float], ...]:
        """Those whose name a text may misspell, with the cost of the slip, nearest first."""
        if text not in self._nearest:
            if len(self._nearest) >= _REMEMBERED:
                self._nearest.clear()
            self._nearest[text] = self._near(text)
        return self._nearest[text]

    def _named(self, text: str) -> tuple[Member, ...]:
        found = [f for f in self._index.find(text) if f.score >= SAME]
        best = max((f.score for f in found), default=0.0)
        owners = dict.fromkeys(self._owners[f.place] for f in found if f.score >= best - 0.05)
        members = [self.members[place] for place in owners]
        fitting = [m for m in members if _may_be_family(text, m) and _is_to_the_letter(text, m)]
        return tuple(fitting) or self._in_part(text)

    def _in_part(self, text: str) -> tuple[Member, ...]:
        """Those whose name in Latin letters has these words in it: Eugene, of Eugene Choi."""
        words = {*fold(text).casefold().split()}
        wholes = ((m, {*fold(m.latin).casefold().split()}) for m in self.members)
        return tuple(member for member, whole in wholes if words and words <= whole)

    def _near(self, text: str) -> tuple[tuple[Member, float], ...]:
        found = self._by_letters(text)
        for place, cost in self._by_sound(text).items():
            found[place] = min(cost, found.get(place, cost))
        ranked = sorted(found.items(), key=lambda item: (item[1], item[0]))[:_MOST_NEAR]
        return tuple((self.members[place], cost) for place, cost in ranked)

    def _file(self, place: int, member: Member) -> None:
        readings: dict[tuple[str, str], None] = {}
        for spelt in member.spellings:
            name = parse_name(spelt)
            if name.title:
                continue
            readings |= dict.fromkeys(likely_readings(spelt))
            for form in latin_forms(spelt):
                self._whole.add(form, place)
                self._forms.add(form)
            if name.family and name.given and name.script == "latin":
                self._whole.add(letters(name.given + name.family), place)
                self._given.add(letters(name.given), place)
            for _, given in likely_readings(spelt):
                for form in latin_forms(given):
                    self._given.add(form, place)
        self._readings.append(tuple(readings))
        for _, given in readings:
            for key in _syllable_keys(given):
                self._by_syllable[key].add(place)

    def _by_letters(self, text: str) -> dict[int, float]:
        word = letters(text)
        if len(word) < _SHORTEST:
            return {}
        found = self._whole.find(word)
        if len(text.split()) == 1:
            found = self._given.find(word) | found
        return found

    def _by_sound(self, text: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for family, given in likely_readings(text):
            places = {p for key in _syllable_keys(given) for p in self._by_syllable.get(key, ())}
            for place in places:
                readings = self._readings[place]
                houses = {house for house, _ in readings if house}
                if family and houses and family not in houses:
                    if any(given == right for _, right in readings):
                        found.setdefault(place, OTHER_FAMILY)
                    continue
                for _, right in readings:
                    cost = by_sound(given, right)
                    if cost is not None and cost <= found.get(place, cost):
                        found[place] = cost
        return found


def _may_be_family(text: str, member: Member) -> bool:
    """Whether the family name that a text tells, if it tells one, may be a member's."""
    readings = [r for r in parse_name(text).readings if r.given in member.givens]
    if not member.families or not readings or len(text.split()) == 1:
        return True
    return any(not r.family or r.family in member.families for r in readings)


def _is_to_the_letter(text: str, member: Member) -> bool:
    """Whether a name that is no Korean one is written as it is; it has one spelling only."""
    name = parse_name(text)
    if name.script != "latin" or name.readings:
        return True
    rights = [spelt for spelt in member.spellings if not has_hangul(spelt)]
    if not rights or any(letters(text) == letters(right) for right in rights):
        return True
    return any({*name.folded} <= {*fold(right).casefold().split()} for right in rights)


def _syllable_keys(given: str) -> Iterable[tuple[int, str]]:
    """What two given names have in common that are one syllable, or the order of two, apart."""
    if len(given) < 2:
        return ()
    pairs = list(enumerate(given))
    return [*pairs, (9, "".join(sorted(given)))]


def _characters(drama: Drama, people: Sequence[Person]) -> list[Member]:
    """The people of the captions, and those whom only the cast list knows."""
    found: list[Member] = []
    roles: Mapping[str, list[str]] = _grouped((r.character, r.actor) for r in drama.cast)
    seen: set[str] = set()
    for person in people:
        if person.kind != "person":
            continue
        known = {person.latin, person.full_name, person.name} if person.actor else set()
        listed = [role for role in roles if role and role in known]
        spelt = dict.fromkeys((*listed, person.full_name, person.name, *person.spellings))
        told = tuple(each for each in spelt if each and not _is_titled(each))
        shown = (*told, person.latin) if told and not listed and person.full_name else told
        if not told:
            continue
        seen.update(listed)
        actors = [a for role in listed for a in roles[role]] or [person.actor]
        name = listed[0] if listed else told[0]
        partners = tuple(actor for actor in dict.fromkeys(actors) if actor)
        weight = 1.0 if listed else min(_MINOR, person.lines / _SPOKEN)
        spellings = tuple(dict.fromkeys(shown))
        found.append(Member(drama.id, drama.title, "name", name, spellings, partners, weight))
    for role, actors in roles.items():
        if role and role not in seen:
            found.append(Member(drama.id, drama.title, "name", role, (role,), tuple(actors)))
    return found


def _is_titled(name: str) -> bool:
    parsed = parse_name(name)
    return bool(parsed.title) or parsed.is_family_only


def _actors(drama: Drama) -> list[Member]:
    roles = _grouped((r.actor, r.character) for r in drama.cast)
    return [
        Member(drama.id, drama.title, "actor", actor, (actor,), tuple(dict.fromkeys(characters)))
        for actor, characters in roles.items()
        if actor
    ]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def in_latin(name: str) -> str:
    """A name as readers of the Latin script know it.

    >>> in_latin("손예진"), in_latin("IU")
    ('Son Ye-jin', 'IU')
    """
    return display_latin(name) if has_hangul(name) else name


def plays(actor: str, member: Member) -> bool:
    """Whether an actor, in any spelling, is told to play a character."""
    return any(same_person(actor, partner) for partner in member.partners)
