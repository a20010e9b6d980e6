"""What is said in a script, for many looks at parts of it."""

from __future__ import annotations

import zlib
from math import inf

import numpy as np

from jangmyeon.store.packing import IS_SOUND

_FIELDS = 4  # of a row: how long it is shown, what it is, who speaks, what


class Spoken:
    """The lines of a script, without the sounds, kept as they were packed.

    Args:
        packed: what ``pack_script`` packed.

    Raises:
        zlib.error: it is damaged.
    """

    def __init__(self, packed: bytes) -> None:
        since, _, told = zlib.decompress(packed).partition(b"\n")
        starts = np.array([*map(int, since.split())], np.int64).cumsum() / 1000
        signs = np.frombuffer(told, np.uint8)
        ends = np.append(np.flatnonzero(signs == ord("\n")), len(told))
        before = np.flatnonzero(signs == ord("\t")).reshape(-1, _FIELDS - 1)
        is_line = signs[before[:, 0] + 1] != ord(IS_SOUND)
        self._starts = starts[is_line]
        self._edges = np.stack((before[:, -1] + 1, ends[: len(before)]), axis=1)[is_line]
        self._told = told

    def within(self, start: float = -inf, end: float = inf) -> str:
        """The lines that start within a span (seconds), a space between them."""
        first, last = self._starts.searchsorted((start, end)).tolist()
        told = self._told
        lines = [told[low:high] for low, high in self._edges[first:last].tolist()]
        return b" ".join(lines).replace(b"\v", b" ").decode("utf-8")

    def lines(self) -> list[tuple[float, str]]:
        """Each line with the second at which it starts."""
        edges = zip(self._starts.tolist(), self._edges.tolist(), strict=True)
        told = ((start, self._told[low:high]) for start, (low, high) in edges)
        return [(start, line.replace(b"\v", b" ").decode("utf-8")) for start, line in told]
