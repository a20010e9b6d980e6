"""A library's folder and data, opened when they are needed and closed when they are not."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from jangmyeon.errors import QueryError
from jangmyeon.library.sight import Sight
from jangmyeon.places import data_folder
from jangmyeon.shelf import ShelfPlace, place_of_shelf
from jangmyeon.store import FILE_NAME as LIBRARY_FILE
from jangmyeon.store import Horizon, Mark, airing
from jangmyeon.store.yours import OwnFile, Yours
from jangmyeon.store.yours.opening import FILE_NAME as OWN_FILE

_MOST_SIGHTS = 4  # kept open at once
_FILES = tuple(f"{name}{log}" for name in (LIBRARY_FILE, OWN_FILE) for log in ("", "-wal"))
_INSTANT = 2_000_000_000  # nanoseconds; the times of files are coarser than their changes

Seen: TypeAlias = int | Mark | None
"""The last episode seen: its number, or season and number; 0 when nothing was."""


class Base:
    """Where a library lies, what is open of it, and how much of it may be seen.

    Every answer is read through ``_sight``, which hides what lies beyond the spoiler horizon.
    """

    def __init__(self, folder: str | ShelfPlace, data: str | Path | None = None) -> None:
        self.folder = place_of_shelf(folder)
        self.data = data_folder(self.folder) if data is None else Path(data).expanduser()
        self._sights: OrderedDict[Horizon, Sight] = OrderedDict()
        self._own = OwnFile(self.data)
        self._is_of: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the databases. The library opens again by itself when it is used again."""
        for sight in self._sights.values():
            sight.close()
        self._sights.clear()
        self._own.close()

    @property
    def state(self) -> str | None:
        """Differs whenever answers may: the episodes, or what is the viewer's own, have changed.

        None in the instant after a change, when a second one could still look the same.
        """
        told: list[tuple[int, int, int]] = []
        for name in _FILES:
            try:
                status = os.stat(f"{self.data}/{name}")  # noqa: PTH116  asked for each answer
            except OSError:
                continue
            if status.st_size:  # readers leave empty logs
                told.append((status.st_ino, status.st_mtime_ns, status.st_size))
        newest = max((changed for _, changed, _ in told), default=0)
        return None if time.time_ns() - newest < _INSTANT else repr(told)

    @contextmanager
    def _sight(
        self, seen: Seen = None, spoilers: bool = False, drama: str | None = None
    ) -> Iterator[Sight]:
        """What may be seen of the library; all that is read within is of one moment.

        Args:
            seen: the last episode seen of the drama, in place of what is remembered.
            spoilers: hide nothing.
            drama: the drama that is asked about; where there is none, ``seen`` holds for each, but
                for those of which less was seen.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: ``seen`` is no episode.
        """
        horizon = Horizon() if spoilers else self._horizon(seen, drama)
        sight = self._opened(horizon)
        with sight.reader.snapshot():
            yield sight

    def _horizon(self, seen: Seen, drama: str | None) -> Horizon:
        horizon = self._yours().remembered() if self._own.is_kept else Horizon()
        if seen is None:
            return horizon
        whole = self._opened(Horizon())
        with whole.reader.snapshot():
            if drama is not None:
                drama_id = whole.title(drama).id
                return horizon.having(drama_id, self._mark(whole, horizon, drama_id, seen))
            told = {
                each.id: self._mark(whole, horizon, each.id, seen) for each in whole.reader.titles()
            }
        return Horizon.of(
            (each, min(mark, horizon.mark(each) or mark, key=airing)) for each, mark in told.items()
        )

    @staticmethod
    def _mark(whole: Sight, horizon: Horizon, drama_id: str, seen: int | Mark) -> Mark:
        """The episode that ``seen`` means: of the season that was touched last, else the first."""
        if isinstance(seen, int):
            touched = horizon.mark(drama_id)
            season = touched[0] if touched else whole.first_season(drama_id)
        else:
            season, seen = seen
        if season < 0 or seen < 0:
            raise QueryError("no episode has the number", where=f"{min(season, seen)}")
        return season, seen

    def _opened(self, horizon: Horizon) -> Sight:
        file = _number(self.data / LIBRARY_FILE)
        if file != self._is_of:  # it was deleted and built anew
            self.close()
            self._is_of = file
        sight = self._sights.get(horizon)
        if sight is None:
            sight = self._sights[horizon] = Sight(self.data, horizon)
            if len(self._sights) > _MOST_SIGHTS:
                self._sights.popitem(last=False)[1].close()
        self._sights.move_to_end(horizon)
        return sight

    def _yours(self, *, create: bool = False) -> Yours:
        """What is the viewer's own, all of it: for writing, and for the horizon itself."""
        return self._own.yours(create=create)


def _number(path: Path) -> int | None:
    """What tells a file from another that takes its place."""
    try:
        return path.stat().st_ino
    except OSError:
        return None
