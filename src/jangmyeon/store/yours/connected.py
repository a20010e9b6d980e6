"""A connection to what is a viewer's own, with the horizon of what may be read through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from jangmyeon.store.horizon import Horizon, draw
from jangmyeon.store.yours.opening import damaged, file_of
from jangmyeon.store.yours.records import Spot


class OwnConnection:
    """A connection to what is a viewer's own.

    Args:
        horizon: what is told of episodes beyond it cannot be read (nor written) through this.
    """

    def __init__(self, connection: sqlite3.Connection, horizon: Horizon | None = None) -> None:
        self._db = connection
        draw(connection, horizon or Horizon())

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

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
        except sqlite3.DatabaseError as error:
            raise damaged(file_of(self._db), error) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def place(spot: Spot) -> tuple[str, int, int, float]:
    """A spot as columns: drama_id, season, number, at (to the millisecond)."""
    return spot.drama, spot.season, spot.number, round(spot.at, 3)
