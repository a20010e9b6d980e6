"""What to tell of a database that cannot be used: no room, no right, in use, or damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from jangmyeon.errors import LibraryBusyError, StoreError

_UNWRITABLE = frozenset([sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM])
_IN_USE = frozenset([sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED])


def file_of(connection: sqlite3.Connection) -> Path:
    """The file that a connection is to."""
    return Path(sqlite3.Cursor(connection).execute("PRAGMA database_list").fetchone()[2])


def fault(error: Exception, path: Path, *, damage: str, remedy: str) -> StoreError:
    """An error that a database met, as one of ours.

    Args:
        path: the database.
        damage: what to say where the file itself is at fault, and ``remedy`` what to do then.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    where = str(path)
    if code == sqlite3.SQLITE_FULL:
        again = "make room, then try again; what was kept before is as it was"
        return StoreError("there is no room left on the disk to write", where=where, remedy=again)
    if code in _UNWRITABLE:
        return StoreError(
            f"cannot write ({error})",
            where=where,
            remedy="make the folder and the file writable, or choose another folder with --data",
        )
    if code in _IN_USE:
        return LibraryBusyError(
            "another process is writing to",
            where=where,
            remedy="wait until it has finished, then try again",
        )
    return StoreError(f"{damage} ({error})", where=where, remedy=remedy)


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file itself is at fault, or the disk it lies on."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
