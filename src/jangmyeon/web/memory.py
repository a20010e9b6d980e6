"""Answers that were given, kept until the library or what is the viewer's own changes.

Each worker process has its ``Memory``; all of them share what is in ``Common``, a file that lives
as long as the server.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

Data_co = TypeVar("Data_co", covariant=True)
_MOST = 24 * 1024 * 1024  # bytes of JSON: some two thousand searches
_MOST_IN_COMMON = 8_000  # answers
_SWEEP = 500  # answers between two looks at whether there are too many
_SETTING_UP = 10.0  # seconds
_PATIENCE = 50  # milliseconds to wait for another process: about what an answer is worth


@dataclass(frozen=True, slots=True)
class Answered(Generic[Data_co]):
    """What a page shows, and the same as JSON."""

    data: Data_co
    json: bytes


class Memory:
    """What was answered last; the oldest goes where there is too much.

    A key has to hold all that an answer hangs on, ``Library.state`` among it: an answer to a state
    of before is never asked for again, and goes by itself.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held = 0
        self._answers: OrderedDict[Hashable, Answered[object]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable) -> Answered[object] | None:
        """The answer that was kept under a key, if it still is."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Hashable, answer: Answered[object]) -> None:
        """Keep an answer."""
        with self._lock:
            before = self._answers.pop(key, None)
            self._held += len(answer.json) - (len(before.json) if before else 0)
            self._answers[key] = answer
            while self._held > self._most:
                self._held -= len(self._answers.popitem(last=False)[1].json)


class Common:
    """Answers that the worker processes of a server have in common, as JSON, in a file.

    It is no more than a help: where the file cannot be read or written, nothing is remembered.
    """

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._kept = 0
        self._db = sqlite3.connect(
            path, timeout=_SETTING_UP, isolation_level=None, check_same_thread=False
        )
        with closing(self._db.cursor()) as cursor:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = OFF")  # it goes when the server does
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS answers "
                "(number INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, json BLOB NOT NULL)"
            )
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def recall(self, key: Hashable) -> bytes | None:
        """The answer that any process kept under a key, if it still is."""
        with self._lock:
            try:
                row = self._db.execute(
                    "SELECT json FROM answers WHERE key = ?", (repr(key),)
                ).fetchone()
            except sqlite3.DatabaseError:
                return None
            return row[0] if row else None

    def keep(self, key: Hashable, json: bytes) -> None:
        """Keep an answer; now and then the oldest go where there are too many."""
        with self._lock:
            self._kept += 1
            try:
                self._db.execute(
                    "INSERT OR REPLACE INTO answers (key, json) VALUES (?, ?)", (repr(key), json)
                )
                if self._kept % _SWEEP == 0:
                    self._db.execute(
                        "DELETE FROM answers WHERE number <= (SELECT max(number) FROM answers) - ?",
                        (_MOST_IN_COMMON,),
                    )
            except sqlite3.DatabaseError:
                return
