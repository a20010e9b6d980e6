"""Files in any encoding read the same, and what is no text is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions.encoding import LARGEST, decode
from jangmyeon.errors import CaptionError

KOREAN = "1\n00:00:01,000 --> 00:00:02,000\n저기요, 우산 놓고 가셨어요…\n\n" * 5
JAPANESE = "1\n00:00:01,000 --> 00:00:02,000\nすみません、傘を忘れていますよ。\n\n" * 5
FRENCH = (
    "1\n00:00:01,000 --> 00:00:02,000\nVous avez oublié votre parapluie, là-bas… ça va ?\n\n" * 5
)
RUSSIAN = "1\n00:00:01,000 --> 00:00:02,000\nВы забыли свой зонт, подождите, пожалуйста.\n\n" * 5


@pytest.mark.parametrize(
    ("text", "saved_as", "read_as"),
    [
        (KOREAN, "utf-8", "utf-8"),
        (KOREAN, "utf-8-sig", "utf-8"),
        (KOREAN, "utf-16", "utf-16"),
        (KOREAN, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
        (KOREAN, "utf-32", "utf-32"),
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "euc-kr", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (FRENCH, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
    ],
)
def test_the_encoding_is_found_and_told(text: str, saved_as: str, read_as: str) -> None:
    decoded = decode(text.encode(saved_as))
    assert decoded.text == text
    assert decoded.encoding == read_as
    assert decoded.notices == ()


def test_letters_outside_ks_x_1001_still_read_as_korean() -> None:
    text = "햏자가 뷁이라고 외쳤다. 그리고 모두 웃었다. 가자, 집으로.\n"
    assert decode(text.encode("cp949")).text == text


def test_apostrophes_of_windows_do_not_make_english_korean() -> None:
    text = "I don’t think it’s “fine”. We’re lost, aren’t we? That’s that.\n"
    assert decode(text.encode("cp1252")).text == text


def test_a_declared_encoding_is_believed_when_it_fits() -> None:
    text = '<?xml version="1.0" encoding="Shift_JIS"?><tt>傘</tt>'
    assert decode(text.encode("shift_jis")).text == text


def test_a_declared_encoding_that_is_wrong_is_not_believed() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><tt>우산</tt>'
    assert decode(text.encode("utf-8")).text == text
    assert decode(text.encode("cp949")).encoding == "cp949"


@pytest.mark.parametrize("declared", ["punycode", "unicode_escape", "rot13", "nonsense"])
def test_odd_codecs_of_python_are_not_used(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><tt>우산을 쓰고 가자</tt>'
    assert decode(text.encode("cp949")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_damaged_letter_costs_one_letter_and_is_told_with_its_line(encoding: str) -> None:
    data = bytearray((KOREAN * 20).encode(encoding))
    place = data.index("저".encode(encoding), 300)
    data[place : place + 1] = b"\xff"
    decoded = decode(bytes(data))
    assert decoded.encoding == encoding
    assert len(decoded.notices) == 1
    line = data.count(b"\n", 0, place) + 1
    assert f"line {line}" in decoded.notices[0]


def test_unseen_signs_are_taken_out() -> None:
    assert decode("가\u202e나\u200b다\x00라\ufeff".encode()).text == "가나다라"


def test_decomposed_hangul_is_composed() -> None:
    assert decode("가자".encode()).text == "가자"


def test_line_ends_of_all_systems_are_one() -> None:
    assert decode("가\r\n나\r다\n".encode()).text == "가\n나\n다\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "nothing"),
        (b"\xef\xbb\xbf \n\n", "blanks"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "JPEG"),
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (b"\x1aE\xdf\xa3" + bytes(100), "Matroska"),
        (b"\x00\x00\x00 ftypisom" + bytes(100), "MP4"),
        (bytes(range(256)) * 8, "not text"),
        (b"\x01\x02\x03\x04abc" * 40, "not text"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(CaptionError, match=what):
        decode(data)


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(CaptionError, match="too large"):
        decode(bytes(LARGEST + 1))


@given(st.binary(max_size=400))
def test_no_bytes_break_it(data: bytes) -> None:
    try:
        decoded = decode(data)
    except CaptionError as error:
        assert error.remedy
    else:
        assert "\x00" not in decoded.text
        assert "\r" not in decoded.text
        decoded.text.encode("utf-8")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_hangul_in_utf_8_always_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text
