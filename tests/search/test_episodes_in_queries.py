"""The episode that a query speaks of is understood as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.search.episodes import EpisodeHint, find_episode_hints


@pytest.mark.parametrize(
    ("query", "season", "number"),
    [
        ("ep 9 kiss", None, 9),
        ("ep.9 kiss", None, 9),
        ("Ep9 kiss", None, 9),
        ("the fight in episode 12", None, 12),
        ("E09 airport", None, 9),
        ("S2E12 proposal", 2, 12),
        ("s02e03", 2, 3),
        ("season 2 episode 4 rain", 2, 4),
        ("confession s2", 2, None),
        ("9화 고백", None, 9),
        ("9회 고백", None, 9),
        ("시즌 2 3화 병원", 2, 3),
        ("the finale", None, "last"),
        ("last episode wedding", None, "last"),
        ("마지막 화 재회", None, "last"),
        ("마지막회 재회", None, "last"),
        ("첫 화 만남", None, "first"),
        ("the first episode", None, "first"),
        ("the third episode", None, 3),
    ],
)
def test_an_episode_is_understood(query: str, season: int | None, number: int | str | None) -> None:
    hint = find_episode_hints(query)
    assert hint is not None
    assert (hint.season, hint.number) == (season, number)


@pytest.mark.parametrize(
    "query",
    ["he calls her 3 times", "9회말 홈런", "the 12th floor", "화가 난 3명", "E.T. comes", "s", ""],
)
def test_other_numbers_are_no_episodes(query: str) -> None:
    assert find_episode_hints(query) is None


def test_what_told_the_episode_can_be_taken_out() -> None:
    query = "season 2 kiss in ep 5"
    hint = find_episode_hints(query)
    assert isinstance(hint, EpisodeHint)
    assert [query[start:end] for start, end in hint.spans] == ["season 2", "ep 5"]


@given(st.text(max_size=60))
def test_spans_lie_within_any_query(query: str) -> None:
    hint = find_episode_hints(query)
    for start, end in hint.spans if hint else ():
        assert 0 <= start < end <= len(query)
