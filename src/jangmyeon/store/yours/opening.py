"""Opening the file of what is a viewer's own."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from jangmyeon.store.database import migrate, other_version
from jangmyeon.store.yours.backups import backups, keep_backup
from jangmyeon.store.yours.careful import connect, connect_read_only, damaged, unwritable

FILE_NAME = "yours.db"
SCHEMA_VERSION = 1


def open_yours(data: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open what is a viewer's own; unless it is to be created, it is empty where there is none.

    Before its schema is changed it is copied, see ``backups``.

    Raises:
        StoreError: it cannot be opened or written, is damaged, or is of a newer version.
    """
    path = data / FILE_NAME
    try:
        if not path.is_file() and not create:
            return _migrated(connect(":memory:"), path)
        if path.is_file() and not os.access(data, os.W_OK):
            return _read_only(path)
        data.mkdir(parents=True, exist_ok=True)
        _refuse_emptied(path)
        connection = connect(path.resolve().as_uri())
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return _migrated(connection, path)
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    except OSError as error:
        raise unwritable(path, error) from error


def _refuse_emptied(path: Path) -> None:
    """A file without a byte would be taken for a new one, and notes for lost."""
    if path.is_file() and not path.stat().st_size and backups(path.parent):
        raise sqlite3.DatabaseError("the file has been emptied")


def _migrated(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA_VERSION:
        if version:
            keep_backup(connection, path.parent)
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


def _read_only(path: Path) -> sqlite3.Connection:
    connection = connect_read_only(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise other_version(path, version, SCHEMA_VERSION)
    return connection
