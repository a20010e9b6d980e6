"""The quiz in the browser: played without JavaScript, the same for the same number."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from starlette.testclient import TestClient
from tests.web.browsing import words

DRAMA = "last-ferry-from-sorado-2024"
Send = Callable[..., httpx.Response]


def test_answers_are_not_told_before_they_are_given(web: TestClient) -> None:
    told = web.get("/quiz.json", params={"drama": DRAMA}).json()
    assert told["questions"]
    assert all(q["answer"] == -1 and q["place"] is None for q in told["questions"])


def test_right_answers_are_counted_and_lead_to_their_scenes(web: TestClient) -> None:
    asked = {"drama": DRAMA, "seed": 3}
    first = web.get("/quiz.json", params={**asked, "q1": 0}).json()["questions"]
    answers = {f"q{q['number']}": q["answer"] for q in first}
    told = web.get("/quiz.json", params={**asked, **answers}).json()
    assert told["right"] == len(first)
    assert all(web.get(q["place"]["path"]).status_code == 200 for q in told["questions"])
    assert f"{told['right']} of {told['right']} right" in words(
        web.get("/quiz", params={**asked, **answers})
    )


def test_a_quiz_of_characters_tells_which_one_you_are(web: TestClient) -> None:
    asked = {"kind": "character", "drama": DRAMA}
    questions = web.get("/quiz.json", params=asked).json()["questions"]
    half = web.get("/quiz", params={**asked, "q1": 0})
    assert "Answer all of them" in words(half) or len(questions) == 1
    whole = {f"q{q['number']}": 0 for q in questions}
    assert web.get("/quiz.json", params={**asked, **whole}).json()["you"]


def test_a_quiz_asks_nothing_of_later_episodes(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="S01E01", back="/")
    told = web.get("/quiz.json", params={"drama": DRAMA, "q1": 0}).json()
    assert all(q["place"]["code"] == "S01E01" for q in told["questions"] if q["place"])


@pytest.mark.parametrize("answer", ["9", "-1", "x"])
def test_answers_that_are_none_do_no_harm(web: TestClient, answer: str) -> None:
    for kind in ("who", "character"):
        params = {"kind": kind, "drama": DRAMA, **{f"q{n}": answer for n in range(1, 9)}}
        assert web.get("/quiz", params=params).status_code in {200, 422}


def test_where_there_is_too_little_to_ask_it_says_so_calmly(web: TestClient) -> None:
    answer = web.get("/quiz", params={"kind": "drama"})  # of which the sample has but one
    assert answer.status_code == 200
    assert "too little to ask about" in words(answer)
    assert not web.get("/quiz.json", params={"kind": "drama"}).json()["questions"]
