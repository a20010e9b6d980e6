"""Who is who in a drama: one person for each, with every spelling that was met.

Names met in captions are joined by what they may be read as: 정혁, 리정혁 and the cast list's *Ri
Jeong-hyeok* share a given name and no two families. A name that only lines tell has to be used as
names are, again and again, to count as somebody's; labels and cast lists are believed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jangmyeon.model import Person, Role
from jangmyeon.names.families import northern, southern
from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.index import NameIndex
from jangmyeon.names.name import parse_name
from jangmyeon.names.romanization import display_latin
from jangmyeon.names.sightings import Sighting
from jangmyeon.names.spoken import KIN, family_and_title, is_full_name
from jangmyeon.names.titles import title
from jangmyeon.words import everyday

Episodes = Sequence[Sequence[Sighting]]

ENOUGH = 4.0
"""The weight of evidence from which on a name that only lines tell is somebody's."""

OWN_TITLE = 0.8
"""A title is somebody's own when they bear this share of all names it is met with."""

LEAD = 3.0
"""How many times more often somebody is met than others of the family, to be meant by it."""

OFTEN = 3
"""How often a title is met with somebody's name before it is learnt."""


@dataclass(slots=True)
class Met:
    """What was met of a name: how often, in which way, with which titles."""

    name: str
    how: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    episodes: set[int] = field(default_factory=set)

    @property
    def told(self) -> int:
        """How often a label or a sound note tells the name."""
        return self.how["speaks"] + self.how["heard"]

    @property
    def times(self) -> int:
        """How often it was met at all."""
        return self.how.total()

    @property
    def all_titles(self) -> Counter[str]:
        """How often which title was met with the name, or as a part of it."""
        house = family_and_title(self.name)
        return Counter({house[1]: self.times}) if house else self.titles

    @property
    def weight(self) -> float:
        """How much speaks for a name that only lines tell."""
        how = self.how
        weight = how["addressed"] + how["introduced"] + 0.5 * self.titles.total()
        if is_full_name(self.name):
            weight += 0.5 * (how["mentioned"] + how["hailed"])
        return weight / 4 if everyday(self.name) > 0 else weight


