"""How sure it is that a name is somebody's name misspelt, and not a stranger's spelt right.

Two ways lead to a name that nobody in a drama bears: a slip of the pen at the name of somebody who
does, or a mention of somebody else. Both likelihoods can be told, from how unusual the slip is and
from how usual the name is among Koreans; what is reported is the odds between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from jangmyeon.names.families import family
from jangmyeon.names.korean import given_share
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_people import Member
from jangmyeon.writeups.checking_slips import OTHER_FAMILY, UNIT, likely_readings, spelt_share

_SLIPS = 0.01 / 80
"""How often a mention of a name bears one given slip: one name in a hundred has one, of eighty."""

_RARER = 1.15
"""How much less often, as a logarithm, each unit of cost beyond the first makes a slip."""

_USUAL = 0.3
"""How often a name has its most usual spelling."""

_FAMILIES = 1e-3
"""How often somebody is called by the family name of another family."""

_GIVEN_ALONE = 0.2
"""How much less often strangers are called by a given name alone."""

_TOLD = 0.05
"""How much less often strangers are told to be characters of the drama."""

_UNREADABLE = 1e-7
"""The share of people of any one name that no Korean bears, as its letters tell."""

_FOREIGN = 1e-3
"""The share of names and of other words in capitals that are any one short foreign name."""

_SHORT = 5
_LETTER = 0.2
"""How much rarer each letter beyond ``_SHORT`` makes it that two foreign names are alike."""


@dataclass(frozen=True, slots=True)
class Odds:
    """What is known of a write-up before a name in it is looked at.

    ``mentions`` is the share of all its names that are the somebody's in question, ``strangers``
    that of people of whom the drama's lists know nothing.
    """

    mentions: float
    strangers: float = 0.1


def is_slip(cost: float, written: str, member: Member, odds: Odds, *, told: bool = False) -> float:
    """How sure it is, 0 to 1, that a written name is a slip at a member's.

    Args:
        cost: what the slip costs (see ``checking_slips``).
        told: the write-up tells that this is a character of the drama.

    >>> yang = Member("", "", "actor", "Yang Kyung-won", ("Yang Kyung-won",))
    >>> kim = Member("", "", "actor", "Kim Soo-hyun", ("Kim Soo-hyun",))
    >>> is_slip(1.0, "Yang Kyun-won", yang, Odds(0.05)) > 0.9
    True
    >>> is_slip(3.0, "Kim Joo-hyun", kim, Odds(0.05)) < 0.5
    True
    """
    house = parse_name(written).readings[0].family if likely_readings(written) else ""
    slip = max(_SLIPS * exp(-_RARER * (cost - UNIT)), _as_spelt(written, member)) * odds.mentions
    if cost == OTHER_FAMILY:
        slip = _FAMILIES * _people(house) * odds.mentions
    elif house and not member.families:
        slip *= _people(house)  # that the family is this one is a guess as well
    stranger = odds.strangers * share(written)
    if told:
        stranger *= _TOLD
    elif not house and len(written.split()) == 1:
        stranger *= _GIVEN_ALONE
    return slip / (slip + stranger)


def _as_spelt(written: str, member: Member) -> float:
    """How often a mention of a member is spelt so, as one of the rarer ways to spell the name."""
    houses = {reading.family for reading in parse_name(written).readings if reading.family}
    if houses and member.families and not houses & member.families:
        return 0.0
    ways = [spelt_share(written, given) for given in member.givens if len(given) > 1]
    return _USUAL * max(ways, default=0.0)


def share(written: str) -> float:
    """The share of people who bear a name, as far as its syllables tell.

    >>> share("Kim Min-jung") > share("Kim Go-eun") > share("Yang Kyun-won")
    True
    """
    found = sum(_people(house) * given_share(given) for house, given in likely_readings(written))
    if "-" in written or len(written.split()) > 1:
        return max(found, _UNREADABLE)
    return max(found, _FOREIGN * _LETTER ** max(0, len(written) - _SHORT))


def _people(house: str) -> float:
    """The share of people of a family; all of them where none is told."""
    known = family(house) if house else None
    return known.people if known else 1.0
