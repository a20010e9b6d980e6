"""Captions come to the video whole, in time, and as nothing but text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.films import DRAMA, code_of

from jangmyeon.captions import read_script
from jangmyeon.model import Line, Sound, Track
from jangmyeon.web.watch.captions import webvtt

TIMING = re.compile(r"(\d\d+):(\d\d):(\d\d)\.(\d{3}) --> (\d\d+):(\d\d):(\d\d)\.(\d{3})")
texts = st.text(max_size=40)
times = st.floats(0, 80_000)
lines = st.builds(
    Line, times, times, texts, speaker=texts, kind=st.sampled_from(["speech", "lyric", "screen"])
)
sounds = st.builds(
    lambda at, end, text: Sound("sound", text, start=at, end=end), times, times, texts
)


def parsed(text: str) -> list[tuple[float, float, str]]:
    """The cues of a WebVTT file, read as the standard says: blocks parted by blank lines."""
    head, *blocks = text.split("\n\n")
    assert head.strip() == "WEBVTT"
    cues = []
    for block in blocks:
        timing, _, words = block.strip("\n").partition("\n")
        found = TIMING.fullmatch(timing)
        assert found, block
        numbers = [int(each) for each in found.groups()]
        first, last = (
            h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (numbers[:4], numbers[4:])
        )
        cues.append((first, last, words))
    return cues


@given(st.lists(st.one_of(lines, sounds), max_size=12), st.floats(0, 5000))
def test_whatever_captions_say_the_file_is_well_formed(
    captions: list[Line | Sound], start: float
) -> None:
    captions.sort(key=lambda caption: caption.start)
    for first, last, words in parsed(webvtt(captions, start)):
        assert 0 <= first < last
        assert words
        assert "-->" not in words
        assert "<" not in words.replace("&lt;", "")
        assert "\r" not in words


def test_markup_in_captions_is_shown_and_not_obeyed() -> None:
    text = webvtt([Line(1, 2, "a <b>bold</b> --> & <v Nobody>lie")])
    assert "a &lt;b&gt;bold&lt;/b&gt; --&gt; &amp; &lt;v Nobody&gt;lie" in text


def test_two_who_speak_together_are_one_cue() -> None:
    told = [Line(1, 2, "Run!", speaker="솔"), Line(1, 2, "No!")]
    assert parsed(webvtt(told)) == [(1, 2, "- (솔) Run!\n- No!")]


def test_captions_of_a_stream_from_a_later_second_are_earlier_by_as_much() -> None:
    told = [Line(1, 2, "past"), Line(9, 12, "now"), Line(20, 21, "later")]
    assert parsed(webvtt(told, 10)) == [(0, 2, "now"), (10, 11, "later")]


def test_a_caption_without_length_shows_for_a_moment() -> None:
    [(first, last, _)] = parsed(webvtt([Sound("sound", "쿵", start=3, end=3)]))
    assert 0 < last - first < 0.1


def test_each_language_is_a_track_and_reads_as_its_file_does(viewer: TestClient) -> None:
    for language, said in (("ko", "거기 누구 있어요?"), ("en", "Who is there?")):
        answer = viewer.get(f"/watch/{DRAMA}/S01E01/{language}.vtt")
        assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
        [script] = read_script(answer.content, Track("episode.vtt", language))
        assert script.lines[0].text == said
        assert script.lines[0].start == 1.0
    assert script.lines[1].text == "It's me, Sol & a <friend>."
    assert [sound.text for sound in script.sounds] == ["gentle music"]


def test_a_language_that_is_not_there_is_not_found(viewer: TestClient) -> None:
    assert viewer.get(f"/watch/{DRAMA}/S01E01/fr.vtt").status_code == 404


def test_captions_that_the_browser_has_are_not_sent_again(viewer: TestClient) -> None:
    path = f"/watch/{DRAMA}/S01E01/ko.vtt"
    etag = viewer.get(path).headers["etag"]
    assert viewer.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_captions_follow_the_stream_that_starts_at_a_key_picture(viewer: TestClient) -> None:
    where = f"/watch/{DRAMA}/{code_of('copied.mkv')}"
    begins = float(viewer.head(f"{where}/stream?start=6").headers["x-start"])
    whole = parsed(viewer.get(f"{where}/en.vtt").text)
    late = parsed(viewer.get(f"{where}/en.vtt?start=6").text)
    assert late[-1][0] == round(whole[-1][0] - begins, 3)
    as_is = f"/watch/{DRAMA}/{code_of('plain.mp4')}/en.vtt"
    assert viewer.get(f"{as_is}?start=6").text == viewer.get(as_is).text
