"""What speaks for somebody in a scene, from traces in it and around it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jangmyeon.model import Person
from jangmyeon.names.sightings import Sighting
from jangmyeon.scenes.traces import again, count, ranked, signals

PEOPLE = [Person("지수", spellings=("지수",)), Person("도윤", spellings=("도윤",))]
SPANS = [(0.0, 50.0), (60.0, 120.0), (120.0, 180.0)]
TITLED = [
    Sighting(10.0, "지수", "speaks"),
    Sighting(20.0, "", "addressed", "선배"),
    Sighting(70.0, "도윤", "speaks"),
    Sighting(130.0, "", "addressed", "선배"),
]


def test_a_title_speaks_for_who_is_where_else_it_is_said() -> None:
    rates = np.array([[0.9, 0.1], [0.1, 0.9], [0.3, 0.3]])
    jisu, doyun = again(count(SPANS, TITLED, PEOPLE), rates)[2, :, -1]
    assert jisu > 0 > doyun


def test_a_title_said_once_speaks_for_nobody() -> None:
    traces = count(SPANS, TITLED[:3], PEOPLE)
    assert traces.titles.shape == (0, 3)
    assert not again(traces, np.full((3, 2), 0.5))[..., -1].any()


def test_pauses_are_told_before_between_and_after_scenes() -> None:
    assert count(SPANS, TITLED, PEOPLE).pauses.tolist() == [0.0, 10.0, 0.0, 60.0]


def test_who_has_most_in_a_scene_is_first() -> None:
    assert ranked(np.array([[1.0, 3.0, 2.0], [1.0, 1.0, 1.0]])).tolist() == [[2, 0, 1], [0, 0, 0]]


def test_one_person_in_one_scene_has_signals_like_any_other() -> None:
    traces = count(SPANS[:1], TITLED[:1], PEOPLE[:1])
    assert np.isfinite(signals(traces)).all()
    assert np.isfinite(again(traces, np.ones((1, 1)))).all()


@given(arrays(float, (3, 2), elements=st.floats(0, 1)))
def test_signals_are_numbers_however_sure_the_first_look_is(rates: np.ndarray) -> None:
    assert np.isfinite(again(count(SPANS, TITLED, PEOPLE), rates)).all()
