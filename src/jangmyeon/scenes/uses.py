"""Where words are used in an episode, and how those before each caption and from it on differ.

Two uses of a word speak for or against a cut only as long as both stand near it. Each pair of uses
therefore counts for a range of captions, and what is counted at every caption of an episode is the
running sum of what begins and what ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from jangmyeon.scenes.windows import FloatArray, IntArray

Bags = Sequence[Sequence[str]]

_UNKNOWN = -0.3  # less than any real cosine or share
_UNDECIDED = 0.5


class Uses:
    """Words with the captions that use them.

    Attributes:
        words: the distinct words, in the order of their first use.
        which: for each use, the number of its word.
        at: for each use, the number of its caption; ascending.
    """

    def __init__(
        self, starts: FloatArray, words: Sequence[str], which: IntArray, at: IntArray
    ) -> None:
        self.words = words
        self.which = which
        self.at = at
        self._starts = starts
        self._count = len(starts)
        self._order = np.argsort(which, kind="stable")  # word by word, each in order of time
        self._word, self._place = which[self._order], at[self._order]
        self._again = np.flatnonzero(self._word[1:] == self._word[:-1])

    @classmethod
    def of(cls, starts: FloatArray, bags: Bags) -> Uses:
        """The uses of the words of each caption, which has each of its words once.

        Args:
            starts: of each caption, in seconds.
            bags: the words of each.
        """
        used = list(chain.from_iterable(bags))
        numbers = {word: number for number, word in enumerate(dict.fromkeys(used))}
        which = np.fromiter(map(numbers.__getitem__, used), np.intp, len(used))
        at = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
        return cls(starts, list(numbers), which, at)

    def only(self, kept: NDArray[np.bool_]) -> Uses:
        """The uses of some of the words alone; the words keep their numbers."""
        those = kept[self.which]
        return Uses(self._starts, self.words, self.which[those], self.at[those])

    def chains(self, seconds: float, weights: FloatArray | None = None) -> FloatArray:
        """How many words are used on both sides of each cut, at most ``seconds`` apart.

        A scene that goes on has many such chains over each of its captions, a cut has few.

        Args:
            weights: of each word; without them every word counts for one.
        """
        again = self._again[np.argsort(self._order[self._again + 1])]  # as they are met
        first, second = self._place[again], self._place[again + 1]
        short = self._starts[second] - self._starts[first] <= seconds
        each = None if weights is None else weights[self._word[again]][short]
        change = np.bincount(first[short] + 1, each, self._count + 1)
        change = change - np.bincount(second[short] + 1, each, self._count + 1)
        return np.cumsum(change)[: self._count].astype(float)

    def apart(self, seconds: float) -> FloatArray:
        """1 - cosine between the words in the time before each caption, and from it on.

        Half where either side is empty: nothing is known then.
        """
        shared, left, right = _Sides(self._starts, seconds).products(self._word, self._place)
        norms = left * right
        return np.where(norms, 1 - shared / np.sqrt(np.maximum(norms, 1)), _UNDECIDED)

    def differing(self, seconds: float) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """How the words in the time before each caption and from it on differ.

        Returns:
            cosine, shared part of all, number of the new, number of the gone. Cosine and shared
            part are -0.3, less than any real one, where there are no words on one of the sides.
        """
        sides = _Sides(self._starts, seconds)
        shared, left, right = sides.products(self._word, self._place)
        both, gone, new = sides.distinct(self._place, self._again)
        known = (gone > 0) & (new > 0)
        cosine = shared / np.maximum(np.sqrt(left * right), 1e-9)
        share = both / np.maximum(gone + new - both, 1)
        return (
            np.where(known, cosine, _UNKNOWN),
            np.where(known, share, _UNKNOWN),
            (new - both).astype(float),
            (gone - both).astype(float),
        )


class _Sides:
    """What stands within some seconds before each caption (left), and from it on (right)."""

    def __init__(self, starts: FloatArray, seconds: float) -> None:
        self._count = len(starts)
        at = np.arange(self._count)
        low = np.searchsorted(starts, starts - seconds)
        high = np.searchsorted(starts, starts + seconds)
        self._until = np.searchsorted(low, at, side="right")  # no longer to the left from there on
        self._from = np.searchsorted(high, at, side="right")  # to the right from there on

    def products(self, word: IntArray, place: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Products of the counts of each word, summed: left by right, left squared, right squared.

        Args:
            word, place: the word and the caption of each use, in order of words, then of captions.
        """
        key = word * (self._count + 1) + place
        reach = np.searchsorted(self._from, self._until, side="left")  # captions ever near enough
        last = np.searchsorted(key, word * (self._count + 1) + reach[place])
        uses = np.arange(len(place))
        partners = last - uses - 1
        first = np.repeat(uses, partners)
        before = np.cumsum(partners) - partners  # pairs of the uses before each
        second = np.arange(len(first)) + np.repeat(uses + 1 - before, partners)
        one, other = place[first], place[second]
        gone, come = self._until[one], self._from[other]
        return (
            self._counted(np.maximum(one + 1, come), np.minimum(other + 1, gone)),
            self._counted(place + 1, self._until[place])
            + 2 * self._counted(other + 1, np.maximum(gone, other + 1)),
            self._counted(self._from[place], place + 1)
            + 2 * self._counted(np.minimum(come, one + 1), one + 1),
        )

    def distinct(self, place: IntArray, again: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """How many words stand on both sides, on the left, on the right.

        Args:
            place: as in ``products``.
            again: the uses after which the same word is used again.
        """
        gone, come = self._until[place], self._from[place]
        one, other = place[again], place[again + 1]
        near = come[again + 1] < gone[again]
        both = self._counted(
            np.maximum(one + 1, come[again + 1])[near], np.minimum(other + 1, gone[again])[near]
        )
        last, first = gone.copy(), come.copy()  # a word is counted by its use next to the cut
        last[again] = np.minimum(last[again], other + 1)
        first[again + 1] = np.maximum(first[again + 1], one + 1)
        return both, self._counted(place + 1, last), self._counted(first, place + 1)

    def _counted(self, first: IntArray, last: IntArray) -> IntArray:
        """How many ranges of captions, from ``first`` up to before ``last``, each caption is in."""
        change = np.bincount(first, minlength=self._count + 1)
        change = change - np.bincount(last, minlength=self._count + 1)
        return np.cumsum(change[: self._count])
