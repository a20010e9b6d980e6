"""Whether a span of a drama shows what another showed: a recap, a flashback, an ending again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Hit
from jangmyeon.search.spans import overlap
from jangmyeon.store import Concordance, airing

_REPLAYED = 0.7  # share of the words of the shorter span from which on two spans show the same
_FEWEST = 25  # words without which spans may be alike by chance
_RUN = 4  # words in a row that are seldom said twice
_MIDDLE = 35_000  # milliseconds around the middle of a span: what it was found for
_RETOLD = 0.5  # share of the runs there from which on they are a replay
_FEWEST_RUNS = 15  # without which the middle may be alike by chance


class Shown:
    """What an episode shows between two times (seconds), by which replays are told."""

    def __init__(self, concordance: Concordance, start: float, end: float) -> None:
        moments = concordance.moments
        edges = np.array((round(start * 1000), round(end * 1000)), moments.dtype)
        here = slice(*moments.searchsorted(edges).tolist())
        self._lemmas, self._away = concordance.lemmas[here], moments[here] - (start + end) * 500

    @cached_property
    def words(self) -> frozenset[int]:
        """The ids of its lemmas."""
        return frozenset(self._lemmas.tolist())

    @cached_property
    def runs(self) -> frozenset[int]:
        """A number for each of its runs of lemmas."""
        return frozenset(self._in_a_row.tolist())

    @cached_property
    def middle(self) -> frozenset[int]:
        """Those of the runs that begin around its middle."""
        near = np.abs(self._away[: len(self._in_a_row)]) <= _MIDDLE
        return frozenset(self._in_a_row[near].tolist())

    @cached_property
    def _in_a_row(self) -> NDArray[np.int64]:
        count = max(len(self._lemmas) - _RUN + 1, 0)
        runs = np.zeros(count, np.int64)
        for n in range(_RUN):
            runs = runs * 1_000_003 + self._lemmas[n : n + count]
        return runs


def is_replay(first: Shown, later: Shown) -> bool:
    """Whether what a later span of a drama shows was shown before.

    It was when what is said around its middle was said before, word for word; or some of that, and
    most of the different words of the shorter span are in the other as well.
    """
    middle = later.middle
    retold = len(middle & first.runs)
    if retold == 0:
        return False
    if len(middle) >= _FEWEST_RUNS and retold >= _RETOLD * len(middle):
        return True
    least = min(len(first.words), len(later.words))
    return least >= _FEWEST and len(first.words & later.words) >= _REPLAYED * least


def shows_same(hit: Hit, mine: Shown, other: Hit, its: Shown) -> bool:
    """Whether two hits overlap, or one replays the other."""
    here, there = hit.scene.episode, other.scene.episode
    if here.drama.id != there.drama.id:
        return False
    if here == there and _overlap(hit, other):
        return True
    return is_replay(mine, its) if showing(hit) <= showing(other) else is_replay(its, mine)


def apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits without those that are the same answer as one before."""
    taken: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        episode = hit.scene.episode
        others = taken[f"{episode.drama.id} {episode.code}"]
        if not any(_overlap(hit, other) for other in others):
            others.append(hit)
            yield hit


def showing(hit: Hit) -> tuple[int, int]:
    """In what order episodes are seen."""
    episode = hit.scene.episode
    return airing((episode.season, episode.number))


def _overlap(hit: Hit, other: Hit) -> bool:
    return overlap((hit.start, hit.end), (other.start, other.end))
