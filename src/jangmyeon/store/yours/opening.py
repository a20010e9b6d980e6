"""Opening the file of what is a viewer's own."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.store.database import migrate, other_version

FILE_NAME = "yours.db"
SCHEMA_VERSION = 1
_WAIT_SECONDS = 10.0


def open_yours(data: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open what is a viewer's own; unless it is to be created, it is empty where there is none.

    Before its schema is changed it is copied, to ``yours.db.N.bak`` beside it.

    Raises:
        StoreError: it cannot be opened or written, or is of a newer version.
    """
    path = data / FILE_NAME
    try:
        if not path.is_file() and not create:
            return _migrated(_connect(":memory:"), path)
        if path.is_file() and not os.access(data, os.W_OK):
            return _read_only(path)
        data.mkdir(parents=True, exist_ok=True)
        connection = _connect(path.resolve().as_uri())
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return _migrated(connection, path)
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    except OSError as error:
        raise StoreError(
            f"cannot write what is yours ({error.strerror})",
            where=str(path),
            remedy="choose another folder with --data, or make this one writable",
        ) from error


def file_of(connection: sqlite3.Connection) -> Path:
    """The file that a connection is to."""
    return Path(connection.execute("PRAGMA main.database_list").fetchone()[2])


def damaged(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    """What to say of a file that SQLite cannot use."""
    return StoreError(
        f"your notes and lists cannot be used ({error})",
        where=str(path),
        remedy="put a copy in its place, or move it away and restore a backup",
    )


def backup(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copy a file that is about to change its schema; a new one needs no copy."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not version:
        return None
    copy = path.with_name(f"{path.name}.{version}.bak")
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    finally:
        target.close()
    return copy


def _migrated(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA_VERSION:
        backup(connection, path)
        try:
            migrate(connection, path, __package__, SCHEMA_VERSION)
        except sqlite3.OperationalError:  # another process was quicker
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                raise
    elif version > SCHEMA_VERSION:
        raise other_version(path, version, SCHEMA_VERSION)
    return connection


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(
        name, uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )


def _read_only(path: Path) -> sqlite3.Connection:
    connection = _connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise other_version(path, version, SCHEMA_VERSION)
    return connection
