"""Queries whose answer is known, and when an answer is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "ko"]

_LONGEST = 240.0  # seconds; an answer much longer than the scene is a haystack
_LONGER = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """A span of an episode that is said to answer a query; times in seconds."""

    drama: str
    season: int
    episode: int
    start: float
    end: float

    def overlap(self, other: Answer) -> float:
        """How many seconds two spans have in common."""
        if (self.drama, self.season, self.episode) != (other.drama, other.season, other.episode):
            return 0.0
        return max(min(self.end, other.end) - max(self.start, other.start), 0.0)


@dataclass(frozen=True, slots=True)
class Known:
    """A query in both languages, written independently, and the span that answers it."""

    en: str
    ko: str
    answer: Answer

    def words(self, language: Language) -> str:
        """The query in one of the languages."""
        return self.en if language == "en" else self.ko

    def is_answered_by(self, given: Answer) -> bool:
        """Whether an answer shows at least half of the shorter span, and is no haystack.

        >>> known = Known("a kiss", "키스", Answer("Signal", 1, 2, 100.0, 160.0))
        >>> known.is_answered_by(Answer("Signal", 1, 2, 60.0, 180.0))
        True
        >>> known.is_answered_by(Answer("Signal", 1, 2, 0.0, 1000.0))
        False
        """
        length, wanted = given.end - given.start, self.answer.end - self.answer.start
        if length > max(_LONGER * wanted, _LONGEST):
            return False
        shared = given.overlap(self.answer)
        return shared > 0 and shared >= 0.5 * min(length, wanted)

    def rank(self, given: list[Answer]) -> int:
        """At which place (from 1) the first right answer stands; 0 where there is none."""
        places = (place for place, each in enumerate(given, 1) if self.is_answered_by(each))
        return next(places, 0)


def read_known(folder: Path) -> list[Known]:
    """The queries of all ``*.queries.jsonl`` in a folder."""
    rows = (
        json.loads(row)
        for path in sorted(folder.glob("*.queries.jsonl"))
        for row in path.read_text("utf-8").splitlines()
        if row.strip()
    )
    known = [_known(row) for row in rows]
    if not known:
        raise SystemExit(f'no *.queries.jsonl in "{folder}": name a folder that has some (--gold)')
    return known


def _known(row: dict[str, Any]) -> Known:
    place = row["drama"], int(row["season"]), int(row["episode"])
    return Known(row["en"], row["ko"], Answer(*place, float(row["start"]), float(row["end"])))
