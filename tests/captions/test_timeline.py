"""Whatever times a file has, captions come out in order, each with some length."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions.timeline import LATEST, mend
from jangmyeon.model import Caption

TIMES = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-5, 50) | st.integers(-2, 9)
CAPTIONS = st.lists(st.builds(Caption, TIMES, TIMES, st.sampled_from("가나다"), st.booleans()))


def test_good_times_are_left_alone() -> None:
    captions = [Caption(1, 2, "하나"), Caption(2, 3, "둘"), Caption(3.5, 4, "둘")]
    assert mend(captions) == (captions, ())


def test_captions_out_of_order_are_sorted() -> None:
    captions, notices = mend([Caption(3, 4, "둘"), Caption(1, 2, "하나"), Caption(5, 6, "셋")])
    assert [caption.text for caption in captions] == ["하나", "둘", "셋"]
    assert notices == ("1 caption out of order: sorted",)


def test_a_caption_without_length_stays_until_it_is_read() -> None:
    captions, notices = mend([Caption(1, 1, "잠깐만 기다려"), Caption(9, 9.0, "응")])
    assert 2 < captions[0].end < 4
    assert captions[1].end > 9
    assert notices == ("2 captions without length: given the time it takes to read",)


def test_an_end_before_the_start_is_mended() -> None:
    captions, _ = mend([Caption(5, 1, "왜"), Caption(5.5, 7, "그냥")])
    assert captions[0] == Caption(5, 5.5, "왜")


def test_a_caption_that_runs_into_the_next_is_shortened() -> None:
    captions, notices = mend([Caption(1, 9, "하나"), Caption(4, 6, "둘")])
    assert captions[0] == Caption(1, 4, "하나")
    assert notices == ("1 caption running into the next: shortened",)


def test_captions_that_begin_together_stay_together() -> None:
    together = [Caption(1, 4, "아래"), Caption(1, 4, "위", raised=True), Caption(5, 6, "끝")]
    assert mend(together)[0] == together


def test_shown_text_at_the_top_may_outlast_what_is_said_below() -> None:
    captions = [Caption(1, 9, "3년 전", raised=True), Caption(2, 3, "가자")]
    assert mend(captions)[0] == captions


def test_one_caption_cut_in_two_is_joined() -> None:
    captions, notices = mend([Caption(1, 2, "저기"), Caption(2.05, 3, "저기"), Caption(4, 5, "네")])
    assert captions == [Caption(1, 3, "저기"), Caption(4, 5, "네")]
    assert notices == ("1 caption repeating the one before without a pause: joined",)


def test_the_same_words_after_a_pause_are_said_twice() -> None:
    captions = [Caption(1, 2, "저기"), Caption(2.5, 3, "저기")]
    assert mend(captions)[0] == captions


def test_times_before_the_start_and_beyond_a_day_are_left_out_and_told() -> None:
    captions, notices = mend(
        [Caption(-9, -8, "전"), Caption(-1, 2, "처음"), Caption(LATEST + 5, LATEST + 6, "뒤")]
    )
    assert captions == [Caption(0, 2, "처음")]
    assert notices == (
        "2 captions with a time before the start or beyond a day: left out",
        "1 caption beginning before the start: cut",
    )


@given(CAPTIONS)
def test_any_times_come_out_in_order_with_length(captions: list[Caption]) -> None:
    mended, _ = mend(captions)
    assert all(0 <= caption.start < caption.end <= LATEST for caption in mended)
    assert all(earlier.start <= later.start for earlier, later in pairwise(mended))
    assert {caption.text for caption in mended} <= {caption.text for caption in captions}


@given(CAPTIONS)
def test_what_is_mended_needs_no_more_mending(captions: list[Caption]) -> None:
    mended, _ = mend(captions)
    again, notices = mend(mended)
    assert again == mended
    assert notices == ()


@given(CAPTIONS)
def test_a_notice_tells_whenever_anything_changed(captions: list[Caption]) -> None:
    mended, notices = mend(captions)
    assert (mended == captions) == (not notices)
