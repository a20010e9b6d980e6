"""Names in a query, in any spelling, become the names that the captions use.

Names are looked up among the people of all dramas at once; what they mean is decided drama by
drama. Names of one query that are at home in the same drama support each other, so that in
*Captain Ri tells Seri to stop* the captain is the one of Seri's drama, whose family name only
that drama's cast list tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from jangmyeon.model import Person
from jangmyeon.names import NameIndex
from jangmyeon.names.families import family
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.mentions import FAMILY_AND_TITLE, Mention, find_mentions
from jangmyeon.names.name import Name, parse_name
from jangmyeon.names.titles import title
from jangmyeon.search.leads import find_leads
from jangmyeon.search.likely_names import (
    is_known,
    may_be_name,
    may_be_word,
    without_grammar,
)
from jangmyeon.search.query import Concept, Leaning, PeopleMeant
from jangmyeon.words import english_words, is_known_word

_SURE = 0.9  # how sure a mention must be
_VERY_SURE = 0.97  # ... when it is not written as a name
_SHORTEST = 4  # letters of a name that is not written as one
_IN_FULL = 3  # words that may be a whole name though all of them are ordinary: go moon young
_CERTAIN = 0.98  # how sure such a name must be
_NO_FAMILIES = frozenset(
    ("an", "be", "do", "go", "ha", "her", "in", "no", "oh", "on", "so", "son", "sun", "we", "you")
)
"""Words that are no family names where they stand in small letters, though they are spelt so."""

_LEAD = 3  # how many times more lines than others of the family make somebody the one meant
_AT_HOME = 0.6  # share of the best supported drama's support from which on a drama counts too
_TIED = 0.02  # people whose scores differ by no more than this are all meant
_CAST = 0.3  # what a name as a cast list has it proves beside being alike
_ALONE = 1.0  # ... and a name in full that nobody has in another drama
_IN_FULL_HANGUL = 3  # syllables
_SETTLED = 5.0  # the support of a drama that is known to be meant
_FEW = 2  # dramas in which a family name and title alone may be looked for


class _Entry(NamedTuple):
    """A spelling in the directory: whose it is."""

    drama: str
    person: Person


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a query that names people: by drama, who and how surely.

    ``may_be_word`` tells that it is an ordinary word too, which only what else is named decides.
    """

    start: int
    end: int
    written: str
    meant: dict[str, dict[Person, float]]
    is_titled: bool
    may_be_word: bool = False


