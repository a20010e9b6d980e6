"""One person spelt in two ways within a write-up, each of which would do alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jangmyeon.names.hangul import has_hangul
from jangmyeon.writeups.checking_people import Member
from jangmyeon.writeups.checking_sheet import Sheet
from jangmyeon.writeups.checking_slips import Slip, letters
from jangmyeon.writeups.checking_spots import Spot
from jangmyeon.writeups.checking_style import parts

_LETTERS = 0.85  # how sure it is that spellings with other letters should be one
_SIGNS = 0.6  # ... and those with other hyphens, spaces or capitals


def unlike(sheet: Sheet) -> Iterator[Slip]:
    """The first place where somebody is spelt otherwise than in most of the write-up.

    Family and given name are compared apart, since a write-up calls people by both and by one.
    """
    ways: dict[tuple[Member, str], dict[str, list[Spot]]] = defaultdict(dict)
    for spot in sheet.spots:
        if len(spot.members) == 1 and not has_hangul(spot.text):
            member = spot.members[0]
            for part, written in zip(("family", "given"), parts(spot.text, member), strict=True):
                if written and written[0].isupper():
                    ways[member, part].setdefault(written, []).append(spot)
    for (member, _), spelt in ways.items():
        if len(spelt) > 1:
            yield from _unlike(member, spelt)


def _unlike(member: Member, spelt: dict[str, list[Spot]]) -> Iterator[Slip]:
    order = list(spelt)
    listed = letters(member.latin)

    def weight(written: str) -> tuple[bool, int, bool, int]:
        is_listed = letters(written) in listed
        settles = is_listed and member.kind == "actor"  # who has chosen a spelling
        return settles, len(spelt[written]), is_listed, -order.index(written)

    usual = max(spelt, key=weight)
    total = sum(len(places) for places in spelt.values())
    for written, places in spelt.items():
        if written == usual:
            continue
        spot = places[0]
        sure = _SIGNS if letters(written) == letters(usual) else _LETTERS
        message = f"{member.latin} is spelt {usual} in {len(spelt[usual])} of {total} places"
        right = spot.text.replace(written, usual)
        yield Slip("spelling", spot.block, spot.start, spot.text, message, right, sure)
