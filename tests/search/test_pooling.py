"""Points a few seconds apart lead to one answer, and speak for it together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.search.pooling import pooled

spots = st.lists(
    st.tuples(st.integers(0, 10**7), st.floats(-30, 30)), min_size=1, max_size=40, unique_by=min
)


def test_several_good_points_beside_each_other_beat_a_single_better_one() -> None:
    centres = np.array([0, 20_000, 40_000, 900_000])
    found = pooled(centres, np.array([1.0, 1.2, 1.0, 1.5]))
    assert found[1] > found[3]


def test_the_only_good_point_stays_the_best() -> None:
    found = pooled(np.array([10_000, 30_000, 50_000, 70_000]), np.array([0.5, 8.0, 0.4, 0.3]))
    assert int(np.argmax(found)) == 1


def test_points_far_apart_say_nothing_for_each_other() -> None:
    scores = np.array([1.0, 2.0])
    assert np.allclose(pooled(np.array([0, 900_000]), scores), scores)


def test_nothing_is_pooled_where_nothing_is() -> None:
    assert not len(pooled(np.zeros(0, np.int64), np.zeros(0)))


@given(spots)
def test_others_never_speak_against_a_point(told: list[tuple[int, float]]) -> None:
    centres, scores = (np.array(each) for each in zip(*sorted(told), strict=True))
    assert (pooled(centres.astype(np.int64), scores) >= scores - 1e-9).all()
