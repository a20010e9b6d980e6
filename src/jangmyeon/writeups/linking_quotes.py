"""Quotes that stand word for word in the captions, where a track is of the article's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz

from jangmyeon.search.quotes import plain
from jangmyeon.store import Reader
from jangmyeon.words import is_korean
from jangmyeon.writeups.linking_table import DramaTable, Floats

_LOOKED_AT = 16  # points that show most of a quote's words
_AROUND = 40.0  # seconds around a point in which the quote may stand
_FEWEST_LETTERS = {"en": 16, "ko": 8}  # shorter ones are said in many places
_SAME = 88.0  # of 100: how like a quote what is said must read
_WORTH = 1.0  # about as much as all words of a quote within seconds


def add_literal(found: Floats, table: DramaTable, reader: Reader, quotes: Sequence[str]) -> None:
    """Let the points near which a quote is said word for word stand out.

    Args:
        found: what the quotes are worth at each point by their words alone; added to in place.
    """
    likeliest = np.argsort(-found, kind="stable")[:_LOOKED_AT]
    likeliest = likeliest[found[likeliest] > 0]
    for quote in quotes:
        language, wanted = "ko" if is_korean(quote) else "en", plain(quote)
        if len(wanted) >= _FEWEST_LETTERS[language]:
            for point, time in _said_at(table, reader, likeliest.tolist(), wanted, language):
                near = table.episode == table.episode[point]
                found[near & (np.abs(table.seconds - time) <= _AROUND)] += _WORTH
                break


def _said_at(
    table: DramaTable, reader: Reader, points: Sequence[int], wanted: str, language: str
) -> Iterator[tuple[int, float]]:
    """The points near which a text is said, likeliest first, and when (seconds) it begins."""
    for point in points:
        key, at = table.episodes[int(table.episode[point])].key, float(table.seconds[point])
        if all(track.language != language for track in reader.tracks(key)):
            continue
        lines, _ = reader.script_within(key, at - _AROUND, at + _AROUND, (language,))
        said = [plain(line.text) for line in lines]
        whole = "".join(said)
        alike = fuzz.partial_ratio_alignment(wanted, whole, score_cutoff=_SAME)
        if alike is not None and len(whole) >= len(wanted):
            ends = np.cumsum([len(each) for each in said])
            yield point, lines[int(np.searchsorted(ends, alike.dest_start, "right"))].start
