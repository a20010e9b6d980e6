"""The condition of what is a viewer's own: can it be read, and what is there to put back?"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.store.yours.backups import Backup, backups, faults_of, good_backup, put_back
from jangmyeon.store.yours.careful import connect_read_only
from jangmyeon.store.yours.file import OwnFile
from jangmyeon.store.yours.opening import FILE_NAME, SCHEMA_VERSION
from jangmyeon.store.yours.records import Merged


@dataclass(frozen=True, slots=True)
class OwnCondition:
    """What an inspection of the file found.

    ``faults`` are empty when it can be used, or there is none; ``newer`` says that it is of a
    newer version. ``lost`` says that it is gone while there are copies of it. ``backup`` is the
    newest good copy.
    """

    faults: tuple[str, ...] = ()
    newer: bool = False
    lost: bool = False
    backup: Backup | None = None


def inspect_yours(data: Path) -> OwnCondition:
    """Read all of what is a viewer's own."""
    path = data / FILE_NAME
    backup = good_backup(data, SCHEMA_VERSION)
    if not path.exists():
        return OwnCondition(lost=bool(backups(data)), backup=backup)
    if not path.stat().st_size:
        emptied = ("the file is empty",) if backups(data) else ()
        return OwnCondition(faults=emptied, backup=backup)
    try:
        with closing(_opened(path)) as connection:
            faults = tuple(faults_of(connection))
            version = 0 if faults else connection.execute("PRAGMA user_version").fetchone()[0]
    except (sqlite3.DatabaseError, StoreError) as error:
        faults, version = (str(error),), 0
    return OwnCondition(faults=faults, newer=version > SCHEMA_VERSION, backup=backup)


def _opened(path: Path) -> sqlite3.Connection:
    if not os.access(path.parent, os.W_OK):
        return connect_read_only(path)
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was done for a damaged file.

    ``backup`` is the copy that was put in its place, if there was a good one; ``aside`` where the
    damaged file is now, ``rescued`` how much of it could still be read and was taken in.
    """

    backup: Backup | None
    aside: Path | None
    rescued: Merged


def mend_yours(data: Path) -> PutBack:
    """Put the newest good copy in the place of a damaged file, and take in what that still tells.

    The damaged file is kept beside it.

    Raises:
        StoreError: it cannot be written.
    """
    path = data / FILE_NAME
    backup = good_backup(data, SCHEMA_VERSION)
    try:
        aside = put_back(backup, path)
    except OSError as error:
        raise StoreError(
            f"cannot put your notes and lists back ({error.strerror})",
            where=str(path),
            remedy="make room, and the folder writable; then try again",
        ) from error
    rescued = Merged()
    with closing(OwnFile(data)) as own:
        yours = own.yours(create=True)
        if aside is not None:
            try:
                with closing(connect_read_only(aside)) as damaged:
                    rescued = yours.rescue(damaged)
            except (sqlite3.DatabaseError, StoreError):
                pass  # nothing of it can be read
    return PutBack(backup, aside, rescued)