@dataclass(slots=True)
class _Somebody:
    """A person in the making."""

    role: Role | None = None
    met: list[Met] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How often they were met, by any name."""
        return sum(met.times for met in self.met)

    @property
    def lines(self) -> int:
        """How many lines are told to be theirs."""
        return sum(met.how["speaks"] for met in self.met)

    @property
    def families(self) -> set[str]:
        """The family names they may have, in southern form."""
        names = [self.role.character] if self.role else [m.name for m in self.met]
        readings = (parse_name(name).readings[:1] for name in names)
        return {reading.family for first in readings for reading in first if reading.family}


def people_of(cast: Sequence[Role], episodes: Episodes) -> tuple[Person, ...]:
    """The people of a drama, those with most lines first, then the roles.

    Args:
        cast: as the drama's description file tells it, in Hangul or Latin; may be empty.
        episodes: the sightings of each episode.

    >>> met = [Sighting(1.0, "정혁", "speaks"), Sighting(2.0, "리정혁", "addressed", "씨")]
    >>> person, = people_of([Role("Hyun Bin", "Ri Jeong-hyeok")], [met])
    >>> person.name, person.latin, person.full_name, person.actor, person.spellings
    ('정혁', 'Ri Jeong-hyeok', '리정혁', 'Hyun Bin', ('정혁', '리정혁'))
    """
    names, roles = _tally(episodes)
    somebodies = _join(cast, names)
    # The cast stands before the others, in its own order, which is the order of importance.
    somebodies.sort(key=lambda each: (-each.lines, 0 if each.role else 1 / each.times))
    titles = _titles(names.values())
    return (*(_person(somebody, titles) for somebody in somebodies), *_roles(roles))


def _tally(episodes: Episodes) -> tuple[dict[str, Met], Counter[str]]:
    names: dict[str, Met] = {}
    roles: Counter[str] = Counter()
    for number, episode in enumerate(episodes):
        for sighting in episode:
            if sighting.role:
                roles[sighting.name] += sighting.how == "speaks"
            elif sighting.name:
                met = names.setdefault(sighting.name, Met(sighting.name))
                met.how[sighting.how] += 1
                met.episodes.add(number)
                if sighting.title:
                    met.titles[sighting.title] += 1
    return names, roles


def _roles(roles: Counter[str]) -> list[Person]:
    return [
        Person(name, kind="role", spellings=(name,), lines=lines)
        for name, lines in roles.most_common()
    ]


def _join(cast: Sequence[Role], names: dict[str, Met]) -> list[_Somebody]:
    """Everybody, with the names that were met of each."""
    somebodies = [_Somebody(role) for role in cast if role.character]
    index = NameIndex([role.character for role in cast if role.character])
    actors = NameIndex([role.actor for role in cast])
    rest: list[Met] = []
    titled: list[Met] = []
    for met in sorted(names.values(), key=lambda met: (-len(met.name), -met.times, met.name)):
        if family_and_title(met.name):
            titled.append(met)
            continue
        found = index.find(met.name)
        if found and found[0].score >= 0.5:
            best = [f for f in found if f.score >= found[0].score - 0.02]
            chosen = max(best, key=lambda f: (somebodies[f.place].times, -f.place))
            somebodies[chosen.place].met.append(met)
        elif met.told or not is_full_name(met.name) or not actors.find(met.name, 1):
            rest.append(met)  # credits name actors in full
    everybody = [*somebodies, *_others(rest)]
    return [*everybody, *_by_titles(titled, everybody)]


def _by_titles(titled: Sequence[Met], everybody: Sequence[_Somebody]) -> list[_Somebody]:
    """Give each family name with a title, such as 봉 과장, to whom it means; return the others.

    It means who is met with that very title, or is the only one of the family that matters.
    Labels name people so only for want of a given name, and it is nobody else's then.
    """
    others: dict[tuple[str, str], _Somebody] = {}
    for met in sorted(titled, key=lambda met: -met.times):
        house, text = family_and_title(met.name) or ("", "")
        house = southern(house)
        rivals = [s for s in everybody if house in s.families]
        with_title = [s for s in rivals if any(m.titles[text] for m in s.met)]
        chosen = _leading(with_title) or _leading(rivals)
        if chosen is not None and not met.told:
            chosen.met.append(met)
        else:
            others.setdefault((house, text), _Somebody()).met.append(met)
    return [somebody for somebody in others.values() if _is_somebody(somebody)]


def _leading(rivals: Sequence[_Somebody]) -> _Somebody | None:
    """The one who is met far more often than the others."""
    ranked = sorted(rivals, key=lambda somebody: -somebody.times)
    if len(ranked) > 1 and ranked[0].times < LEAD * ranked[1].times:
        return None
    return ranked[0] if ranked and (ranked[0].times or ranked[0].role) else None


def _others(rest: list[Met]) -> Iterable[_Somebody]:
    """Those who are in no cast list, full names first, each with the given name they share."""
    found: list[_Somebody] = []
    by_given: dict[str, list[_Somebody]] = defaultdict(list)
    for met in sorted(rest, key=lambda met: (-len(met.name), -met.times)):
        name = parse_name(met.name)
        givens = [r.given for r in name.readings[:1] if r.given]
        mine = [s for g in givens for s in by_given.get(g, ()) if not _is_full(met.name)]
        if mine:
            max(mine, key=lambda s: s.times).met.append(met)
            continue
        somebody = _Somebody(met=[met])
        found.append(somebody)
        for g in givens:
            by_given[g].append(somebody)
    return [somebody for somebody in found if _is_somebody(somebody)]


def _is_full(name: str) -> bool:
    return is_full_name(name)


def _is_somebody(somebody: _Somebody) -> bool:
    """Whether the names met are used as names are."""
    if somebody.lines:
        return True
    weight = sum(met.weight for met in somebody.met)
    return weight >= (ENOUGH if len(somebody.met) == 1 else ENOUGH / 2)


def _person(somebody: _Somebody, everybody: Counter[str]) -> Person:
    met = sorted(somebody.met, key=lambda m: (-m.told, -m.times, m.name))
    role = somebody.role or Role("")
    name = _called(met) or role.character
    full = _full_name(met, role)
    latin = role.character if role.character and not has_hangul(role.character) else ""
    return Person(
        name=name,
        latin=latin or display_latin(full or name),
        full_name=full,
        actor=role.actor,
        spellings=tuple(m.name for m in met),
        titles=_own_titles(_titles(met), everybody),
        lines=somebody.lines,
    )


def _called(met: Sequence[Met]) -> str:
    """What the captions call somebody; a family name and a title only where it is far usual."""
    titled = [m for m in met if family_and_title(m.name)]
    named = [m for m in met if m not in titled]
    often = sum(m.times for m in named)
    far = sum(m.times for m in titled) >= LEAD * often
    far = far and often < len({number for m in met for number in m.episodes})
    return next((m.name for m in (titled if far else named)), "")


def _full_name(met: Sequence[Met], role: Role) -> str:
    """The full name: as met, or the family name of the cast list before a given name met."""
    if has_hangul(role.character):
        return role.character
    told = [m for m in met if not family_and_title(m.name)]
    full = max((m for m in told if is_full_name(m.name)), key=lambda m: m.times, default=None)
    if full is not None:
        return full.name
    for reading in parse_name(role.character).readings:
        for m in told:
            if reading.family and m.name in (reading.given, reading.family + reading.given):
                is_northern = role.character.startswith("R")
                house = northern(reading.family) if is_northern else reading.family
                return house + reading.given
    return ""


def _titles(names: Iterable[Met]) -> Counter[str]:
    """How often which title was met with any of these names."""
    titles = Counter[str]()
    for met in names:
        titles.update(met.all_titles)
    return titles


def _own_titles(mine: Counter[str], everybody: Counter[str]) -> tuple[str, ...]:
    """Titles met with this person's names and hardly with anybody else's."""
    own = []
    for text, count in mine.most_common():
        found = title(text)
        sense = found.sense if found else ""
        if sense and sense not in KIN and count >= OFTEN and count >= OWN_TITLE * everybody[text]:
            own.append(text)
    return tuple(own)
