"""How rare words are: on a shelf, and within one of its dramas.

The rarer a word is, the more it tells that it is said. *Judge* tells much of a love story, and
little of a drama about a law firm, where every other scene has one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from jangmyeon.search.signs import Weights
from jangmyeon.words import commonness

_WORDS_A_WINDOW = 110
_PRIOR_WINDOWS = 500  # how many windows of other dramas a shelf is counted together with
_PRIOR_OF_SHELF = 60  # how many windows of the shelf a drama is
_REMEMBERED = 65_536


class Rarity:
    """Inverse document frequencies, as of BM25; documents are windows of captions.

    Args:
        windows: how many windows have a lemma, of all or of those of a drama (by its id); where the
            lemma is None, how many there are.
    """

    def __init__(self, windows: Callable[[str | None, str | None], int]) -> None:
        self.windows = lru_cache(_REMEMBERED)(windows)
        self._share = lru_cache(_REMEMBERED)(self._counted)

    def idf(self, lemmas: Weights, drama: str | None = None) -> float:
        """The inverse document frequency of alternatives, on the shelf or within a drama.

        Their document frequency is the weighted sum of all, after Darwish and Oard, "Probabilistic
        structured query methods" (SIGIR 2003).
        """
        return inverse(sum(self._share(lemma, drama) * weight for lemma, weight in lemmas))

    def forget(self) -> None:
        """Count anew from now on."""
        self.windows.cache_clear()
        self._share.cache_clear()

    def _counted(self, lemma: str, drama: str | None) -> float:
        """The share of windows that have a lemma.

        That of a shelf is counted together with drama talk at large, and that of a drama with the
        shelf: what is small takes chance for meaning.
        """
        if drama is None:
            usual, prior = at_large(lemma), _PRIOR_WINDOWS
        else:
            usual, prior = self._share(lemma, None), _PRIOR_OF_SHELF
        return (self.windows(lemma, drama) + prior * usual) / (self.windows(None, drama) + prior)


def at_large(lemma: str) -> float:
    """The share of two-minute windows of drama talk that have a lemma."""
    return 1 - math.exp(-commonness(lemma) * 1e-6 * _WORDS_A_WINDOW)


def inverse(share: float, least: float = 1e-6) -> float:
    """The inverse document frequency of what a share of windows have, which is taken for a least
    one where it is smaller.
    """
    share = min(max(share, least), 0.95)
    return math.log(1 + (1 - share) / share)
