"""Looking people up, and finding them in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.names.korean_names import full_names

from jangmyeon.names import NameIndex, romanise

CAST = ["한도윤", "배서린", "문가람", "문하늘", "최건", "로베르토 만치니", "조 비서"]


@pytest.fixture(scope="module")
def cast() -> NameIndex:
    return NameIndex(CAST)


def mentioned(index: NameIndex, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.name) for m in index.mentions(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Han Doyun", "한도윤"),
        ("seorin", "배서린"),
        ("가람이", "문가람"),
        ("Roberto", "로베르토 만치니"),
        ("Choi Geon", "최건"),
        ("Secretary Cho", "조 비서"),
    ],
)
def test_people_are_found_by_any_spelling(cast: NameIndex, text: str, name: str) -> None:
    assert cast.find(text)[0].name == name
    assert cast.find(text)[0].score >= 0.5


def test_a_family_name_finds_all_who_bear_it_but_surely_none(cast: NameIndex) -> None:
    found = cast.find("Moon")
    assert {each.name for each in found} == {"문가람", "문하늘"}
    assert all(each.score < 0.5 for each in found)


def test_strangers_are_not_found(cast: NameIndex) -> None:
    assert cast.find("Kim Tae-ho") == []
    assert cast.find("") == []


def test_no_more_than_the_limit_is_found() -> None:
    assert len(NameIndex(["김도윤", "한도윤", "박도윤"]).find("Do-yoon", limit=2)) == 2


@given(st.lists(full_names, min_size=1, max_size=6), st.data())
def test_everybody_in_an_index_is_found_in_it(names: list[str], data: st.DataObject) -> None:
    index = NameIndex(names)
    place = data.draw(st.integers(0, len(names) - 1))
    spelt = data.draw(st.sampled_from(romanise(names[place], 8)))
    assert place in {found.place for found in index.find(spelt)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("도윤이 서린에게 편지를 쓴다", [("도윤", "한도윤"), ("서린", "배서린")]),
        ("한도윤 씨, 가람이 어디 갔어요?", [("한도윤", "한도윤"), ("가람", "문가람")]),
        ("배 서린이 웃는다", [("배 서린", "배서린")]),
        ("서린씨한테 말해", [("서린", "배서린")]),
        ("건이가 운다", [("건", "최건")]),
        ("건 당 얼마예요", []),
        ("한 대위님이 오셨다", [("한 대위님", "한도윤")]),
        ("문 대위님이 오셨다", []),
        ("로베르토가 총을 든다", [("로베르토", "로베르토 만치니")]),
    ],
)
def test_korean_sentences_tell_of_people(
    cast: NameIndex, text: str, expected: list[tuple[str, str]]
) -> None:
    assert mentioned(cast, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do-yoon writes Seorin a letter", [("Do-yoon", "한도윤"), ("Seorin", "배서린")]),
        ("do-yoon writes seorin a letter", [("do-yoon", "한도윤"), ("seorin", "배서린")]),
        (
            "Captain Han runs to Bae Seo-rin's",
            [("Captain Han", "한도윤"), ("Bae Seo-rin", "배서린")],
        ),
        ("Captain Moon runs", []),
        ("Vice Chairman Han Do Yoon bows", [("Han Do Yoon", "한도윤")]),
        ("Then Roberto Mancini shoots", [("Roberto Mancini", "로베르토 만치니")]),
        ("an actor, Kim Do Yoon, plays him", []),
        ("So Do-yoon cries", [("Do-yoon", "한도윤")]),
        ("In the end Geon leaves", [("Geon", "최건")]),
        ("Gunpowder smells", []),
    ],
)
def test_english_sentences_tell_of_people(
    cast: NameIndex, text: str, expected: list[tuple[str, str]]
) -> None:
    assert mentioned(cast, text) == expected


def test_people_of_one_given_name_are_all_mentioned() -> None:
    index = NameIndex(["김도윤", "한도윤"])
    assert [mention.place for mention in index.mentions("도윤이 왔다")] == [0, 1]


@given(st.text())
def test_mentions_lie_within_any_text(text: str) -> None:
    for mention in NameIndex(CAST).mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)


def test_a_western_name_finds_who_is_called_so_in_hangul() -> None:
    index = NameIndex(["유진", "고애신", "카일"])
    assert [found.name for found in index.find("Eugene Choi")] == ["유진"]
    assert [found.name for found in index.find("Kyle Moore")] == ["카일"]
    found = index.mentions("Eugene holds Ae-shin's hand while Kyle looks away.")
    assert [mention.name for mention in found] == ["유진", "고애신", "카일"]
    assert index.find("Engine") == []


def test_a_name_in_latin_letters_is_named_in_full_by_its_hangul() -> None:
    index = NameIndex(["Bae Seo-rin", "한도윤"])
    scores = {mention.name: mention.score for mention in index.mentions("배서린이 한도윤을 본다")}
    assert scores["Bae Seo-rin"] == scores["한도윤"]
    [given] = index.mentions("서린이 웃는다")
    assert given.score < scores["Bae Seo-rin"]
