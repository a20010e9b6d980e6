"""A Hangul name in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.names.korean_names import full_names

from jangmyeon.names import display_latin, romanise


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("한도윤", "Han Do-yoon"),
        ("윤세리", "Yoon Se-ri"),
        ("최정훈", "Choi Jung-hoon"),
        ("리수현", "Ri Soo-hyun"),
        ("남궁설", "Namgung Seol"),
        ("도윤아", "Do-yoon"),
        ("한도윤 팀장님", "Han Do-yoon"),
        ("로베르토 만치니", "Ro"),
        ("Han", "Han"),
        ("", ""),
    ],
)
def test_names_are_shown_as_the_press_writes_them(hangul: str, latin: str) -> None:
    assert display_latin(hangul).startswith(latin)


def test_all_usual_ways_to_write_a_name_are_given() -> None:
    forms = romanise("박준호")
    assert forms[0] == "Park Joon-ho"
    for form in ("Park Jun-ho", "Park Junho", "Jun-ho Park", "Pak Chun-ho"):
        assert form in romanise("박준호", limit=60)
    assert "Chŏng Yŏng-su" in romanise("정영수")
    assert "Jeong Yeong-su" in romanise("정영수")
    assert "Ceng Yeng-swu" in romanise("정영수")


@given(full_names, st.integers(1, 40))
def test_forms_are_bounded_and_do_not_repeat(name: str, limit: int) -> None:
    forms = romanise(name, limit)
    assert 0 < len(forms) <= limit
    assert len(set(forms)) == len(forms)


def test_a_syllable_that_no_name_has_is_spelt_by_the_standard() -> None:
    assert display_latin("김갃민") == "Kim Gak-min"


def test_every_syllable_has_a_spelling() -> None:
    syllables = [chr(code) for code in range(ord("가"), ord("힣") + 1)]
    assert [each for each in syllables if not display_latin(each).isascii()] == []


@given(st.text())
@example("갃")
@example("김갃민")
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(display_latin(text), str)
    assert isinstance(romanise(text), tuple)
