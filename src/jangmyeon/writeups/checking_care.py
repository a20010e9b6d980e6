"""Right names written without care: a capital missing, a hyphen too many, another's spelling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_people import Member
from jangmyeon.writeups.checking_sheet import Sheet
from jangmyeon.writeups.checking_slips import Slip, letters, spelt_share
from jangmyeon.writeups.checking_style import corrected

_STRAINED = 1.0  # cost from which on a family's spelling is rather that of another
_RARELY = (
    0.1  # share of a given name's spelling, beside its most usual one, up to which it is a slip
)

_CAPITALS = 0.95  # how sure each is
_HYPHEN = 0.9
_FAMILY = 0.9
_RARE = 0.75  # people spell their names as they please


@dataclass(frozen=True, slots=True)
class Care:
    """What a name lacks: why, how it should be written, how sure that is."""

    message: str
    suggestion: str
    sure: float


def careless(sheet: Sheet) -> Iterator[Slip]:
    """Right names that are written without care."""
    for spot in sheet.spots:
        if len(spot.members) != 1 or has_hangul(spot.text):
            continue
        member = spot.members[0]
        care = look(spot.text, member)
        if care:
            yield Slip(
                kind=member.kind,
                block=spot.block,
                start=spot.start,
                text=spot.text,
                message=care.message,
                suggestion=care.suggestion,
                sure=care.sure,
            )


@lru_cache(maxsize=16_384)
def look(written: str, member: Member) -> Care | None:
    """What a name lacks that is a member's; None when nothing.

    >>> seo = Member("", "", "actor", "Seo Yea-ji", ("Seo Yea-ji",))
    >>> look("So Yea-ji", seo).suggestion, look("Seo yea-ji", seo).suggestion
    ('Seo Yea-ji', 'Seo Yea-ji')
    >>> look("Seo Ye-ji", seo) is None
    True
    """
    words = written.split()
    capitals = _with_capitals(words)
    if capitals:
        return Care("a name begins with capitals", capitals, _CAPITALS)
    if _is_one_word(written, member):
        message = f"no hyphen stands between family and given name, or within {member.latin}"
        return Care(message, member.latin, _HYPHEN)
    if _is_rare(written, member):
        message = f"the cast list spells this name {member.latin}"
        return Care(message, corrected(written, member, {}), _RARE)
    house = _other_family(written, member)
    if house:
        message = f"the family name is {house}: {member.introduced}"
        return Care(message, " ".join((house, *words[1:])), _FAMILY)
    return None


def _with_capitals(words: list[str]) -> str:
    """A name with its capitals, where some of its words have theirs and others lack them."""
    if len(words) < 2 or not any(word[0].isupper() for word in words):
        return ""
    right = [word[0].upper() + word[1:] for word in words]
    return " ".join(right) if right != words else ""


def _is_one_word(written: str, member: Member) -> bool:
    """Whether a name of two words is written as one, with a hyphen."""
    if "-" not in written or " " in written or len(member.latin.split()) != 2:
        return False
    return letters(written) == letters(member.latin)


def _is_rare(written: str, member: Member) -> bool:
    """Whether an actor's given name is spelt as hardly anybody would, and the actor does not."""
    if member.kind != "actor" or has_hangul(member.name):
        return False
    if letters(parse_name(member.latin).given) in letters(written):
        return False
    shares = [spelt_share(written, given) for given in member.givens if len(given) > 1]
    return bool(shares) and 0.0 < max(shares) <= _RARELY


def _other_family(written: str, member: Member) -> str:
    """The family name of an actor, where what is written is mostly the spelling of another."""
    readings = parse_name(written).readings
    fitting = [r for r in readings if r.family in member.families and r.given in member.givens]
    if member.kind != "actor" or not fitting or " " not in written:
        return ""
    best, meant = readings[0], fitting[0]
    if not best.family or best.family == meant.family or best.given != meant.given:
        return ""
    right = parse_name(member.latin)
    return right.family if meant.cost - best.cost >= _STRAINED else ""
