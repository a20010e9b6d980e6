"""What single lines of an article say about themselves: numbers, credits, bylines, dates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Meaning = Literal["comments", "form", "commenter", "credit", "aside"]

_LONGEST = 160  # characters; what is longer says something else
_NUMBER = re.compile(
    r"\s*(?:\#\s?(?P<hash>\d{1,3})(?!\d)"
    r"|(?:no\.?\s?|number\s|제\s?)?(?P<plain>\d{1,3})(?:\s?[.):\]](?!\d)|위(?!\w)|\s[-–—](?=\s)))",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-./년]\s?(?P<number>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s(?P<year>(?:19|20)\d\d)\b",
    )
)


def number_of(text: str) -> int:
    """The number with which a numbered heading or entry starts; 0 where there is none.

    >>> number_of("#3 The ferry turns back"), number_of("10. Fate"), number_of("2위. 고백")
    (3, 10, 2)
    >>> number_of("10 reasons to watch"), number_of("3.5 million watched")
    (0, 0)
    """
    found = _NUMBER.match(text)
    return int(found["hash"] or found["plain"]) if found else 0


def means(meaning: Meaning, text: str) -> bool:
    """Is this line of that meaning?

    >>> means("credit", "Photo credit: tvN"), means("comments", "12 Comments")
    (True, True)
    """
    line = text.strip()
    return 0 < len(line) <= _LONGEST and _pattern(meaning).fullmatch(line) is not None


def author_in(text: str) -> str:
    """The name in a byline; empty where the line is none.

    >>> author_in("Written by Moon Sae-byeok | May 3, 2024")
    'Moon Sae-byeok'
    """
    line = text.strip()
    if len(line) > _LONGEST:
        return ""
    for pattern in _bylines():
        found = pattern.fullmatch(line)
        if found and _is_name(found["name"]):
            return found["name"].strip()
    return ""


def date_in(text: str) -> str:
    """The first date in a line, as ISO 8601 has it; empty where there is none.

    >>> date_in("Published on 3 May 2024"), date_in("2024년 5월 3일"), date_in("13/13/2024")
    ('2024-05-03', '2024-05-03', '')
    """
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            month = parts.get("number") or _MONTHS.index(parts["month"].lower()) + 1
            try:
                return date(int(parts["year"]), int(month), int(parts["day"])).isoformat()
            except ValueError:  # the 31st of February
                continue
    return ""


def _is_name(text: str) -> bool:
    """A few words that start with capitals, or Korean ones."""
    words = text.split()
    return 0 < len(words) <= 5 and all(
        not word[0].islower() or word in {"of", "the", "de", "van", "von", "and"} for word in words
    )


@cache
def table(name: str) -> tuple[tuple[str, str], ...]:
    """The rows of a table of two columns that stands beside this module."""
    text = files("jangmyeon.writeups").joinpath(name).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((row[0], row[1]) for row in rows)


@cache
def _pattern(meaning: Meaning) -> re.Pattern[str]:
    patterns = [pattern for kind, pattern in table("conventions.tsv") if kind == meaning]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def _bylines() -> tuple[re.Pattern[str], ...]:
    rows = table("conventions.tsv")
    return tuple(re.compile(pattern, re.I) for kind, pattern in rows if kind == "byline")
