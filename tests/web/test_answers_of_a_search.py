"""Searching in a browser: answers, narrowing, pages of them, and words that find nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.web.browsing import words

FRAGMENT = {"HX-Request": "true"}


def found(web: TestClient, **asked: str | int) -> dict[str, Any]:
    answer = web.get("/find.json", params=asked)
    assert answer.status_code == 200, answer.text
    results: dict[str, Any] = answer.json()
    return results


def test_the_shelf_is_on_the_home_page(web: TestClient) -> None:
    page = web.get("/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Last Ferry from Sorado" in words(page)
    shelf = web.get("/index.json").json()
    assert (len(shelf["dramas"]), shelf["episodes"]) == (1, 3)
    assert sum(stripe["length"] for stripe in shelf["dramas"][0]["moods"]) > 600


def test_a_search_answers_with_lines_marks_and_reasons(web: TestClient) -> None:
    best = found(web, q="she waves to strangers")["answers"][0]
    assert best["drama"] == "last-ferry-from-sorado-2024"
    assert best["start"] <= best["at"] < best["end"]
    assert any(piece["marked"] for line in best["lines"] for piece in line["pieces"])
    assert best["why"]
    assert [part["weight"] for part in best["why"]] == sorted(
        (part["weight"] for part in best["why"]), reverse=True
    )
    page = web.get("/find", params={"q": "she waves to strangers"})
    tree = html.document_fromstring(page.text)
    assert tree.xpath("//ol[@class='answers']//mark")
    assert tree.xpath("//details[@class='why']//li")
    assert best["path"] in tree.xpath("//ol[@class='answers']//h2/a/@href")


def test_every_answer_leads_to_a_page(web: TestClient) -> None:
    for answer in found(web, q="umbrella")["answers"]:
        assert web.get(answer["path"]).status_code == 200


def test_the_text_of_a_caption_is_whole_however_it_is_marked(web: TestClient) -> None:
    lines = [line for each in found(web, q="우산 umbrella")["answers"] for line in each["lines"]]
    assert lines
    for line in lines:
        pieces = line["pieces"]
        assert "".join(piece["text"] for piece in pieces).strip()
        assert all(a["marked"] or b["marked"] for a, b in pairwise(pieces))


def test_a_search_is_narrowed_by_each_of_its_facets(web: TestClient) -> None:
    wide = found(web, q="할머니")
    for facet, parameter in (("dramas", "drama"), ("people", "person"), ("kinds", "kind")):
        for choice in wide[facet]:
            narrow = found(web, q="할머니", **{parameter: choice["value"]})
            assert 0 < narrow["found"] <= 30, choice
            assert narrow[parameter] == choice["value"]


def test_facets_tell_how_many_answers_they_leave(web: TestClient) -> None:
    wide = found(web, q="할머니")
    assert sum(choice["count"] for choice in wide["dramas"]) == wide["found"]
    counts = [choice["count"] for choice in wide["people"]]
    assert counts == sorted(counts, reverse=True)


def test_pages_hold_each_answer_once(web: TestClient) -> None:
    first = found(web, q="할머니 바다 배")
    pages = [found(web, q="할머니 바다 배", page=n + 1) for n in range(first["pages"])]
    spans = [(each["code"], each["start"]) for page in pages for each in page["answers"]]
    assert first["pages"] > 1
    assert len(spans) == len(set(spans)) == first["found"]
    assert pages[1]["first"] == 11
    beyond = found(web, q="할머니 바다 배", page=999)
    assert beyond["answers"] == []
    assert web.get("/find", params={"q": "할머니 바다 배", "page": 999}).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "   ", "qqzzxx vvkk", "\x00", "%", '"', "'; DROP TABLE", "😀"]
)
def test_words_that_find_nothing_give_a_calm_page(web: TestClient, query: str) -> None:
    page = web.get("/find", params={"q": query})
    assert page.status_code == 200
    assert found(web, q=query)["found"] >= 0


def test_a_page_of_words_is_too_much_and_says_so(web: TestClient) -> None:
    page = web.get("/find", params={"q": "x" * 401}, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert "at most 400 characters" in words(page)
    assert found(web, q="x" * 400)["found"] == 0


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"drama": "no such drama"}, 404),
        ({"kind": "no such kind"}, 422),
        ({"page": "0"}, 422),
        ({"page": "many"}, 422),
    ],
)
def test_what_cannot_be_asked_is_told(web: TestClient, asked: dict[str, str], status: int) -> None:
    page = web.get("/find", params={"q": "rain", **asked})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    told = web.get("/find.json", params={"q": "rain", **asked})
    assert told.status_code == status
    assert set(told.json()) == {"status", "title", "what", "remedy", "language"}


def test_htmx_gets_the_part_that_changes(web: TestClient) -> None:
    part = web.get("/find", params={"q": "rain"}, headers=FRAGMENT).text
    assert part.startswith("<title>rain")
    assert "<html" not in part
    assert "<main" not in part
    assert 'class="answers"' in part
    whole = web.get("/find", params={"q": "rain"})
    assert "HX-Request" in whole.headers["vary"]
    assert part.split("\n", 1)[1].strip().splitlines()[0] in whole.text


def test_names_are_written_as_one_reads(web: TestClient) -> None:
    english = web.get("/find.json", params={"q": "umbrella"}, headers={"accept-language": "en"})
    korean = web.get("/find.json", params={"q": "umbrella"}, headers={"accept-language": "ko-KR"})
    assert english.json()["answers"][0]["title"] == "Last Ferry from Sorado"
    assert korean.json()["answers"][0]["title"] == "막배는 다섯 시 사십 분"
    assert english.json()["answers"][0]["people"] != korean.json()["answers"][0]["people"]


def test_a_title_among_the_words_is_told(web: TestClient) -> None:
    named = found(web, q="Last Ferry from Sorado umbrella")
    assert named["about"] in {"Last Ferry from Sorado", ""}
    assert named["found"]
