"""Captions that nobody says: the credits of those who made them, and titles of the drama."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import cast

from jangmyeon.model import Caption, LineKind

_LONGEST = 500
"""Signs. No credit is longer, and a pattern could search a broken file's megabytes for hours."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: LineKind
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


def unsaid(captions: Sequence[Caption]) -> dict[int, LineKind]:
    """Which captions of a track are not speech by their words alone: place in the track -> kind.

    >>> unsaid([Caption(0, 1, "가자"), Caption(2, 3, "자막: 아무개"), Caption(4, 5, "제 8 화")])
    {1: 'credit', 2: 'screen'}
    """
    texts = [caption.text.lower() for caption in captions]
    whole = "\n".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: dict[int, LineKind] = {}
    for rule in _rules():
        for place in _triggered(whole, starts, rule.triggers):
            if len(texts[place]) > _LONGEST:
                continue
            # The first rule that fits holds: in the table, credits come before titles.
            if place not in found and rule.pattern.search(texts[place].replace("\n", " ")):
                found[place] = rule.kind
    return dict(sorted(found.items()))


def _triggered(whole: str, starts: Sequence[int], triggers: Sequence[str]) -> Iterator[int]:
    """The places of captions in which a trigger occurs."""
    for trigger in triggers:
        at = whole.find(trigger)
        while at >= 0:
            following = bisect_right(starts, at)
            yield following - 1
            at = whole.find(trigger, starts[following])


@cache
def _rules() -> tuple[_Rule, ...]:
    table = files("jangmyeon.captions").joinpath("unsaid.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(
        _Rule(cast("LineKind", kind), tuple(triggers.split("|")), re.compile(pattern))
        for kind, triggers, pattern in rows
    )
