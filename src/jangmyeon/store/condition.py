"""The condition of a library's database: whether all of it can be read, and what is still to do."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jangmyeon.errors import StoreError
from jangmyeon.store.database import open_reader
from jangmyeon.store.packing import (
    unpack_concordance,
    unpack_forms,
    unpack_sightings,
)

Record = TypeVar("Record")

_MOST_FAULTS = 5
_UNREADABLE = (zlib.error, ValueError, KeyError, IndexError, TypeError)  # of packed records
_LISTS = (  # JSON arrays, by the episode that they are of
    "SELECT episode_id, people FROM scenes",
    "SELECT episode_id, evidence FROM moments",
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an inspection of the database found.

    ``faults`` are of the file as a whole. ``unreadable`` are keys of episodes of which something
    cannot be read, ``unreadable_words`` bags of words. ``waiting`` are those that search has yet
    to take in, ``searchable`` those with words that it should have.
    """

    faults: tuple[str, ...] = ()
    unreadable: frozenset[int] = frozenset()
    unreadable_words: frozenset[int] = frozenset()
    waiting: frozenset[int] = frozenset()
    searchable: frozenset[int] = frozenset()


def inspect(data: Path) -> Condition:
    """Read all of a library's database.

    Raises:
        StoreError: there is none, it does not open, or it is of another version.
    """
    with closing(open_reader(data)) as connection:
        try:
            faults = _faults(connection)
            if faults:
                return Condition(faults=faults)
            return _records(connection)
        except (sqlite3.DatabaseError, StoreError) as error:
            return Condition(faults=(str(error),))


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall()
    found = [" ".join(str(row[0]).split()) for row in rows if row[0] != "ok"]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    return (*found, *(f"a row of {row[0]} belongs to nothing" for row in orphans))


def _records(connection: sqlite3.Connection) -> Condition:
    """Every packed record, unpacked: SQLite itself does not know what they should be."""
    bad: set[int] = set()
    with_words = set()
    for key, packed in connection.execute("SELECT episode_id, lemmas FROM concordances"):
        concordance = _read(unpack_concordance, packed)
        if concordance is None:
            bad.add(key)
        elif len(concordance.lemmas):
            with_words.add(key)
    tracks = "SELECT episode_id, script FROM tracks"
    bad |= _unreadable(connection, tracks, zlib.decompress)
    bad |= _unreadable(connection, "SELECT episode_id, traces FROM sightings", unpack_sightings)
    for query in _LISTS:
        bad |= _unreadable(connection, query, json.loads)
    every = {row[0] for row in connection.execute("SELECT id FROM episodes")}
    waiting = {row[0] for row in connection.execute("SELECT episode_id FROM unsearchable")}
    return Condition(
        unreadable=frozenset(bad & every),
        unreadable_words=frozenset(
            _unreadable(connection, "SELECT drawer, words FROM forms", unpack_forms)
        ),
        waiting=frozenset(waiting),
        searchable=frozenset((with_words & every) - waiting),
    )


def _unreadable(
    connection: sqlite3.Connection, query: str, unpack: Callable[[bytes], object]
) -> set[int]:
    return {key for key, packed in connection.execute(query) if _read(unpack, packed) is None}


def _read(unpack: Callable[[bytes], Record], packed: bytes) -> Record | None:
    try:
        return unpack(packed)
    except _UNREADABLE:
        return None
