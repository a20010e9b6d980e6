"""A scene that is shown again, in a recap or a flashback, is one answer."""

from __future__ import annotations

import numpy as np

from jangmyeon.search.replays import Shown, is_replay
from jangmyeon.store import Concordance


def shown(*lemmas: int) -> Shown:
    """A span of two minutes with these lemmas, one a second, from its middle on."""
    times = np.arange(60, 60 + len(lemmas), dtype=np.int32) * 1000
    offsets = np.arange(len(lemmas) + 1, dtype=np.int32)
    return Shown(Concordance(times, offsets, np.array(lemmas, np.int32)), 0.0, 120.0)


SCENE = shown(*range(40))


def test_the_same_lines_again_are_a_replay() -> None:
    assert is_replay(SCENE, shown(*range(5, 40)))


def test_a_part_of_a_scene_shown_again_is_a_replay() -> None:
    assert is_replay(SCENE, shown(*range(30)))


def test_scenes_that_share_some_words_are_two() -> None:
    assert not is_replay(SCENE, shown(*range(59, 19, -1)))


def test_a_few_words_prove_nothing() -> None:
    assert not is_replay(shown(*range(5)), shown(*range(5)))


def test_a_recap_that_goes_on_with_something_else_is_a_replay() -> None:
    assert is_replay(SCENE, shown(*range(10, 35), *range(100, 140)))


def test_words_that_are_said_before_what_a_span_was_found_for_are_no_replay() -> None:
    assert not is_replay(SCENE, shown(*range(100, 130), *range(10, 30)))


def test_the_same_words_in_another_order_are_no_replay() -> None:
    assert not is_replay(SCENE, shown(*range(30, 10, -1), *range(100, 140)))


def test_a_line_that_is_said_again_is_no_replay() -> None:
    assert not is_replay(shown(*range(12)), shown(*range(12)))
