"""Whether a span of a drama shows what another showed: a recap, a flashback, an ending again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.store import Concordance

_REPLAYED = 0.7  # share of the words of the shorter span from which on two spans show the same
_FEWEST = 25  # words without which spans may be alike by chance
_RUN = 4  # words in a row that are seldom said twice
_MIDDLE = 35_000  # milliseconds around the middle of a span: what it was found for
_RETOLD = 0.5  # share of the runs there from which on they are a replay
_FEWEST_RUNS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What a span shows, by which it is told whether another shows it again.

    Attributes:
        words: the ids of its lemmas.
        runs: numbers for its lemmas in a row.
        middle: those of the runs that begin around its middle.
    """

    words: frozenset[int]
    runs: frozenset[int]
    middle: tuple[int, ...]

    @classmethod
    def within(cls, concordance: Concordance, start: float, end: float) -> Shown:
        """What an episode shows between two times in seconds."""
        edges = np.array((round(start * 1000), round(end * 1000)), concordance.moments.dtype)
        here = slice(*concordance.moments.searchsorted(edges).tolist())
        lemmas = concordance.lemmas[here]
        runs = _in_a_row(lemmas)
        away = concordance.moments[here][: len(runs)] - (start + end) * 500
        middle = runs[np.abs(away) <= _MIDDLE]
        return cls(frozenset(lemmas.tolist()), frozenset(runs.tolist()), tuple(middle.tolist()))


def _in_a_row(lemmas: NDArray[np.int32]) -> NDArray[np.int64]:
    """A number for each run of lemmas; the same for the same lemmas."""
    count = max(len(lemmas) - _RUN + 1, 0)
    runs = np.zeros(count, np.int64)
    for n in range(_RUN):
        runs = runs * 1_000_003 + lemmas[n : n + count]
    return runs


def is_replay(first: Shown, later: Shown) -> bool:
    """Whether what a later span of a drama shows was shown before.

    It was when most of the different words of the shorter one are in the other as well; or when
    what is said around the middle of the later one was said before, word for word.
    """
    least = min(len(first.words), len(later.words))
    if least >= _FEWEST and len(first.words & later.words) >= _REPLAYED * least:
        return True
    retold = sum(run in first.runs for run in later.middle)
    return len(later.middle) >= _FEWEST_RUNS and retold >= _RETOLD * len(later.middle)
