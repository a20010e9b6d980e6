"""How far dramas have been seen, and who is known by then."""

from __future__ import annotations

import sqlite3

from jangmyeon.errors import StoreError
from jangmyeon.store.horizon import Horizon, Mark
from jangmyeon.store.yours.connected import OwnConnection
from jangmyeon.store.yours.records import SeenSoFar

_MOST_HORIZONS = 4  # of a drama, for which it is remembered who has been met


class SeenKeeper(OwnConnection):
    """Keeps the horizon; that itself is never hidden by one."""

    def remembered(self) -> Horizon:
        """The horizon that was told."""
        rows = self._db.execute("SELECT drama_id, season, number FROM main.seen")
        return Horizon.of((drama_id, (season, number)) for drama_id, season, number in rows)

    def seen(self) -> list[SeenSoFar]:
        """What was told of each drama, last told first."""
        rows = self._db.execute(
            "SELECT drama_id, season, number, written FROM main.seen ORDER BY written DESC, 1"
        )
        return [SeenSoFar(*row) for row in rows]

    def set_seen(self, drama_id: str, mark: Mark | None, written: str) -> None:
        """Keep how far a drama has been seen; with no mark, forget it."""
        with self.transaction():
            self._db.execute("DELETE FROM main.seen WHERE drama_id = ?", (drama_id,))
            if mark is not None:
                self._db.execute(
                    "INSERT INTO main.seen VALUES (?, ?, ?, ?)", (drama_id, *mark, written)
                )

    def recall(self, drama_id: str, digest: str) -> str | None:
        """What was kept of those met in a drama, if it was told from the same."""
        row = self._db.execute(
            "SELECT told FROM main.met WHERE drama_id = ? AND digest = ?", (drama_id, digest)
        ).fetchone()
        return str(row[0]) if row else None

    def retain(self, drama_id: str, digest: str, told: str) -> None:
        """Keep who has been met; where that cannot be written, it is told anew each time."""
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO main.met (drama_id, digest, told) VALUES (?, ?, ?)",
                (drama_id, digest, told),
            )
            self._db.execute(
                "DELETE FROM main.met WHERE drama_id = ?1 AND id NOT IN (SELECT id FROM main.met "
                "WHERE drama_id = ?1 ORDER BY id DESC LIMIT ?2)",
                (drama_id, _MOST_HORIZONS),
            )
        except (sqlite3.OperationalError, StoreError):
            return
