"""Questions about the state of the store itself, asked while indexing and mending."""

from __future__ import annotations

from jangmyeon.model import Skipped
from jangmyeon.store.connected import Connected
from jangmyeon.store.records import KnownFile


class UpkeepReader(Connected):
    """Reads what is known of files, what has yet to be done, and what went wrong."""

    def uncast(self) -> list[str]:
        """Ids of the dramas whose people have yet to be told."""
        return [row[0] for row in self._db.execute("SELECT drama_id FROM uncast ORDER BY 1")]

    def sightings(self, drama_id: str) -> list[tuple[int, bytes]]:
        """Each episode of a drama, by its key, with its packed traces of people."""
        return self._db.execute(
            "SELECT id, traces FROM sightings JOIN episodes ON id = episode_id "
            "WHERE drama_id = ? ORDER BY season, number",
            (drama_id,),
        ).fetchall()

    def spans(self, key: int) -> list[tuple[float, float]]:
        """Start and end of an episode's scenes, in seconds."""
        return self._db.execute(
            'SELECT start, "end" FROM scenes WHERE episode_id = ? ORDER BY number', (key,)
        ).fetchall()

    def unsearchable(self) -> list[int]:
        """Keys of the episodes that the search index has yet to take in or drop.

        Those of a drama whose people have yet to be told wait until they are.
        """
        rows = self._db.execute(
            "SELECT episode_id FROM unsearchable LEFT JOIN episodes ON id = episode_id "
            "WHERE drama_id IS NULL OR drama_id NOT IN (SELECT drama_id FROM uncast) ORDER BY 1"
        )
        return [row[0] for row in rows]

    def files(self) -> dict[str, KnownFile]:
        """The shelf's files at the last run, by path."""
        rows = self._db.execute("SELECT path, size, mtime_ns, digest, identity FROM files")
        return {row[0]: KnownFile(*row) for row in rows}

    def notices(self, kind: str) -> list[Skipped]:
        """What was skipped, or mended, by path."""
        rows = self._db.execute(
            "SELECT path, reason FROM notices WHERE kind = ? ORDER BY path, reason", (kind,)
        )
        return [Skipped(*row) for row in rows]
