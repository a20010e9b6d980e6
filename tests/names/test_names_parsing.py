"""Taking a name apart: what is eaten, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.names import parse_name
from jangmyeon.names.korean import given_share, read_word
from jangmyeon.names.latin import fold, read_given
from jangmyeon.names.spelling import read_syllable, spellings
from jangmyeon.names.syllables import syllable
from jangmyeon.names.titles import is_ending


@pytest.mark.parametrize(
    ("text", "family", "own"),
    [
        ("한도윤", "한", "도윤"),
        ("도윤이", "", "도윤"),
        ("지은이", "", "지은"),
        ("가을이", "", "가을"),
        ("은동아", "", "은동"),
        ("수아야", "", "수아"),
        ("이수아", "이", "수아"),
        ("수호가", "", "수호"),
        ("정훈아", "", "정훈"),
        ("한도윤이", "한", "도윤"),
        ("남궁설", "남궁", "설"),
        ("황보서린", "황보", "서린"),
        ("리철웅", "리", "철웅"),
        ("한 도윤", "한", "도윤"),
        ("한도윤 본부장님", "한", "도윤"),
        ("도윤씨", "", "도윤"),
        ("강 팀장", "강", ""),
        ("강팀장님", "강", ""),
        ("Han Do-yoon", "Han", "Do-yoon"),
        ("Do-yoon Han", "Han", "Do-yoon"),
        ("Handoyoon", "Han", "doyoon"),
        ("Do-yoon-ssi", "", "Do-yoon"),
        ("Dr. Han", "Han", ""),
        ("Nam Goong Seol", "Nam Goong", "Seol"),
        ("Roberto Mancini", "Mancini", "Roberto"),
    ],
)
def test_family_and_given_name_are_found(text: str, family: str, own: str) -> None:
    name = parse_name(text)
    assert (name.family, name.given) == (family, own)


@pytest.mark.parametrize(
    ("korean", "english"),
    [("강 대위", "Captain Kang"), ("강 변호사님", "Attorney Kang"), ("강 비서", "Secretary Kang")],
)
def test_titles_mean_the_same_in_both_languages(korean: str, english: str) -> None:
    assert parse_name(korean).sense == parse_name(english).sense != ""


def test_a_name_that_sounds_like_a_rank_stays_a_name() -> None:
    name = parse_name("박순경")
    assert (name.family, name.given) == ("박", "순경")


def test_a_last_syllable_that_sounds_like_a_title_stays_in_the_name() -> None:
    assert parse_name("Yoon Mi Hyung").given == "Mi Hyung"


def test_foreign_names_are_known_as_such() -> None:
    assert parse_name("로베르토 만치니").is_foreign
    assert not parse_name("한도윤").is_foreign


def test_marks_and_quotes_do_no_harm() -> None:
    assert parse_name("“Han Do‑yoon’s”").given == "Do-yoon"
    assert fold("  José ") == "Jose"


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    name = parse_name(text)
    assert name.text == text
    assert list(name.readings) == sorted(name.readings, key=lambda reading: reading.cost)


def test_the_likeliest_reading_of_a_spelling_comes_first() -> None:
    assert read_syllable("hyuk")[0].hangul == "혁"
    assert read_given(("tu", "na"), "habit")[0].hangul == "두나"
    assert read_given(("tae", "hee"), "habit")[0].hangul == "태희"


def test_spellings_follow_their_school() -> None:
    assert spellings("정", "mccune")[0].letters == "chŏng"
    assert spellings("정", "yale")[0].letters == "ceng"
    assert spellings("정", "revised")[0].letters == "jeong"


def test_endings_need_the_right_sound_before_them() -> None:
    assert is_ending("이", "정혁")
    assert not is_ending("이", "세리")
    assert is_ending("야", "세리")
    assert not is_ending("야", "정혁")
    assert is_ending("한테는", "세리")


def test_usual_names_are_likelier_than_strange_ones() -> None:
    assert given_share("지민") > given_share("뷁쌃")
    assert syllable("지").first > syllable("휼").first
    assert read_word("강태야")[0].given == "강태"
