"""A second look at where scenes may begin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.scenes.second_look import BESIDE, POSSIBLE, SecondLook, second_look, thoughts


def looked(trained: SecondLook, first: list[float]) -> list[float]:
    starts = np.arange(len(first)) * 3.0
    signals = {name: np.zeros(len(first)) for name in trained.names}
    return trained.likelihood(np.array(first), np.array(first), starts, signals).tolist()


@pytest.mark.parametrize("told", [True, False])
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_any_episode_however_short_has_likelihoods(told: bool, first: list[float]) -> None:
    seen = looked(second_look(told), [0.0, *first])
    assert seen[0] == 0.0
    assert all(0 <= likely <= 1 for likely in seen)


def test_what_was_hardly_possible_is_not_looked_at_again() -> None:
    hopeless = POSSIBLE / 2
    seen = looked(second_look(True), [0.0, hopeless, 0.7, hopeless])
    assert seen[1] == seen[3] == pytest.approx(hopeless)


def test_a_cut_is_less_likely_where_a_surer_one_is_beside_it() -> None:
    quiet = [0.0] + [0.02] * 30
    alone, beside = quiet.copy(), quiet.copy()
    alone[15] = beside[15] = 0.3
    beside[16] = 0.97
    trained = second_look(True)
    assert looked(trained, beside)[15] < looked(trained, alone)[15]


def test_a_row_tells_of_the_captions_around_and_of_nothing_beyond_the_ends() -> None:
    first = np.array([0.0, 0.5, 0.02])
    (row,) = thoughts(first, first, first, np.array([0.0, 4.0, 9.0]), np.array([1]))
    around = row[: 2 * BESIDE + 1]
    assert around[BESIDE] == pytest.approx(0.0)  # even odds
    beyond = np.delete(around, [BESIDE - 1, BESIDE, BESIDE + 1])
    assert (beyond == beyond[0]).all()
    assert around[BESIDE + 1] != around[BESIDE - 1]
