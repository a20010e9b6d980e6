"""The page of a scene: what it tells, what a viewer keeps of it, and what it hides."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from starlette.testclient import TestClient
from tests.web.browsing import words

DRAMA = "last-ferry-from-sorado-2024"
UMBRELLA = f"/dramas/{DRAMA}/S01E02/480"
SPOT = {"drama": DRAMA, "episode": "S01E02", "at": "480", "back": UMBRELLA}
LATER = {"drama": DRAMA, "episode": "S01E03", "at": "100", "back": UMBRELLA}
ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'

Send = Callable[..., httpx.Response]


def test_a_scene_is_told_in_a_sentence_with_its_parts(web: TestClient) -> None:
    told = web.get(f"{UMBRELLA}.json").json()
    page = words(web.get(UMBRELLA))
    assert told["place"]["sentence"] in page
    assert all(person["name"] in page for person in told["people"])
    assert all(line["said"]["text"] in page for line in told["key_lines"])
    assert all(step["sentence"] in page for step in told["steps"])
    assert told["place"]["start"] <= 480 < told["place"]["end"]


def test_each_second_of_a_scene_leads_to_the_same_scene(web: TestClient) -> None:
    place = web.get(f"{UMBRELLA}.json").json()["place"]
    again = web.get(f"{place['path']}.json").json()["place"]
    assert again == place


def test_scenes_follow_one_another_over_the_borders_of_episodes(web: TestClient) -> None:
    path = f"/dramas/{DRAMA}/S01E01/0"
    codes = []
    for _ in range(200):
        told = web.get(f"{path}.json").json()
        codes.append(told["place"]["code"])
        if told["next"] is None:
            break
        path = told["next"]["path"]
    assert list(dict.fromkeys(codes)) == ["S01E01", "S01E02", "S01E03"]
    assert len(codes) == len({*codes}) or codes == sorted(codes)


def test_a_note_is_there_after_a_reload_and_can_be_removed(web: TestClient, send: Send) -> None:
    after = send("/notes/add", **SPOT, text="the umbrella never opens")
    assert after.status_code == 200
    assert "the umbrella never opens" in words(web.get(UMBRELLA))
    assert "the umbrella never opens" in words(web.get("/notes"))
    [note] = web.get(f"{UMBRELLA}.json").json()["mine"]["notes"]
    send("/notes/remove", note=note["id"], back=UMBRELLA)
    assert "the umbrella never opens" not in words(web.get(UMBRELLA))


def test_stars_are_kept_and_taken_away(web: TestClient, send: Send) -> None:
    send("/ratings", **SPOT, stars=4)
    assert web.get(f"{UMBRELLA}.json").json()["mine"]["stars"] == 4
    assert 'value="4" checked' in web.get(UMBRELLA).text
    send("/ratings", **SPOT, stars=0)
    assert web.get(f"{UMBRELLA}.json").json()["mine"]["stars"] == 0


def test_tags_and_lists_are_put_on_a_scene_and_taken_off(web: TestClient, send: Send) -> None:
    send("/tags/add", **SPOT, name="rain, umbrella")
    send("/lists/add", **SPOT, name="to show Mina / 첫 번째")
    mine = web.get(f"{UMBRELLA}.json").json()["mine"]
    assert [tag["name"] for tag in mine["tags"]] == ["rain", "umbrella"]
    assert [each["name"] for each in mine["lists"]] == ["to show Mina / 첫 번째"]
    send("/tags/remove", **SPOT, name="rain")
    send("/lists/remove", **SPOT, name="to show Mina / 첫 번째")
    mine = web.get(f"{UMBRELLA}.json").json()["mine"]
    assert [tag["name"] for tag in mine["tags"]] == ["umbrella"]
    assert not mine["lists"]


def test_what_a_viewer_writes_is_shown_as_text(web: TestClient, send: Send) -> None:
    send("/notes/add", **SPOT, text=ATTACK)
    send("/tags/add", **SPOT, name=ATTACK)
    send("/lists/add", **SPOT, name=ATTACK)
    for path in (UMBRELLA, "/notes", "/lists"):
        page = web.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert" in page


def test_an_empty_note_is_refused_in_plain_words(send: Send) -> None:
    answer = send("/notes/add", **SPOT, text="   ")
    assert answer.status_code == 422
    assert "a note needs words" in words(answer)


def test_later_episodes_are_hidden_from_every_part(web: TestClient, send: Send) -> None:
    send("/notes/add", **LATER, text="the last ferry leaves")
    send("/lists/add", **LATER, name="endings")
    send("/settings/seen", drama=DRAMA, episode="S01E02", back="/")
    assert web.get(f"/dramas/{DRAMA}/S01E03/100").status_code == 404
    told = web.get(f"{UMBRELLA}.json").text
    assert "S01E03/" not in told
    assert "endings" not in told
    assert "the last ferry leaves" not in words(web.get("/notes"))
    assert "endings" not in words(web.get("/lists"))
    assert web.get("/lists/endings").status_code == 404


def test_one_who_wants_everything_shown_sees_it(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="S01E01", back="/")
    web.cookies.set("spoilers", "shown")
    assert web.get(f"/dramas/{DRAMA}/S01E03/100").status_code == 200


@pytest.mark.parametrize("form", ["m3u", "mpv", "edl", "csv", "matroska", "ffmetadata", "webvtt"])
def test_a_scene_can_be_saved_for_other_programs(web: TestClient, form: str) -> None:
    answer = web.get(f"{UMBRELLA}/export/{form}")
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_an_exported_scene_is_that_scene_alone(web: TestClient) -> None:
    rows = web.get(f"{UMBRELLA}/export/csv").text.splitlines()
    assert len(rows) == 2


def test_scenes_like_it_come_by_themselves_and_as_a_page(web: TestClient) -> None:
    path = web.get(f"{UMBRELLA}.json").json()["place"]["path"]
    assert f'hx-get="{path}/related"' in web.get(UMBRELLA).text
    assert web.get(f"{path}/related").status_code == 200
    assert web.get(f"{path}/related.json").json()["place"]["path"] == path


def test_a_scene_is_told_in_korean(web: TestClient) -> None:
    web.cookies.set("language", "ko")
    told = web.get(f"{UMBRELLA}.json").json()
    assert told["place"]["title"] == "막배는 다섯 시 사십 분"
    page = words(web.get(UMBRELLA))
    assert "핵심 대사" in page
    assert told["place"]["sentence"].endswith("다.")


def test_a_second_after_the_end_is_not_there(web: TestClient) -> None:
    assert web.get(f"/dramas/{DRAMA}/S01E02/80000").status_code == 404
    assert web.get(f"/dramas/{DRAMA}/S01E09/10").status_code == 404


def test_the_picture_of_a_scene_is_told_in_words_too(web: TestClient) -> None:
    page = web.get(UMBRELLA).text
    assert 'role="group" aria-label="The scene in time; ' in page
    assert "style=" not in page.replace("stylesheet", "")
