"""Speaker labels: somebody named, or a role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.names import is_role, read_label, role_words


@pytest.mark.parametrize(
    "label",
    [
        "남자1", "여자 2", "함께", "다 같이", "직원들", "기자들", "엄마", "간호사", "의사2",
        "형사들", "식당 주인", "택시 기사", "도윤 모", "서린 남편", "TV 속 앵커", "영상 속 남자1",
        "팀장", "할머니", "구조대원3", "마취과 의사", "한 대표 부인", "도윤엄마", "MC", "WOMAN 1",
        "MAN ON TV", "Both", "Seo-rin's mother", "Reporter", "in English", "",
    ],
)  # fmt: skip
def test_roles_are_no_names(label: str) -> None:
    assert is_role(label)


@pytest.mark.parametrize(
    "label",
    [
        "도윤", "서린", "한도윤", "한 팀장", "배 형사", "어린 도윤", "무전 속 서린", "도윤과 서린",
        "건", "지원", "정원", "로베르토", "순자 여사", "박 씨", "Seo-rin", "Officer Han",
        "YOUNG DO-YOON", "Seo-rin and Do-yoon",
    ],
)  # fmt: skip
def test_names_are_no_roles(label: str) -> None:
    assert not is_role(label)


def test_a_label_tells_who_speaks_from_where() -> None:
    label = read_label("(무전 속 서린)")
    assert (label.names, label.setting, label.kind) == (("서린",), "무전 속", "person")


def test_a_label_of_two_names_both() -> None:
    assert read_label("도윤과 서린").names == ("도윤", "서린")
    assert read_label("도윤과 간호사1").names == ("도윤",)
    assert read_label("도윤과 서린").kind == "group"


def test_a_relative_says_whose() -> None:
    assert read_label("도윤 모").of == "도윤"
    assert read_label("한 대표 부인").of == "한 대표"
    assert read_label("Seo-rin's mother").of == "Seo-rin"
    assert read_label("할머니").of == ""


@given(st.text())
def test_no_label_breaks_it(text: str) -> None:
    assert read_label(text).kind in {"person", "role", "group"}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("형사2", ("형사",)),
        ("TV 속 기자3", ("기자",)),
        ("직원들", ("직원",)),
        ("마취과 의사2", ("마취과", "의사")),
        ("서린 모", ("엄마", "어머니")),
        ("할머니", ("할머니",)),
        ("도윤", ()),
        ("한 팀장", ()),
        ("도윤과 서린", ()),
        ("MAN ON TV", ()),
    ],
)
def test_an_unnamed_speaker_is_called_what_they_are(label: str, words: tuple[str, ...]) -> None:
    assert role_words(label) == words
