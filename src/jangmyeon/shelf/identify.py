"""What a file's path tells of it: the one place where names are turned into episodes and tracks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath

from jangmyeon.shelf.folders import Place, place_of
from jangmyeon.shelf.found import Identity
from jangmyeon.shelf.guess import guess
from jangmyeon.shelf.markers import Mark, find_mark, find_season
from jangmyeon.shelf.titles import after_title, read_title, release_word, tidy_title
from jangmyeon.shelf.tracknames import TrackName, read_track_name

# Plex and Jellyfin: cd1, disc1, dvd1, part1, pt1 at the end of a name.
_PART = re.compile(r"(?<=[^\W_])[\s._-]+(?:cd|dis[ck]|dvd|part|pt)[\s._-]?(?P<n>[1-9])$", re.I)
_STREAM = re.compile(r"^\d{1,2}_")
_NUMBER_ONLY = re.compile(
    r"^[\W_]*(?P<e>\d{1,2}|0\d{2})(?:[-~](?P<l>\d{1,2}))?(?:v\d)?[\s\])]*"
    r"(?P<title>$|\s*[-–.]\s+\S.*)"
)
_LONE_DIGIT = re.compile(r"^(?P<title>.*[^\W\d_].*?)[\s._-]+(?P<e>[1-9])$")
_HALF = re.compile(r"(?<!\d)\d{1,3}\.\d$")
_BROADCAST_DATE = re.compile(r"(?<!\d)(?:20)?\d{2}[01]\d[0-3]\d(?!\d)")
_YEAR_IN_BRACKETS = re.compile(r"^\W*[(\[](?:19|20)\d\d[)\]]")
_NO_TITLE = re.compile(r"[\[({（【].*$|(?<![^\W_])(?:END|FINAL)(?![^\W_])")
_EDGES = " ._-"
_SEQUEL = re.compile(r"[\W_]*([2-9])[\W_]*")


def identify(path: str, above: tuple[str, ...] = ()) -> Identity:
    """What the path of a caption file or video tells.

    Args:
        path: relative to the shelf, with forward slashes.
        above: the names of the folder around the shelf and of the shelf's own, in that order.

    >>> told = identify("Some Drama (2020)/Season 02/Some Drama S02E05.ko.sdh.xml")
    >>> told.season, told.number, told.language, told.sdh
    (2, 5, 'ko', True)
    >>> identify("어떤 드라마/어떤 드라마 16화.smi").number
    16

    """
    file = PurePosixPath(unicodedata.normalize("NFC", path))
    parent = file.parent.as_posix()
    place = place_of("" if parent == "." else parent, above)
    track = _track(file.stem)
    part = _PART.search(track.rest)
    name = track.rest[: part.start()] if part else track.rest
    told = _by_mark(name, place)
    if told is None and place.mark is not None:
        told = _numbered(place.mark, place)
    if told is None:
        told = _by_number(name, place) if name else Identity()
    return replace(
        told,
        language=track.language,
        sdh=track.sdh,
        forced=track.forced,
        part=int(part["n"]) if part else 0,
    )


def _track(stem: str) -> TrackName:
    """The track words of a name. ``2_Korean`` is a stream's number and language, and no more."""
    if found := _STREAM.match(stem):
        track = read_track_name(stem[found.end() :])
        if not track.rest:
            return track
    return read_track_name(stem)


def _by_mark(name: str, place: Place) -> Identity | None:
    """A name with a mark of its own. guessit need not be asked: the mark is the standard form."""
    start = after_title(name, place.title)
    mark = find_mark(name, start) or (find_mark(name) if start else None)
    if mark is None:
        return None
    told = _numbered(mark, place)
    if start and mark.season is None and place.season is None:
        # "Some Drama 2 E05" in the folder of "Some Drama": the sequel is its second season.
        sequel = _SEQUEL.fullmatch(name[start : mark.start])
        told = replace(told, season=int(sequel[1]), trust="weak") if sequel else told
    head = read_title(name[: mark.start])
    return replace(
        told, title=head.title, year=head.year, episode_title=_episode_title(name[mark.end :])
    )


def _numbered(mark: Mark, place: Place) -> Identity:
    season = mark.season if mark.season is not None else _season(place)
    return Identity(season=season, number=mark.number, last=mark.last)


def _season(place: Place) -> int:
    return 1 if place.season is None else place.season


def _by_number(name: str, place: Place) -> Identity:
    """A name without a mark: a bare number after the folder's title, or guessit's reading."""
    start = after_title(name, place.title)
    rest, season = _YEAR_IN_BRACKETS.sub("", name[start:]), _season(place)
    if told := find_season(rest):
        season, rest = told.number, f"{rest[: told.start]} {rest[told.end :]}"
    if found := _NUMBER_ONLY.match(rest):
        first, last = int(found["e"]), int(found["l"] or found["e"])
        return Identity(season, first, last, episode_title=_episode_title(found["title"]))
    head = read_title(name)
    if head.dated or not re.search(r"\w", rest):  # a film: "Some Film 2 (2018)"
        return Identity(title=head.title, year=head.year)
    return _guessed(name[:start] + rest, start, season)


def _guessed(name: str, title_end: int, season: int) -> Identity:
    if _HALF.search(name):  # "Some Drama 12.5": neither episode 12 nor episode 5
        return Identity(title=read_title(name).title)
    if found := _LONE_DIGIT.match(name):
        number = int(found["e"])
        return Identity(season, number, number, tidy_title(found["title"]), trust="faint")
    told = guess(_BROADCAST_DATE.sub(" ", name), title_end)
    if told.number is None:
        head = read_title(name)
        return Identity(title=told.title or head.title, year=told.year or head.year)
    # Of a drama, a bare year may be the title's: let the rule of titles decide.
    head = read_title(f"{told.title} {told.year or ''}")
    return Identity(season, told.number, told.last, head.title, head.year, trust="weak")


def _episode_title(tail: str) -> str:
    """The title between the mark and the release words, if there is any.

    >>> _episode_title(" - The Promise [1080p]"), _episode_title(".END.200216.720p-GROUP")
    ('The Promise', '')
    """
    if found := release_word().search(tail):
        tail = tail[: found.start()]
    tail = _NO_TITLE.sub("", _BROADCAST_DATE.sub("", tail))
    if re.match(r"^-\S+$", tail):  # the group of a bare release name, S01E05-GROUP
        return ""
    title = tidy_title(read_track_name(tail.rstrip(_EDGES)).rest)
    return title if any(c.isalpha() for c in title) else ""
