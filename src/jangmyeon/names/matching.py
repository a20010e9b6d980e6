"""Whether two spellings name one person, how surely, and why."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from jangmyeon.model import Why
from jangmyeon.names.korean import Reading
from jangmyeon.names.latin import fold
from jangmyeon.names.loans import same_sound
from jangmyeon.names.name import Name, parse_name

FARTHEST_SAME = 2.6
"""Two spellings name one person when reading them alike costs no more than this."""

STEEPNESS = 1.5
"""How fast the score falls with cost."""

GIVEN_ONLY = 0.2
"""Cost of a family name that only one of the two tells."""

SYLLABLE_ONLY = 0.5
"""The same for given names of one syllable, which say less."""

FOREIGN = 1.0
"""Cost of a first name that is all that one of two foreign names tells."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How well two spellings agree.

    ``score`` runs from 0 to 1; from 0.5 on they name one person. ``parts`` are the contributions
    that led to it, each with its reason in words; a weight is what the part costs (0 or less).
    """

    score: float
    parts: tuple[Why, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both name one person.

        >>> NameMatch(0.9).same, NameMatch(0.2).same
        (True, False)
        """
        return self.score >= 0.5


class Meeting(NamedTuple):
    """A reading of each of two names that are one person's, and what it costs to think so."""

    cost: float
    first: Reading
    second: Reading


def same_person(a: str, b: str) -> bool:
    """Whether two spellings name one person. Any text will do; empty texts name nobody.

    >>> same_person("Ri Jung-hyuk", "리정혁 씨"), same_person("정훈", "정현")
    (True, False)
    >>> same_person("세리", "Yoon Se-ri"), same_person("Captain Ri", "리정혁")
    (True, False)
    """
    return compare(parse_name(a), parse_name(b)) >= 0.5


def compare(a: Name, b: Name) -> float:
    """The score of ``match`` for two names taken apart, 0 when nothing speaks for one person."""
    meeting = meet(a, b)
    if meeting is not None and meeting.cost <= FOREIGN:
        return score(meeting.cost)
    likeness = other_likeness(a, b)
    if likeness is not None:
        return score(-likeness.weight)
    return score(meeting.cost) if meeting is not None else 0.0


def match(a: str, b: str) -> NameMatch:
    """How well two spellings agree, and why.

    >>> result = match("Captain Ri Jung-hyuk", "정혁 씨")
    >>> result.same, [part.part for part in result.parts]
    (True, ['given', 'family', 'title', 'title'])
    """
    first, second = parse_name(a), parse_name(b)
    meeting = meet(first, second)
    likeness = other_likeness(first, second)
    if likeness is not None and (meeting is None or meeting.cost > FOREIGN):
        return NameMatch(score(-likeness.weight), (likeness,))
    if meeting is not None:
        return NameMatch(score(meeting.cost), _reasons(first, second, meeting))
    return _no_match(first, second)


def score(cost: float) -> float:
    """The score of a cost: 0.98 for none, 0.5 at ``FARTHEST_SAME``."""
    return 1.0 / (1.0 + exp(STEEPNESS * (cost - FARTHEST_SAME)))


def meet(a: Name, b: Name) -> Meeting | None:
    """The cheapest pair of readings of two names that are one person's."""
    if a.by_given.keys().isdisjoint(b.by_given):
        return None
    best: Meeting | None = None
    for given in a.by_given.keys() & b.by_given.keys():
        for first in a.by_given[given]:
            for second in b.by_given[given]:
                cost = first.cost + second.cost
                if first.family != second.family:
                    if first.family and second.family:
                        continue
                    cost += GIVEN_ONLY if len(given) > 1 else SYLLABLE_ONLY
                elif a.sense != b.sense and (not given or (len(given) == 1 and not first.family)):
                    continue  # nothing but a title would tell them apart
                if best is None or cost < best.cost:
                    best = Meeting(cost, first, second)
    return best


def other_likeness(a: Name, b: Name) -> Why | None:
    """Likeness of names that are not Korean, or not known to be."""
    if a.script != b.script:
        return same_sound(a, b) if a.is_foreign or b.is_foreign else None
    if a.text == b.text:
        return Why("spelling", f"both are {a.text}", 0.0) if a.text.strip() else None
    if not a.words or not b.words:
        same = bool(a.text.strip()) and fold(a.text).casefold() == fold(b.text).casefold()
        return Why("spelling", "the same but for signs and capitals", 0.0) if same else None
    alike = a.folded == b.folded or sorted(a.folded) == sorted(b.folded)
    if alike and (a.sense == b.sense or not a.is_family_only):
        return Why("spelling", f"the same words: {' '.join(a.words)}", 0.0)
    if _is_first_name(a, b.folded) or _is_first_name(b, a.folded):
        return Why("given", "the first name of a foreign name", -FOREIGN)
    return None


def _is_first_name(whole: Name, word: tuple[str, ...]) -> bool:
    """Whether ``word`` is the first name within a foreign name of several words."""
    return (
        whole.is_foreign and len(word) == 1 and len(whole.words) > 1 and whole.folded[0] == word[0]
    )


def _reasons(a: Name, b: Name, meeting: Meeting) -> tuple[Why, ...]:
    cost, first, second = meeting
    spelt = 0.0 - (first.cost + second.cost)
    written = f"{a.given or a.text} and {b.given or b.text}"
    reasons = [Why("given", f"{written} may both be {first.given}", spelt)]
    if not first.given:
        reasons = [Why("family", f"both are {first.family}, with no given name", spelt)]
    elif first.family and first.family == second.family:
        reasons.append(Why("family", f"both are of the family {first.family}", 0.0))
    elif first.family or second.family:
        house = first.family or second.family
        reasons.append(Why("family", f"{house} is told by one of them only", -cost - spelt))
    for name, reading in ((a, first), (b, second)):
        if reading.way.startswith("family name last"):
            reasons.append(Why("order", f"{name.text}: the family name stands last", 0.0))
        if name.title:
            reasons.append(Why("title", f"{name.title} is a title", 0.0))
    return tuple(reasons)


def _no_match(a: Name, b: Name) -> NameMatch:
    """Say what keeps two names apart."""
    ours = {r.family for r in a.readings if r.family and r.cost <= FARTHEST_SAME}
    theirs = {r.family for r in b.readings if r.family and r.cost <= FARTHEST_SAME}
    lone = [name for name in (a, b) if name.is_family_only]
    if lone and ours & theirs:
        return NameMatch(0.3, (Why("family", f"{lone[0].text} tells the family only", -1.0),))
    shared = set(a.by_given) & set(b.by_given)
    if shared:
        detail = f"{min(shared)}, but of the families {a.family} and {b.family}"
        return NameMatch(0.05, (Why("family", detail, -FARTHEST_SAME),))
    detail = f"{a.given or a.text} and {b.given or b.text} are no spellings of one name"
    return NameMatch(0.0, (Why("given", detail, -FARTHEST_SAME),))
