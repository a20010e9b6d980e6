"""A title within a query is recognized in any spelling, and as a title only where it is one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.model import Drama
from jangmyeon.search.titles import Titles, find_titles

FERRY = Drama("last-ferry-2024", "Last Ferry from Sorado", "막배는 다섯 시", 2024)
HARBOR = Drama("harbor-2021", "Harbor", "항구", 2021)
OLD_HARBOR = Drama("harbor-2003", "Harbor", "", 2003)
CLINIC = Drama("clinic-kids-2019", "Bomnal Clinic: The Night Shift", "봄날의원: 야간 근무", 2019)
PROMISE = Drama("true-promise-2020", "True Promise", "진짜 약속", 2020)
SHELF = [FERRY, HARBOR, CLINIC, PROMISE]


def named(query: str, shelf: list[Drama] = SHELF) -> list[tuple[str, str]]:
    return [(found.drama, query[found.start : found.end]) for found in find_titles(query, shelf)]


def surely(query: str, shelf: list[Drama] = SHELF) -> list[str]:
    return [found.drama for found in find_titles(query, shelf) if found.is_sure]


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("last ferry from sorado when they meet again", "last ferry from sorado"),
        ("the pier in Last-Ferry from Sorado", "Last-Ferry from Sorado"),
        ("LFFS pier scene", "LFFS"),
        ("lffs pier scene", "lffs"),
        ("막배는 다섯 시 우산", "막배는 다섯 시"),
        ("막배는다섯시에서 우산 펴는 장면", "막배는다섯시"),
        ("Last Fery from Sorado umbrella", "Last Fery from Sorado"),
        ("막베는 다섯 시 우산", "막베는 다섯 시"),
    ],
)
def test_a_title_is_recognized_in_any_spelling(query: str, written: str) -> None:
    assert named(query) == [(FERRY.id, written)]
    assert surely(query) == [FERRY.id]


@pytest.mark.parametrize("query", ["막다시 우산", "막다시에서 헤어지는", "막시 3화 우산"])
def test_a_korean_title_that_is_cut_short_is_leant_to(query: str) -> None:
    assert [drama for drama, _ in named(query)] == [FERRY.id]
    assert not surely(query)


def test_two_syllables_alone_are_no_title() -> None:
    assert not named("막다 우산")
    assert not named("막다른 골목")


@pytest.mark.parametrize(
    "query",
    [
        "the boats in Harbor",
        'the kiss from "Harbor" at night',
        "harbor ep 3 fight",
        "harbor s2 wedding",
        "드라마 항구 5화 싸움",
    ],
)
def test_one_ordinary_word_is_a_title_where_something_tells_so(query: str) -> None:
    assert surely(query) == [HARBOR.id]


@pytest.mark.parametrize(
    "query",
    [
        "true promise she runs to the pier",
        "True promise when her father finds out",
        "that scene in true promise where she cries",
        "drunk brothers singing (true promise)",
        "kiss at the pier, true promise",
    ],
)
def test_two_ordinary_words_are_a_title_where_they_stand_apart(query: str) -> None:
    assert surely(query) == [PROMISE.id]


@pytest.mark.parametrize(
    "query",
    [
        "she runs to the harbor",
        "Harbor lights at night",
        "he makes her a true promise",
        "a true promise between sisters",
        "harbor lights at night",
        "항구에 비",
    ],
)
def test_ordinary_words_are_surely_no_title(query: str) -> None:
    assert surely(query) == []


def test_the_beginning_or_half_of_a_title_is_likely_it() -> None:
    assert named("Last Ferry umbrella") == [(FERRY.id, "Last Ferry")]
    assert named("Bomnal Clinic birthday") == [(CLINIC.id, "Bomnal Clinic")]
    assert surely("Last Ferry umbrella") == []
    assert named("Night Shift birthday") == [(CLINIC.id, "Night Shift")]


def test_initials_that_are_a_word_count_in_capitals_only() -> None:
    tea = Drama("tea-2020", "Tales Every Autumn", "", 2020)
    assert surely("the TEA ending", [tea]) == [tea.id]
    assert named("they drink tea", [tea]) == []


def test_remakes_are_told_apart_by_their_year() -> None:
    both = [HARBOR, OLD_HARBOR]
    assert surely("the boats in Harbor", both) == []
    assert {drama for drama, _ in named("the boats in Harbor", both)} == {HARBOR.id, OLD_HARBOR.id}
    assert surely("the boats in Harbor (2003)", both) == [OLD_HARBOR.id]


def test_somebodys_name_with_a_possessive_is_less_surely_a_title() -> None:
    lorenzo = Drama("lorenzo-2021", "Lorenzo", "로렌조", 2021)
    [plain] = find_titles("they fight in Lorenzo", [lorenzo])
    [owner] = find_titles("they fight in Lorenzo's office", [lorenzo])
    assert plain.is_sure
    assert not owner.is_sure


@given(st.text(max_size=60))
def test_mentions_lie_within_any_query_and_do_not_overlap(query: str) -> None:
    spans = {(found.start, found.end) for found in Titles(SHELF).mentions(query)}
    assert all(0 <= start < end <= len(query) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(sorted(spans)))


@given(st.sampled_from(SHELF), st.sampled_from(["", "the kiss in ", "우산 "]))
def test_every_title_is_found_by_itself(drama: Drama, before: str) -> None:
    for title in (drama.title, drama.original_title):
        assert drama.id in {found.drama for found in find_titles(before + title, SHELF)}
