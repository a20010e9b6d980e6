"""Who plays whom, as a write-up tells it: *Yoon Se-ri (Son Ye-jin)*, *Hyun Bin as Ri Jung-hyuk*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal, NamedTuple

from jangmyeon.writeups.checking_spots import Spot

_FARTHEST = 60  # characters between the two names

Side = Literal["first", "second", "any"]


@dataclass(frozen=True, slots=True)
class Casting:
    """Two names of which the text says that one plays the other.

    ``actor`` tells which of them is the actor, ``any`` where only the cast list can.
    """

    first: Spot
    second: Spot
    actor: Side


class _Pattern(NamedTuple):
    actor: Side
    between: re.Pattern[str]
    after: re.Pattern[str] | None


def castings(text: str, spots: Sequence[Spot]) -> Iterator[Casting]:
    """The castings that a block's text tells, given the names in it."""
    for first, second in pairwise(spots):
        between = text[first.end : second.start]
        if len(between) > _FARTHEST:
            continue
        rest = text[second.end : second.end + 12]
        for pattern in _patterns():
            if pattern.between.fullmatch(between) and (
                pattern.after is None or pattern.after.match(rest)
            ):
                yield Casting(first, second, pattern.actor)
                break


@cache
def _patterns() -> tuple[_Pattern, ...]:
    text = resources.files(__package__).joinpath("castings.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        _Pattern(_side(actor), re.compile(between), re.compile(after) if after else None)
        for actor, between, after in rows
    )


def _side(written: str) -> Side:
    match written:
        case "first" | "second":
            return written
        case _:
            return "any"
