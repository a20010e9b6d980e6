"""Where a shelf's files come from: a folder of this machine, or a URL that fsspec can read.

The rest of the program asks a ``Source`` and need not know which. A folder is read by the standard
library; ``remote`` is only loaded where a URL is named.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from jangmyeon.errors import ShelfError
from jangmyeon.shelf.walk import Walk, walk

_URL = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)


class Reach(IntEnum):
    """From how far files can be read, and how far away they are wanted."""

    PROCESS = 0
    MACHINE = 1
    ANYWHERE = 2


@dataclass(frozen=True, slots=True)
class Url:
    """The address of a shelf, as fsspec writes it. ``/`` names a file on it.

    >>> str(Url("s3://mine/dramas") / "Drama/a.srt"), str(Url("zip://::all.zip") / "a.srt")
    ('s3://mine/dramas/Drama/a.srt', 'zip://a.srt::all.zip')
    """

    text: str

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, path: str) -> Url:
        first, chain, rest = self.text.partition("::")
        slash = "" if first.endswith("://") else "/"
        return Url(f"{first if not slash else first.rstrip('/')}{slash}{path}{chain}{rest}")

    @property
    def name(self) -> str:
        """The last part of it that names something.

        >>> Url("s3://mine/dramas/").name, Url("zip://::https://example.org/all.zip").name
        ('dramas', 'all.zip')
        """
        parts = [part for part in re.split(r"[/:]+", self.text.partition("?")[0]) if part]
        return parts[-1]


ShelfPlace: TypeAlias = Path | Url
"""Where a shelf lies."""


def place_of_shelf(named: str | Path | Url) -> ShelfPlace:
    """The folder or the URL that a user names.

    >>> place_of_shelf("s3://mine/dramas"), str(place_of_shelf("file:///media/My%20Dramas"))
    (Url(text='s3://mine/dramas'), '/media/My Dramas')
    """
    if isinstance(named, Url):
        return named
    text = str(named)
    if text.lower().startswith("file://") and "::" not in text:
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(text).path))
    return (
        Url(text) if _URL.match(text) and not isinstance(named, Path) else Path(text).expanduser()
    )


class Source(Protocol):
    """A shelf's files. Paths are relative to the shelf, with forward slashes."""

    @property
    def reach(self) -> Reach:
        """From how far its files can be read."""

    @property
    def above(self) -> tuple[str, ...]:
        """The names of the folder around the shelf and of the shelf's own, where they have any."""

    def walk(self) -> Walk:
        """Every file of use.

        Raises:
            ShelfError: the shelf is not there, cannot be read or is marked to be left out.
        """

    def read(self, path: str) -> bytes:
        """A whole file.

        Raises:
            OSError: it cannot be read; ``strerror`` says why.
        """

    def read_each(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Whole files, small and many, each with its path; or why one cannot be read."""

    def video(self, path: str) -> Path | None:
        """Where a video can be opened as a file of this machine, None where it cannot."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of this machine."""

    root: Path
    reach: Reach = Reach.MACHINE

    @property
    def above(self) -> tuple[str, ...]:
        """The last two parts of its path."""
        return self.root.parts[-2:]

    def walk(self) -> Walk:
        """See ``Source``."""
        if not self.root.exists():
            raise ShelfError(
                "there is no such folder",
                where=str(self.root),
                remedy="check the path or create it",
            )
        if not self.root.is_dir():
            raise ShelfError(
                "that is a file, not a folder",
                where=str(self.root),
                remedy=f'give the folder that holds it: "{self.root.parent}"',
            )
        return walk(self.root)

    def read(self, path: str) -> bytes:
        """See ``Source``."""
        return (self.root / path).read_bytes()

    def read_each(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """See ``Source``."""
        for path in paths:
            try:
                yield path, self.read(path)
            except OSError as error:
                yield path, error

    def video(self, path: str) -> Path:
        """See ``Source``."""
        return self.root / path


@functools.lru_cache(maxsize=8)
def open_shelf(place: ShelfPlace) -> Source:
    """The files of a shelf.

    Raises:
        ShelfError: it is a URL of a kind that cannot be read here.
    """
    if isinstance(place, Url):
        from jangmyeon.shelf.remote import open_remote

        return open_remote(place)
    return FolderSource(Path(os.path.abspath(place)))  # noqa: PTH100  resolve() renames links
