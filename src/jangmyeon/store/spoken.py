"""What is said in a script, for many looks at parts of it."""

from __future__ import annotations

import zlib
from math import inf

import numpy as np

from jangmyeon.store.packing import IS_SOUND


class Spoken:
    """The lines of a script, without the sounds, kept as they were packed.

    Args:
        packed: what ``pack_script`` packed.

    Raises:
        zlib.error: it is damaged.
    """

    def __init__(self, packed: bytes) -> None:
        since, _, told = zlib.decompress(packed).partition(b"\n")
        self._starts = np.array([*map(int, since.split())], np.int64).cumsum() / 1000
        ends = np.flatnonzero(np.frombuffer(told, np.uint8) == ord("\n"))
        self._edges = np.concatenate(([-1], ends, [len(told)]))
        self._told = told

    def within(self, start: float = -inf, end: float = inf) -> str:
        """The lines that start within a span (seconds), a space between them."""
        first, last = np.searchsorted(self._starts, (start, end)).tolist()
        if first >= last:
            return ""
        rows = self._told[self._edges[first] + 1 : self._edges[last]].decode("utf-8")
        fields = (row.split("\t") for row in rows.split("\n"))
        return " ".join(text for _, kind, _, text in fields if kind != IS_SOUND).replace("\v", " ")
