"""Words that were really said: spans whose lines read like the query come first.

Lemmas say that the words occur; here the text itself is compared, for those spans only where most
of the query stands together, since only they can be quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from jangmyeon.model import Why
from jangmyeon.search.query import Query
from jangmyeon.search.ranking import Span
from jangmyeon.store import Reader

_DENSE = 0.55  # share of the query within a few seconds, from which on a span may be a quote
_ALIKE = 70.0  # of 100: how like the query its lines must read
_WORTH = 0.5  # what a perfect quote adds, as a share of the score
_AROUND = 10.0  # seconds of lines that are compared
_CACHED = 200
_SAID = frozenset(("words", "people"))
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Script:
    starts: list[float]
    texts: list[str]

    def around(self, time: float) -> str:
        low = bisect_left(self.starts, time - _AROUND)
        high = bisect_left(self.starts, time + _AROUND)
        return plain(" ".join(self.texts[low:high]))


class Scripts:
    """The texts of episodes, read when a span has to be compared."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: OrderedDict[int, _Script] = OrderedDict()

    def clear(self) -> None:
        """Forget all texts, since they may have changed."""
        self._read.clear()

    def quoted_first(self, query: Query, spans: Iterable[Span]) -> list[Span]:
        """Spans again in order of score, those that read like the query raised.

        Where the query has words in quotation marks, only spans with these very words stay.
        """
        wanted = plain(query.text)
        phrases = [plain(phrase) for phrase in query.phrases]
        found = []
        for span in spans:
            if phrases:
                around = self._script(span.episode).around(span.peak / 1000)
                if not all(phrase in around for phrase in phrases):
                    continue
            found.append(self._raised(span, wanted))
        return sorted(found, key=lambda span: -span.score)

    def _raised(self, span: Span, wanted: str) -> Span:
        if span.density < _DENSE or sum(why.part in _SAID for why in span.why) < 2:
            return span
        around = self._script(span.episode).around(span.peak / 1000)
        alike = fuzz.partial_ratio(wanted, around, score_cutoff=_ALIKE)
        if not alike:
            return span
        bonus = span.score * _WORTH * (alike - _ALIKE) / (100 - _ALIKE)
        why = Why("quote", f"reads {alike:.0f} % like the query", round(bonus, 3))
        return replace(span, score=span.score + bonus, why=(*span.why, why))

    def _script(self, key: int) -> _Script:
        if key not in self._read:
            lines, _ = self._reader.script(key)
            self._read[key] = _Script([x.start for x in lines], [x.text for x in lines])
            if len(self._read) > _CACHED:
                self._read.popitem(last=False)
        return self._read[key]


def plain(text: str) -> str:
    """A text without signs and spaces, in small letters, for comparison."""
    return _SIGNS.sub("", text).casefold()
