"""A connection to what is a viewer's own, with the horizon of what may be read through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from jangmyeon.store.faults import file_of
from jangmyeon.store.horizon import Horizon, draw
from jangmyeon.store.yours.backups import keep_backup
from jangmyeon.store.yours.careful import damaged, unwritable
from jangmyeon.store.yours.records import Spot


class OwnConnection:
    """A connection to what is a viewer's own.

    Args:
        horizon: what is told of episodes beyond it cannot be read (nor written) through this.
    """

    def __init__(self, connection: sqlite3.Connection, horizon: Horizon | None = None) -> None:
        self._db = connection
        self._is_news = False
        draw(connection, horizon or Horizon())

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

    def back_up(self) -> None:
        """Copy what is kept, if something was written since.

        Raises:
            StoreError: it is damaged, or the copy cannot be written.
        """
        if not self._is_news:
            return
        path = file_of(self._db)
        if not path.name:  # it is in memory
            return
        try:
            keep_backup(self._db, path.parent)
            self._is_news = False
        except sqlite3.DatabaseError as error:
            raise damaged(path, error) from error
        except OSError as error:
            raise unwritable(path, error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written within, or nothing of it.

        Raises:
            StoreError: it cannot be written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
            self._is_news = True
        except sqlite3.DatabaseError as error:
            raise damaged(file_of(self._db), error) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def place(spot: Spot) -> tuple[str, int, int, float]:
    """A spot as columns: drama_id, season, number, at (to the millisecond)."""
    return spot.drama, spot.season, spot.number, round(spot.at, 3)
