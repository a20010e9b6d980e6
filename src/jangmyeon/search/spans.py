"""How long an answer is: the part of the story around the best point, cut where scenes are cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Scene
from jangmyeon.store import Concordance

_start = attrgetter("start")
_HALF_SECONDS = 75.0
_SNAP_SECONDS = 25.0
_REPLAYED = 0.7  # share of the words of the shorter span from which on two spans show the same
_FEWEST = 25  # words without which spans may be alike by chance
_SHARE = 0.3  # spans that share this much of the shorter one are the same answer


def answer_span(centre: float, starts: Sequence[float], last: float) -> tuple[float, float, int]:
    """The span to show for a point in time, and which scene of the episode it lies in.

    It reaches over a minute to either side, and begins and ends where a scene does if one begins or
    ends nearby.

    Args:
        centre: seconds from the start of the episode.
        starts: when each scene of the episode starts, in order; at least one.
        last: when the last one ends.
    """
    centre = min(centre, last)
    place = max(bisect_right(starts, centre) - 1, 0)
    start = max(0.0, _snapped(centre - _HALF_SECONDS, starts, last))
    end = min(_snapped(centre + _HALF_SECONDS, starts, last), last)
    return start, end, place


def _snapped(time: float, starts: Sequence[float], last: float) -> float:
    """The cut next to a time, or the time itself where none is near."""
    after = bisect_left(starts, time)
    later = starts[after] if after < len(starts) else last
    earlier = starts[after - 1] if after else later
    nearest = earlier if abs(earlier - time) <= abs(later - time) else later
    return nearest if abs(nearest - time) <= _SNAP_SECONDS else time


def scenes_within(scenes: Sequence[Scene], start: float, end: float) -> Iterator[Scene]:
    """The scenes of which a span of an episode (seconds) shows some, last first."""
    for at in range(bisect_left(scenes, end, key=_start) - 1, -1, -1):
        if scenes[at].end <= start:
            break
        yield scenes[at]


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two spans of an episode are the same answer."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > _SHARE * min(one[1] - one[0], other[1] - other[0])


def is_replay(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two spans of a drama show the same, as a recap or a flashback does.

    They do when most of the different words of the shorter one are in the other as well.

    Args:
        one, other: what ``words_within`` gives for each.
    """
    least = min(len(one), len(other))
    return least >= _FEWEST and len(one & other) >= _REPLAYED * least


def words_within(concordance: Concordance, start: float, end: float) -> frozenset[int]:
    """The ids of the different lemmas between two times in seconds."""
    return frozenset(concordance.lemmas[_between(concordance, start, end)].tolist())


def captions_with(
    concordance: Concordance, is_wanted: NDArray[np.bool_], start: float, end: float
) -> set[int]:
    """Starts (milliseconds) of the captions between two times in seconds that have a wanted lemma.

    Args:
        is_wanted: for each lemma id; not for those beyond its end, whose last must be False.
    """
    here = _between(concordance, start, end)
    has = is_wanted.take(concordance.lemmas[here], mode="clip")
    return set(concordance.moments[here][has].tolist())


def _between(concordance: Concordance, start: float, end: float) -> slice:
    """Where the lemmas between two times in seconds stand."""
    edges = np.array((round(start * 1000), round(end * 1000)), concordance.moments.dtype)
    return slice(*concordance.moments.searchsorted(edges).tolist())
