"""What the folders around a file tell: its drama, its season, whether it is to be left out."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from jangmyeon.shelf.markers import Mark, find_mark, find_season
from jangmyeon.shelf.titles import read_title, title_key
from jangmyeon.shelf.vocabulary import folder_words

_NUMBERED_SEASON = re.compile(r"^(?:제\s*)?0*(?P<n>\d{1,2})\s*시즌$")


@dataclass(frozen=True, slots=True)
class Folder:
    """What one folder's name says it is.

    A ``season`` folder holds one season and bears no title; a ``subtitles`` folder holds tracks of
    the videos beside it; any other is a ``title`` folder, which may tell a season
    (``Some Drama S02``) or one episode (``Some.Drama.S01E05.1080p-GROUP``) as well.
    """

    kind: Literal["season", "subtitles", "title"]
    title: str = ""
    year: int | None = None
    dated: bool = False
    season: int | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies, as far as the names of its folders tell.

    ``folder`` is the path of the drama's folder, relative to the shelf ("" is the shelf itself),
    with the ``title`` and ``year`` its name gives. ``own`` says that the folder is marked as one
    drama's: it is dated, has season folders or tells a season. ``mark`` is that of a folder made
    for one episode. ``beside`` is the path of the folder whose videos a ``Subs`` folder serves,
    None elsewhere.
    """

    folder: str
    title: str = ""
    year: int | None = None
    own: bool = False
    season: int | None = None
    mark: Mark | None = None
    beside: str | None = None


def is_left_out(name: str) -> bool:
    """Whether a folder is hidden, a server's own, or holds extras."""
    low = name.casefold()
    return low.startswith(".") or low in folder_words().machine or low in folder_words().extras


def is_extra(stem: str) -> bool:
    """Whether a file's name (without extension) marks it as a trailer, sample or other extra."""
    low, words = stem.casefold(), folder_words()
    return low in words.extra_names or low.endswith(words.extra_endings)


@functools.lru_cache(maxsize=8192)
def read_folder(name: str, *, numbered: bool = False) -> Folder:
    """Read one folder's name. ``numbered`` folders of bare digits are seasons, as in Jellyfin.

    >>> read_folder("Season 01").season, read_folder("시즌 2").season
    (1, 2)
    >>> read_folder("Some Drama (2020) S02").season
    2
    """
    name = unicodedata.normalize("NFC", name)
    low = name.casefold().strip()
    if low in folder_words().subtitles:
        return Folder("subtitles")
    if low in folder_words().specials:
        return Folder("season", season=0)
    if found := _NUMBERED_SEASON.match(low):
        return Folder("season", season=int(found["n"]))
    if numbered and low.isdecimal() and len(low) <= 2:
        return Folder("season", season=int(low))
    if found := _season_folder().match(low):
        return Folder("season", season=int(found["n"]))
    mark = find_mark(name, absolute=False)
    season = None if mark else find_season(name)
    told = mark or season
    head = read_title(name[: told.start] if told else name)
    return Folder(
        kind="title",
        title=head.title,
        year=head.year,
        dated=head.dated,
        season=mark.season if mark else season.number if season else None,
        mark=mark if mark and mark.number == mark.last else None,
    )


@functools.cache
def _season_folder() -> re.Pattern[str]:
    words = "|".join(map(re.escape, folder_words().seasons))
    return re.compile(rf"^(?:(?:{words})[\s._-]*|s)0*(?P<n>\d{{1,4}})(?:\s*[-–(\[].*)?$")


@functools.lru_cache(maxsize=8192)
def place_of(folder: str, above: tuple[str, ...]) -> Place:
    """Read the folders around a file from the innermost out, up to the drama's own.

    Args:
        folder: the file's folder, relative to the shelf, with forward slashes; "" is the shelf.
        above: the names of the folder around the shelf and of the shelf's own, in that order.

    >>> place = place_of("Some Drama (2020)/Season 02", ("home", "Dramas"))
    >>> place.folder, place.title, place.year, place.season
    ('Some Drama (2020)', 'Some Drama', 2020, 2)

    """
    parts = (*above, *folder.split("/")) if folder else above
    season: int | None = None
    mark: Mark | None = None
    beside: str | None = None
    seasoned, depth, outer = False, len(parts), len(above)
    while depth:
        here = read_folder(parts[depth - 1], numbered=depth > outer + 1)
        around = read_folder(parts[depth - 2]) if depth > 1 else None
        if here.kind == "subtitles" and depth > outer:
            beside = "/".join(parts[outer : depth - 1])
        elif here.kind == "season":
            season, seasoned = here.season if season is None else season, True
        else:
            of_tracks = depth > outer + 1 and around is not None and around.kind == "subtitles"
            if of_tracks or here.season is not None or not here.title:
                mark = mark or here.mark
            season = here.season if season is None else season
            if not of_tracks and not _continues(here, around):
                break
        depth -= 1
    folder = "/".join(parts[outer:depth])
    if not depth:
        return Place(folder, season=season, mark=mark, beside=beside)
    own = here.dated or seasoned or here.season is not None
    return Place(folder, here.title, here.year, own, season, mark, beside)


def _continues(here: Folder, around: Folder | None) -> bool:
    """Whether a folder of one season or episode lies within the folder of the very same drama."""
    if around is None or (here.mark is None and here.season is None):
        return False
    return not here.title or title_key(here.title) == title_key(around.title)
