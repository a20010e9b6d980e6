"""Text streams inside video files, made here with PyAV itself."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from jangmyeon.captions import caption_streams, read_video_scripts
from jangmyeon.errors import CaptionError

av = pytest.importorskip("av", reason="needs PyAV (the extra jangmyeon[video])")

SUBRIP = (
    "1\n00:00:01,000 --> 00:00:02,500\n(다람)\n<i>비 온다</i>\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\n[천둥소리]\n"
)
WEBVTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Dan>It is raining, is it?\n"
SUBSTATION = r"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold
Style: Default,Arial,20,&H0,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.50,Default,다람,0,0,0,,{\i1}비 온다{\i0},\N우산
"""


def mux(path: Path, sources: dict[str, str], *, language: str = "kor", title: str = "") -> Path:
    """A video file with no pictures and a text stream for each source (file name -> text)."""
    with av.open(str(path), "w") as video:
        streams = []
        for name, text in sources.items():
            source = path.parent / name
            source.write_text(text, "utf-8")
            container = av.open(str(source))
            stream = video.add_stream_from_template(container.streams[0])
            stream.metadata["language"] = language
            stream.metadata["title"] = title
            streams.append((container, stream))
        for container, stream in streams:
            for packet in container.demux():
                if packet.size:
                    packet.stream = stream
                    video.mux(packet)
            container.close()
    return path


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return mux(tmp_path / "film.mkv", {"a.srt": SUBRIP, "b.vtt": WEBVTT, "c.ass": SUBSTATION})


def test_the_streams_of_a_video_are_listed(film: Path) -> None:
    streams = caption_streams(film)
    assert [(stream.index, stream.codec) for stream in streams] == [
        (0, "subrip"),
        (1, "webvtt"),
        (2, "ass"),
    ]
    assert {stream.language for stream in streams} == {"ko"}
    assert not any(stream.reason for stream in streams)


def test_a_title_tells_that_a_stream_is_for_the_deaf(tmp_path: Path) -> None:
    path = mux(tmp_path / "film.mkv", {"a.srt": SUBRIP}, title="한국어 [CC]")
    (stream,) = caption_streams(path)
    assert (stream.title, stream.sdh, stream.forced) == ("한국어 [CC]", True, False)


def test_all_text_streams_are_read_in_one_pass(film: Path) -> None:
    subrip, webvtt, substation = read_video_scripts(film, "show/film.mkv")
    assert [(line.speaker, line.text) for line in subrip.lines] == [("다람", "비 온다")]
    assert [sound.text for sound in subrip.sounds] == ["천둥소리"]
    assert subrip.sounds[0].start == pytest.approx(3.0)
    assert [(line.speaker, line.text) for line in webvtt.lines] == [
        ("Dan", "It is raining, is it?")
    ]
    assert [(line.speaker, line.text) for line in substation.lines] == [("다람", "비 온다, 우산")]
    assert [script.track.stream for script in (subrip, webvtt, substation)] == [0, 1, 2]
    assert subrip.track.path == "show/film.mkv"


def test_only_the_streams_asked_for_are_read(film: Path) -> None:
    (script,) = read_video_scripts(film, "film.mkv", only={2})
    assert script.track.stream == 2


def test_text_in_mp4_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as video:
        try:
            stream = video.add_stream("mov_text")
            stream.codec_context.subtitle_header = SUBSTATION.encode()
        except (ValueError, AttributeError):
            pytest.skip("this PyAV cannot write text streams into MP4")
        stream.metadata["language"] = "kor"
        said = "(다람)\n비 온다".encode()
        packet = av.Packet(len(said).to_bytes(2, "big") + said)
        packet.stream = stream
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = 1000
        packet.duration = 1500
        video.mux(packet)
    (script,) = read_video_scripts(path, "film.mp4")
    assert [(line.speaker, line.text) for line in script.lines] == [("다람", "비 온다")]


def test_a_video_without_captions_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    with av.open(str(path), "w") as video:
        stream = video.add_stream("pcm_s16le", rate=8000)
        frame = av.AudioFrame(format="s16", layout="mono", samples=160)
        frame.rate = 8000
        video.mux(stream.encode(frame))
    assert caption_streams(path) == ()
    assert read_video_scripts(path, "film.mkv") == []


def test_what_is_no_video_is_told_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"not a video")
    with pytest.raises(CaptionError) as caught:
        read_video_scripts(path, "show/film.mkv")
    assert caught.value.where == "show/film.mkv"
    assert caught.value.remedy


def test_without_pyav_the_error_tells_how_to_install_it(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(CaptionError, match=r"jangmyeon\[video\]"):
        caption_streams(film)
