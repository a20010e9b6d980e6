"""What scenes begin and end with: the words, endings and sounds of the captions around a cut.

A *phrase* is something a caption has: a lemma, its last syllables, a mood of music. Each weighs
for or against a cut by where it stands: in the caption before the cut, in the one after it, or a
little farther off on either side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.windows import FloatArray, moved

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
    last = words[-1].rstrip(_TRIMMED)
    sign = words[-1][len(last) :][-1:]
    found += ("f" + words[0].strip(_TRIMMED), "a" + last[-1:] + sign, "b" + last[-2:])
    found += ("c" + last[-3:], "p" + sign, f"n{min(len(words), _LONG)}", "k" + item.kind)
    if len(words) > 1:
        found.append(f"t{words[-2]} {last}")
    if len(words) < _WHOLE:
        found.append("w" + text)
    return found


def phrase_score(captions: Sequence[Sequence[str]], book: Phrasebook) -> FloatArray:
    """How much the phrases around each caption speak for a cut before it, in log-odds."""
    rows = book.rows
    each = np.zeros((len(captions), 4))
    found = [[rows[phrase] for phrase in own if phrase in rows] for own in captions]
    counts = np.array([len(own) for own in found])
    flat = np.array([row for own in found for row in own], int)
    np.add.at(each, np.repeat(np.arange(len(captions)), counts), book.weights[flat])
    before, after, farther_before, farther_after = each.T
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
