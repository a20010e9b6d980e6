"""The line that shows most of a query near a point, and how much of it stands in pairs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.search.axis import Axis
from jangmyeon.search.peaks import Lines

REACH, LINE = 45_000, 6_000  # milliseconds
WEIGHTS = np.array([[1.0, 0.0], [0.0, 0.8], [0.0, 0.0]])  # the last is a mere sign
SHARE = np.array([0.6, 0.4])

SAID = st.lists(st.tuples(st.integers(0, 300_000), st.integers(0, 2)), max_size=40)


def shown(said: list[tuple[int, int]], centre: int) -> tuple[int, float]:
    """As ``Lines.peaks``, for one point, word by word."""
    near = [(t, n) for t, n in sorted(said) if n < 2 and centre - REACH <= t < centre + REACH]
    best = (0.0, 0, centre)
    for time, _ in near:
        line = [WEIGHTS[n] for t, n in near if time - LINE <= t <= time + LINE]
        worth = float(np.max(line, axis=0) @ SHARE)
        best = max(best, (round(worth, 6), -abs(time - centre), time), key=lambda b: b[:2])
    return best[2], best[0]


@given(SAID, st.lists(st.integers(0, 300_000), min_size=1, max_size=4))
def test_the_line_nearest_to_the_point_that_shows_most(
    said: list[tuple[int, int]], centres: list[int]
) -> None:
    said.sort()
    times = np.array([time for time, _ in said], np.int64)
    which = np.array([n for _, n in said], np.int16)
    axis = Axis([1], [], times, times, which, 1.0)
    found = Lines(axis, np.array(centres), WEIGHTS, SHARE, REACH).peaks(LINE)
    for n, centre in enumerate(centres):
        expected, worth = shown(said, centre)
        assert abs(found.shares[n] - worth) < 1e-6
        assert abs(found.said[n] @ SHARE - worth) < 1e-6
        assert abs(found.times[n] - centre) == abs(expected - centre)
        both = worth > SHARE.max()  # more than either shows alone
        assert (found.pairs[n] > 0) == both


def test_a_pair_is_worth_as_much_as_what_is_said_less_of_it() -> None:
    axis = Axis([1], [], np.array([0, 1_000]), np.array([0, 1_000]), np.array([0, 1]), 1.0)
    found = Lines(axis, np.array([500]), WEIGHTS, SHARE, REACH).peaks(LINE)
    assert found.said.tolist() == [[1.0, 0.8]]
    assert found.pairs[0] == 0.8 * (0.6 + 0.4) / 2
