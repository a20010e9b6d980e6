"""A second look at where scenes may begin, at all of an episode at once.

Cutter and reader judge each caption by what is around it. Whether a scene begins there also hangs
on how likely that is of the captions beside it, and on how many cuts there are likely to be in the
minutes around. Boosted trees weigh that, with the signals, wherever a cut seemed possible at all
(stacked generalization: Wolpert, 1992). ``second_look.npz`` is written by
``training/second_look.py``, which learns from likelihoods of episodes that the others had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from jangmyeon.scenes.cutter import Choice, arrays_of, lines_of
from jangmyeon.scenes.trees import Forest, unpack_forest
from jangmyeon.scenes.windows import FloatArray, IntArray, moved, total

FILE = "second_look.npz"
POSSIBLE = 0.02  # likelihood from which on a cut is looked at again
BESIDE = 6  # captions to either side whose likelihood counts
EACH_BESIDE = 3  # likewise, of what cutter and reader say by themselves
AROUND = 20.0, 60.0, 150.0  # seconds in which cuts are counted
_NEVER = -8.0  # log-odds of a cut beyond the ends
_SURE = 1e-5


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Trees that look again at one sort of tracks, and how their cuts are chosen.

    ``names`` are the signals that the trees expect beside what ``thoughts`` gives. ``share`` is
    what the reader's log-odds count for beside those of the cutter.
    """

    names: tuple[str, ...]
    forest: Forest
    share: float
    choice: Choice

    def likelihood(
        self,
        cut: FloatArray,
        read: FloatArray,
        starts: FloatArray,
        signals: Mapping[str, FloatArray],
    ) -> FloatArray:
        """The probability that a scene begins with each caption; 0 for the first.

        Args:
            cut: what the cutter says.
            read: what the reader says.
            starts: of the captions, in seconds.
            signals: by name, a number for each caption.
        """
        likely = beside(cut, read, self.share)
        again = np.flatnonzero(likely > POSSIBLE)
        told = np.array([signals[name] for name in self.names]).reshape(-1, len(cut)).T
        table = np.hstack((thoughts(cut, read, likely, starts, again), told[again]))
        likely[again] = 1 / (1 + np.exp(-self.forest.log_odds(table)))
        return likely


def thoughts(
    cut: FloatArray, read: FloatArray, both: FloatArray, starts: FloatArray, again: IntArray
) -> FloatArray:
    """What was thought of some captions and of those around them: a row each.

    Args:
        cut, read, both: how likely a scene begins with each caption of the episode, as the cutter
            says, the reader, and both together.
        again: the captions that are looked at.
    """
    odds = log_odds(both)
    before = np.log1p(np.diff(starts, prepend=starts[0] - 1))
    columns = [moved(odds, back, _NEVER) for back in range(-BESIDE, BESIDE + 1)]
    columns += [moved(before, back) for back in (-1, 0, 1)]
    columns.append(np.arange(len(both)) / len(both))
    for reach in AROUND:
        columns += [total(starts, both, -reach, 0.0), total(starts, both, 0.0, reach)]
    for each in (log_odds(cut), log_odds(read)):
        columns += [moved(each, back, _NEVER) for back in range(-EACH_BESIDE, EACH_BESIDE + 1)]
    return np.stack(columns, axis=1)[again]


def beside(cut: FloatArray, read: FloatArray, share: float) -> FloatArray:
    """What cutter and reader say together, the reader's log-odds counting for ``share``."""
    odds = (1 - share) * log_odds(cut) + share * log_odds(read)
    likely = np.asarray(1 / (1 + np.exp(-odds)))
    likely[0] = 0.0
    return likely


def log_odds(likelihood: FloatArray) -> FloatArray:
    """Log-odds, of what is as good as sure as of what is not quite."""
    sure = np.clip(likelihood, _SURE, 1 - _SURE)
    return np.asarray(np.log(sure / (1 - sure)))


@cache
def second_look(told: bool) -> SecondLook:
    """The trees for tracks that tell sounds and speakers, or for those that do not."""
    own = arrays_of(FILE, told)
    forest, choice = unpack_forest(own), Choice(*own["choice"].tolist())
    return SecondLook(lines_of(own["names"]), forest, float(own["share"]), choice)
