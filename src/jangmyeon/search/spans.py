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


def captions_with(
    concordance: Concordance, is_wanted: NDArray[np.bool_], start: float, end: float
) -> set[int]:
    """Starts (milliseconds) of the captions between two times in seconds that have a wanted lemma.

    Args:
        is_wanted: for each lemma id; not for those beyond its end, whose last must be False.
    """
    edges = np.array((round(start * 1000), round(end * 1000)), concordance.moments.dtype)
    here = slice(*concordance.moments.searchsorted(edges).tolist())
    has = is_wanted.take(concordance.lemmas[here], mode="clip")
    return set(concordance.moments[here][has].tolist())
