"""The file of what is a viewer's own, opened when it is used."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.store.horizon import Horizon
from jangmyeon.store.yours.exchange import Exchanger
from jangmyeon.store.yours.marks import MarkKeeper
from jangmyeon.store.yours.opening import FILE_NAME, open_yours
from jangmyeon.store.yours.seen import SeenKeeper
from jangmyeon.store.yours.writeups import WriteupKeeper

_AN_HOUR = 3600.0  # seconds, after which what is held open for long is copied too


class Yours(SeenKeeper, MarkKeeper, WriteupKeeper, Exchanger):
    """All that is a viewer's own, through one connection."""


class OwnFile:
    """Where a viewer's own is kept; opened when it is used, and again when it is another file.

    Args:
        data: the library's data folder.
        horizon: what is told of episodes beyond it can be neither read nor written through this.
    """

    def __init__(self, data: Path, horizon: Horizon | None = None) -> None:
        self._path = data / FILE_NAME
        self._horizon = horizon
        self._held: Yours | None = None
        self._opened = 0.0
        self._is_of: int | None = None

    def yours(self, *, create: bool = False) -> Yours:
        """What is kept, which is nothing while there is no file.

        Args:
            create: something is to be kept: make a file where there is none.

        Raises:
            StoreError: it cannot be opened or written, or is of a newer version.
        """
        file = self._file()
        if self._held is None or file != self._is_of or (create and file is None):
            self.close()
            self._held = Yours(open_yours(self._path.parent, create=create), self._horizon)
            self._is_of = self._file()
            self._opened = time.monotonic()
        if create and time.monotonic() - self._opened > _AN_HOUR:
            self._held.back_up()
            self._opened = time.monotonic()
        return self._held

    @property
    def is_kept(self) -> bool:
        """Whether there is a file."""
        return self._file() is not None

    def close(self) -> None:
        """Let go of the file; what was written meanwhile is copied, see ``backups``."""
        if self._held is not None:
            with suppress(StoreError):  # it was written all the same
                self._held.back_up()
            self._held.close()
            self._held = None

    def _file(self) -> int | None:
        """What tells the file from another that takes its place."""
        try:
            return self._path.stat().st_ino
        except OSError:
            return None
