"""A Hangul word read as a name: family and given name, or a given name alone, with endings off.

Each reading is as likely as its parts: how many bear the family name, how usual the syllables of
the given name are, how often people write it so. 이수아 is 이 + 수아 and not 이수 + 아, since 아
calls only names that end in a consonant; 은동아 is 은동 + 아, since few are called 은, none 동아.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log
from operator import itemgetter
from typing import NamedTuple

from jangmyeon.names.families import family, southern
from jangmyeon.names.spelling import FARTHEST
from jangmyeon.names.syllables import syllable
from jangmyeon.names.titles import without_endings

FULL = 0.35
"""How often people write a full name where they write a name, out of 1."""

GIVEN = 0.6
"""How often they write the given name alone."""

ONE_SYLLABLE = 0.05
"""How many given names have one syllable; more in dramas than in life."""

LONG = 0.003
"""How many have one syllable more than two, for each such syllable."""

ENDINGS = {"call": 0.1, "pet": 0.1, "case": 0.003}
"""How often a name by itself bears an ending of each kind."""

LONE_STEM = 0.2
"""How much less often a name of one syllable bears one: 단이 is rarer than 서린이."""

UNKNOWN_FAMILY = 1e-6
"""The share of people with any one family name that is not in the list."""

LITERAL = 2.2
"""Reading a whole word as a name costs no more than this."""


class Reading(NamedTuple):
    """One way to understand a name.

    ``family`` and ``given`` are Hangul, the family in its southern form and empty when the name
    is a given name alone. ``cost`` is 0 for the likeliest reading (see ``spelling``), ``way``
    says in words how the text was understood.
    """

    family: str
    given: str
    cost: float
    way: str


def standard(given: str) -> str:
    """A given name with 렬 and 률 written 열 and 율 within it, as the two are mixed up.

    >>> standard("준렬"), standard("렬")
    ('준열', '렬')
    """
    if "렬" in given or "률" in given:
        return given[0] + given[1:].replace("렬", "열").replace("률", "율")
    return given


def given_share(given: str) -> float:
    """The share of people with this given name, as far as its syllables tell."""
    if len(given) == 1:
        return ONE_SYLLABLE * syllable(given).alone
    share = syllable(given[0]).first * syllable(given[-1]).last
    for inner in given[1:-1]:
        share *= LONG * max(syllable(inner).first, syllable(inner).last)
    return share


def _plain(word: str, left: str = "") -> Iterator[tuple[float, Reading]]:
    """Readings of a word as a name, each with its likelihood; ``left`` is the ending it lost."""
    without = f", without {left}" if left else ""
    if len(word) <= 4:
        way = f"given name alone{without}"
        yield GIVEN * given_share(word), Reading("", standard(word), 0.0, way)
    for size in (1, 2):
        name, given = word[:size], word[size:]
        known = family(name)
        if given and len(given) <= 3 and (known or (size == 1 and len(given) == 2)):
            people = known.people if known else UNKNOWN_FAMILY
            likely = FULL * people * given_share(given)
            way = f"family name first{without}"
            yield likely, Reading(southern(name), standard(given), 0.0, way)


def _weigh(reading: Reading, cost: float, word: str) -> Reading:
    """Give a reading its cost; a whole word as a name never costs more than ``LITERAL``."""
    house, given, _, way = reading
    literal = len(word) > 2 and len(house) + len(given) == len(word)
    if literal and cost > LITERAL and (not house or family(house)):
        cost = LITERAL
    return Reading(house, given, cost, way)


@lru_cache(maxsize=16384)
def read_word(word: str) -> tuple[Reading, ...]:
    """Readings of one Hangul word, likeliest first.

    >>> [(r.family, r.given) for r in read_word("이수아")][0], read_word("은동아")[0].given
    (('이', '수아'), '은동')
    """
    found = list(_plain(word))
    for stem, kind in without_endings(word):
        ending = ENDINGS[kind] * (LONE_STEM if len(stem) == 1 else 1.0)
        readings = _plain(stem, word[len(stem) :])
        found += [(likely * ending, reading) for likely, reading in readings]
    best = max([likely for likely, _ in found], default=1.0)
    weighed = [_weigh(reading, log(best / likely), word) for likely, reading in found]
    near = [reading for reading in weighed if reading.cost <= FARTHEST]
    return tuple(sorted(near, key=itemgetter(2)))


def name_cost(name: str, given: str) -> float:
    """What it costs to read a word as this family (or none) and given name, not otherwise."""
    wanted = (southern(name), standard(given))
    costs = (r.cost for r in read_word(name + given) if (r.family, r.given) == wanted)
    return min(costs, default=FARTHEST)
