"""What each caption is to a network that reads it: its words, marks and cues, and its neighbors."""

from __future__ import annotations

import numpy as np

from jangmyeon.moments.marks import MARKS
from jangmyeon.moments.networks import Floats
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.signals import summed
from jangmyeon.moments.vocabulary import Vocabulary

_AROUND = 2  # captions before and after one that are read with it
_CUES = 0.5
_SMOOTH = 4.0  # summed rarity that holds a caption of few words near the middle
_LETTERS = 0.05
_MOST_LETTERS = 3.0


def traits_of(seen: Observed, vocabulary: Vocabulary) -> Floats:
    """What each caption is and what those around it are on average, as networks read them.

    Shape (captions, traits): the mean vectors of its words, its marks and its cues, and the same
    of its neighborhood.
    """
    until = np.zeros((len(vocabulary.weighed), len(seen.words) + 1))
    np.cumsum(vocabulary.weighed.take(seen.words, axis=1), axis=1, out=until[:, 1:])
    sums = (until.take(seen.firsts[1:], axis=1) - until.take(seen.firsts[:-1], axis=1)).T
    marks = seen.marks.copy()
    letters = MARKS.index("letters")
    marks[:, letters] = np.minimum(marks[:, letters] * _LETTERS, _MOST_LETTERS)
    own = np.hstack((sums[:, :-1] / (sums[:, -1:] + _SMOOTH), marks, seen.cues * _CUES))
    at = np.arange(len(own))
    before, after = np.maximum(at - _AROUND, 0), np.minimum(at + _AROUND + 1, len(own))
    around = summed(own, before, after) / (after - before)[:, None]
    return np.hstack((own, around)).astype(np.float32)
