"""What scenes begin and end with: the words, endings and sounds of the captions around a cut.

A *phrase* is something a caption has: a lemma, its last syllables, a mood of music. Each weighs
for or against a cut by where it stands: in the caption before the cut, in the one after it, or a
little farther off on either side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.windows import FloatArray, IntArray, moved

FARTHER = 0.6  # what captions two and three away count of one that stands at the cut
_TRIMMED = ".,!?~…\"'"
_WHOLE = 3  # lines of fewer words are phrases as they stand
_LONG = 6  # words from which on lines are all the same length


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases with what they weigh.

    ``weights`` has a row for each phrase in ``rows`` and four columns: just before a cut, just
    after it, farther before, farther after.
    """

    rows: Mapping[str, int]
    weights: NDArray[np.float32]


def phrases(item: Line | Sound, text: str, lemmas: Sequence[str]) -> list[str]:
    """The phrases of a caption.

    >>> phrases(Line(0, 1, "네"), "네", ("네",))[:4]
    ['l네', 'f네', 'a네', 'b네']
    """
    if isinstance(item, Sound):
        return [f"k{item.kind}", f"m{item.mood}", *["s" + lemma for lemma in lemmas]]
    found = ["l" + lemma for lemma in lemmas]
    words = text.split()
    if not words:
        return found
    last, ending = _ending(words[-1])
    found += ("f" + words[0].strip(_TRIMMED), *ending)
    found += (f"n{min(len(words), _LONG)}", "k" + item.kind)
    if len(words) > 1:
        found.append(f"t{words[-2]} {last}")
    if len(words) < _WHOLE:
        found.append("w" + text)
    return found


@lru_cache(maxsize=16_384)
def _ending(word: str) -> tuple[str, tuple[str, ...]]:
    """A line's last word without the signs after it, and the phrases that tell how it ends."""
    last = word.rstrip(_TRIMMED)
    sign = word[len(last) :][-1:]
    return last, ("a" + last[-1:] + sign, "b" + last[-2:], "c" + last[-3:], "p" + sign)


def known_phrases(
    captions: Sequence[Sequence[str]], rows: Mapping[str, int]
) -> tuple[IntArray, IntArray]:
    """The rows of the phrases of all captions that have one, and which caption each stands in."""
    told = list(chain.from_iterable(captions))
    found = np.fromiter(map(rows.get, told, repeat(-1)), np.intp, len(told))
    at = np.repeat(np.arange(len(captions)), [len(own) for own in captions])
    known = found >= 0
    return found[known], at[known]


def phrase_score(captions: Sequence[Sequence[str]], book: Phrasebook) -> FloatArray:
    """How much the phrases around each caption speak for a cut before it, in log-odds."""
    rows, at = known_phrases(captions, book.rows)
    sums: list[FloatArray] = [
        np.bincount(at, weights, len(captions)).astype(float) for weights in book.weights[rows].T
    ]
    before, after, farther_before, farther_after = sums
    farther = moved(farther_before, 2) + moved(farther_before, 3)
    farther += moved(farther_after, -1) + moved(farther_after, -2)
    return moved(before, 1) + after + FARTHER * farther


def phrase_signals(score: FloatArray) -> list[tuple[str, FloatArray]]:
    """The score as signals: as it is here and nearby, and whether it is the highest around."""
    padded = np.pad(score, 8, constant_values=-np.inf)
    highest = np.lib.stride_tricks.sliding_window_view(padded, 17).max(axis=1)
    return [
        *((f"phrases {-back:+}", moved(score, back)) for back in (2, 1, 0, -1, -2)),
        ("phrases, less the highest near", score - highest),
        ("phrases, less the mean", score - score.mean()),
    ]
