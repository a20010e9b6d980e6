"""Whom a query means by *the male lead*, *the heroine*, 남주, 여주 or 서브 커플.

Captions do not tell who is a man, so either of the two with the most scenes may be meant where
only one is; where both are, both must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jangmyeon.model import Person

_PARTICLE = r"(?:들)?(?:[이가은는을를의도랑와과]|에게|한테|이랑|끼리|처럼|보다|네)?(?![가-힣])"
_KOREAN = re.compile(
    r"(?<![가-힣])(?P<second>서브\s?|섭)?"
    r"(?:(?P<both>남녀\s?주(?:인공)?|주인공\s?커플|메인\s?커플|(?<=서브)커플|(?<=서브\s)커플)"
    r"|(?P<man>남주(?:인공)?|(?<=서브)남|(?<=서브\s)남|(?<=섭)남)"
    r"|(?P<woman>여주(?:인공)?|(?<=서브)[녀여]|(?<=서브\s)[녀여]|(?<=섭)[녀여])"
    r"|(?P<any>주인공))" + _PARTICLE
)
_ENGLISH = re.compile(
    r"\b(?:the\s+)?(?:"
    r"(?P<second>second(?:ary)?\s+)(?:(?P<sm>male\s+lead|lead\s+man)|(?P<sw>female\s+lead)"
    r"|(?P<sb>leads|couple)|(?P<sa>lead))"
    r"|(?P<both>(?:main\s+)?leads|(?:main|lead)\s+(?:couple|characters))"
    r"|(?P<man>male\s+lead|leading\s+man)"
    r"|(?P<woman>female\s+lead|leading\s+lady|heroine)"
    r"|(?P<any>main\s+character|protagonist)"
    r")(?:'s)?\b",
    re.IGNORECASE,
)
_SIDES = {"sm": "man", "sw": "woman", "sb": "both", "sa": "any"}


class _Couple(NamedTuple):
    """The places of two among all people of a drama, by how many scenes they are in."""

    one: int
    other: int


_LEADS, _SECOND = _Couple(0, 1), _Couple(2, 3)


@dataclass(frozen=True, slots=True)
class LeadsMeant:
    """The text without the words for leads, and for each who is meant the names it may be."""

    rest: str
    names: tuple[frozenset[str], ...] = ()


def find_leads(text: str, dramas: Iterable[Sequence[Person]]) -> LeadsMeant:
    """Which leads a text speaks of.

    Args:
        dramas: the people of each drama that may be meant.

    >>> cast = [Person("세리", scenes=90), Person("정혁", scenes=80), Person("단", scenes=9)]
    >>> find_leads("남주가 우는 장면", [cast]).rest.split()
    ['우는', '장면']
    >>> [sorted(names) for names in find_leads("the heroine meets the male lead", [cast]).names]
    [['세리'], ['정혁']]
    """
    sides: dict[_Couple, set[str]] = {}
    for pattern in (_KOREAN, _ENGLISH):
        for found in pattern.finditer(text):
            told = {name for name, part in found.groupdict().items() if part}
            couple = _SECOND if "second" in told else _LEADS
            named = {_SIDES.get(name, name) for name in told - {"second"}}
            sides.setdefault(couple, set()).update(named)
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    if not sides:
        return LeadsMeant(text)
    casts = [_by_scenes(people) for people in dramas]
    names = [each for couple, told in sides.items() for each in _named(couple, told, casts)]
    return LeadsMeant(text, tuple(filter(None, names)))


def _by_scenes(people: Iterable[Person]) -> list[str]:
    named = [person for person in people if person.kind == "person" and person.scenes]
    return [person.name for person in sorted(named, key=lambda person: -person.scenes)]


def _named(couple: _Couple, told: set[str], casts: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """Both as one where only one is meant: it may be either."""
    two = [frozenset(cast[place] for cast in casts if place < len(cast)) for place in couple]
    return two if "both" in told or {"man", "woman"} <= told else [two[0] | two[1]]
