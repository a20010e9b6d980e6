"""Words that were really said: spans whose lines read like the query come first.

Lemmas say that the words occur; here the text itself is compared, with all the endings and small
words that lemmas leave out: whoever half remembers a line remembers them too. What likeness is
worth is learned by ``training/quotes.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from jangmyeon.model import Why
from jangmyeon.search.query import Query
from jangmyeon.search.ranking import Span
from jangmyeon.store import Spoken
from jangmyeon.words import is_korean

READ = 15
"""First spans of a query in Korean whose text is compared with it."""

BESIDE = 5.0
"""Seconds before and after a span that are read too."""

CHANCE = 0.3
"""How like a query the closest stretch of a span reads that has nothing to do with it."""

_WORTH = 8.5  # what each of two likenesses adds: the closest stretch's, and its pairs of letters'
_SHORT, _LONG = 4, 16  # letters of a query of which likeness tells nothing, and of which it does
_HALF_QUOTED = re.compile(r"(?<!\w)['‘]([^'‘’]+)['’]")
_MOST = 120  # letters of a query that are compared
_FEWEST = 6  # letters of what is half quoted that are a line
_MARGIN = 10  # letters at least to either side of the closest stretch

_DENSE = 0.55  # share of the query within a few seconds, from which on a span may be a quote
_ALIKE = 70.0  # of 100: how like the query its lines must read
_QUOTE = 0.5  # what a perfect quote adds, as a share of the score
AROUND = 10.0
"""Seconds to either side of a line within which words of a query stand together."""
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())  # most of all signs
_SAID = frozenset(("words", "people"))

Texts = Callable[[int, str], Spoken | None]
"""What is said in an episode, by its key, in a language; None where no track is in it."""


def quoted_first(query: Query, spans: Iterable[Span], texts: Texts) -> list[Span]:
    """Spans again in order of score, those that read like the query raised.

    Where the query has words in quotation marks, only spans with these very words stay; where none
    has them, those without captions in the language of the query, in which they may be said.
    """
    language = "ko" if is_korean(query.text) else "en"
    wanted = remembered(query.text) if language == "ko" else plain(query.text)
    phrases = [plain(phrase) for phrase in query.phrases]
    found: list[Span] = []
    unread: list[Span] = []
    for span in spans:
        if phrases:
            said = texts(span.episode, language)
            if said is None:
                unread.append(span)
            around = _around(span, said)
            if not all(phrase in around for phrase in phrases):
                continue
        if language == "en":
            found.append(_raised_in_english(span, wanted, texts))
        elif len(found) < READ:
            found.append(_raised_in_korean(span, wanted, texts))
        else:
            found.append(span)
    return sorted(found or unread, key=lambda span: -span.score)


def remembered(text: str) -> str:
    """What of a query in Korean may be a line, plain: what is in single quotation marks, or all.

    >>> remembered("형이 '그때는 내가 나이면 안 됐어' 하는 대사")
    '그때는내가나이면안됐어'
    """
    told = plain(" ".join(_HALF_QUOTED.findall(text)))
    return (told if len(told) >= _FEWEST else plain(text))[:_MOST]


def _raised_in_korean(span: Span, wanted: str, texts: Texts) -> Span:
    """A span with what is added for how like the query it reads."""
    said = texts(span.episode, "ko")
    whole = plain(said.within(span.start - BESIDE, span.end + BESIDE)) if said else ""
    telling = min(max(len(wanted) - _SHORT, 0) / (_LONG - _SHORT), 1.0)
    if not telling or not whole:
        return span
    alike, share = likeness(wanted, whole)
    return _raised(span, _WORTH * telling * (max(alike - CHANCE, 0.0) + share), alike)


def likeness(wanted: str, whole: str) -> tuple[float, float]:
    """How like a query the closest stretch of a text reads, and how much of it is thereabouts.

    Two letters in a row say much in Korean, where each is a syllable, so even a part of a line that
    is remembered in other words tells.

    Args:
        wanted: a query, plain; two letters at least.
        whole: a text, plain.

    Returns:
        The likeness of the closest stretch, and the share of the query's pairs of letters that
        stand there or right beside it; each from 0 to 1.

    >>> likeness("나는너를좋아했는데", "그래도나는너를좋아했어")[1]
    0.75
    """
    closest = fuzz.partial_ratio_alignment(wanted, whole)
    if closest is None:
        return 0.0, 0.0
    if len(wanted) <= len(whole):
        margin = max(len(wanted) // 2, _MARGIN)
        whole = whole[max(closest.dest_start - margin, 0) : closest.dest_end + margin]
    pairs = [wanted[at : at + 2] for at in range(len(wanted) - 1)]
    return closest.score / 100, sum(pair in whole for pair in pairs) / len(pairs)


def _may_be_quote(span: Span) -> bool:
    """Whether most of the query stands together in a span, more than one word of it."""
    return span.density >= _DENSE and sum(why.part in _SAID for why in span.why) >= 2


def _raised_in_english(span: Span, wanted: str, texts: Texts) -> Span:
    """A span with what is added if most of the query stands together there and reads like it."""
    if not _may_be_quote(span):
        return span
    said = texts(span.episode, "en")
    alike = fuzz.partial_ratio(wanted, _around(span, said), score_cutoff=_ALIKE)
    worth = span.score * _QUOTE * (alike - _ALIKE) / (100 - _ALIKE)
    return _raised(span, max(worth, 0.0), alike / 100)


def _raised(span: Span, worth: float, alike: float) -> Span:
    worth = round(worth, 3)
    if not worth:
        return span
    why = Why("quote", f"reads {alike:.0%} like the query".replace("%", " %"), worth)
    whys = sorted((*span.why, why), key=lambda each: -each.weight)
    return replace(span, score=span.score + worth, why=tuple(whys))


def _around(span: Span, said: Spoken | None) -> str:
    """The lines around the peak of a span, plain."""
    at = span.peak / 1000
    return plain(said.within(at - AROUND, at + AROUND)) if said else ""


def plain(text: str) -> str:
    """A text without signs and spaces, in small letters, for comparison."""
    signless = text.casefold().replace("…", "").encode("utf-8", "surrogatepass")
    letters = signless.translate(None, _SIGNS).decode("utf-8", "surrogatepass")
    return letters if letters.isalnum() else "".join(filter(str.isalnum, letters))
