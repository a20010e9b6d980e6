"""Names in a query mean the people of one drama, and support each other."""

from __future__ import annotations

import pytest

from jangmyeon.model import Person
from jangmyeon.search.people import People

FERRY = (
    Person("도윤", "Han Do-yoon", "한도윤", "Tak Woo-ram", titles=("대위",), lines=90),
    Person("서린", "Bae Seo-rin", "배서린", "Ma Yi-deun", lines=80),
    Person("태경", "Han Tae-kyung", "한태경", lines=70),
    Person("선장", kind="role", lines=20),
)
CLINIC = (
    Person("민재", "Han Min-jae", "한민재", lines=60),
    Person("도윤", "Moon Do-yoon", "문도윤", lines=50),
)
COURT = (Person("가람", "Han Ga-ram", "한가람", lines=60),)
EVERYBODY = People({"ferry": FERRY, "clinic": CLINIC, "court": COURT})


def meant(query: str, *within: str) -> dict[str, set[str]]:
    found = EVERYBODY.meant(query, within)
    return {c.source: {lemma for lemma, _ in c.lemmas} for c in found.concepts}


def test_a_family_name_and_a_title_mean_one_of_the_drama_that_the_other_names_are_of() -> None:
    people = meant("Captain Han tells Seo-rin to stop running")
    assert people == {"Captain Han": {"도윤", "한도윤"}, "Seo-rin": {"서린", "배서린"}}


def test_a_family_name_and_a_title_alone_mean_nobody_where_many_bear_it() -> None:
    assert meant("Captain Han runs") == {}


def test_a_family_name_and_a_title_mean_somebody_in_a_drama_that_is_given() -> None:
    assert meant("Captain Han runs", "ferry") == {"Captain Han": {"도윤", "한도윤"}}
    assert meant("Mr. Han runs", "court") == {"Mr. Han": {"가람", "한가람"}}


def test_a_title_that_is_nobodys_own_does_not_choose_between_equals() -> None:
    assert meant("Lawyer Han runs", "ferry") == {}


def test_people_of_one_name_are_told_apart_by_whom_they_are_named_with() -> None:
    assert meant("Do-yoon cries")["Do-yoon"] == {"도윤", "한도윤", "문도윤"}
    assert meant("Do-yoon and Min-jae cry")["Do-yoon"] == {"도윤", "문도윤"}
    assert meant("Do-yoon cries", "ferry")["Do-yoon"] == {"도윤", "한도윤"}


def test_somebody_of_another_drama_is_still_found_by_name() -> None:
    assert meant("Min-jae cries", "ferry") == {"Min-jae": {"민재", "한민재"}}


@pytest.mark.parametrize("written", ["bae seo-rin", "bae seorin", "bae seo rin", "ma yi deun"])
def test_a_name_in_full_may_stand_in_small_letters(written: str) -> None:
    assert meant(f"{written} cries") == {written: {"서린", "배서린"}}


def test_a_capital_may_only_begin_the_query() -> None:
    assert meant("Bae seo rin cries") == {"Bae seo rin": {"서린", "배서린"}}
    assert meant("Seorin cries") == {"Seorin": {"서린", "배서린"}}
    assert meant("Later seorin cries") == {"seorin": {"서린", "배서린"}}


@pytest.mark.parametrize("after", ["in the rain", "on the pier", "so drunk", "and the man"])
def test_a_name_ends_where_other_words_begin(after: str) -> None:
    assert meant(f"seorin {after}") == {"seorin": {"서린", "배서린"}}
    assert meant(f"to seorin {after}") == {"seorin": {"서린", "배서린"}}


def test_a_family_name_and_a_title_may_stand_in_small_letters() -> None:
    assert meant("captain han runs", "ferry") == {"captain han": {"도윤", "한도윤"}}


HER = Person("소담", "Heo So-dam", "허소담", titles=("선생님",), lines=60)
YOUNG = Person("문영", "Go Moon-young", "고문영", lines=60)


@pytest.mark.parametrize(
    "text", ["her teacher", "Her teacher cries", "The moon young see", "in a room"]
)
def test_ordinary_words_in_small_letters_are_nobody(text: str) -> None:
    assert not People({"night": (HER, YOUNG)}).meant(text, ("night",)).concepts


def test_ordinary_words_may_make_a_name_in_full() -> None:
    found = People({"night": (HER, YOUNG)}).meant("go moon young reads").concepts
    assert [concept.source for concept in found] == ["go moon young"]


@pytest.mark.parametrize("actor", ["Tak Woo-ram", "Tak Woo Ram", "Woo-ram Tak"])
def test_an_actor_stands_for_the_character(actor: str) -> None:
    assert meant(f"{actor} cries") == {actor: {"도윤", "한도윤"}}


def test_words_that_name_somebody_are_looked_for_no_more() -> None:
    assert EVERYBODY.meant("Captain Han tells Seo-rin").rest.split() == ["tells"]


