"""WebVTT: cues, voices and places, in well-made files and in others."""

from __future__ import annotations

import pytest

from jangmyeon.captions.formats import webvtt
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption


def read(text: str) -> list[Caption]:
    (reading,) = webvtt.read(text)
    return list(reading.captions)


def test_cues_with_and_without_hours_and_names() -> None:
    assert read(
        "WEBVTT - 우산\nKind: captions\n\n1\n00:01.000 --> 00:02.500\n가자\n\n"
        "intro\n01:00:03.000 --> 01:00:04.250 align:start\n잠깐\n기다려\n"
    ) == [Caption(1.0, 2.5, "가자"), Caption(3603.0, 3604.25, "잠깐\n기다려")]


def test_comments_and_styles_are_not_said() -> None:
    captions = read(
        "WEBVTT\n\nSTYLE\n::cue { color: white }\n\nREGION\nid:top\n\n"
        "00:01.000 --> 00:02.000\n가자\n\nNOTE 여기서 음악\n둘째 줄\n\n"
        "00:03.000 --> 00:04.000\n응\n\nNOTE 끝\n"
    )
    assert [caption.text for caption in captions] == ["가자", "응"]


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    captions = read(
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n가자\n\n집으로\n\n2\n00:03.000 --> 00:04.000\n응\n"
    )
    assert [caption.text for caption in captions] == ["가자\n집으로", "응"]


def test_cues_without_blank_lines_between_them_are_parted() -> None:
    captions = read("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n가자\n2\n00:03.000 --> 00:04.000\n응\n")
    assert [caption.text for caption in captions] == ["가자", "응"]


def test_a_year_that_somebody_says_is_no_counter() -> None:
    captions = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n그해는\n1994\n\n00:03.000 --> 00:04.000\n1995\n"
    )
    assert [caption.text for caption in captions] == ["그해는\n1994", "1995"]


@pytest.mark.parametrize(
    ("settings", "raised"),
    [
        ("", False),
        ("line:0", True),
        ("line:10%", True),
        ("position:50% line:5.5%,start", True),
        ("line:84.66%", False),
        ("line:-1", False),
        ("line:14", False),
        ("align:middle", False),
    ],
)
def test_the_line_setting_tells_whether_text_stands_at_the_top(settings: str, raised: bool) -> None:
    assert read(f"WEBVTT\n\n00:01.000 --> 00:02.000 {settings}\n3년 전\n")[0].raised is raised


def test_voices_stay_and_other_markup_goes() -> None:
    captions = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud 다람>가<i>자</i></v> <c.yellow.bg_blue>집</c>"
        "<00:00:01.500>으로 &amp; &lt;학교&gt; <ruby>傘<rt>かさ</rt></ruby>\n"
    )
    assert captions[0].text == "<v 다람>가자 집으로 & <학교> 傘"


def test_a_time_that_cannot_be_read_is_told() -> None:
    (reading,) = webvtt.read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n가자\n\nabc --> def\n어디\n\n"
        "00:03.000 --> 00:04.000\n응\n"
    )
    assert [caption.text.strip() for caption in reading.captions] == ["가자", "응"]
    assert reading.notices == ("1 time that cannot be read: left out",)


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(CaptionError, match="no cue"):
        webvtt.read("WEBVTT\n\nNOTE nothing\n")
