"""SubRip, the plainest of formats, and the markup that crept into it."""

from __future__ import annotations

import pytest

from jangmyeon.captions.formats import subrip
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption


def read(text: str) -> list[Caption]:
    (reading,) = subrip.read(text)
    return list(reading.captions)


def test_captions_with_their_lines() -> None:
    assert read(
        "1\n00:00:01,000 --> 00:00:02,500\n잠깐\n기다려\n\n2\n0:00:03.5 --> 0:00:04.25\n응\n"
    ) == [Caption(1.0, 2.5, "잠깐\n기다려"), Caption(3.5, 4.25, "응")]


def test_markup_goes_and_a_place_at_the_top_is_kept() -> None:
    captions = read(
        '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff"><b>3년 전</b></font>\n\n'
        "2\n00:00:03,000 --> 00:00:04,000\n<i>가자</i> &amp; <학교>\n"
    )
    assert captions == [
        Caption(1.0, 2.0, "3년 전", raised=True),
        Caption(3.0, 4.0, "가자 & <학교>"),
    ]


def test_the_last_caption_keeps_a_number_in_its_last_line() -> None:
    captions = read("1\n00:00:01,000 --> 00:00:02,000\n그해는\n1994")
    assert captions[0].text == "그해는\n1994"


def test_empty_captions_are_left_out() -> None:
    captions = read("1\n00:00:01,000 --> 00:00:02,000\n\n\n2\n00:00:03,000 --> 00:00:04,000\n응\n")
    assert [caption.text for caption in captions] == ["응"]


def test_a_file_without_captions_is_refused() -> None:
    with pytest.raises(CaptionError, match="no caption"):
        subrip.read("1\n2\n3\n")
