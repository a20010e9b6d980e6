"""Names of people and actors that are misspelt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from jangmyeon.names.hangul import has_hangul
from jangmyeon.writeups.checking_odds import Odds, is_slip
from jangmyeon.writeups.checking_people import Member
from jangmyeon.writeups.checking_sheet import Reference, Sheet
from jangmyeon.writeups.checking_slips import Slip, letters
from jangmyeon.writeups.checking_spots import Spot
from jangmyeon.writeups.checking_style import corrected

REPORTED = 0.75
"""Names that are misspelt with less certainty than this are left alone."""

_EXTRA = 8.0  # names that a write-up might have mentioned besides those it does
_OFTEN = 3  # times that a name stands in a write-up from which on it is hardly a slip


class Usage:
    """How often a write-up names whom, and by which spelling."""

    def __init__(self, sheet: Sheet) -> None:
        self.written = Counter(spot.text for spot in sheet.spots)
        self.members = Counter(m for spot in sheet.spots for m in set(spot.members[:1]))
        unknown = sum(not spot.members and len(spot.words) > 1 for spot in sheet.spots)
        self.names = frozenset(letters(member.name) for member in self.members)
        self.strangers = (unknown + 1.0) / (len(sheet.spots) + _EXTRA)
        self.spellings: dict[Member, Counter[str]] = {}
        for spot in sheet.spots:
            if len(spot.members) == 1:
                self.spellings.setdefault(spot.members[0], Counter())[spot.text] += 1

    def share(self, member: Member) -> float:
        """The share of the write-up's names that are somebody's."""
        return (self.members[member] + 0.5 * member.weight) / (self.members.total() + _EXTRA)

    def odds(self, member: Member) -> Odds:
        """What is to be expected of a name before it is looked at."""
        return Odds(self.share(member), self.strangers)

    def is_settled(self, spot: Spot, member: Member) -> bool:
        """Whether a name stands so often beside the one it is near to that both must be meant."""
        return self.written[spot.text] >= _OFTEN and self.members[member] > 0


def misspelt(
    sheet: Sheet, reference: Reference, usage: Usage, told: Collection[Spot]
) -> Iterator[Slip]:
    """Names that nobody bears but that are a slip away from somebody's.

    Args:
        told: spots that castings speak of, which are judged there.
    """
    for spot in sheet.spots:
        if spot in told or spot.members or not spot.near or has_hangul(spot.text):
            continue  # a Korean word is easily a slip away from a name: 이상한, 이상현
        found = _misspelt(spot, usage, reference)
        if found:
            yield found


def _misspelt(spot: Spot, usage: Usage, reference: Reference) -> Slip | None:
    if reference.homes(spot.text) or _is_elsewhere(spot, usage):
        return None
    member, sure = likeliest(spot, usage)
    if usage.is_settled(spot, member):
        sure /= 1.0 + 9.0 * (1.0 - sure)
    if sure < REPORTED:
        return None
    return slip(spot, member, sure, usage)


def likeliest(spot: Spot, usage: Usage, *, told: bool = False) -> tuple[Member, float]:
    """Whose name a spot most likely misspells, and how sure that is."""
    judged = [
        (is_slip(cost, spot.text, member, usage.odds(member), told=told), member)
        for member, cost in spot.near
    ]
    sure, member = max(judged, key=lambda item: item[0])
    return member, sure


def slip(spot: Spot, member: Member, sure: float, usage: Usage, told: str = "") -> Slip:
    """The finding that a spot misspells somebody's name; ``told`` says how that is known."""
    right = corrected(spot.text, member, usage.spellings.get(member, Counter()))
    nearest = f"nobody in {member.title} is called so; the nearest is {member.introduced}"
    return Slip(
        member.kind, spot.block, spot.start, spot.text, told or nearest, right, _rounded(sure)
    )


def _rounded(sure: float) -> float:
    """Two digits; nothing that is only likely is ever wholly sure."""
    return min(round(sure, 2), 0.99)


def _is_elsewhere(spot: Spot, usage: Usage) -> bool:
    """Whether the write-up names somebody of another drama so."""
    return letters(spot.text) in usage.names
