"""Options that several commands share, and how their words are read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.errors import QueryError, StoreError
from jangmyeon.library import Library, Seen, Spot
from jangmyeon.places import library_above, remembered

LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library",
        "-L",
        envvar="JANGMYEON_LIBRARY",
        metavar="FOLDER",
        help="The folder of dramas, or its URL. Unless named: the library around the current "
        "folder, or the one indexed last.",
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="JANGMYEON_DATA",
        help="Where the library's data lies, if not in the folder's .jangmyeon.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SeenOption = Annotated[
    str | None,
    typer.Option(
        "--seen",
        metavar="EPISODE",
        help="The last episode you have seen (9, S2E3, none), for this once: nothing later shows.",
    ),
]
SpoilersOption = Annotated[
    bool, typer.Option("--spoilers", help="Hide nothing, however far you have seen.")
]

_EPISODE = re.compile(r"^(?:s(?P<s1>\d+)\s*e|(?P<s2>\d+)x|ep?\.?\s*)?(?P<number>\d+)화?$", re.I)
_TIME = re.compile(r"^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$")


def open_library(folder: str | None, data: Path | None) -> Library:
    """The library that a command is about.

    Raises:
        StoreError: none is named, and there is none to fall back on.
    """
    if folder is not None:
        return Library(folder, data)
    above = library_above(Path.cwd())
    if above is not None:
        return Library(above, data)
    last = remembered()
    if last is not None:
        return Library(last[0], data or last[1])
    raise StoreError(
        "there is no library yet", remedy="run jangmyeon index FOLDER first, or name one with -L"
    )


def episode_number(text: str) -> tuple[int, int]:
    """Season and number of an episode.

    >>> [episode_number(text) for text in ("16", "S02E05", "1x03", "9화")]
    [(1, 16), (2, 5), (1, 3), (1, 9)]
    """
    season, number = _read_episode(text, "16, S01E16 or 1x16")
    return season or 1, number


def last_seen(text: str | None) -> Seen:
    """The last episode seen: its number, with the season where that is told; none is 0.

    >>> [last_seen(text) for text in ("9", "S2E3", "none", None)]
    [9, (2, 3), 0, None]
    """
    if text is None:
        return None
    if text.strip().casefold() == "none":
        return 0
    season, number = _read_episode(text, "9, S2E3 or none")
    return number if season is None else (season, number)


def _read_episode(text: str, ways: str) -> tuple[int | None, int]:
    match = _EPISODE.match(text.strip())
    if match is None:
        raise QueryError("cannot read the episode", where=text, remedy=f"write {ways}")
    season = match["s1"] or match["s2"]
    return None if season is None else int(season), int(match["number"])


def spot(drama: str, episode: str, time: str) -> Spot:
    """A second of an episode, as the words of a command tell it."""
    season, number = episode_number(episode)
    return Spot(drama, season, number, seconds(time))


def seconds(text: str) -> float:
    """A time as seconds.

    >>> seconds("28:23.7"), seconds("1:02:03"), seconds("95")
    (1703.7, 3723.0, 95.0)
    """
    match = _TIME.match(text.strip())
    if match is None:
        raise QueryError("cannot read the time", where=text, remedy="write 28:23, 1:02:03 or 1703")
    hours, minutes, rest = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest)
