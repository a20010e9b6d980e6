"""What a scan of the shelf finds: files, what their names tell, episodes, the shelf as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jangmyeon.model import Drama, Episode, Skipped, Track

Trust = Literal["plain", "weak", "faint"]

RULES = 1
"""Raised whenever the naming rules change: identities kept from other rules are worth nothing."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file as the walk met it: enough to tell whether it has changed since.

    ``path`` is relative to the shelf, with forward slashes; ``size`` is in bytes, ``mtime_ns`` in
    nanoseconds since 1970, or -1 where that is not told. ``version`` marks the content of a file of
    a remote shelf: while it is the same, so is the file. It is empty where the store tells none.
    """

    path: str
    size: int
    mtime_ns: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file's path tells: which episode it is of and, for captions, which track.

    It depends on nothing but the path, so that a caller may keep it and hand it back to the next
    ``scan``. Every field is a plain value, fit for a column of a table.

    ``number`` is None where the name does not tell an episode. ``last`` is the last episode of a
    file that holds several (``S01E01-E02``), otherwise the same as ``number``. ``title`` and
    ``year`` are those that the file's own name gives, not those of its folder. ``trust`` says how
    the number was told: ``plain`` by a form that leaves no doubt (``S01E05``, ``16화``), ``weak``
    by a bare number, ``faint`` by a bare digit that only counts in the company of others.
    ``part`` is 2 for the second part of a split episode or film, 0 for a whole one.
    """

    season: int = 1
    number: int | None = None
    last: int | None = None
    title: str = ""
    year: int | None = None
    episode_title: str = ""
    language: str = "und"
    sdh: bool = False
    forced: bool = False
    part: int = 0
    trust: Trust = "plain"


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """One episode with its caption tracks.

    ``files`` are the stamps of its caption files and videos: while they stay the same, so does what
    can be read from them. ``video`` is the path of its video, empty where there is none. A video's
    own text streams are not among ``tracks``: ask ``jangmyeon.captions`` for them.
    """

    episode: Episode
    tracks: tuple[Track, ...]
    files: tuple[FileStamp, ...]
    video: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a folder holds.

    ``dramas`` are sorted by id, ``episodes`` by drama id, season and number. ``skipped`` are files
    and folders that could not be used, ``notices`` what was read with a doubt. ``identities`` tell
    what each path said, those of skipped files too: pass all of them to the next ``scan`` as
    ``known``.
    """

    dramas: tuple[Drama, ...] = ()
    episodes: tuple[EpisodeFiles, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[Skipped, ...] = ()
    identities: Mapping[str, Identity] = field(default_factory=dict)
