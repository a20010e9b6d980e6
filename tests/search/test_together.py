"""What speaks for a point is weighed together, word by word of the query."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.search.features import FEATURES, learned
from jangmyeon.search.ranking import AROUND
from jangmyeon.search.together import met, network

TRAITS = len(AROUND)


def score(around: list[list[float]], gains: list[float]) -> float:
    """The score of a point that has this around it for each word."""
    table = np.array([around], np.float32).reshape(1, len(gains), TRAITS)
    weights = np.ones(len(gains), np.float32)
    parts = np.array(gains, np.float32)
    features = np.zeros((1, len(FEATURES)))
    shared = [name for name in AROUND if name in FEATURES]
    told = parts @ table[0][:, [AROUND.index(name) for name in shared]]
    features[:, [FEATURES.index(name) for name in shared]] = told
    words = met(table, 4 * weights, weights, parts)
    return float((features @ learned() + network().adds(features, words, parts))[0])


rows = st.lists(st.floats(0, 2, width=32), min_size=TRAITS, max_size=TRAITS)


@given(st.lists(rows, min_size=1, max_size=8))
def test_the_order_of_words_does_not_matter(words: list[list[float]]) -> None:
    shuffled = sorted(words)
    gains = [1 / len(words)] * len(words)
    assert score(words, gains) == pytest.approx(score(shuffled, gains), abs=1e-3)


def test_a_query_of_names_alone_has_no_words_to_weigh() -> None:
    assert np.isfinite(score([], []))


def test_words_that_are_said_at_a_point_speak_for_it() -> None:
    said = {"words": 1.5, "alike": 0.9, "scene": 0.3, "signs": 1.5, "line": 0.9}
    silent = {"words": 0.0, "alike": 0.2, "scene": 0.0, "signs": 0.0, "line": 0.0}
    everywhere, nowhere = (
        [[told[name.rstrip("0123456789")] for name in AROUND]] * 3 for told in (said, silent)
    )
    assert score(everywhere, [1 / 3] * 3) > score(nowhere, [1 / 3] * 3)
