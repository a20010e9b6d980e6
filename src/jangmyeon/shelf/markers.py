"""Marks of season and episode in a name, in the forms that leave no doubt.

``S01E05`` and ``1x05`` are the standard forms of Jellyfin, Kodi and Plex, ``Name - 05`` is theirs
for absolute numbering; ``16화``, ``제16회`` and ``시즌 2`` are what Korean files bear.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from jangmyeon.shelf.vocabulary import folder_words

_APART = r"(?<![A-Za-z0-9])"
# A file of several episodes: S01E01E02, S01E01-E02, S01E01-02; but not S01E05-1080p.
_MORE = r"(?P<more>(?:[\s._]?[-+&~]?[\s._]?EP?\d{1,4}|[-~]\d{1,4}(?![\dpi]))*)"
_FULL = (
    re.compile(
        rf"{_APART}S(?P<s>\d{{1,4}})[\s._x-]*EP?[\s._]?(?P<e>\d{{1,4}})(?!\d){_MORE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_APART}(?P<s>\d{{1,2}})x(?P<e>\d{{2,3}})(?!\d)"
        r"(?P<more>(?:-?(?:\d{1,2})?x\d{2,3}(?!\d))*)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_APART}S(?P<s>\d{{1,2}})\s*-\s*(?P<e>\d{{2,3}})(?![\dpi])(?P<more>)", re.IGNORECASE
    ),
)
_EPISODE = (
    re.compile(
        r"(?:(?<![가-힣])제\s*)?(?<!\d)(?P<e>\d{1,4})(?P<more>(?:\s*[-~,]\s*\d{1,4})*)\s*[화회]"
        r"(?=$|[^가-힣]|최종|마지막|완|끝)"
    ),
    re.compile(
        rf"{_APART}(?:Episode|Epi?|E)[\s._-]{{0,2}}(?P<e>\d{{1,4}})(?!\d){_MORE}", re.IGNORECASE
    ),
    re.compile(r"(?<=[\s._])#(?P<e>\d{1,3})(?P<more>)(?=$|[\s._-])"),
)
_ABSOLUTE = re.compile(
    r"(?<=\S)\s+[-–]\s+(?P<e>\d{2,3})(?P<more>(?:-\d{2,3})?)(?:v\d)?(?=$|\s+[-–]\s|\s*[\[(])"
)
_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Season and episode numbers in a text, and where the mark stands (start, end).

    ``season`` is None where only an episode is told. ``last`` is the last episode of a range.
    """

    season: int | None
    number: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SeasonMark:
    """A season's number and where it is told (start, end)."""

    number: int
    start: int
    end: int


def find_mark(text: str, start: int = 0, *, absolute: bool = True) -> Mark | None:
    """The mark of the episode in ``text`` from ``start`` on, the fullest form first.

    ``absolute`` admits the form ``Name - 05``.

    >>> mark = find_mark("Some Drama S01E01-E02 1080p")
    >>> mark.season, mark.number, mark.last
    (1, 1, 2)
    >>> mark = find_mark("어떤 드라마 시즌 2 제16회")
    >>> mark.season, mark.number
    (2, 16)
    """
    for pattern in _FULL:
        if found := pattern.search(text, start):
            return _mark(found, int(found["s"]), found.start())
    for pattern in (*_EPISODE, _ABSOLUTE) if absolute else _EPISODE:
        if found := pattern.search(text, start):
            season = find_season(text[: found.start()], start)
            if season:
                return _mark(found, season.number, season.start)
            return _mark(found, None, found.start())
    return None


def _mark(found: re.Match[str], season: int | None, start: int) -> Mark:
    number = int(found["e"])
    others = [int(n) for n in re.findall(r"\d+(?![\dx])", found["more"])]
    in_range = bool(others) and 0 < others[-1] - number < _LONGEST_RANGE
    return Mark(season, number, others[-1] if in_range else number, start, found.end())


def find_season(text: str, start: int = 0) -> SeasonMark | None:
    """``Season 2``, ``시즌 2`` or ``S02`` in a text, the last one if there are several.

    >>> find_season("어떤 드라마 시즌 2").number
    2
    """
    found = list(_season_in_text().finditer(text, start))
    if not found:
        return None
    return SeasonMark(int(found[-1]["n"]), found[-1].start(), found[-1].end())


@functools.cache
def _season_in_text() -> re.Pattern[str]:
    words = "|".join(map(re.escape, folder_words().seasons))
    return re.compile(
        rf"{_APART}(?:(?:{words})[\s._]*|S)0*(?P<n>\d{{1,2}})(?![A-Za-z0-9])", re.IGNORECASE
    )
