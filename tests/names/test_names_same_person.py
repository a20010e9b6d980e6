"""What a viewer expects of ``same_person`` and ``match``."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.names.korean_names import families, full_names, givens

from jangmyeon.names import display_latin, match, romanise, same_person
from jangmyeon.names.hangul import has_coda
from jangmyeon.names.titles import title


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("한도윤", "Han Do-yoon"),
        ("한도윤", "Han Doyun"),
        ("한도윤", "Do-yoon Han"),
        ("한도윤", "HAN DO YUN"),
        ("한도윤", "HanDoYoon"),
        ("한도윤", "도윤 씨"),
        ("한도윤", "도윤아"),
        ("한도윤", "한도윤 팀장님"),
        ("한도윤", "도윤이"),
        ("도윤이가", "Han Do-yun"),
        ("Do-yoon-ah", "도윤"),
        ("Do-yoon oppa", "도윤"),
        ("Attorney Han Do-yoon", "한도윤 변호사"),
        ("백승현", "Paik Seung-hyun"),
        ("백승현", "Baek Seunghyeon"),
        ("정우석", "Chung Woo-seok"),
        ("정우석", "Jeong U-seok"),
        ("Chŏng U-sŏk", "Jung Woo-suk"),
        ("Ceng Wu-sek", "Jung Woo-seok"),
        ("최가영", "Choe Ka-young"),
        ("림철수", "임철수"),
        ("Rim Chul-soo", "Lim Cheol-su"),
        ("로은채", "Noh Eun-chae"),
        ("남궁도연", "Namgoong Do-yeon"),
        ("선우진", "Sunwoo Jin"),
        ("석률", "석율"),
        ("Jong-in", "종인"),
        ("Mina", "민아"),
        ("Mina", "미나"),
        ("Sangah", "상아"),
        ("한별이", "Han-byul"),
        ("Choi Geon", "최건"),
        ("건", "최건"),
        ("디오", "D.O."),
        ("로베르토 만치니", "Roberto Mancini"),
        ("로베르토", "Roberto Mancini"),
        ("Roberto", "Roberto Mancini"),
        ("김 비서", "Secretary Kim"),
    ],
)
def test_spellings_of_one_person_are_one_person(a: str, b: str) -> None:
    assert same_person(a, b)
    assert same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("한도윤", "한도연"),
        ("한도윤", "Han Do-yeon"),
        ("한도윤", "강도윤"),
        ("Han Do-yoon", "Kang Do-yoon"),
        ("Do-yoon", "Do-yeon"),
        ("종수", "정수"),
        ("Jong-soo", "Jung-soo"),
        ("서하", "수하"),
        ("Seo-ha", "Soo-ha"),
        ("현재", "혁재"),
        ("Hyun-jae", "Hyuk-jae"),
        ("한", "한도윤"),
        ("Mr. Han", "한도윤"),
        ("Captain Han", "한도윤"),
        ("Secretary Han", "Attorney Han"),
        ("훈", "정훈"),
        ("Jin-a", "지나"),
        ("Missy", "미서"),
        ("Sandra", "산다"),
        ("Damian", "다민"),
        ("Justin", "주승"),
        ("Jason", "재선"),
        ("Roberto", "로빈"),
        ("", "한도윤"),
        ("", ""),
    ],
)
def test_different_people_stay_apart(a: str, b: str) -> None:
    assert not same_person(a, b)
    assert not same_person(b, a)


@given(st.text())
def test_any_text_is_the_same_person_as_itself(text: str) -> None:
    assert same_person(text, text) == bool(text.strip())


@given(st.text(), st.text())
def test_the_order_of_the_two_spellings_does_not_matter(a: str, b: str) -> None:
    assert same_person(a, b) == same_person(b, a)
    assert match(a, b).score == pytest.approx(match(b, a).score)


@given(
    st.text(alphabet="abcdeghijklmnoprstuwyAHJKSY -'’.,ŏŭ가나다리아야이정혁윤세씨님", max_size=24)
)
def test_nothing_that_looks_like_a_name_breaks_it(text: str) -> None:
    result = match(text, "한도윤")
    assert 0.0 <= result.score <= 1.0
    assert result.parts
    assert result.same == same_person(text, "한도윤")


@given(full_names)
def test_every_romanization_of_a_name_is_that_name(name: str) -> None:
    for spelt in romanise(name):
        assert same_person(name, spelt), spelt


@given(families, givens.filter(lambda own: title(own) is None))
def test_titles_and_calls_do_not_change_who_it_is(family: str, own: str) -> None:
    name = family + own
    assert same_person(name, name + " 선생님")
    assert same_person(name, name + " 씨")
    assert same_person(name, name + ("아" if has_coda(name[-1]) else "야"))


@given(families, families, givens)
def test_another_family_is_another_person(first: str, second: str, own: str) -> None:
    northern = {"라": "나", "류": "유"}
    if northern.get(first, first) != northern.get(second, second):
        assert not same_person(first + own, second + own)


def test_random_names_of_one_length_are_hardly_ever_mixed_up() -> None:
    draw = random.Random(1)
    houses, syllables = (
        "김이박최정강조윤장임한오서신권황안송",
        "지영민은경정미현수준재진성서혜주우호",
    )
    people = [
        draw.choice(houses) + draw.choice(syllables) + draw.choice(syllables) for _ in range(400)
    ]
    pairs = [(draw.choice(people), draw.choice(people)) for _ in range(4000)]
    different = [(a, b) for a, b in pairs if a != b]
    assert not any(same_person(a, b) for a, b in different)
    mixed_up = sum(same_person(display_latin(a), display_latin(b)) for a, b in different)
    assert mixed_up < 0.01 * len(different)


def test_the_reasons_say_what_was_read() -> None:
    result = match("Dr. Han Do-yoon", "도윤 씨")
    assert [part.part for part in result.parts] == ["given", "family", "title", "title"]
    assert "도윤" in result.parts[0].detail


def test_a_family_name_alone_says_why_it_is_not_enough() -> None:
    result = match("Captain Han", "한도윤")
    assert not result.same
    assert result.parts[0].part == "family"


def test_more_usual_spellings_score_higher() -> None:
    usual, rare = match("Gun-woo", "건우"), match("Gun-woo", "근우")
    assert usual.score > rare.score


def test_gold_pairs_are_told_right(shared: Path) -> None:
    pairs = shared / "gold" / "names.tsv"
    if not pairs.exists():
        pytest.skip(f"needs {pairs}")
    with pairs.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    said = [(same_person(row["a"], row["b"]), row["same"] == "1") for row in rows]
    right = sum(s and real for s, real in said)
    assert right / sum(s for s, _ in said) >= 0.97
    assert right / sum(real for _, real in said) >= 0.97
