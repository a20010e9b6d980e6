"""Facts about dramas: the year and the broadcaster that a write-up tells beside a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources

from jangmyeon.writeups.checking_sheet import Entry, Sheet
from jangmyeon.writeups.checking_slips import Slip
from jangmyeon.writeups.checking_titles import TitleSpot

_AFTER = 40  # characters after a title, and before it, in which facts about it stand
_NEXT_YEAR = 0.7  # how sure a year is wrong that is the one after: many dramas end in it
_WRONG_YEAR = 0.9
_FAR = 2  # years from which on another work of the same title may be meant
_NETWORK = 0.85

_IN_BRACKETS = re.compile(r"[’'”\"»』》?!]*\s*[(\[]([^()\[\]]{2,30})[)\]]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DRAMA_OF = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:['’]s)?\s+(?:[\w-]+\s+){0,2}[‘'“\"«『《]?$")
_SEASON = re.compile(r"season|시즌|part\s?\d", re.IGNORECASE)


def wrong_facts(sheet: Sheet) -> Iterator[Slip]:
    """Years and networks that the .nfo files of the shelf contradict."""
    for entry in sheet.entries:
        spans = Counter(title.start for title in entry.titles)
        for title in entry.titles:
            if not title.wrong and spans[title.start] == 1:  # no remake is meant
                yield from _wrong_year(title, entry)
                yield from _wrong_network(title, entry)


def _wrong_year(title: TitleSpot, entry: Entry) -> Iterator[Slip]:
    text, drama = entry.block.text, title.drama
    found = _bracketed_year(text, title.end) or _leading_year(text, title.start)
    if found is None or drama.year is None:
        return
    start, year = found
    apart = abs(year - drama.year)
    one_word = len(drama.title.split()) == 1
    if not apart or (apart >= _FAR and one_word) or (year > drama.year + 1):
        return
    sure = _NEXT_YEAR if year == drama.year + 1 else _WRONG_YEAR
    message = f"{drama.title} first aired in {drama.year}, says its .nfo"
    yield Slip("year", entry.place, start, str(year), message, str(drama.year), sure)


def _bracketed_year(text: str, end: int) -> tuple[int, int] | None:
    """The year in the brackets after a title, and where it stands."""
    brackets = _IN_BRACKETS.match(text, end)
    if not brackets or _SEASON.search(brackets[1]):
        return None
    year = _YEAR.search(brackets[1])
    return (brackets.start(1) + year.start(), int(year[1])) if year else None


def _leading_year(text: str, start: int) -> tuple[int, int] | None:
    """The year before a title, as in *the 2019 drama*, and where it stands."""
    least = max(0, start - _AFTER)
    year = _DRAMA_OF.search(text[least:start])
    words = ("drama", "series", "show", "hit", "romance", "’s", "'s", "thriller")
    if year and any(word in year[0] for word in words):
        return least + year.start(1), int(year[1])
    return None


def _wrong_network(title: TitleSpot, entry: Entry) -> Iterator[Slip]:
    text, drama = entry.block.text, title.drama
    right = network(drama.network)
    if not right:
        return
    for start, written in _networks_beside(text, title):
        if network(written) != right:
            message = f"{drama.title} is by {drama.network}, says its .nfo"
            yield Slip("network", entry.place, start, written, message, drama.network, _NETWORK)


def _networks_beside(text: str, title: TitleSpot) -> Iterator[tuple[int, str]]:
    """Broadcasters that are told to show the drama of a title, and where they stand."""
    brackets = _IN_BRACKETS.match(text, title.end)
    if brackets:
        for found in _any_network().finditer(brackets[1]):
            yield brackets.start(1) + found.start(), found[0]
    least = max(0, title.start - _AFTER)
    owner = re.compile(
        rf"({_any_network().pattern})(?:['’]s|(?:\s+[\w-]+)?\s+(?:drama|series|show|드라마))"
        rf"\s*[‘'“\"«『《]?$",
        re.IGNORECASE,
    ).search(text[least : title.start])
    if owner:
        yield least + owner.start(1), owner[1]
    aired = re.compile(
        r"[’'”\"»』》]*,?\s+(?:which |that )?"
        r"(?:aired|airs|was broadcast|is broadcast|premiered) on "
        rf"({_any_network().pattern})",
        re.IGNORECASE,
    ).match(text, title.end)
    if aired:
        yield aired.start(1), aired[1]


def network(written: str) -> str:
    """The broadcaster that a text names, empty when it names none or is not known.

    >>> network("KBS2"), network("Netflix")
    ('KBS', '')
    """
    for name, pattern in _networks():
        if pattern.fullmatch(written.strip()):
            return name
    return ""


@cache
def _networks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files(__package__).joinpath("networks.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in rows)


@cache
def _any_network() -> re.Pattern[str]:
    joined = "|".join(pattern.pattern for _, pattern in _networks())
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)