def test_names_lean_to_the_drama_that_they_are_at_home_in() -> None:
    leanings = EVERYBODY.meant("Seo-rin and Do-yoon").leanings
    assert [leaning.drama for leaning in leanings] == ["ferry"]
    assert EVERYBODY.meant("two people cry").leanings == ()


@pytest.mark.parametrize("name", ["서린", "Seo-rin", "배서린", "Bae Seorin", "Ma Yi-deun"])
def test_a_person_is_known_by_any_spelling(name: str) -> None:
    assert EVERYBODY.named(name) == ("서린",)


def test_a_role_is_known_by_its_label_and_a_stranger_by_what_was_written() -> None:
    assert EVERYBODY.named("선장") == ("선장",)
    assert EVERYBODY.named("아무개") == ("아무개",)
    assert EVERYBODY.named("도윤", "clinic") == ("도윤",)


def test_a_job_is_nobodys_given_name() -> None:
    people = People({"ferry": (Person("수아", "Choi Su-a", "최수아", spellings=("최기자",)),)})
    assert people.meant("기자가 묻는다").concepts == ()
    assert people.meant("최기자가 묻는다").concepts[0].source == "최기자"


WARD = (
    Person("겨울", "Jang Gyeo-ul", "장겨울", "Ma Yeong", lines=300),
    Person("정아", "Ahn Jeong-a", "안정아", "Oh Ui-sik", lines=200),
    Person("하나", "Ha-na", lines=3),
    Person("단", "Seo Dan", "서단", lines=90),
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("겨울 바다에서 우는 장면", set()),
        ("겨울이 오는 장면", set()),
        ("겨울이가 우는 장면", {"겨울"}),
        ("겨울한테 고백하는 장면", {"겨울"}),
        ("정아가 겨울 손을 잡는 장면", {"정아", "겨울"}),  # who else is named tells it
        ("정아가 하나 남은 빵을 먹는 장면", {"정아"}),  # nobody knows a child of three lines
        ("정아를 안아 주는 장면", {"정아"}),
        ("의식 없는 남자 곁에서 우는 장면", set()),  # no actor goes by the given name alone
        ("단이가 우는 장면", {"단"}),
    ],
)
def test_an_ordinary_korean_word_is_a_name_only_where_something_tells_it(
    text: str, named: set[str]
) -> None:
    found = People({"ward": WARD}).meant(text)
    assert {concept.source for concept in found.concepts} == named


def test_an_ordinary_word_is_a_name_in_the_drama_of_who_is_well_known_by_it() -> None:
    found = People({"ward": WARD}).meant("겨울 하나 우는 장면", ("ward",))
    assert [concept.source for concept in found.concepts] == ["겨울"]


def test_an_ordinary_word_alone_is_a_name_where_a_drama_is_about_who_is_called_so() -> None:
    about = (Person("겨울", actor="Ma Yeong", scenes=90), Person("나라", actor="Oh So", scenes=9))
    people = People({"ward": about})
    assert [c.source for c in people.meant("환자를 지켜보자는 겨울").concepts] == ["겨울"]
    assert people.meant("나라 잃은 겨레").concepts == ()


@pytest.mark.parametrize("grammar", ["", "가", "는", "를", "한테", "랑", "도", "에게는"])
def test_no_grammar_of_a_name_is_left_in_a_query(grammar: str) -> None:
    found = People({"ward": WARD}).meant(f"정아{grammar} 우는 장면")
    assert found.rest.split() == ["우는", "장면"]


def test_what_is_no_grammar_of_a_name_stays() -> None:
    assert "엄마가" in People({"ward": WARD}).meant("정아엄마가 우는 장면").rest


def test_a_name_in_full_that_one_drama_has_tells_more_than_a_given_name() -> None:
    def leaning(query: str) -> float:
        (found,) = EVERYBODY.meant(query).leanings
        assert found.drama == "clinic"
        return found.weight

    assert leaning("Han Min-jae cries") > leaning("Min-jae cries")
    assert leaning("한민재가 운다") > leaning("민재가 운다")


def test_an_actor_of_one_short_name_is_known_in_small_letters() -> None:
    singers = People(
        {"ferry": (Person("서린", "Bae Seo-rin", "배서린", "IO"), Person("태경", actor="Rain"))}
    )
    assert [c.source for c in singers.meant("io sings").concepts] == ["io"]
    assert not singers.meant("they kiss in the rain").concepts


def test_a_name_of_another_language_that_a_cast_list_has_is_known_in_small_letters() -> None:
    abroad = People(
        {"ferry": (Person("로렌조", "Lorenzo Bellini", actor="Tak Woo-ram"), Person("서린"))}
    )
    assert [c.source for c in abroad.meant("lorenzo and his pigeon").concepts] == ["lorenzo"]
