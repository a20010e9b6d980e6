"""TTML: times, places and texts as the standard has them, and nothing that could do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions.formats import ttml
from jangmyeon.captions.formats.ttml_time import Clock, clock_of
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

NAMESPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def document(body: str, *, head: str = "", root: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><tt {NAMESPACES} {root}>'
        f"<head>{head}</head><body>{body}</body></tt>"
    )


def read(body: str, *, head: str = "", root: str = "") -> list[Caption]:
    (reading,) = ttml.read(document(body, head=head, root=root))
    return list(reading.captions)


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("00:01:02", 62.0),
        ("00:01:02.345", 62.345),
        ("01:00:00,5", 3600.5),
        ("00:00:10:12", 10.48),
        ("00:00:10:12.1", 10.5),
        ("1.5h", 5400.0),
        ("2m", 120.0),
        ("12.25s", 12.25),
        ("1500ms", 1.5),
        ("50f", 2.0),
        ("139722916t", 13.9722916),
        (" 3s ", 3.0),
        ("", None),
        ("soon", None),
        ("12", None),
        ("t", None),
        ("00:99:00", None),
    ],
)
def test_every_kind_of_time_reads_right(expression: str, seconds: float | None) -> None:
    clock = Clock(frames=25.0, subframes=2.0, ticks=10_000_000.0)
    assert clock.seconds(expression) == (None if seconds is None else pytest.approx(seconds))


def test_ticks_without_a_rate_follow_the_frames_or_are_seconds() -> None:
    assert clock_of({}).seconds("7t") == 7.0
    assert clock_of({"frameRate": "25", "subFrameRate": "2"}).seconds("100t") == 2.0


def test_smpte_time_without_dropped_frames_runs_slower_than_the_clock() -> None:
    clock = clock_of({"frameRate": "30", "frameRateMultiplier": "1000 1001", "timeBase": "smpte"})
    assert clock.seconds("01:00:00:00") == pytest.approx(3603.6)


def test_senseless_parameters_count_as_absent() -> None:
    assert clock_of({"tickRate": "0", "frameRate": "fast", "frameRateMultiplier": "1 0"}) == Clock(
        frames=30.0, ticks=30.0
    )


@given(st.text(max_size=20) | st.from_regex(r"\d{0,5}[:.,;\d]{0,12}[hmsft]{0,2}", fullmatch=True))
def test_no_text_breaks_the_clock(expression: str) -> None:
    seconds = Clock().seconds(expression)
    assert seconds is None or isinstance(seconds, float)


def test_lines_spans_and_breaks_make_the_text() -> None:
    captions = read(
        '<div><p begin="1s" end="2s">(다람)<br/><span tts:fontStyle="italic">비가\n   온다'
        "</span>,<br/>우산</p></div>"
    )
    assert captions == [Caption(1.0, 2.0, "(다람)\n비가 온다,\n우산")]


def test_kept_blanks_keep_their_line_breaks() -> None:
    captions = read('<div xml:space="preserve"><p begin="1s" end="2s">비가\n온다</p></div>')
    assert captions[0].text == "비가\n온다"


def test_times_count_from_the_element_around_and_end_with_it() -> None:
    captions = read(
        '<div begin="10s" end="15s"><p begin="1s" end="3s">하나</p><p begin="4s" end="9s">둘</p>'
        '<p begin="2s" dur="1s">셋</p></div>'
    )
    assert [(caption.start, caption.end) for caption in captions] == [(11, 13), (14, 15), (12, 13)]


def test_a_sequence_goes_on_where_the_last_one_ended() -> None:
    captions = read(
        '<div timeContainer="seq"><p dur="2s">하나</p><p begin="1s" dur="2s">둘</p></div>'
    )
    assert [(caption.start, caption.end) for caption in captions] == [(0, 2), (3, 5)]


def test_spans_with_times_of_their_own_are_captions_of_their_own() -> None:
    captions = read(
        '<div><p begin="10s" end="20s"><span begin="0s" end="2s">하나</span>'
        '<span begin="3s" end="4s">둘</span></p></div>'
    )
    assert captions == [Caption(10.0, 12.0, "하나"), Caption(13.0, 14.0, "둘")]


def test_a_time_that_cannot_be_read_costs_its_caption_and_is_told() -> None:
    (reading,) = ttml.read(
        document('<div><p begin="soon" end="2s">왜</p><p begin="3s" end="4s">응</p></div>')
    )
    assert [caption.text for caption in reading.captions] == ["응"]
    assert reading.notices == ("1 element with times that cannot be read: left out",)


@pytest.mark.parametrize(
    ("attributes", "raised"),
    [
        ('tts:displayAlign="before" tts:origin="10% 10%" tts:extent="80% 80%"', True),
        ('tts:displayAlign="after" tts:origin="10% 10%" tts:extent="80% 80%"', False),
        ('tts:displayAlign="before" tts:origin="10% 80%" tts:extent="80% 15%"', False),
        ('tts:origin="10% 5%" tts:extent="80% 20%"', True),
        ('tts:origin="10% 80%" tts:extent="80% 15%"', False),
        ("", False),
    ],
)
def test_the_region_tells_whether_text_stands_at_the_top(attributes: str, raised: bool) -> None:
    head = f'<layout><region xml:id="r1" {attributes}/></layout>'
    captions = read('<div><p begin="1s" end="2s" region="r1">3년 전</p></div>', head=head)
    assert captions[0].raised is raised


def test_a_region_on_the_div_holds_for_what_is_in_it() -> None:
    head = '<layout><region xml:id="top"><style tts:displayAlign="before"/></region></layout>'
    captions = read('<div region="top"><p begin="1s" end="2s">3년 전</p></div>', head=head)
    assert captions[0].raised


def test_readings_over_words_and_metadata_are_not_said() -> None:
    captions = read(
        '<div><p begin="1s" end="2s"><metadata>몰래</metadata>'
        '<span tts:ruby="container"><span tts:ruby="base">傘</span>'
        '<span tts:ruby="text">かさ</span></span>を</p></div>'
    )
    assert captions[0].text == "傘を"


def test_an_agent_is_the_speaker() -> None:
    head = '<metadata><ttm:agent xml:id="a1"><ttm:name>다람</ttm:name></ttm:agent></metadata>'
    captions = read('<div><p begin="1s" end="2s" ttm:agent="a1">가자</p></div>', head=head)
    assert captions[0].text == "<v 다람>가자"


def test_each_language_comes_out_apart() -> None:
    readings = ttml.read(
        document(
            '<div><p begin="1s" end="2s">가자</p></div>'
            '<div xml:lang="en"><p begin="1s" end="2s">Let us go</p></div>',
            root='xml:lang="ko-KR"',
        )
    )
    assert [(reading.language, reading.captions[0].text) for reading in readings] == [
        ("ko", "가자"),
        ("en", "Let us go"),
    ]


@pytest.mark.parametrize(
    "namespace",
    ["", "http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1"],
)
def test_older_editions_are_read_too(namespace: str) -> None:
    xmlns = f'xmlns="{namespace}"' if namespace else ""
    (reading,) = ttml.read(
        f'<tt {xmlns}><body><div><p begin="1s" end="2s">응</p></div></body></tt>'
    )
    assert reading.captions == (Caption(1.0, 2.0, "응"),)


def test_xml_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = document('<div><p begin="1s" end="2s">응</p><p begin="3s" end="4s">아니</p></div>')
    (reading,) = ttml.read(whole[: whole.index("</p></div>")])
    assert reading.captions[0].text == "응"
    assert "broken XML" in reading.notices[0]


def test_a_bomb_of_entities_is_refused() -> None:
    bomb = (
        '<!DOCTYPE tt [<!ENTITY a "ㅋㅋㅋㅋ"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<tt {NAMESPACES}><body><div><p>&b;</p></div></body></tt>"
    )
    with pytest.raises(CaptionError, match="entities"):
        ttml.read(bomb)


def test_no_file_is_read_through_an_entity() -> None:
    leak = (
        '<!DOCTYPE tt [<!ENTITY leak SYSTEM "file:///etc/hostname">]>'
        f"<tt {NAMESPACES}><body><div><p>&leak;</p></div></body></tt>"
    )
    with pytest.raises(CaptionError, match="entities"):
        ttml.read(leak)


def test_bottomless_nesting_is_refused() -> None:
    with pytest.raises(CaptionError):
        ttml.read(document("<div>" * 100_000 + '<p begin="1s">응</p>' + "</div>" * 100_000))


def test_pictures_of_text_are_named_as_such() -> None:
    body = '<div><p begin="1s" end="2s" xmlns:smpte="x" smpte:backgroundImage="#i1"/></div>'
    with pytest.raises(CaptionError, match="pictures"):
        ttml.read(document(body))


def test_other_xml_is_told_apart() -> None:
    with pytest.raises(CaptionError, match="tvshow"):
        ttml.read("<tvshow><title>우산</title></tvshow>")
