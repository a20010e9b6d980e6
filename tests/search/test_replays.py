"""A scene that is shown again, in a recap or a flashback, is one answer."""

from __future__ import annotations

from jangmyeon.search.spans import is_replay

SCENE = frozenset(range(40))


def test_the_same_lines_again_are_a_replay() -> None:
    assert is_replay(SCENE, frozenset(range(5, 40)))


def test_a_part_of_a_scene_shown_again_is_a_replay() -> None:
    assert is_replay(SCENE, frozenset(range(30)))


def test_scenes_that_share_some_words_are_two() -> None:
    assert not is_replay(SCENE, frozenset(range(20, 60)))


def test_a_few_words_prove_nothing() -> None:
    assert not is_replay(frozenset(range(5)), frozenset(range(5)))
