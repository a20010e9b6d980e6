"""Quotes against what is said in the scenes they are linked to.

Subtitles translate freely and writers quote from memory, so only a quote that is long, of a passage
whose scene is sure, and that has next to nothing in common with what is said there is reported. In
the language of the captions the text itself is compared; from English to Korean the lemmas are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jangmyeon.model import Episode, Line, Link
from jangmyeon.search.quotes import plain
from jangmyeon.words import (
    all_lemmas,
    analyse,
    bare_form,
    english_words,
    flat,
    is_korean,
    paraphrase,
    translate,
)

SURE_LINK = 0.75
"""Passages linked less surely than this say nothing about their quotes."""

_AROUND = 60.0  # seconds before and after a linked span that may hold a quote too
_SAID = 70.0  # of 100: how like a line a quote reads that was said
_NEARLY = 55.0  # ... and one that was said in other words
_SHORTEST = 16  # letters of a quote that is compared as a text
_FEWEST = 6  # concepts of one that is compared by lemmas
_LEAST = 0.2  # share of its concepts that is no more than chance
_BY_TEXT = 0.6  # how sure a quote is wrong that the text itself does not have
_BY_LEMMAS = 0.45  # ... and of which the lemmas are missing


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in episodes, and how to read it.

    ``lines`` gives the lines of an episode, ``forms`` what ``words.analyse`` said of words that
    were met in captions.
    """

    lines: Callable[[Episode], Sequence[Line]]
    forms: Callable[[Iterable[str]], Mapping[str, str]] = lambda _: {}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quote that a scene does not support: why, what is said there instead, how sure."""

    quote: str
    message: str
    suggestion: str
    sure: float


def unsupported(link: Link, spoken: Spoken) -> Iterator[Doubt]:
    """The quotes of a passage that its scene does not support."""
    if link.scene is None or link.score < SURE_LINK or not link.passage.quotes:
        return
    episode = link.scene.episode
    lines = list(spoken.lines(episode))
    spans = [(link.start, link.end), *((hit.start, hit.end) for hit in link.others)]
    around = [
        line
        for line in lines
        if any(start - _AROUND <= line.start <= end + _AROUND for start, end in spans)
    ]
    korean = sum(is_korean(line.text) for line in around) * 2 > len(around)
    for quote in link.passage.quotes if around else ():
        if is_korean(quote) == korean:
            doubt = _by_text(quote, around, lines)
        elif korean:
            doubt = _by_lemmas(quote, around, spoken)
        else:
            doubt = None
        if doubt:
            sure = round(doubt.sure * link.score, 2)
            yield Doubt(quote, f"{doubt.message} ({episode.code})", doubt.suggestion, sure)


def _by_text(quote: str, around: Sequence[Line], lines: Sequence[Line]) -> Doubt | None:
    wanted = plain(quote)
    if len(wanted) < _SHORTEST:
        return None
    if _alike(wanted, around) >= _NEARLY or _alike(wanted, lines) >= _SAID:
        return None
    return Doubt(quote, "nothing like it is said in the scene", "", _BY_TEXT)


def _alike(wanted: str, lines: Sequence[Line]) -> float:
    return fuzz.partial_ratio(wanted, plain(" ".join(line.text for line in lines)))


def _by_lemmas(quote: str, around: Sequence[Line], spoken: Spoken) -> Doubt | None:
    concepts = translate(english_words(quote))
    if len(concepts) < _FEWEST:
        return None
    said = _lemmas(around, spoken)
    met = sum(
        any(lemma in said or any(other in said for other, _ in paraphrase(lemma)) for lemma, _ in c)
        for c in (concept.lemmas for concept in concepts)
    )
    if met > _LEAST * len(concepts):
        return None
    count = len(concepts)
    message = f"of its {count} words that carry meaning, {met or 'none'} can be heard in the scene"
    return Doubt(quote, message, "", _BY_LEMMAS)


def _lemmas(lines: Sequence[Line], spoken: Spoken) -> set[str]:
    texts = [flat(line.text) for line in lines]
    known = spoken.forms({bare_form(word) for text in texts for word in text.split()})
    return {lemma for fields in analyse(texts, known) for lemma in all_lemmas(fields)}
