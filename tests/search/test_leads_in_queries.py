"""Whom a query means by its leads is understood as fans write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.model import Person
from jangmyeon.search.leads import find_leads

FERRY = [
    Person("엄마", kind="role", scenes=99),
    Person("두나", scenes=80),
    Person("한결", scenes=70),
    Person("보라", scenes=20),
    Person("우진", scenes=10),
    Person("행인", scenes=1),
]
CLINIC = [Person("서윤", scenes=50), Person("태오", scenes=60)]


@pytest.mark.parametrize(
    ("query", "names", "rest"),
    [
        ("남주가 여주 대신 다치는 장면", [{"두나"}, {"한결"}], "대신 다치는 장면"),
        ("여주를 업고 뛰는 남자", [{"두나", "한결"}], "업고 뛰는 남자"),
        ("주인공한테 화내는 사장", [{"두나", "한결"}], "화내는 사장"),
        ("여주인공이 우는", [{"두나", "한결"}], "우는"),
        ("남녀주인공 첫 키스", [{"두나"}, {"한결"}], "첫 키스"),
        ("서브 커플이 싸우는", [{"보라"}, {"우진"}], "싸우는"),
        ("서브남이 포기하는", [{"보라", "우진"}], "포기하는"),
        ("the male lead waits", [{"두나", "한결"}], "waits"),
        ("the heroine yells at the male lead", [{"두나"}, {"한결"}], "yells at"),
        ("second lead cries", [{"보라", "우진"}], "cries"),
        ("the leads kiss", [{"두나"}, {"한결"}], "kiss"),
    ],
)
def test_those_who_lead_are_those_with_the_most_scenes(
    query: str, names: list[set[str]], rest: str
) -> None:
    found = find_leads(query, [FERRY])
    assert [set(each) for each in found.names] == names
    assert " ".join(found.rest.split()) == rest


@pytest.mark.parametrize("query", ["남주동에서 만난 두 사람", "광주 여주 이천", "a lead pipe"])
def test_places_and_things_lead_nothing(query: str) -> None:
    meant = {"광주 여주 이천"}  # a town of that name cannot be told from a heroine
    assert bool(find_leads(query, [FERRY]).names) == (query in meant)


def test_over_several_dramas_anybody_who_leads_one_may_be_meant() -> None:
    (names,) = find_leads("여주 혼자 우는", [FERRY, CLINIC]).names
    assert names == {"두나", "한결", "서윤", "태오"}


def test_nobody_is_meant_where_nobody_is_known() -> None:
    assert find_leads("the heroine cries", [[]]).names == ()


@given(st.text(max_size=60))
def test_no_letter_moves(text: str) -> None:
    assert len(find_leads(text, [FERRY]).rest) == len(text)
