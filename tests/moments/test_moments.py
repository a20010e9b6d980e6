"""What happens in a span, as somebody who watches would say it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.moments.episode import (
    CONFESSION,
    ENGLISH,
    OFFICE,
    ROOFTOP,
    SECONDS,
    TABLE,
    lemmas,
    shown,
)

from jangmyeon.model import Line, Sound
from jangmyeon.moments import KINDS, Reading, quoted, read_spans

EPISODE = shown(ROOFTOP, OFFICE, TABLE)
BORDERS = [0.0, len(ROOFTOP) * SECONDS, (len(ROOFTOP) + len(OFFICE)) * SECONDS, 75.0]
SPANS = list(pairwise(BORDERS))


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    return read_spans(EPISODE, lemmas(EPISODE), SPANS)


def kinds(reading: Reading) -> list[str]:
    return [moment.kind for moment in reading.moments]


def test_a_confession_is_a_confession_shown_by_the_words_that_confess(
    readings: tuple[Reading, ...],
) -> None:
    told = next(moment for moment in readings[0].moments if moment.kind == "confession")
    assert told.evidence[0] == f'도윤: "{CONFESSION}"'


def test_police_at_work_are_an_investigation_first_of_all(readings: tuple[Reading, ...]) -> None:
    assert kinds(readings[1])[0] == "investigation"


def test_dinner_together_is_a_meal(readings: tuple[Reading, ...]) -> None:
    assert "meal" in kinds(readings[2])


def test_a_confession_is_more_romantic_than_an_investigation(
    readings: tuple[Reading, ...],
) -> None:
    assert readings[0].romance > readings[1].romance + 0.3


def test_a_confession_in_english_captions_is_found_too() -> None:
    episode = shown(ENGLISH, language="en")
    reading = read_spans(episode, lemmas(episode), [(0.0, 30.0)])[0]
    assert "confession" in kinds(reading)


def test_a_love_song_in_the_background_is_less_romantic_than_saying_so() -> None:
    song = [
        Line(0.0, 4.0, "사랑해 그대만을", kind="lyric", language="ko"),
        Line(5.0, 9.0, "보고서 다 됐습니까?", language="ko"),
        Line(10.0, 14.0, "네, 오전 회의 때 드리겠습니다", language="ko"),
    ]
    spoken = [Line(0.0, 4.0, "사랑해, 너만을", language="ko"), *song[1:]]
    sung, said = (
        read_spans(episode, lemmas(episode), [(0.0, 15.0)])[0] for episode in (song, spoken)
    )
    assert sung.romance < said.romance


def test_a_span_in_which_nothing_is_said_or_heard_is_everyday_and_unsure() -> None:
    reading = read_spans(EPISODE, lemmas(EPISODE), [(1000.0, 1030.0)])[0]
    assert [(moment.kind, moment.evidence) for moment in reading.moments] == [("everyday", ())]
    assert reading.moments[0].score < 0.2


def test_an_episode_without_captions_has_something_to_say_as_well() -> None:
    assert len(read_spans([], {}, [(0.0, 60.0)])) == 1
    assert read_spans([], {}, []) == ()


def test_the_same_captions_are_read_the_same_way_again(readings: tuple[Reading, ...]) -> None:
    assert read_spans(EPISODE, lemmas(EPISODE), SPANS) == readings


def test_texts_that_were_never_analysed_do_no_harm() -> None:
    assert len(read_spans(EPISODE, {}, SPANS)) == len(SPANS)


TEXTS = [row[1] for part in (ROOFTOP, OFFICE, TABLE) for row in part]
LEMMAS = lemmas(EPISODE)
LINES = st.lists(st.sampled_from(EPISODE), max_size=12)
TIMES = st.floats(0.0, 100.0, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(captions=LINES, spans=st.lists(st.tuples(TIMES, TIMES), min_size=1, max_size=4))
def test_whatever_is_asked_scores_are_sorted_and_evidence_stands_in_the_span(
    captions: list[Line | Sound], spans: list[tuple[float, float]]
) -> None:
    captions.sort(key=lambda item: item.start)
    spans = [(min(span), max(span)) for span in spans]
    readings = read_spans(captions, LEMMAS, spans)
    assert len(readings) == len(spans)
    for (start, end), reading in zip(spans, readings, strict=True):
        scores = [moment.score for moment in reading.moments]
        assert scores
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len(set(kinds(reading))) == len(scores)
        assert set(kinds(reading)) <= set(KINDS)
        assert 0 <= reading.romance <= 3
        assert 0 <= reading.intensity <= 3
        inside = {quoted(item) for item in captions if start - 1 <= item.start <= end}
        assert all(set(moment.evidence) <= inside for moment in reading.moments)
        assert all(len(moment.evidence) <= 3 for moment in reading.moments)
