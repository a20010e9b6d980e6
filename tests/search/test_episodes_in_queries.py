"""The episode that a query speaks of is understood as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.search.episodes import EpisodeHint, find_episode_hints, find_part


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
        ("9화에서 우는 장면", None, 9),
        ("제 3회 마지막", None, 3),
        ("16회의 결혼식", None, 16),
        ("마지막회엔 다 모인다", None, "last"),
        ("첫 화 엔딩", None, "first"),
        ("the third episode", None, 3),
        ("2x03 zombies", 2, 3),
        ("pilot episode meeting", None, "first"),
    ],
)
def test_an_episode_is_understood(query: str, season: int | None, number: int | str | None) -> None:
    hint = find_episode_hints(query)
    assert hint is not None
    assert (hint.season, hint.number) == (season, number)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("the penultimate episode", [15]),
        ("second to last episode breakup", [15]),
        ("second-last ep", [15]),
        ("the last two episodes, in hospital", [15, 16]),
        ("final 3 eps", [14, 15, 16]),
        ("last couple of episodes", [15, 16]),
        ("the first two episodes", [1, 2]),
        ("마지막 2회 눈물", [15, 16]),
        ("마지막 두 화", [15, 16]),
        ("첫 두 화에서 만나는", [1, 2]),
        ("마지막 전 회", [15]),
        ("the last episode", [16]),
        ("ep 3", [3]),
        ("ep 30", []),
    ],
)
def test_episodes_are_counted_from_both_ends(query: str, numbers: list[int]) -> None:
    hint = find_episode_hints(query)
    assert hint is not None
    codes = [(0, 1), *((1, number) for number in range(1, 17))]
    assert hint.among(codes) == [(1, number) for number in numbers]


def test_the_last_two_are_of_the_last_season() -> None:
    hint = find_episode_hints("last two episodes")
    assert hint is not None
    assert hint.among([(2, 2), (1, 1), (2, 1), (1, 2)]) == [(2, 1), (2, 2)]
    assert hint.among([(1, 1)]) == [(1, 1)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("episodes 1-4 fight", range(1, 5)),
        ("ep 3 to ep 5 kiss", range(3, 6)),
        ("S1E3-E5", range(3, 6)),
        ("3~5화 키스", range(3, 6)),
        ("3화부터 5화까지 싸움", range(3, 6)),
        ("ep 5-2", range(5, 6)),
        ("ep 10 15 people", range(10, 11)),
    ],
)
def test_several_episodes_are_understood(query: str, numbers: range) -> None:
    hint = find_episode_hints(query)
    assert hint is not None
    assert [n for _, n in hint.among((1, n) for n in range(1, 30))] == [*numbers]


@pytest.mark.parametrize(
    ("query", "seconds"),
    [
        ("ep 9 45:10", 2710),
        ("S01E04 at 1:12:04", 4324),
        ("ep 4 72:04", 4324),
        ("the 50 minute mark of ep 3", 3000),
        ("50 minutes into episode 3", 3000),
        ("ep 3, about 20 minutes in", 1200),
        ("9화 45분쯤", 2700),
        ("9화 1시간 5분 30초에", 3930),
        ("she waits 40 minutes in ep 3", None),
        ("9화에서 3분 동안 키스", None),
        ("ep 9", None),
    ],
)
def test_a_time_within_an_episode_is_understood(query: str, seconds: float | None) -> None:
    hint = find_episode_hints(query)
    assert hint is not None
    assert hint.at == seconds


def test_a_time_without_an_episode_is_none_of_one() -> None:
    assert find_episode_hints("the radio rings at 11:23") is None


@pytest.mark.parametrize(
    "query",
    [
        *(
            "he calls her 3 times",
            "9회말 홈런",
            "the 12th floor",
            "화가 난 3명",
            "E.T. comes",
            "s",
            "",
        ),
        *(
            "마지막 회진을 도는 의사",
            "마지막 회의에서 싸운다",
            "첫 회식에서 취한다",
            "첫 화장을 한다",
        ),
        *("주 2회 같이 밥 먹자고 한다", "3회전에서 이긴다", "2회용 컵"),
    ],
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


@pytest.mark.parametrize(
    ("query", "part", "words"),
    [
        ("총 맞고 쓰러지는 충격 엔딩", "ending", "엔딩"),
        ("둘이 포옹하는 엔딩 장면", "ending", "엔딩 장면"),
        ("초인종 누르며 끝나는 회", "ending", "끝나는"),
        ("바닷가를 걷는 마지막 장면", "ending", "마지막 장면"),
        ("에필로그에서 다시 만나는 두 사람", "ending", "에필로그"),
        ("she faints, what a cliffhanger", "ending", "cliffhanger"),
        ("the final scene on the bench", "ending", "final scene"),
        ("the episode ends with a gunshot", "ending", "episode ends with"),
        ("he opens the door, shock ending", "ending", "ending"),
        ("비 오는 오프닝", "opening", "오프닝"),
        ("첫 장면에서 우는 아이", "opening", "첫 장면"),
        ("a child cries in the opening scene", "opening", "opening scene"),
        ("cold open in the desert", "opening", "cold open"),
    ],
)
def test_the_end_of_an_episode_that_is_meant_is_understood(
    query: str, part: str, words: str
) -> None:
    hint = find_part(query)
    assert hint is not None
    assert (hint.part, query[slice(*hint.span)]) == (part, words)


@pytest.mark.parametrize(
    "query",
    [
        "is there a happy ending",
        "해피엔딩이면 좋겠다는 대사",
        "수업이 끝나는 종소리",
        "he ends up at the opening of her shop",
        "she opens the door in the first minute",
        "friend backs out at the last minute",
        "마지막 인사",
    ],
)
def test_other_ends_and_openings_are_none_of_an_episode(query: str) -> None:
    assert find_part(query) is None
