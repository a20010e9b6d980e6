"""A caption file read whole: the right format, its language, its lines, and errors that help."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions import CAPTION_EXTENSIONS, EXTENSIONS, VIDEO_EXTENSIONS, read_script
from jangmyeon.captions.formats import BY_EXTENSION
from jangmyeon.errors import CaptionError
from jangmyeon.model import Script, Track

SUBRIP = "1\n00:00:01,000 --> 00:00:02,500\n- (다람) 비 온다\n- 우산 있어?\n\n"
WEBVTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v 다람>비 온다\n"
SAMI = "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>비 온다<SYNC Start=2500><P>&nbsp;</SAMI>"
SUBSTATION = (
    "[Script Info]\n\n[V4+ Styles]\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,비 온다\n"
)
TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="ko"><body><div>'
    '<p begin="1s" end="2.5s">비 온다</p></div></body></tt>'
)
FILES = {
    ".srt": (SUBRIP, "subrip"),
    ".vtt": (WEBVTT, "webvtt"),
    ".smi": (SAMI, "sami"),
    ".ass": (SUBSTATION, "substation"),
    ".ssa": (SUBSTATION, "substation"),
    ".xml": (TTML, "ttml"),
    ".ttml": (TTML, "ttml"),
    ".dfxp": (TTML, "ttml"),
}


def read(data: bytes, path: str = "show/e01.srt", language: str = "und") -> Script:
    (script,) = read_script(data, Track(path, language))
    return script


@pytest.mark.parametrize("extension", sorted(FILES))
def test_each_format_is_read_under_its_extension(extension: str) -> None:
    text, name = FILES[extension]
    script = read(text.encode(), f"show/e01{extension}")
    assert script.format == name
    assert script.track == Track(f"show/e01{extension}", "ko")
    first = script.lines[0]
    assert (first.text, first.start, first.language) == ("비 온다", 1.0, "ko")


@pytest.mark.parametrize("extension", sorted(FILES))
def test_an_extension_that_lies_does_no_harm(extension: str) -> None:
    for text, name in FILES.values():
        assert read(text.encode(), f"show/e01{extension}").format == name


def test_the_language_that_is_known_is_kept() -> None:
    assert read(SUBRIP.encode(), language="ja").track.language == "ja"


def test_a_file_in_two_languages_gives_two_scripts() -> None:
    text = (
        "<SAMI><SYNC Start=1000><P Class=KRCC>비 온다<P Class=ENCC>It is raining, is it?"
        "<SYNC Start=2000><P Class=KRCC>&nbsp;<P Class=ENCC>&nbsp;</SAMI>"
    )
    scripts = read_script(text.encode("cp949"), Track("show/e01.smi", "ko"))
    assert [(script.track.language, script.lines[0].text) for script in scripts] == [
        ("ko", "비 온다"),
        ("en", "It is raining, is it?"),
    ]


def test_what_was_mended_is_told() -> None:
    late = SUBRIP + "2\n00:00:00,100 --> 00:00:00,900\n어서\n"
    script = read(late.encode())
    assert [line.text for line in script.lines] == ["어서", "비 온다", "우산 있어?"]
    assert script.notices == ("1 caption out of order: sorted",)


def test_the_encoding_is_told() -> None:
    assert read(SUBRIP.encode("cp949")).encoding == "cp949"


def test_unseen_signs_do_not_hide_as_character_references() -> None:
    text = TTML.replace("비 온다", "비&#x202E; 온다&#x200B;")
    assert read(text.encode(), "show/e01.xml").lines[0].text == "비 온다"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "nothing in"),
        (b"\xff\xd8\xff\xe0 picture", "a JPEG picture, not captions"),
        (b"just some words", "no captions of a known format in"),
        (b"<tvshow/>", "no captions of a known format in"),
    ],
)
def test_an_error_names_the_file_and_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(CaptionError) as caught:
        read_script(data, Track("show/e01.srt"))
    assert caught.value.what == what
    assert caught.value.where == "show/e01.srt"
    assert caught.value.remedy


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from([text.encode() for text, _ in FILES.values()])))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 20))] = draw(
            st.binary(max_size=6) | st.sampled_from([b"-->", b"&#0;", b"<", b"\n\n", b"999999999"])
        )
    return bytes(data)


@given(damaged() | st.binary(max_size=200), st.sampled_from([*sorted(FILES), ".txt"]))
def test_no_bytes_give_anything_but_scripts_or_a_clear_error(data: bytes, extension: str) -> None:
    try:
        scripts = read_script(data, Track(f"e01{extension}"))
    except CaptionError as error:
        assert error.remedy
    else:
        for script in scripts:
            for shown in (*script.lines, *script.sounds):
                assert 0 <= shown.start < shown.end
                assert shown.text


def test_extensions_are_in_small_letters_with_a_dot() -> None:
    assert set(BY_EXTENSION) == CAPTION_EXTENSIONS
    assert EXTENSIONS == CAPTION_EXTENSIONS | VIDEO_EXTENSIONS
    assert all(extension == extension.lower() and extension[0] == "." for extension in EXTENSIONS)


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys; from jangmyeon.captions import read_script, read_sound, read_video_scripts; "
        "print([name for name in ('lxml', 'pysubs2', 'av', 'charset_normalizer', 'kiwipiepy') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
