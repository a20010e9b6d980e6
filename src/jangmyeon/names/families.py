"""Korean family names: who bears them, how they are spelt, and what a spelling may stand for."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from jangmyeon.names.spelling import Guess, School, Sounding, best_share, costs, shares, spellings
from jangmyeon.names.tables import rows

SCARCE = 1e-3
"""Spellings of two-syllable names that are rarer than this are not read."""

BY_RULE = 0.05
"""How much less often a family uses a spelling that is regular but not among its habits."""


class Family(NamedTuple):
    """A family name, the share (of 1) of Koreans who bear it, and its habitual spellings."""

    hangul: str
    people: float
    habits: tuple[tuple[str, float], ...]


@cache
def _table() -> dict[str, Family]:
    table = {}
    for hangul, people, spelt, _ in rows("families.tsv"):
        habits = (item.rsplit(" ", 1) for item in spelt.split(","))
        pairs = tuple((text, float(share) / 100) for text, share in habits)
        table[hangul] = Family(hangul, int(people) / 1e5, pairs)
    return table


@cache
def _northern() -> dict[str, str]:
    return {north: hangul for hangul, _, _, north in rows("families.tsv") if north}


def southern(hangul: str) -> str:
    """A family name in its South Korean form: the North keeps the initial ㄹ.

    >>> southern("리"), southern("김")
    ('이', '김')
    """
    return _northern().get(hangul, hangul)


def family(hangul: str) -> Family | None:
    """The family of this name, in either its southern or its northern form."""
    return _table().get(southern(hangul))


def northern(hangul: str) -> str:
    """The northern form of a family name, itself when it has none."""
    forms = {south: north for north, south in _northern().items()}
    return forms.get(hangul, hangul)


@cache
def families() -> tuple[str, ...]:
    """All family names in Hangul, in their southern and their northern forms."""
    return (*_table(), *_northern())


@cache
def _habits() -> dict[str, list[tuple[Family, float]]]:
    """Families by habitual spelling, in small letters."""
    found: dict[str, list[tuple[Family, float]]] = {}
    for each in _table().values():
        for text, share in each.habits:
            found.setdefault(text.lower(), []).append((each, share))
    return found


@lru_cache(maxsize=8192)
def read_family(letters: str, school: School = "habit") -> tuple[Sounding, ...]:
    """The family names (in southern form) that a spelling may stand for, cheapest first.

    >>> read_family("ri")[0].hangul, read_family("chung")[0].hangul, read_family("tom")
    ('이', '정', ())
    """
    regular = _regular(letters, school)
    habits = _habits().get(letters, ()) if school == "habit" else ()
    if not regular and not habits:
        return ()
    found: dict[str, Guess] = {}
    for hangul, share in regular.items():
        known = family(hangul)
        if known:
            best = best_share(hangul, school) if len(hangul) == 1 else 1.0
            scale = BY_RULE if school == "habit" else 1.0
            fit = log(share * scale * known.people)
            found[known.hangul] = Guess(known.hangul, fit, log(best / (share * scale)))
    for known, share in habits:
        odd = log(known.habits[0][1] / share)
        found[known.hangul] = Guess(known.hangul, log(share * known.people), odd)
    return tuple(costs(found.values()))


def _regular(letters: str, school: School) -> dict[str, float]:
    """Readings of ``letters`` by rule, as one syllable or as one of the two-syllable names."""
    return _two_syllables(school).get(letters) or shares(letters, school)


@cache
def _two_syllables(school: School) -> dict[str, dict[str, float]]:
    """Spellings by rule of the family names of two syllables, such as 남궁."""
    found: dict[str, dict[str, float]] = {}
    for hangul in _table():
        if len(hangul) == 2:
            for first, share in spellings(hangul[0], school):
                for second, other in spellings(hangul[1], school):
                    if share * other >= SCARCE:
                        found.setdefault(first + second, {})[hangul] = share * other
    return found
