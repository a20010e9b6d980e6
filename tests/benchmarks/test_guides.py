"""What the guides are asked when they are measured, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.guides import FIND, HEAD, Call, Took, calls_of, cold_apart, rows, timed, warm
from benchmarks.report import table

from jangmyeon import Library
from jangmyeon.sample import sample_folder

QUERIES = ("the umbrella in the rain", "막배를 놓친 날", "she waves to strangers")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(sample_folder(), tmp_path_factory.mktemp("guides") / "data") as library:
        library.index()
        yield library


def test_no_guide_is_asked_the_same_twice(library: Library) -> None:
    asked = calls_of(library, (*QUERIES, QUERIES[0]), 5)
    assert next(iter(asked)) == FIND
    for guide, calls in asked.items():
        assert calls, guide
        assert len(set(calls)) == len(calls), guide
    assert len(asked[FIND]) == len(QUERIES)
    assert asked == calls_of(library, QUERIES, 5)


def test_every_guide_answers_about_the_sample_or_says_why_not(library: Library) -> None:
    asked = {guide: calls[:1] for guide, calls in calls_of(library, QUERIES, 1).items()}
    took = {guide: Took() for guide in asked}
    warm(library, asked, took)
    for guide, each in took.items():
        assert len(each.first) + each.declined == 1, guide
        assert len(each.again) == len(each.first), guide
    assert took[FIND].first
    assert took["quiz: which drama"].declined  # there is one drama only
    lines = table(HEAD, rows(took)).splitlines()
    assert {line.count("|") for line in lines} == {len(HEAD) + 1}
    assert len(lines) == 2 + len(asked)


def test_the_others_stand_beside_the_search() -> None:
    took = {FIND: Took([900.0], [10.0, 20.0, 30.0], [5.0]), "moods": Took([], [50.0], [50.0], 2)}
    found = [dict(zip(HEAD, row, strict=True)) for row in rows(took)]
    assert [each["median, beside find"] for each in found] == ["1", "2.5"]
    assert (found[0]["cold ms"], found[1]["cold ms"]) == ("900.0", "–")
    assert (found[1]["calls"], found[1]["declined"]) == ("1", "2")


def test_a_call_that_is_declined_has_no_time(library: Library, tmp_path: Path) -> None:
    assert timed(library, Call("moods", ("Nowhere",))) is None
    assert cold_apart(library.folder, library.data, Call("moods", ("Nowhere",))) is None
