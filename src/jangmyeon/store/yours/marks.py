"""Notes, stars, tags and lists: what a viewer says of scenes.

A scene is kept as a second in it. What is asked or changed for a scene is asked or changed for
every second that now lies in it, ``around`` being its start and end: where a border moves, what was
said of the seconds on either side goes with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jangmyeon.store.yours.connected import OwnConnection, place
from jangmyeon.store.yours.records import Listed, Named, Note, Rating, Spot, Tagged

Around = tuple[float, float]

_PLACE = "drama_id, season, number, at"
_HERE = "drama_id = ? AND season = ? AND number = ? AND at >= ? AND at < ?"
_WHERE = (
    "WHERE (:drama IS NULL OR drama_id = :drama) AND (:season IS NULL OR season = :season) "
    "AND (:number IS NULL OR number = :number) "
)
_ORDER = "drama_id, season, number, at"


class MarkKeeper(OwnConnection):
    """Keeps what a viewer says of scenes. What is asked can be narrowed to a drama's episodes."""

    def note(self, spot: Spot, text: str, written: str) -> Note:
        """Keep a note; one that is there already stays as it is."""
        with self.transaction():
            self._db.execute(
                f"INSERT OR IGNORE INTO notes ({_PLACE}, text, written) VALUES (?, ?, ?, ?, ?, ?)",
                (*place(spot), text, written),
            )
            row = self._db.execute(
                f"SELECT id, {_PLACE}, text, written FROM notes WHERE drama_id = ? AND season = ? "
                "AND number = ? AND at = ? AND text = ?",
                (*place(spot), text),
            ).fetchone()
        return _note(row)

    def notes(
        self, drama: str | None = None, season: int | None = None, number: int | None = None
    ) -> list[Note]:
        """Notes in order of the story."""
        rows = self._db.execute(
            f"SELECT id, {_PLACE}, text, written FROM notes {_WHERE} ORDER BY {_ORDER}, id",
            _within(drama, season, number),
        )
        return [_note(row) for row in rows]

    def remove_note(self, note_id: int) -> bool:
        """Delete a note; tells whether there was one."""
        with self.transaction():
            gone = self._db.execute("DELETE FROM notes WHERE id = ?", (note_id,)).rowcount
        return bool(gone)

    def rate(self, spot: Spot, around: Around, stars: int | None, written: str) -> None:
        """Give a scene its stars in place of those it had, or none."""
        with self.transaction():
            self._db.execute(f"DELETE FROM ratings WHERE {_HERE}", _here(spot, around))
            if stars is not None:
                self._db.execute(
                    "INSERT INTO ratings VALUES (?, ?, ?, ?, ?, ?)", (*place(spot), stars, written)
                )

    def ratings(
        self, drama: str | None = None, season: int | None = None, number: int | None = None
    ) -> list[Rating]:
        """Ratings, most stars first."""
        rows = self._db.execute(
            f"SELECT {_PLACE}, stars, written FROM ratings {_WHERE} ORDER BY stars DESC, {_ORDER}",
            _within(drama, season, number),
        )
        return [Rating(Spot(*row[:4]), *row[4:]) for row in rows]

    def tag(self, spot: Spot, around: Around, tags: Iterable[str], written: str) -> None:
        """Put tags on a scene that does not have them yet."""
        with self.transaction():
            for tag in tags:
                self._db.execute(
                    "INSERT INTO tags SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS "
                    f"(SELECT 1 FROM tags WHERE {_HERE} AND tag = ?)",
                    (tag, *place(spot), written, *_here(spot, around), tag),
                )

    def untag(self, spot: Spot, around: Around, tags: Iterable[str]) -> int:
        """Take tags from a scene; tells how many it had."""
        with self.transaction():
            return sum(
                self._db.execute(
                    f"DELETE FROM tags WHERE {_HERE} AND tag = ?", (*_here(spot, around), tag)
                ).rowcount
                for tag in tags
            )

    def tagged(
        self,
        tag: str | None = None,
        drama: str | None = None,
        season: int | None = None,
        number: int | None = None,
    ) -> list[Tagged]:
        """Scenes with this tag, or with any, by tag and in order of the story."""
        rows = self._db.execute(
            f"SELECT tag, {_PLACE}, written FROM tags {_WHERE} "
            f"AND (:tag IS NULL OR tag = :tag) ORDER BY tag, {_ORDER}",
            {**_within(drama, season, number), "tag": tag},
        )
        return [Tagged(row[0], Spot(*row[1:5]), row[5]) for row in rows]

    def put_on_list(self, name: str, spot: Spot, around: Around, written: str) -> bool:
        """Put a scene at the end of a list; tells whether it was not on it yet."""
        with self.transaction():
            return bool(
                self._db.execute(
                    f"INSERT INTO listed (name, {_PLACE}, written) SELECT ?, ?, ?, ?, ?, ? "
                    f"WHERE NOT EXISTS (SELECT 1 FROM listed WHERE {_HERE} AND name = ?)",
                    (name, *place(spot), written, *_here(spot, around), name),
                ).rowcount
            )

    def take_off_list(self, name: str, spot: Spot, around: Around) -> bool:
        """Take a scene off a list; tells whether it was on it."""
        with self.transaction():
            return bool(
                self._db.execute(
                    f"DELETE FROM listed WHERE {_HERE} AND name = ?", (*_here(spot, around), name)
                ).rowcount
            )

    def remove_list(self, name: str) -> bool:
        """Delete a list, those of its scenes too that a horizon hides; tells if there was one."""
        with self.transaction():
            return bool(self._db.execute("DELETE FROM listed WHERE name = ?", (name,)).rowcount)

    def listed(self, name: str) -> list[Listed]:
        """The scenes of a list, in its own order."""
        rows = self._db.execute(
            f"SELECT name, {_PLACE}, written FROM listed WHERE name = ? ORDER BY id", (name,)
        )
        return [Listed(row[0], Spot(*row[1:5]), row[5]) for row in rows]

    def on_lists(
        self, drama: str | None = None, season: int | None = None, number: int | None = None
    ) -> list[Listed]:
        """What is on any list, by list and in order of the story."""
        rows = self._db.execute(
            f"SELECT name, {_PLACE}, written FROM listed {_WHERE} ORDER BY name, {_ORDER}",
            _within(drama, season, number),
        )
        return [Listed(row[0], Spot(*row[1:5]), row[5]) for row in rows]

    def lists(self) -> list[Named]:
        """All lists by name."""
        rows = self._db.execute("SELECT name, count(*) FROM listed GROUP BY name ORDER BY name")
        return [Named(*row) for row in rows]

    def tags(self) -> list[Named]:
        """All tags by name."""
        rows = self._db.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")
        return [Named(*row) for row in rows]


def _note(row: Sequence[object]) -> Note:
    note_id, drama, season, number, at, text, written = row
    spot = Spot(drama, season, number, at)  # type: ignore[arg-type]
    return Note(note_id, spot, text, written)  # type: ignore[arg-type]


def _here(spot: Spot, around: Around) -> tuple[str, int, int, float, float]:
    return (spot.drama, spot.season, spot.number, *around)


def _within(
    drama: str | None, season: int | None, number: int | None
) -> dict[str, str | int | None]:
    return {"drama": drama, "season": season, "number": number}
