"""A name as a write-up would write it: in its order, with its hyphens, by the spelling it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz.distance import OSA

from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_people import Member
from jangmyeon.writeups.checking_slips import letters, likely_readings

_PIECE = re.compile(r"[-‐‑\s]+")


def corrected(written: str, member: Member, used: Mapping[str, int]) -> str:
    """The right name in the way of a wrong one.

    Args:
        written: the wrong name.
        member: who is meant.
        used: how often the write-up uses which right spelling.

    >>> bin_ = Member("", "", "actor", "Hyun Bin", ("Hyun Bin",))
    >>> yang = Member("", "", "actor", "Yang Kyung-won", ("Yang Kyung-won",))
    >>> corrected("Hyun Bing", bin_, {}), corrected("Yang Kyun Won", yang, {})
    ('Hyun Bin', 'Yang Kyung Won')
    >>> corrected("Kyung-won Yan", yang, {}), corrected("Kyun-won", yang, {})
    ('Kyung-won Yang', 'Kyung-won')
    """
    if has_hangul(written):
        return _in_hangul(written, member)
    words = written.split()
    if not parse_name(member.latin).readings:
        return _foreign(written, member.latin)
    family, given = _usual_parts(member, used)
    if not _tells_family(written, family, given, member):
        return _like(given, words)
    if len(words) == 1:
        return f"{family} {given}".strip()
    family = family or words[0]
    if letters(words[-1])[:2] == letters(family)[:2] != letters(words[0])[:2]:
        return f"{_like(given, words[:-1])} {family}"
    return f"{family} {_like(given, words[1:])}".strip()


def _tells_family(written: str, family: str, given: str, member: Member) -> bool:
    """Whether what is written is a name in full, rather than a given name alone."""
    if not family:
        return len(written.split()) > 1 and bool(parse_name(written).family)
    for house, name in likely_readings(written):
        if house in member.families or (house and name in member.givens):
            return True
    word = letters(written)
    whole = min(OSA.distance(word, letters(both)) for both in (family + given, given + family))
    return whole < OSA.distance(word, letters(given))


def parts(written: str, member: Member) -> tuple[str, str]:
    """The family name, empty where it is not told, and the given name, as a text spells them.

    >>> han = Member("", "", "name", "Han Seo-jun", ("Han Seo-jun", "한서준"))
    >>> parts("Seo Jun", han), parts("Han Seo Jun", han), parts("Seo-jun Han", han)
    (('', 'Seo Jun'), ('Han', 'Seo Jun'), ('Han', 'Seo-jun'))
    """
    words = written.split()
    for reading in parse_name(written).readings:
        if reading.given not in member.givens:
            continue
        if not reading.family or len(words) == 1:
            return "", "" if reading.family else written
        if reading.way.startswith("family name last"):
            return words[-1], " ".join(words[:-1])
        return words[0], " ".join(words[1:])
    return "", ""


def _foreign(written: str, right: str) -> str:
    """As much of a foreign name as is written of it."""
    if len(written.split()) > 1:
        return right
    word = letters(written)
    return min(right.split(), key=lambda each: OSA.distance(word, letters(each)))


def _in_hangul(written: str, member: Member) -> str:
    whole = member.hangul or "".join(next(iter(likely_readings(member.name)), ()))
    return whole[-2:] if len(written) == 2 and len(whole) == 3 else whole


def _usual_parts(member: Member, used: Mapping[str, int]) -> tuple[str, str]:
    """Family and given name, in the spelling that the write-up uses most where it uses one."""
    shown = parse_name(member.latin)
    family, given = shown.family, shown.given or ("" if shown.family else member.latin)
    for spelt in sorted(used, key=lambda text: -used[text]):
        house, written = parts(spelt, member)
        if written and all(word[0].isupper() for word in spelt.split()):
            return house or family, written
    return family, given


def _like(given: str, words: list[str]) -> str:
    """A given name with its syllables set as those of ``words`` are."""
    pieces = [piece for piece in _PIECE.split(given) if piece]
    if len(pieces) < 2 or not words:
        return given
    if len(words) > 1:
        return " ".join(piece.capitalize() for piece in pieces)
    own = [piece for piece in _PIECE.split(words[0]) if piece]
    if len(own) < 2:
        return "".join(pieces).capitalize()
    rest = [p.capitalize() if own[1][0].isupper() else p.lower() for p in pieces[1:]]
    return "-".join([pieces[0].capitalize(), *rest])
