"""What each caption is to a network that reads it: its words, marks and cues."""

from __future__ import annotations

import numpy as np

from jangmyeon.moments.marks import MARKS, FloatArray
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.vocabulary import Vocabulary
from jangmyeon.scenes.layers import Floats

_CUES = 0.5
_SMOOTH = 4.0  # summed rarity that holds a caption of few words near the middle
_LETTERS = 0.05
_MOST_LETTERS = 3.0


def traits_of(seen: Observed, vocabulary: Vocabulary) -> Floats:
    """What each caption is, as networks read it: shape (captions, traits).

    The mean vectors of its words, its marks and its cues.
    """
    sums = _word_sums(seen, vocabulary)
    marks = seen.marks.copy()
    letters = MARKS.index("letters")
    marks[:, letters] = np.minimum(marks[:, letters] * _LETTERS, _MOST_LETTERS)
    own = np.hstack((sums[:, :-1] / (sums[:, -1:] + _SMOOTH), marks, seen.cues * _CUES))
    return own.astype(np.float32)


def _word_sums(seen: Observed, vocabulary: Vocabulary) -> FloatArray:
    """What the words of each caption weigh together: all first words, then all second ones ..."""
    counts = np.diff(seen.firsts)
    order = np.argsort(-counts, kind="stable")  # those of most words first
    first = seen.firsts[order]
    sums = np.zeros((len(counts), vocabulary.weighed.shape[1]))
    for nth in range(counts.max(initial=0)):
        more = np.count_nonzero(counts > nth)
        sums[:more] += vocabulary.weighed.take(seen.words[first[:more] + nth], axis=0)
    result = np.empty_like(sums)
    result[order] = sums
    return result