class People:
    """The people of a shelf, by the id of their drama.

    Args:
        people: who is in each drama; an actor's name stands for the character.
        fuller: gives for a given name the full names that occur in the captions' words.
    """

    def __init__(
        self,
        people: Mapping[str, Sequence[Person]] | None = None,
        fuller: Callable[[str], list[str]] = lambda name: [],
    ) -> None:
        self._people = dict(people or {})
        self._fuller = fuller

    def meant(self, text: str, within: Collection[str] = ()) -> PeopleMeant:
        """The people that a text names, the text without their names, and where they are at home.

        Args:
            within: ids of the dramas that are searched, where that is settled; their people come
                before those of others.
        """
        spots = self._names(self._spots(text), within)
        support = _support(spots, within)
        concepts = []
        for spot in sorted(spots, key=lambda spot: -spot.start):
            lemmas = self._lemmas(spot, support)
            if lemmas:
                concepts.append(Concept(spot.written, tuple(lemmas.items()), part="people"))
                text = without_grammar(text, spot.start, spot.end)
        leads = find_leads(text, (self._people.get(drama, ()) for drama in within or self._people))
        leanings = tuple(_leanings(spots, support))
        return PeopleMeant(tuple(concepts[::-1]), leads.rest, leanings, leads.names)

    def named(self, name: str, drama: str | None = None) -> tuple[str, ...]:
        """What captions call those whom a name, in any spelling, may mean; itself if nobody."""
        found = [f.place for f in self._characters.find(name, limit=100) if f.score >= _SURE]
        entries = [self._entries[place] for place in found]
        entries += [self._roles[f.place] for f in self._actors.find(name) if f.score >= _SURE]
        entries += [entry for entry in self._everybody() if entry.person.name == name]
        labels = [e.person.name for e in entries if drama is None or e.drama == drama]
        return tuple(dict.fromkeys(labels)) or (name,)

    # What names.mentions asks of a directory.

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings of all people."""
        return self._characters.names

    def called(self, hangul: str) -> tuple[int, ...]:
        """Places of the spellings that are exactly this in Hangul, in full or by given name."""
        return self._characters.called(hangul)

    def alike(self, name: Name) -> list[tuple[int, float]]:
        """Places of the spellings that a name may mean, with scores, best first."""
        return self._characters.alike(name)

    def titled(self, family: str, sense: str) -> tuple[int, ...]:
        """Whom a family name and a title can mean, at most one of each drama."""
        by_drama: dict[str, dict[Person, int]] = defaultdict(dict)
        for place in self._characters.of_family(family):
            entry = self._entries[place]
            by_drama[entry.drama].setdefault(entry.person, place)
        found = (_bearer(people, sense) for people in by_drama.values())
        return tuple(place for place in found if place is not None)

    def _spots(self, text: str) -> list[_Spot]:
        """Where a text names people; longer mentions win."""
        found: dict[tuple[int, int], list[tuple[_Entry, float]]] = defaultdict(list)
        for entry, mention in self._mentions(text):
            found[mention.start, mention.end].append((entry, mention.score))
        spots = []
        for (start, end), entries in found.items():
            written = text[start:end]
            if any(a <= start and end <= b and b - a > end - start for a, b in found):
                continue
            titled = all(score <= FAMILY_AND_TITLE for _, score in entries)
            # A capital that begins the query makes no name of *Her teacher*.
            begins = start == 0 and titled and written[1:] == written[1:].lower()
            read = written.lower() if begins else written
            kept = [
                (entry, score)
                for entry, score in entries
                if _is_meant(read, score, titled) or _is_billed(written, entry.person)
            ]
            meant: dict[str, dict[Person, float]] = {}
            for (drama, person), score in kept:
                those = meant.setdefault(drama, {})
                those[person] = max(score, those.get(person, 0.0))
            if meant:
                doubt = not titled and may_be_word(text, start, end)
                spots.append(_Spot(start, end, written, meant, titled, doubt))
        return spots

    def _names(self, spots: Sequence[_Spot], within: Collection[str]) -> list[_Spot]:
        """Spots without those that are ordinary words as well, and nothing tells them for names."""
        support = _support([spot for spot in spots if not spot.may_be_word], within)
        told = [replace(spot, meant=self._told(spot, support)) for spot in spots]
        return [spot for spot in told if spot.meant]

    def _told(self, spot: _Spot, support: Mapping[str, float]) -> dict[str, dict[Person, float]]:
        """Whom a spot means: where it may be a word, the well known of the drama that is meant.

        Where nothing tells which that is, somebody whom a drama is about.
        """
        if not spot.may_be_word:
            return spot.meant
        if not may_be_name(spot.written):
            return {}
        if not support:
            leads = self._leads
            return {
                d: people for d, people in spot.meant.items() if not leads[d].isdisjoint(people)
            }
        least = _AT_HOME * max(support.values())
        near = {d: people for d, people in spot.meant.items() if support.get(d, 0.0) >= least}
        return {drama: people for drama, people in near.items() if is_known(people)}

    def _mentions(self, text: str) -> Iterator[tuple[_Entry, Mention]]:
        """Who is named where; as in small letters where a capital only begins the query."""
        yield from self._found(text)
        if text[:1].isupper() and text[1:] == text[1:].lower():
            small = text.lower()
            for entry, mention in self._found(small) if len(small) == len(text) else ():
                written = small[mention.start : mention.end]
                is_first = mention.start == 0 and len(written.split()) == 1  # found already
                is_name = not is_first and mention.score > FAMILY_AND_TITLE
                if is_name and _is_meant(written, mention.score, is_titled=False):
                    yield entry, mention

    def _found(self, text: str) -> Iterator[tuple[_Entry, Mention]]:
        for mention in find_mentions(text, self):
            yield self._entries[mention.place], mention
        for mention in self._actors.mentions(text):
            # 의식 is consciousness, and no actor, whom his family name goes with.
            if not may_be_word(text, mention.start, mention.end):
                yield self._roles[mention.place], mention

    def _lemmas(self, spot: _Spot, support: Mapping[str, float]) -> dict[str, float]:
        """What captions call those whom a spot may mean, weighed by what supports them."""
        best = max((support.get(drama, 0.0) for drama in spot.meant), default=0.0)
        if spot.is_titled and not best and (support or len(spot.meant) > _FEW):
            return {}
        least = best * (1.0 if spot.is_titled else _AT_HOME)
        people = [
            (person, score)
            for drama, those in spot.meant.items()
            if support.get(drama, 0.0) >= least
            for person, score in those.items()
        ]
        nearest = max(score for _, score in people)
        lemmas: dict[str, float] = {}
        for person, score in people:
            weight = round(_SURE if spot.is_titled else score, 3)
            for name in self._said_as(person) if score >= nearest - _TIED else ():
                lemmas[name] = max(weight, lemmas.get(name, 0.0))
        return lemmas

    def _said_as(self, person: Person) -> list[str]:
        """What captions call somebody: single words, as the index has them."""
        spelt = (person.name, person.full_name, *person.spellings, *self._fuller(person.name))
        words = (name.split()[-1] for name in spelt if name)
        return list(dict.fromkeys(word for word in words if is_hangul(word) and not title(word)))

    def _everybody(self) -> Iterator[_Entry]:
        for drama, people in self._people.items():
            for person in people:
                yield _Entry(drama, person)

    @cached_property
    def _entries(self) -> list[_Entry]:
        return [entry for entry, _ in self._spelt]

    @cached_property
    def _spelt(self) -> list[tuple[_Entry, str]]:
        """Every spelling of those who have a name."""
        return [
            (entry, name)
            for entry in self._everybody()
            if entry.person.kind == "person"
            for name in _spellings(entry.person)
        ]

    @cached_property
    def _roles(self) -> list[_Entry]:
        return [entry for entry in self._everybody() if entry.person.actor]

    @cached_property
    def _leads(self) -> dict[str, frozenset[Person]]:
        """Whom each drama is about: those in half as many scenes as whoever is in most."""
        leads = {}
        for drama, people in self._people.items():
            most = max((person.scenes for person in people), default=0)
            leads[drama] = frozenset(p for p in people if p.actor and p.scenes > most / 2)
        return leads

    @cached_property
    def _characters(self) -> NameIndex:
        return NameIndex(name for _, name in self._spelt)

    @cached_property
    def _actors(self) -> NameIndex:
        return NameIndex(entry.person.actor for entry in self._roles)


def _spellings(person: Person) -> Iterable[str]:
    """The spellings that tell anything: Hangul in full makes the Latin one needless."""
    spelt = (person.name, person.full_name, *person.spellings)
    latin = "" if is_hangul(person.full_name) else person.latin
    return dict.fromkeys(name for name in (*spelt, latin) if name)


def _bearer(people: Mapping[Person, int], sense: str) -> int | None:
    """Whom of one drama's people of a family a title means; None while it may be several."""
    own = [
        place
        for person, place in people.items()
        if sense and any(parse_name(spelt).sense == sense for spelt in _titled(person))
    ]
    if len(own) == 1:
        return own[0]
    first, *others = sorted(people, key=lambda person: -person.lines)
    if others and first.lines < _LEAD * max(1, others[0].lines):
        return None
    return people[first]


