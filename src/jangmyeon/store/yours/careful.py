"""Connections that tell damage in plain words, whichever question meets it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self, TypeVar

from jangmyeon.errors import QueryError, StoreError
from jangmyeon.store.faults import fault, file_of, is_damage

Answer = TypeVar("Answer")

_WAIT_SECONDS = 10.0


def connect(uri: str) -> sqlite3.Connection:
    """A connection to a database by its URI or ``:memory:``."""
    return sqlite3.connect(
        uri,
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=_Careful,
    )


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection to a file in a place where nothing is written, not even a log."""
    return connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1")


def damaged(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    """What to say of a file that SQLite cannot use."""
    return fault(
        error,
        path,
        damage="your notes and lists cannot be used",
        remedy="run jangmyeon doctor, which tells whether there is a backup; "
        "jangmyeon doctor --mend puts it back",
    )


def unwritable(path: Path, error: OSError) -> StoreError:
    """What to say where a file or its copy cannot be written."""
    return StoreError(
        f"cannot write what is yours ({error.strerror})",
        where=str(path),
        remedy="make room, and the folder writable; or choose another folder with --data",
    )


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = (), /) -> Self:  # noqa: ANN401
        return self._careful(super().execute, sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> Self:
        return self._careful(super().executemany, sql, rows)

    def fetchone(self) -> Any:  # noqa: ANN401
        return self._careful(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._careful(super().fetchall)

    def __next__(self) -> Any:  # noqa: ANN401
        return self._careful(super().__next__)

    def _careful(self, ask: Callable[..., Answer], *arguments: object) -> Answer:
        try:
            return ask(*arguments)
        except UnicodeEncodeError as error:
            told = error.object.encode("utf-8", "backslashreplace").decode()
            raise QueryError("there is half a sign (a lone surrogate) in", where=told) from error
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            raise damaged(file_of(self.connection), error) from error


class _Careful(sqlite3.Connection):
    # SQLite's own methods make plain cursors.
    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401
        return self.cursor(_Cursor).execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).executemany(sql, rows)
