"""What is a viewer's own as one JSON file: to back it up, to move it, to merge it."""

from __future__ import annotations

import base64
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from jangmyeon.errors import StoreError
from jangmyeon.store.yours.connected import OwnConnection
from jangmyeon.store.yours.records import Merged
from jangmyeon.store.yours.writeups import read_passage, unpack_blocks

FORMAT = "jangmyeon/yours"
VERSION = 1
_NEWER = "ON CONFLICT DO UPDATE SET {0} WHERE excluded.written > {1}.written"
_PLACE = ("drama_id", "season", "number", "at")
_TABLES = {
    "seen": ("drama_id", "season", "number", "written"),
    "notes": (*_PLACE, "text", "written"),
    "ratings": (*_PLACE, "stars", "written"),
    "tags": ("tag", *_PLACE, "written"),
    "listed": ("name", *_PLACE, "written"),
}
"""What is told of each row, in order; where one is there already, the later told one stays."""

_CHANGING = {"seen": ("season", "number", "written"), "ratings": ("stars", "written")}
_WRITEUP = (
    *("source", "title", "author", "date", "language", "spoilers"),
    *("digest", "blocks", "written", "drama_id"),
)
_LINK = ("rank", "drama_id", "season", "number", "start", "end", "score")
_MISSHAPEN = (KeyError, TypeError, ValueError, zlib.error, sqlite3.IntegrityError)


class Exchanger(OwnConnection):
    """Writes all that is a viewer's own as text, and takes such text in."""

    def as_text(self) -> str:
        """All there is, as JSON; a horizon hides nothing of it."""
        told: dict[str, Any] = {"format": FORMAT, "version": VERSION}
        for table, columns in _TABLES.items():
            rows = self._db.execute(
                f"SELECT {', '.join(columns)} FROM main.{table} ORDER BY rowid"
                if table in {"notes", "listed"}
                else f"SELECT {', '.join(columns)} FROM main.{table} ORDER BY 1, 2, 3, 4"
            )
            told[table] = [dict(zip(columns, row, strict=True)) for row in rows]
        told["writeups"] = self._writeups()
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def merge(self, text: str, source: str) -> Merged:
        """Take in what ``as_text`` told, here or elsewhere; nothing that is here is lost.

        Args:
            source: where the text is from, for messages.

        Raises:
            StoreError: it is no such text.
        """
        told = _read(text, source)
        new: dict[str, int] = {}
        with self.transaction():
            try:
                for table, columns in _TABLES.items():
                    rows = told.get(table, ())
                    values = [tuple(row[column] for column in columns) for row in rows]
                    new[table] = self._merge_rows(table, columns, values)
                writeups = told.get("writeups", ())
                new["writeups"] = sum(self._merge_writeup(each) for each in writeups)
            except _MISSHAPEN as error:
                raise _unreadable(source, f"{type(error).__name__} {error}") from error
        return Merged(**new)

    def rescue(self, damaged: sqlite3.Connection) -> Merged:
        """Take in what a damaged file still tells, row by row; nothing that is here is lost.

        Write-ups are left out: their files can be linked again.
        """
        new: dict[str, int] = {}
        with self.transaction():
            for table, columns in _TABLES.items():
                new[table] = 0
                for row in _readable(damaged, f"SELECT {', '.join(columns)} FROM main.{table}"):
                    with suppress(sqlite3.IntegrityError):
                        new[table] += self._merge_rows(table, columns, [row])
        return Merged(**new)

    def _merge_rows(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
    ) -> int:
        changing = ", ".join(f"{name} = excluded.{name}" for name in _CHANGING.get(table, ()))
        clash = _NEWER.format(changing, table) if changing else "ON CONFLICT DO NOTHING"
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO main.{table} ({', '.join(columns)}) VALUES ({marks}) {clash}"
        return sum(self._db.execute(insert, row).rowcount for row in rows)

    def _writeups(self) -> list[dict[str, Any]]:
        told = []
        for key, *columns in self._db.execute(
            f"SELECT id, {', '.join(_WRITEUP)} FROM main.writeups ORDER BY source"
        ).fetchall():
            writeup = dict(zip(_WRITEUP, columns, strict=True))
            writeup["blocks"] = base64.b64encode(writeup["blocks"]).decode()
            writeup["passages"] = [
                {"told": json.loads(passage), "links": self._links(each)}
                for each, passage in self._db.execute(
                    "SELECT id, told FROM main.passages WHERE writeup_id = ? ORDER BY id", (key,)
                ).fetchall()
            ]
            told.append(writeup)
        return told

    def _links(self, passage: int) -> list[dict[str, Any]]:
        columns = ", ".join(f'"{name}"' for name in _LINK)
        rows = self._db.execute(
            f"SELECT {columns} FROM main.links WHERE passage_id = ? ORDER BY rank", (passage,)
        )
        return [dict(zip(_LINK, row, strict=True)) for row in rows]

    def _merge_writeup(self, told: dict[str, Any]) -> int:
        """Take in a write-up, unless it was read here later."""
        row = self._db.execute(
            "SELECT written FROM main.writeups WHERE source = ?", (told["source"],)
        ).fetchone()
        if row and row[0] >= told["written"]:
            return 0
        self._db.execute("DELETE FROM main.writeups WHERE source = ?", (told["source"],))
        values = {**told, "blocks": base64.b64decode(told["blocks"], validate=True)}
        unpack_blocks(values["blocks"])
        key = self._db.execute(
            f"INSERT INTO main.writeups ({', '.join(_WRITEUP)}) "
            f"VALUES ({', '.join('?' * len(_WRITEUP))})",
            [values[name] for name in _WRITEUP],
        ).lastrowid
        for passage in told["passages"]:
            text = json.dumps(passage["told"], ensure_ascii=False)
            read_passage(text)
            place = self._db.execute(
                "INSERT INTO main.passages (writeup_id, told) VALUES (?, ?)", (key, text)
            ).lastrowid
            self._db.executemany(
                "INSERT INTO main.links VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((place, *(link[name] for name in _LINK)) for link in passage["links"]),
            )
        return 1


def _readable(connection: sqlite3.Connection, query: str) -> Iterator[tuple[object, ...]]:
    """The rows up to the first that cannot be read."""
    with suppress(sqlite3.DatabaseError, StoreError):
        yield from connection.execute(query)


def _read(text: str, source: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise _unreadable(source, str(error)) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise _unreadable(source, f'its "format" is not "{FORMAT}"')
    if told.get("version") != VERSION:
        raise _unreadable(source, "it is of a newer version: update jangmyeon")
    return told


def _unreadable(source: str, reason: str) -> StoreError:
    return StoreError(
        f"this is no backup of what is yours ({reason})",
        where=source,
        remedy="name a file that jangmyeon backup wrote",
    )
