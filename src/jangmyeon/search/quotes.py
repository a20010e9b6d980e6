"""Words that were really said: spans whose lines read like the query come first.

Lemmas say that the words occur; here the text itself is compared, for those spans only where most
of the query stands together, since only they can be quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from jangmyeon.model import Why
from jangmyeon.search.query import Query
from jangmyeon.search.ranking import Span
from jangmyeon.store import Reader

_DENSE = 0.55  # share of the query within a few seconds, from which on a span may be a quote
_ALIKE = 70.0  # of 100: how like the query its lines must read
_WORTH = 0.5  # what a perfect quote adds, as a share of the score
_AROUND = 10.0  # seconds of lines that are compared
_SAID = frozenset(("words", "people"))
_SIGNS = re.compile(r"[\W_]+")


def quoted_first(query: Query, spans: Iterable[Span], reader: Reader) -> list[Span]:
    """Spans again in order of score, those that read like the query raised.

    Where the query has words in quotation marks, only spans with these very words stay.

    Args:
        reader: reads what is said within them.
    """
    wanted = plain(query.text)
    phrases = [plain(phrase) for phrase in query.phrases]
    found = []
    for span in spans:
        may_be_quote = _may_be_quote(span)
        around = _around(span, reader) if phrases or may_be_quote else ""
        if all(phrase in around for phrase in phrases):
            found.append(_raised(span, wanted, around) if may_be_quote else span)
    return sorted(found, key=lambda span: -span.score)


def _may_be_quote(span: Span) -> bool:
    return span.density >= _DENSE and sum(why.part in _SAID for why in span.why) >= 2


def _raised(span: Span, wanted: str, around: str) -> Span:
    alike = fuzz.partial_ratio(wanted, around, score_cutoff=_ALIKE)
    if not alike:
        return span
    bonus = span.score * _WORTH * (alike - _ALIKE) / (100 - _ALIKE)
    why = Why("quote", f"reads {alike:.0f} % like the query", round(bonus, 3))
    return replace(span, score=span.score + bonus, why=(*span.why, why))


def _around(span: Span, reader: Reader) -> str:
    """The lines around the peak of a span, plain."""
    at = span.peak / 1000
    lines, _ = reader.script_within(span.episode, at - _AROUND, at + _AROUND)
    return plain(" ".join(line.text for line in lines))


def plain(text: str) -> str:
    """A text without signs and spaces, in small letters, for comparison."""
    return _SIGNS.sub("", text).casefold()
