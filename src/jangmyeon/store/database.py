"""Opening the library's SQLite file: settings, migrations, and errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from importlib import resources
from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.store.faults import fault

SCHEMA_VERSION = 4
FILE_NAME = "library.db"
_WAIT_SECONDS = 10.0


def open_writer(data: Path) -> sqlite3.Connection:
    """Open the database for writing; create it or bring its schema up to date as needed.

    Raises:
        StoreError: the folder cannot be written, the file is damaged, or from a newer version.
    """
    path = data / FILE_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, path, __package__, SCHEMA_VERSION)
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    except OSError as error:
        raise StoreError(
            f"cannot write the library's data ({error.strerror})",
            where=str(data),
            remedy="choose another folder with --data, or make this one writable",
        ) from error
    return connection


def open_reader(data: Path) -> sqlite3.Connection:
    """Open an existing database for reading only.

    Raises:
        StoreError: there is none yet, it is damaged, or it is from another version.
    """
    path = data / FILE_NAME
    if not path.is_file():
        raise StoreError("no library in", where=str(data), remedy="run jangmyeon index first")
    # Readers of a live library share its log; where nothing can be written, nobody writes either.
    how = "mode=ro" if os.access(data, os.W_OK) else "mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?{how}",
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    if version != SCHEMA_VERSION:
        raise other_version(path, version, SCHEMA_VERSION)
    return connection


def migrate(connection: sqlite3.Connection, path: Path, package: str, version: int) -> None:
    """Apply the ``schema-N.sql`` files of a package in order, each in a transaction of its own.

    Raises:
        StoreError: the file is of a newer version.
    """
    known = connection.execute("PRAGMA user_version").fetchone()[0]
    if known > version:
        raise other_version(path, known, version)
    for step in range(known + 1, version + 1):
        script = resources.files(package).joinpath(f"schema-{step}.sql").read_text("utf-8")
        connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {step};\nCOMMIT;")


def other_version(path: Path, version: int, known: int) -> StoreError:
    """What to say of a file whose schema is not the one that is known."""
    if version > known:
        remedy = f"it was written by a newer jangmyeon (schema {version}): update jangmyeon"
    else:
        remedy = f"it has schema {version}, not {known}: run jangmyeon index once"
    return StoreError("cannot use the library", where=str(path), remedy=remedy)


def damaged(path: Path, error: Exception) -> StoreError:
    """What to say of a library's database that SQLite cannot use."""
    return fault(
        error,
        path,
        damage="the library's database cannot be used",
        remedy="run jangmyeon doctor --mend, which makes it anew from your captions",
    )
