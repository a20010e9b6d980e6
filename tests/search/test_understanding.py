"""What a query says of drama and episode narrows the search; what is left is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from jangmyeon import Library
from jangmyeon.model import Drama
from jangmyeon.search.people import People
from jangmyeon.search.query import Query, understand
from jangmyeon.search.titles import Titles

FERRY = Drama("last-ferry-2024", "Last Ferry from Sorado", "막배는 다섯 시", 2024)
HARBOR = Drama("harbor-2021", "Harbor", "항구", 2021)


class Nothing:
    """A library that has met no words."""

    def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
        return dict.fromkeys(forms, "우산")


class Unread:
    """A library whose captions nobody has read yet."""

    def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
        return {}


def understood(text: str, drama: str | None = None) -> Query:
    return understand(text, Nothing(), People(), Titles([FERRY, HARBOR]), drama)


def sources(query: Query) -> set[str]:
    return {concept.source for concept in query.concepts}


def test_the_words_of_a_title_and_an_episode_are_not_looked_for() -> None:
    query = understood("Last Ferry from Sorado ep 2 umbrella")
    assert query.drama == FERRY.id
    assert query.episode is not None
    assert query.episode.number == 2
    assert sources(query) == {"umbrella"}


def test_a_title_that_may_be_an_ordinary_word_is_looked_for_all_the_same() -> None:
    query = understood("Harbor lights and an umbrella")
    assert query.drama is None
    assert "Harbor".lower() in sources(query)
    assert [leaning.drama for leaning in query.leanings] == [HARBOR.id]


def test_a_query_of_nothing_but_a_title_is_about_the_drama() -> None:
    query = understood("Last Ferry from Sorado")
    assert query.drama == FERRY.id
    assert not query.concepts


def test_a_title_that_is_an_ordinary_word_is_looked_for_where_it_stands_alone() -> None:
    assert sources(understood("harbor")) == {"harbor"}


@pytest.mark.parametrize(
    ("query", "number", "part"),
    [
        ("Last Ferry from Sorado ending", "last", "ending"),
        ("how does last ferry from sorado end", "last", "ending"),
        ("막배는 다섯 시 결말", "last", "ending"),
        ("막배는 다섯 시 어떻게 시작해요", "first", "opening"),
        ("harbor ep 2 ending", 2, "ending"),
        ("harbor ep 3", 3, None),
        ("which episode is the last scene of Last Ferry from Sorado", "last", "ending"),
    ],
)
def test_a_query_may_name_a_part_of_a_drama_and_no_scene(
    query: str, number: int | str, part: str | None
) -> None:
    found = understood(query)
    assert not found.concepts
    assert found.episode is not None
    assert found.episode.number == number
    assert (found.part.part if found.part else None) == part


@pytest.mark.parametrize(
    "query",
    ["Last Ferry from Sorado ending kiss", "an ending", "막배는 다섯 시 결말 우산", "harbor ends"],
)
def test_whoever_tells_more_than_a_part_of_a_drama_looks_for_it(query: str) -> None:
    words = sources(understood(query))
    assert words if query != "harbor ends" else not words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("which episode do they share an umbrella", {"share", "umbrella"}),
        ("looking for the scene where the boat sinks", {"boat", "sinks"}),
        ("best umbrella scene", {"umbrella"}),
        ("her best friend sinks", {"best friend", "sinks"}),
        ('she says "which episode is it"', {"says", "which episode"}),
        ("우산 쓰는 장면 찾아주세요", {"우산", "쓰는"}),
        ("몇 화에서 우산 써요?", {"우산", "써요"}),
    ],
)
def test_words_that_ask_for_a_scene_are_not_looked_for(query: str, words: set[str]) -> None:
    assert sources(understood(query)) <= words | {"episode"}


def test_two_titles_are_both_about_it() -> None:
    query = understood('an umbrella in Last Ferry from Sorado and in "Harbor" too')
    assert query.drama is None
    assert {leaning.drama for leaning in query.leanings} == {FERRY.id, HARBOR.id}


def test_an_episode_is_understood_whatever_the_drama() -> None:
    for drama in (None, HARBOR.id):
        query = understood("ep 9 umbrella", drama)
        assert query.episode is not None
        assert query.episode.number == 9
        assert sources(query) == {"umbrella"}


def test_a_title_in_quotation_marks_need_not_be_said() -> None:
    query = understood('the umbrella in "Last Ferry from Sorado" and "get wet"')
    assert query.phrases == ("get wet",)


def test_a_drama_that_is_given_outweighs_a_title() -> None:
    query = understood("Last Ferry from Sorado umbrella", HARBOR.id)
    assert query.drama == HARBOR.id
    assert {"ferry", "umbrella"} <= sources(query)


@pytest.mark.parametrize(
    ("query", "episode"),
    [
        ("umbrella in Last Ferry from Sorado ep 2", 2),
        ("LFFS finale grandmother", 3),
        ("막배는 다섯 시 사십 분 3화 할머니", 3),
        ("LFFS first episode noodles", 1),
        ("ep 2 umbrella", 2),
        ("마지막 회 할머니", 3),
    ],
)
def test_a_search_stays_in_the_episode_that_the_query_names(
    sample: Library, query: str, episode: int
) -> None:
    hits = sample.find(query)
    assert hits
    assert {hit.scene.episode.number for hit in hits} == {episode}


def test_an_answer_says_that_it_is_of_the_drama_that_was_named(sample: Library) -> None:
    hit = sample.find("LFFS umbrella")[0]
    assert ("title", "Last Ferry from Sorado") in {(part.part, part.detail) for part in hit.why}
    assert sum(part.weight for part in hit.why) == pytest.approx(hit.score, abs=0.01)


def test_an_episode_that_is_not_there_hides_no_answer(sample: Library) -> None:
    assert sample.find("umbrella in Last Ferry from Sorado ep 30")
    assert sample.find("umbrella season 4")


def test_a_korean_word_also_looks_for_what_shows_the_same() -> None:
    class Crying(Nothing):
        def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
            return dict.fromkeys(forms, "울다")

    concept, *heard = understand("우는", Crying(), People()).concepts
    assert {each.part for each in heard} <= {"mood", "sound"}
    weights = dict(concept.lemmas)
    assert weights["울다"] == 1.0
    assert 0 < weights["흐느끼다"] < 0.5


def test_who_is_named_tells_whose_episode_is_meant(sample: Library) -> None:
    hits = sample.find("Tak Woo-ram finale umbrella")
    assert hits
    assert {hit.scene.episode.number for hit in hits} == {3}


def test_other_spellings_of_a_korean_word_are_looked_for() -> None:
    class Proposal(Nothing):
        def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
            return dict.fromkeys(forms, "프로포즈")

    query = understand("프로포즈", Proposal(), People())
    assert "프러포즈" in dict(query.concepts[0].lemmas)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("three years later", {"3", "셋"}),
        ("the man she waited 5 years for", {"5", "다섯"}),
        ("a debt of 20 billion won", {"200", "억"}),
        ("she won two hundred million won", {"2", "억", "우승"}),
        ("a 50,000 won bill", {"5", "만"}),
        ("3년 뒤", {"3", "셋"}),
    ],
)
def test_numbers_are_looked_for_as_captions_write_them(query: str, words: set[str]) -> None:
    found = understand(query, Unread(), People())
    assert words <= {lemma for concept in found.concepts for lemma, _ in concept.lemmas}


def test_a_game_that_is_won_is_no_money() -> None:
    found = understand("which one won", Unread(), People())
    assert "원" not in {lemma for concept in found.concepts for lemma, _ in concept.lemmas}
