"""What a text names: dramas, people, and words that were said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.writeups.shelf import DRAMAS, FERRY, FERRY_PEOPLE

from jangmyeon.model import Person
from jangmyeon.writeups.mentions import Named, Shelf, find_quotes

SHELF = Shelf(DRAMAS, {FERRY.id: FERRY_PEOPLE})


def names(text: str) -> list[tuple[str, str, bool]]:
    named = SHELF.cast(FERRY.id).named(text)
    return [(text[each.start : each.end], each.person.name, each.by_actor) for each in named]


def test_people_are_found_in_any_romanization_and_by_their_actors() -> None:
    assert names("Then Ryoo Jung-hoon (Tak Woo-ram) waves") == [
        ("Ryoo Jung-hoon", "정훈", False),
        ("Tak Woo-ram", "정훈", True),
    ]
    assert names("가은이가 정훈을 본다") == [("가은", "가은", False), ("정훈", "정훈", False)]


def test_ordinary_words_are_nobody() -> None:
    assert names("The last ferry leaves, and Nobody waves. Song after song plays.") == []


def test_ordinary_korean_words_are_nobody_whom_few_know() -> None:
    people = (Person("하나", lines=3), Person("겨울", lines=300))
    named = Shelf(DRAMAS, {FERRY.id: people}).cast(FERRY.id).named("하나 남은 배, 겨울이 탄다")
    assert [each.person.name for each in named] == ["겨울"]


def test_a_name_is_found_wherever_it_stands_however_often() -> None:
    text = "Ga-eun waits. Ga-eun leaves with Jeong-hun."
    assert [written for written, _, _ in names(text)] == ["Ga-eun", "Ga-eun", "Jeong-hun"]


def test_titles_are_found_in_full_by_initials_and_in_korean() -> None:
    def titles(text: str) -> list[tuple[str, str]]:
        return [(text[t.start : t.end], t.drama) for t in SHELF.titles(text)]

    assert titles("the pier kiss in Last Ferry from Sorado (2024)") == [
        ("Last Ferry from Sorado", FERRY.id)
    ]
    assert titles("Why LFFS broke us") == [("LFFS", FERRY.id)]
    assert titles("막배는 다섯 시 사십 분의 명장면") == [("막배는 다섯 시 사십 분", FERRY.id)]


def test_titles_are_found_where_only_their_first_word_has_a_capital() -> None:
    text = "We all loved Last ferry from Sorado (2024). Last ferry leaves at noon."
    assert [text[t.start : t.end] for t in SHELF.titles(text)] == ["Last ferry from Sorado"]


def test_titles_without_end_are_each_found() -> None:
    found = SHELF.titles("Last Ferry From Sorado " * 400)
    assert len(found) >= 300


def test_quotes_know_who_speaks() -> None:
    text = "Jeong-hun yells, “Do not get on that boat!” while she cries."
    named = SHELF.cast(FERRY.id).named(text)
    quote = find_quotes(text, named)[0]
    assert (quote.text, quote.speaker) == ("Do not get on that boat!", "정훈")
    assert text[quote.start : quote.end] == quote.text


def test_a_word_in_scare_quotes_is_no_quote() -> None:
    assert find_quotes("Their “engagement” is a lie, and it's a 'date'.") == []


def test_single_quotes_with_an_apostrophe_inside_are_one_quote() -> None:
    text = "He says 'I'm a fool too', and it's over."
    assert [quote.text for quote in find_quotes(text)] == ["I'm a fool too"]


@given(st.text(alphabet="aB가 \"'“”‘’.,!?-\n", max_size=80))
def test_spans_lie_within_any_text(text: str) -> None:
    named: list[Named] = SHELF.cast(FERRY.id).named(text)
    for each in (*named, *find_quotes(text, named)):
        assert 0 <= each.start < each.end <= len(text)