def _titled(person: Person) -> tuple[str, ...]:
    """Texts that tell somebody's titles: 과장 동지 is read with a name before it."""
    return (person.name, *(f"{person.name} {each}" for each in person.titles))


def _support(spots: Iterable[_Spot], within: Collection[str]) -> dict[str, float]:
    """How much of what a query names is at home in each drama; titles alone prove nothing."""
    support = defaultdict(float, dict.fromkeys(within, _SETTLED))
    for spot in spots:
        for drama, people in spot.meant.items():
            if not spot.is_titled:
                support[drama] += max(people.values())
                if any(_is_cast_as(spot.written, person) for person in people):
                    support[drama] += _CAST
                if len(spot.meant) == 1 and _is_in_full(spot.written):
                    support[drama] += _ALONE
    return support


def _is_in_full(written: str) -> bool:
    """Whether a name is told with its family name."""
    if is_hangul(written):
        return len(written) >= _IN_FULL_HANGUL and family(written[0]) is not None
    return len(written.split()) > 1


def _is_cast_as(written: str, person: Person) -> bool:
    """Whether a cast list has these very letters: as the name of an actor, or in full."""
    letters = _letters(written)
    return bool(person.actor) and letters in map(_letters, (person.actor, person.latin))


def _is_billed(written: str, person: Person) -> bool:
    """Whether a word is somebody's name as a cast list has it, and no other: iu, vincenzo.

    It may stand in small letters; *rain* may not.
    """
    if len(written.split()) > 1 or is_known_word(written.lower()):
        return False
    letters = _letters(written)
    is_given = letters in map(_letters, person.latin.split())
    is_role = bool(person.actor) and len(letters) > _SHORTEST and is_given
    return is_role or _is_cast_as(written, person)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


def _leanings(spots: Sequence[_Spot], support: Mapping[str, float]) -> Iterator[Leaning]:
    """The dramas that have everybody whom a query names, when there are few of them."""
    named = [spot for spot in spots if not spot.is_titled]
    best = [drama for drama, much in support.items() if much >= max(support.values()) - 0.1]
    if named and len(best) <= _FEW:
        for drama in best:
            yield Leaning(drama, min(1.0, support[drama] / 2) / len(best), "drama")


def _is_meant(written: str, score: float, is_titled: bool) -> bool:
    """Whether a mention is one, and no chance likeness of ordinary words to a name.

    In small letters *hyun bin* and *captain ri* are names; *moon young* may be the sky, and *her
    teacher* is not Teacher Heo.
    """
    if is_hangul(written.replace(" ", "")):
        return True
    words = english_words(written)
    if is_titled:
        return written != written.lower() or _NO_FAMILIES.isdisjoint(words)
    if "-" not in written and all(is_known_word(word) for word in words):
        return len(words) >= _IN_FULL and score >= _CERTAIN
    if written[:1].isupper():
        return score >= _SURE
    is_long = len(words) > 1 or "-" in written or len(written) >= _SHORTEST
    return score >= _VERY_SURE and is_long
