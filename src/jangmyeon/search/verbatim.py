"""Words in quotation marks, wherever they were said.

The index finds lines by what is rare in them; words of every day bring too many windows, of which
only the best are read. Where none of those has the very words, everything that was said is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from jangmyeon.model import Scene, Why
from jangmyeon.search.quotes import AROUND, plain
from jangmyeon.search.ranking import Span
from jangmyeon.store import Reader

_KEPT = 1_000  # transcripts of some forty kilobytes each
_APART = 60.0  # seconds between places of an episode that are told apart
_WORTH = 15.0  # the score of words that are said as they stand


class Verbatim:
    """What is said in the episodes of a library, read when it is needed."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kept: dict[tuple[int, str], str] = {}

    def forget(self) -> None:
        """Forget what was read, as another index is there now."""
        self._kept.clear()

    def places(
        self, phrases: Sequence[str], keys: Iterable[int], language: str
    ) -> Iterator[tuple[int, float]]:
        """The episodes (by key) and seconds at which words are said, in order.

        Args:
            phrases: what must be said, all within some seconds.
            keys: of the episodes that are read.
        """
        wanted = [said for said in map(plain, phrases) if said]
        for key in keys if wanted else ():
            text = self._text(key, language)
            if all(said in text for said in wanted):
                yield from ((key, time) for time in self._times(key, language, wanted))

    def _text(self, key: int, language: str) -> str:
        asked = key, language
        if asked not in self._kept:
            said = self._reader.spoken(key, language)
            text = plain(said.within()) if said else ""
            if len(self._kept) >= _KEPT:
                return text
            self._kept[asked] = text
        return self._kept[asked]

    def _times(self, key: int, language: str, wanted: Sequence[str]) -> Iterator[float]:
        said = self._reader.spoken(key, language)
        lines = [(start, plain(text)) for start, text in said.lines()] if said else []
        text = "".join(line for _, line in lines)
        ends = [*accumulate(len(line) for _, line in lines)]
        last = -_APART
        at = text.find(wanted[0])
        while said and at >= 0:
            time = lines[bisect_right(ends, at)][0]
            around = plain(said.within(time - AROUND, time + AROUND))
            if time >= last + _APART and all(other in around for other in wanted[1:]):
                yield time
                last = time
            at = text.find(wanted[0], at + 1)


def verbatim_span(key: int, start: float, end: float, scene: Scene, time: float) -> Span:
    """An answer in which the very words are said at a time (seconds)."""
    why = (Why("quote", "reads 100 % like the query", _WORTH),)
    return Span(key, start, end, scene, _WORTH, why, round(time * 1000), 1.0)
