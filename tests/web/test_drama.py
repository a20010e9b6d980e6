"""A drama's page: what a viewer reads there, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs the extra jangmyeon[web]")

from lxml import html
from starlette.testclient import TestClient
from tests.web.browsing import words
from tests.web.conftest import DRAMA

from jangmyeon.guides.moods import EpisodeMoods, SceneMood
from jangmyeon.model import Drama, Episode
from jangmyeon.web.moods import shares_of, stripes_of_all

ADDRESS = f"/dramas/{DRAMA}"
Send = Callable[..., httpx.Response]


def tree(web: TestClient, address: str, **headers: str) -> Any:
    """A page, to look for things in."""
    answer = web.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def test_a_drama_tells_what_it_is_in_both_scripts(visitor: TestClient) -> None:
    page = tree(visitor, ADDRESS)
    assert page.xpath("string(//h1)") == "Last Ferry from Sorado"
    assert page.xpath("//h1/@lang") == ["en"]
    other = page.xpath("//*[@class='other-title']")[0]
    assert other.get("lang") == "ko"
    assert "2024" in words(visitor.get(ADDRESS))


def test_a_korean_reader_gets_the_korean_title_first(visitor: TestClient) -> None:
    page = tree(visitor, ADDRESS, Cookie="language=ko")
    assert page.xpath("//h1/@lang") == ["ko"]
    assert page.xpath("//*[@class='other-title']/@lang") == ["en"]
    assert "회차" in page.xpath("//h2/text()")


def test_every_episode_is_a_link_with_a_barcode_that_tells_its_moods(visitor: TestClient) -> None:
    page = tree(visitor, ADDRESS)
    rows = page.xpath("//ol[@class='episode-list']/li")
    assert [row.xpath("a/@href")[0] for row in rows] == [
        f"{ADDRESS}/S01E0{number}" for number in (1, 2, 3)
    ]
    for row in rows:
        picture = row.xpath(".//svg[@role='img']")[0]
        assert "%" in picture.get("aria-label")
        assert picture.xpath("path")


def test_the_tone_of_the_season_is_a_picture_and_a_table(visitor: TestClient) -> None:
    page = tree(visitor, ADDRESS)
    links = page.xpath("//svg[@class='season-tone']/a")
    assert [link.get("href")[-6:] for link in links] == ["S01E01", "S01E02", "S01E03"]
    assert all(link.get("aria-label") for link in links)
    rows = page.xpath("//table[@class='tones']/tbody/tr")
    assert [len(row.xpath("td")) for row in rows] == [4, 4, 4]


def test_the_cast_stands_with_those_who_play_them(visitor: TestClient) -> None:
    cast = visitor.get(f"{ADDRESS}.json").json()["cast"]
    assert cast
    assert cast[0]["lines"] >= cast[1]["lines"] > 0
    page = tree(visitor, ADDRESS)
    shown = page.xpath("//ul[@class='cast']/li")[0]
    assert shown.xpath("string(.//*[@class='name'])") == cast[0]["name"]
    assert cast[0]["actor"] in shown.text_content()


@pytest.mark.parametrize("part", ["best", "reasons", "related"])
def test_what_takes_longer_comes_after_and_has_a_page_of_its_own(
    visitor: TestClient, part: str
) -> None:
    later = tree(visitor, ADDRESS).get_element_by_id(part)
    address = later.get("hx-get")
    assert later.xpath(".//a/@href") == [address], "the way without JavaScript"
    assert tree(visitor, address).get_element_by_id(part).xpath("h2")
    fragment = html.fragment_fromstring(
        visitor.get(address, headers={"HX-Request": "true"}).text, create_parent=True
    )
    assert fragment.xpath(f".//section[@id='{part}']")


def test_the_best_scenes_lead_to_the_scenes(visitor: TestClient) -> None:
    page = tree(visitor, f"{ADDRESS}/best")
    shown = page.xpath("//blockquote//a/@href")
    assert shown
    assert all(each.startswith(f"{ADDRESS}/S01E0") for each in shown)


def test_reasons_are_told_in_the_readers_language(visitor: TestClient) -> None:
    english = visitor.get(f"{ADDRESS}/reasons.json").json()["reasons"]
    visitor.cookies.set("language", "ko")
    korean = visitor.get(f"{ADDRESS}/reasons.json").json()["reasons"]
    visitor.cookies.clear()
    assert [each["aspect"] for each in english] == [each["aspect"] for each in korean]
    assert [each["headline"] for each in english] != [each["headline"] for each in korean]


def test_later_episodes_vanish_from_the_page_once_one_tells_how_far_one_is(
    web: TestClient, send: Send
) -> None:
    assert len(web.get(f"{ADDRESS}.json").json()["seasons"][0]["episodes"]) == 3
    send("/settings/seen", drama=DRAMA, episode="S01E01", back=ADDRESS)
    page = web.get(f"{ADDRESS}.json").json()
    told = page["seasons"][0]["episodes"]
    assert [(row["code"], row["seen"]) for row in told] == [("S01E01", True)]
    assert page["hidden"] == 2
    assert "S01E03" not in web.get(f"{ADDRESS}/best").text
    assert "2 more episodes" in words(web.get(ADDRESS))


def test_the_story_is_folded_while_episodes_are_hidden(web: TestClient, send: Send) -> None:
    open_plot = tree(web, ADDRESS).xpath("//section[@class='plot']")
    send("/settings/seen", drama=DRAMA, episode="S01E01", back=ADDRESS)
    page = tree(web, ADDRESS)
    assert not page.xpath("//section[@class='plot']")
    assert len(page.xpath("//details[@class='plot'][not(@open)]")) == len(open_plot) == 1


def test_a_drama_of_which_nothing_was_seen_shows_no_episode(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="none", back=ADDRESS)
    page = web.get(ADDRESS)
    assert page.status_code == 200
    assert not html.document_fromstring(page.text).xpath("//ol[@class='episode-list']")
    for part in ("best", "reasons", "related"):
        assert web.get(f"{ADDRESS}/{part}").status_code == 200


def test_a_drama_that_is_not_there_is_not_found(visitor: TestClient) -> None:
    for part in ("", "/best", "/reasons", "/related", ".json"):
        assert visitor.get(f"/dramas/nothing-like-it{part}").status_code == 404


def test_the_moods_of_a_drama_are_those_of_its_scenes_in_order() -> None:
    drama = Drama("d", "D")
    scenes = (
        SceneMood(1, 0, 30, mood="tense", strength=0.9),
        SceneMood(2, 30, 40),
        SceneMood(3, 40, 60, mood="sad", strength=0.5),
    )
    stripes = stripes_of_all([EpisodeMoods(Episode(drama, 1, 1), scenes)])
    assert [(stripe.length, stripe.mood) for stripe in stripes] == [
        (30, "tense"),
        (10, ""),
        (20, "sad"),
    ]
    assert shares_of(stripes, "en") == "tense 50%, sad 33%, quiet 17%"
    assert shares_of((), "ko") == ""


def test_every_way_from_a_drama_leads_somewhere(visitor: TestClient) -> None:
    page = tree(visitor, ADDRESS)
    ways = {way for way in page.xpath("//main//a/@href") if way.startswith("/")}
    assert any(way.startswith("/quiz") for way in ways)
    for way in sorted(ways):
        assert visitor.get(way).status_code == 200, way
