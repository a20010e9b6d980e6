"""A connection to the store, the horizon of what may be read through it, and its snapshots."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from jangmyeon.store.database import damaged
from jangmyeon.store.faults import file_of
from jangmyeon.store.horizon import Horizon, draw


class Connected:
    """A connection to a library's database.

    Args:
        horizon: what lies beyond it cannot be read, by whatever method.
    """

    def __init__(self, connection: sqlite3.Connection, horizon: Horizon | None = None) -> None:
        self._db = connection
        self.horizon = horizon or Horizon()
        self._path = file_of(connection)
        self._version = -1
        with self._careful():
            draw(connection, self.horizon)

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment, whatever a writer does meanwhile.

        Raises:
            StoreError: the database is damaged.
        """
        if self._db.in_transaction:
            yield
            return
        with self._careful():
            self._db.execute("BEGIN")
            version = self._db.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self._forget()
                self._version = version
            yield

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """Tell what is wrong with the database in plain words, and let no transaction stay open."""
        try:
            yield
        except (sqlite3.DatabaseError, zlib.error) as error:
            raise damaged(self._path, error) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    @property
    def version(self) -> int:
        """A number that changes whenever another process has written."""
        return self._version

    def _forget(self) -> None:
        """Forget what was read, since it may have changed."""
