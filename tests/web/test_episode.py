"""An episode's page: its scenes in time, narrowed and linked, and what it keeps to itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs the extra jangmyeon[web]")

from lxml import html
from starlette.testclient import TestClient
from tests.web.browsing import words
from tests.web.conftest import DRAMA
from tests.web.serving import visiting

from jangmyeon import Library
from jangmyeon.library import Spot
from jangmyeon.sample import sample_folder

ADDRESS = f"/dramas/{DRAMA}"
SECOND = f"{ADDRESS}/S01E02"
Send = Callable[..., httpx.Response]


def tree(web: TestClient, address: str) -> Any:
    """A page, to look for things in."""
    answer = web.get(address)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def data(web: TestClient, address: str) -> Any:
    """What a page tells, as data."""
    path, _, asked = address.partition("?")
    answer = web.get(f"{path}.json?{asked}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_each_scene_is_a_block_of_the_timeline_that_leads_to_it(visitor: TestClient) -> None:
    scenes = data(visitor, SECOND)["scenes"]
    blocks = tree(visitor, SECOND).xpath("//svg[@class='timeline-picture']/a")
    assert [block.get("href") for block in blocks] == [scene["address"] for scene in scenes]
    for block, scene in zip(blocks, scenes, strict=True):
        assert scene["sentence"] in block.get("aria-label")
        assert block.xpath("string(title)") == block.get("aria-label")


def test_scenes_are_told_in_order_with_where_and_who(visitor: TestClient) -> None:
    page = data(visitor, SECOND)
    rows = tree(visitor, SECOND).xpath("//ol[@class='scene-list']/li")
    assert [row.get("id") for row in rows] == [f"scene-{s['number']}" for s in page["scenes"]]
    starts = [scene["start"] for scene in page["scenes"]]
    assert starts == sorted(starts)
    for row, scene in zip(rows, page["scenes"], strict=True):
        assert row.xpath(".//h3/a/@href") == [scene["address"]]
        assert row.xpath(".//li[@class='who']/a/text()") == scene["names"]
        assert f"intensity {round(scene['intensity'], 1)} of 3" in row.text_content()


def test_a_scenes_address_leads_to_that_scene(visitor: TestClient) -> None:
    for scene in data(visitor, SECOND)["scenes"]:
        at = float(scene["address"].rsplit("/", 1)[1])
        assert scene["start"] <= at < scene["end"]


def test_key_lines_carry_their_language(visitor: TestClient) -> None:
    quotes = tree(visitor, SECOND).xpath("//p[@class='said']/q")
    assert quotes
    assert {quote.get("lang") for quote in quotes} == {"ko"}


def test_scenes_can_be_narrowed_to_a_kind_of_moment(visitor: TestClient) -> None:
    choice = data(visitor, SECOND)["kinds"][0]
    address = f"{SECOND}?kind={choice['key']}"
    page = data(visitor, address)
    matching = [scene for scene in page["scenes"] if scene["matches"]]
    assert len(matching) == choice["scenes"] < len(page["scenes"])
    shown = tree(visitor, address)
    assert len(shown.xpath("//ol[@class='scene-list']/li")) == len(matching)
    dim = shown.xpath("//svg[@class='timeline-picture']/a[contains(@class, ' dim')]")
    assert len(dim) == len(page["scenes"]) - len(matching), "the rest of the timeline steps back"


def test_scenes_can_be_narrowed_to_a_person_by_any_of_their_names(visitor: TestClient) -> None:
    choice = data(visitor, SECOND)["people"][0]
    found = [
        [s["number"] for s in data(visitor, f"{SECOND}?person={name}")["scenes"] if s["matches"]]
        for name in (choice["key"], choice["name"])
    ]
    assert len(found[0]) == choice["scenes"] > 0
    if choice["key"] in data(visitor, f"{SECOND}?person={choice['name']}")["person"]:
        assert found[0] == found[1]


def test_nobody_of_that_name_is_in_any_scene(visitor: TestClient) -> None:
    address = f"{SECOND}?person=%3Cscript%3E"
    assert not any(scene["matches"] for scene in data(visitor, address)["scenes"])
    assert "Take a filter away" in words(visitor.get(address))
    assert "<script>" not in visitor.get(address).text.replace("<script src", "")


def test_a_kind_that_there_is_not_is_told_so(visitor: TestClient) -> None:
    answer = visitor.get(f"{SECOND}?kind=nonsense")
    assert answer.status_code == 422
    assert "nonsense" in answer.text


def test_episodes_lead_to_each_other(visitor: TestClient) -> None:
    links = tree(visitor, SECOND).xpath("//nav[@class='beside']/a")
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("prev", f"{ADDRESS}/S01E01"),
        ("next", f"{ADDRESS}/S01E03"),
    ]
    first, last = data(visitor, f"{ADDRESS}/S01E01"), data(visitor, f"{ADDRESS}/S01E03")
    assert first["head"]["previous"] == "" == last["head"]["next"]
    assert not last["head"]["hidden"]


def test_one_tells_from_the_page_how_far_one_has_seen(web: TestClient, send: Send) -> None:
    button = tree(web, SECOND).xpath("//button[@name='episode']")[0]
    form = button.getparent()
    fields = {each.get("name"): each.get("value") for each in form.xpath("input")}
    fields.pop("csrf")
    after = send(form.get("action"), episode=button.get("value"), **fields)
    assert str(after.url).endswith(SECOND)
    assert "This is as far as you have seen" in words(after)
    assert web.get(f"{ADDRESS}/S01E03").status_code == 404
    assert data(web, SECOND)["head"]["hidden"] == "S01E03"
    assert data(web, f"{ADDRESS}/S01E01")["head"]["seen"] == "yes"


def test_the_next_episode_opens_once_it_has_been_watched(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="S01E02", back=SECOND)
    form = tree(web, SECOND).xpath("//div[@class='waiting']/form")[0]
    fields = {each.get("name"): each.get("value") for each in form.xpath("input")}
    fields.pop("csrf")
    after = send(form.get("action"), episode=form.xpath("button/@value")[0], **fields)
    assert str(after.url).endswith(f"{ADDRESS}/S01E03")
    assert after.status_code == 200


def test_an_episode_in_korean_is_korean_throughout(visitor: TestClient) -> None:
    answer = visitor.get(SECOND, headers={"Cookie": "language=ko"})
    page = html.document_fromstring(answer.text)
    assert page.get("lang") == "ko"
    assert page.xpath("string(//h1)").startswith("2회")
    rows = page.xpath("//svg[@class='timeline-names']/text/text()")
    assert rows[0] == "장면"
    assert "긴장" in rows


def test_an_episode_that_is_not_there_is_not_found(visitor: TestClient) -> None:
    assert visitor.get(f"{ADDRESS}/S01E09").status_code == 404
    assert visitor.get("/dramas/nothing-like-it/S01E01").status_code == 404
    assert visitor.get(f"{ADDRESS}/nonsense").status_code in (404, 422)


def test_what_a_viewer_said_of_a_scene_stands_with_it(web: TestClient, send: Send) -> None:
    scene = data(web, SECOND)["scenes"][3]
    at = (scene["start"] + scene["end"]) / 2
    library = Library(sample_folder(), web.app.state.settings.data)  # type: ignore[attr-defined]
    with library:
        spot = Spot(DRAMA, 1, 2, at)
        library.rate(spot, 4)
        library.note(spot, "She <b>knew</b>.")
    told = data(web, SECOND)["scenes"]
    assert [each["stars"] for each in told if each["stars"]] == [4]
    assert told[3]["notes"] == ["She <b>knew</b>."]
    page = tree(web, SECOND)
    row = page.get_element_by_id(f"scene-{scene['number']}")
    assert "4 of 5 stars from you" in row.text_content()
    assert row.xpath("string(.//p[@class='note'])") == "She <b>knew</b>."
    stars = page.xpath("//svg[@class='timeline-picture']//*[@class='star']")
    assert len(stars) == 1


def test_an_episode_without_a_video_offers_none(visitor: TestClient) -> None:
    page = data(visitor, SECOND)
    assert page["head"]["watch"] == ""
    assert not any(scene["still"] for scene in page["scenes"])
    assert "/watch/" not in visitor.get(SECOND).text
    assert "/stills/" not in visitor.get(SECOND).text


def test_an_episode_with_a_video_leads_to_it_and_has_pictures(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(sample_folder(), shelf)
    captions = next(shelf.rglob("*S01E02.ko.sdh.xml"))
    captions.with_name(captions.name.replace(".ko.sdh.xml", ".mp4")).write_bytes(b"")
    with Library(shelf, tmp_path / "data") as library:
        library.index()
    with visiting(shelf, tmp_path / "data") as client:
        page = data(client, SECOND)
        assert page["head"]["watch"].startswith("/watch/")
        assert all(
            scene["still"].startswith(f"/stills/{DRAMA}/S01E02/") for scene in page["scenes"]
        )
        pictures = tree(client, SECOND).xpath("//a[@class='still']/img")
        assert {picture.get("loading") for picture in pictures} == {"lazy"}
        assert len(pictures) == len(page["scenes"])


def test_readers_of_english_get_key_lines_in_english_too(visitor: TestClient) -> None:
    told = [s["translated"] for s in data(visitor, SECOND)["scenes"] if s["translated"]]
    assert told
    assert {each["language"] for each in told} == {"en"}
    shown = tree(visitor, SECOND).xpath("//p[@class='translated']")
    assert [each.text for each in shown] == [each["text"] for each in told]
    third = data(visitor, f"{ADDRESS}/S01E03")
    assert not any(s["translated"] for s in third["scenes"]), "it has no English captions"
    korean = visitor.get(f"{SECOND}.json", headers={"Cookie": "language=ko"}).json()
    assert not any(s["translated"] for s in korean["scenes"])
