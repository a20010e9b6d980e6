"""The reader reads what is said around each caption, of any episode, and knows nobody's name."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.scenes.layers import Block, Linear, Norm
from jangmyeon.scenes.reader import FILE, SIDES, reader
from jangmyeon.scenes.second_look import beside

WORDS = ("l가다", "l바다", "l병원", "w네", "k발소리")


def block(reach: int) -> Block:
    """A block that adds to each caption what stands ``reach`` before it, and half of what after."""
    same = np.eye(2, dtype=np.float32)
    nothing = np.zeros(2, np.float32)
    norm = Norm(nothing + 1, nothing)
    return Block(norm, (same, 0 * same, same / 2), nothing, Linear(same, nothing), reach)


@pytest.mark.parametrize("reach", [1, 2])
def test_a_block_sees_the_captions_as_far_away_as_it_reaches(reach: int) -> None:
    rows = np.zeros((7, 2), np.float32)
    rows[3] = 1, -1
    seen = block(reach)(rows)[:, 0].round(2).tolist()
    expected = [0.0] * 7
    expected[3 + reach], expected[3 - reach] = 1.0, 0.5
    assert seen == expected


def test_a_block_reads_an_episode_shorter_than_its_reach() -> None:
    assert block(8)(np.ones((3, 2), np.float32)).shape == (3, 2)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=4), min_size=1, max_size=40), st.booleans()
)
def test_every_caption_of_any_episode_gets_a_probability(
    spoken: list[list[str]], told: bool
) -> None:
    likely = reader().likelihood({}, spoken, told)
    assert len(likely) == len(spoken)
    assert likely[0] == 0
    assert ((likely >= 0) & (likely <= 1)).all()


def test_words_farther_away_than_the_reader_looks_change_nothing() -> None:
    far = 3 * max(SIDES) + 2 * sum(block.reach for block in reader().networks[0].blocks)
    spoken = [[WORDS[n % 5]] for n in range(2 * far)]
    other = [*spoken[:-1], ["l병원", "l의사"]]
    first, second = (reader().likelihood({}, each, True) for each in (spoken, other))
    np.testing.assert_allclose(first[:far], second[:far], atol=1e-6)
    assert not np.allclose(first[-1], second[-1], atol=1e-6)


def test_cutter_and_reader_meet_between_what_each_says() -> None:
    cutter, read = np.array([0.0, 0.2, 0.9]), np.array([0.0, 0.6, 0.9])
    both = beside(cutter, read, 0.5)
    assert both[0] == 0
    assert 0.2 < both[1] < 0.6
    assert both[2] == pytest.approx(0.9)


def test_the_reader_knows_no_name_of_the_sample(sample: Library) -> None:
    people = {person.name for person in sample.people("Last Ferry from Sorado")}
    known = {phrase[1:] for phrase in reader().phrases}
    assert not {name for name in people if len(name) > 1} & known


def test_the_data_file_stays_small() -> None:
    assert len(resources.files("jangmyeon.scenes").joinpath(FILE).read_bytes()) < 1_500_000
