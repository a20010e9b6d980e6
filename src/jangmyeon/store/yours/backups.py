"""Copies of what is a viewer's own, made by themselves, and how one is put back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.store.yours.careful import connect, connect_read_only

FOLDER = "yours-backups"
DAYS = 5
"""Of so many days the last copy is kept; and the last of each schema, which older versions need."""

_NAME = re.compile(r"yours-(\d{1,6})-\d{8}T\d{6}(?:-\d+)?\.db")
_LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: where it lies, of which schema it is, and when it was made (seconds since 1970)."""

    path: Path
    schema: int
    made: float

    @property
    def day(self) -> str:
        """The day on which it was made, in UTC, as ISO 8601 writes it."""
        return datetime.fromtimestamp(self.made, UTC).date().isoformat()


def backups(data: Path) -> list[Backup]:
    """The copies in a library's data folder, newest first."""
    try:
        found = [
            Backup(path, int(match[1]), path.stat().st_mtime)
            for path in (data / FOLDER).iterdir()
            if (match := _NAME.fullmatch(path.name))
        ]
    except OSError:  # there is none, or one went while we looked
        return []
    return sorted(found, key=lambda each: (each.made, each.path.name), reverse=True)


def faults_of(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own check finds wrong; empty when nothing."""
    try:
        rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
    except (sqlite3.DatabaseError, StoreError) as error:
        return [str(error)]
    return [str(row[0]) for row in rows if row[0] != "ok"]


def keep_backup(connection: sqlite3.Connection, data: Path) -> Backup | None:
    """Copy what is a viewer's own, and delete copies that are superfluous now.

    Returns:
        The copy; None when there was nothing to copy.

    Raises:
        sqlite3.DatabaseError: what should be copied is damaged, or the copy cannot be written.
        OSError: the copy cannot be written.
    """
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if not schema:
        return None
    if faults := faults_of(connection):
        raise sqlite3.DatabaseError(faults[0])
    folder = data / FOLDER
    folder.mkdir(exist_ok=True)
    path = _free(folder, f"yours-{schema}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    _copy(connection, path)
    for old in _superfluous(backups(data)):
        old.path.unlink(missing_ok=True)
    return Backup(path, schema, path.stat().st_mtime)


def good_backup(data: Path, schema: int) -> Backup | None:
    """The newest copy that nothing is wrong with, of this schema or an older one."""
    for backup in backups(data):
        if backup.schema <= schema and not _faults_in(backup.path):
            return backup
    return None


def put_back(backup: Backup | None, path: Path) -> Path | None:
    """Put a copy in the place of the file, which is moved aside; returns where that is now.

    Without a copy the place is left empty.
    """
    aside = None
    if path.exists():
        aside = _free(path.parent, f"{path.stem}-broken-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        path.replace(aside)
    for log in _LOGS:
        path.with_name(path.name + log).unlink(missing_ok=True)
    if backup is None:
        return aside
    part = path.with_name(f"{path.name}.part")
    shutil.copyfile(backup.path, part)
    _sync(part)
    part.replace(path)
    return aside


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    """A copy that is whole, or not there at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        target = connect(part.resolve().as_uri())
        try:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # to be read where nothing is written
        finally:
            target.close()
        _sync(part)
        part.replace(path)
    finally:
        for name in ("", *_LOGS):
            part.with_name(part.name + name).unlink(missing_ok=True)


def _free(folder: Path, stem: str) -> Path:
    """A name that no file has yet."""
    path, number = folder / f"{stem}.db", 1
    while path.exists():
        path, number = folder / f"{stem}-{number}.db", number + 1
    return path


def _superfluous(found: list[Backup]) -> list[Backup]:
    """All but the last of each of the last days, and the last of each schema."""
    last_of = {backup.day: backup for backup in reversed(found)}
    kept = sorted(last_of.values(), key=lambda each: each.made, reverse=True)[:DAYS]
    kept += {backup.schema: backup for backup in reversed(found)}.values()
    return [backup for backup in found if backup not in kept]


def _faults_in(path: Path) -> list[str]:
    try:
        connection = connect_read_only(path)
    except (sqlite3.Error, StoreError) as error:
        return [str(error)]
    try:
        return faults_of(connection)
    finally:
        connection.close()


def _sync(path: Path) -> None:
    """Have the disk write a file down before its name is given to it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
