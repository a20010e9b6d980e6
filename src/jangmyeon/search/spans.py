"""How long an answer is: the part of the story around the best point, cut where scenes are cut."""

from __future__ import annotations

from collections.abc import Sequence

from jangmyeon.model import Scene

_HALF_SECONDS = 60.0
_SHARE = 0.3  # spans that share this much of the shorter one are the same answer


def answer_span(centre: float, scenes: Sequence[Scene]) -> tuple[float, float, Scene]:
    """The span to show for a point in time, and the scene it lies in.

    It reaches a minute to either side of the point.

    Args:
        centre: seconds from the start of the episode.
        scenes: the episode's scenes in order, at least one.
    """
    scene = next((s for s in reversed(scenes) if s.start <= centre), scenes[0])
    return max(0.0, centre - _HALF_SECONDS), centre + _HALF_SECONDS, scene


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two spans of an episode are the same answer."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > _SHARE * min(one[1] - one[0], other[1] - other[0])
