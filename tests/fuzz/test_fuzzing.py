"""Thousands of files and queries that are not quite right: each is answered, or refused clearly.

``python -m fuzz.captions --inputs 100000`` and its like look at many more.
"""

from __future__ import annotations

import pytest
from fuzz.breaking import MOST, broken
from fuzz.chance import Chance
from fuzz.episodes import TARGET as EPISODES
from fuzz.queries import TARGET as QUERIES
from fuzz.running import Target, inputs_of, run

from fuzz import captions, writeups

CAPTIONS, WRITEUPS, ASKED, ANALYSED = 1_500, 250, 150, 100  # inputs of each target


@pytest.mark.parametrize("target", captions.TARGETS, ids=lambda target: target.name)
def test_caption_files_of_all_kinds_give_captions_or_a_clear_error(target: Target) -> None:
    result = run(target, CAPTIONS, seed=2)
    assert not result.faults, result.faults
    assert result.answered > CAPTIONS // 4


@pytest.mark.parametrize("target", writeups.TARGETS, ids=lambda target: target.name)
def test_write_ups_of_all_kinds_give_passages_or_a_clear_error(target: Target) -> None:
    result = run(target, WRITEUPS, seed=2)
    assert not result.faults, result.faults
    assert result.answered > WRITEUPS // 4


def test_whole_episodes_are_analysed_whatever_their_captions_say() -> None:
    result = run(EPISODES, ANALYSED, seed=2, warm_up=8)
    assert not result.faults, result.faults
    assert result.answered > ANALYSED // 2


def test_whatever_is_typed_is_answered_or_refused_clearly() -> None:
    result = run(QUERIES, ASKED, seed=2)
    assert not result.faults, result.faults
    assert result.answered > ASKED // 2


def test_a_fault_is_found_counted_and_can_be_shown_again() -> None:
    def check(data: bytes) -> bool:
        if b"lantern" in data:
            raise ValueError("a lantern")
        return True

    made = captions.TARGETS[0]
    target = Target("made up", made.make, made.alter, check)
    result = run(target, 60, seed=1)
    (found,) = result.faults.values()
    assert result.answered == 60 - len(found)
    assert run(target, 1, seed=1, only=found[0]).faults


def test_an_input_that_takes_too_long_is_a_fault() -> None:
    def check(data: bytes) -> bool:
        while True:
            pass

    target = Target("endless", lambda chance: b"x", lambda data, chance: data, check)
    target_without_warm_up = run(target, 1, seed=1, warm_up=0)
    assert any("TooSlowError" in fault for fault in target_without_warm_up.faults)


def test_the_same_seed_makes_the_same_inputs() -> None:
    for target in (*captions.TARGETS, *writeups.TARGETS, QUERIES):
        first = [*inputs_of(target, 5, range(8))]
        assert first == [*inputs_of(target, 5, range(8))]
        assert first != [*inputs_of(target, 6, range(8))]


def test_accidents_stay_within_bounds() -> None:
    for number in range(300):
        text = broken("one two\nthree " * 20, ["four"], ("<p>",), Chance(number))
        assert len(text) <= MOST
