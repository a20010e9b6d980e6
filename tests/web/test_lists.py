"""The best scenes of a kind, a viewer's own lists, and their backup."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable

import httpx
import pytest
from starlette.testclient import TestClient
from tests.web.browsing import token, words

DRAMA = "last-ferry-from-sorado-2024"
SCENE = f"/dramas/{DRAMA}/S01E02/480"
SPOT = {"drama": DRAMA, "episode": "S01E02", "at": "480", "back": "/lists"}
FIRST = {"drama": DRAMA, "episode": "S01E01", "at": "60", "back": "/lists"}

Send = Callable[..., httpx.Response]


def _restore(web: TestClient, data: bytes, name: str = "backup.json") -> httpx.Response:
    fields = {"csrf": token(web), "back": "/lists"}
    return web.post("/backup/restore", data=fields, files={"backup": (name, data)})


@pytest.mark.parametrize("kind", ["romantic", "tense", "confession", "고백", "funny"])
def test_the_best_scenes_of_a_kind_say_why(web: TestClient, kind: str) -> None:
    told = web.get(f"/top/{kind}.json").json()
    assert told["scenes"]
    assert all(each["why"] for each in told["scenes"])
    page = words(web.get(f"/top/{kind}"))
    assert all(each["place"]["sentence"] in page for each in told["scenes"])


def test_every_kind_that_is_offered_can_be_opened(web: TestClient) -> None:
    told = web.get("/top/romantic.json").json()
    for kind in (*told["moods"], *told["kinds"]):
        assert web.get(f"/top/{kind}").status_code == 200


def test_a_kind_that_is_not_known_is_told_with_what_there_is(web: TestClient) -> None:
    answer = web.get("/top/kisss")
    assert answer.status_code == 422
    assert "did you mean kiss?" in words(answer)


def test_the_best_scenes_keep_to_what_was_seen(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="S01E01", back="/")
    for kind in ("romantic", "sad", "farewell"):
        scenes = web.get(f"/top/{kind}.json").json()["scenes"]
        assert all(each["place"]["code"] == "S01E01" for each in scenes)


def test_the_best_scenes_of_one_drama(web: TestClient) -> None:
    told = web.get("/top/romantic.json", params={"drama": DRAMA}).json()
    assert told["drama"] == DRAMA
    assert web.get("/top/romantic", params={"drama": "no such drama"}).status_code == 404


def test_a_playlist_of_the_best_scenes_can_be_saved(web: TestClient) -> None:
    answer = web.get("/top/romantic/export/m3u", params={"limit": 3})
    assert answer.text.startswith("#EXTM3U")
    assert answer.text.count("#EXTINF") == 3


def test_a_list_holds_its_scenes_in_the_order_they_came(web: TestClient, send: Send) -> None:
    send("/lists/add", **SPOT, name="rainy days")
    send("/lists/add", **FIRST, name="rainy days")
    scenes = web.get("/lists/rainy days.json").json()["scenes"]
    assert [each["code"] for each in scenes] == ["S01E02", "S01E01"]
    assert "rainy days" in words(web.get("/lists"))


def test_a_list_goes_with_its_last_scene(web: TestClient, send: Send) -> None:
    send("/lists/add", **SPOT, name="short")
    page = web.get("/lists/short").text
    assert 'name="back" value="/lists"' in page
    send("/lists/remove", **SPOT, name="short")
    assert web.get("/lists/short").status_code == 404


def test_a_list_can_be_deleted_and_saved(web: TestClient, send: Send) -> None:
    send("/lists/add", **SPOT, name="비 오는 날")
    saved = web.get("/lists/비 오는 날/export/m3u")
    assert saved.text.count("#EXTINF") == 1
    assert "filename*=UTF-8''%EB%B9%84" in saved.headers["content-disposition"]
    send("/lists/delete", name="비 오는 날", back="/lists")
    assert "비 오는 날" not in words(web.get("/lists"))


def test_a_tag_leads_to_its_scenes(web: TestClient, send: Send) -> None:
    send("/tags/add", **SPOT, name="umbrella")
    told = web.get("/tags/umbrella.json").json()
    assert [each["place"]["code"] for each in told["scenes"]] == ["S01E02"]


def test_scenes_with_stars_stand_by_their_stars(web: TestClient, send: Send) -> None:
    send("/ratings", **FIRST, stars=3)
    send("/ratings", **SPOT, stars=5)
    assert [each["stars"] for each in web.get("/lists.json").json()["rated"]] == [5, 3]


def test_a_backup_brings_back_what_was_lost(web: TestClient, send: Send) -> None:
    send("/notes/add", **SPOT, text="keep me")
    send("/lists/add", **SPOT, name="mine")
    saved = web.get("/backup")
    assert "attachment" in saved.headers["content-disposition"]
    [note] = web.get("/notes.json").json()["notes"]
    send("/notes/remove", note=note["note"], back="/notes")
    send("/lists/delete", name="mine", back="/lists")
    assert _restore(web, saved.content).status_code == 200
    assert [each["text"] for each in web.get("/notes.json").json()["notes"]] == ["keep me"]
    assert web.get("/lists/mine").status_code == 200


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"{}", b'{"format": "other"}', b"[1, 2"])
def test_a_file_that_is_no_backup_is_refused_by_its_name(web: TestClient, data: bytes) -> None:
    answer = _restore(web, data, "holiday.json")
    assert answer.status_code == 422
    assert "holiday.json" in words(answer)
    assert "/tmp" not in answer.text


def test_a_backup_that_swells_is_refused(web: TestClient, send: Send) -> None:
    send("/writeups/paste", text="Some words on no drama that is here.\n", back="/")
    told = json.loads(web.get("/backup").content)
    bomb = zlib.compress(b"[" + b" " * (200 * 1024 * 1024) + b"]", 9)
    told["writeups"][0].update(source="other", blocks=base64.b64encode(bomb).decode())
    answer = _restore(web, json.dumps(told).encode())
    assert answer.status_code == 422
    assert "a write-up is too large" in words(answer)


def test_a_backup_cannot_make_the_server_read_files(web: TestClient, send: Send) -> None:
    """A write-up's source may be any path in a backup; only what was kept of it is shown."""
    send("/writeups/paste", text="Some words on no drama that is here.\n", back="/")
    told = json.loads(web.get("/backup").content)
    told["writeups"][0]["source"] = "/etc/passwd"
    assert _restore(web, json.dumps(told).encode()).status_code == 200
    kept = web.get("/writeups.json").json()["writeups"]
    path = next(each["path"] for each in kept if each["source"] == "passwd")
    for page in (path, f"{path}/corrected", f"{path}/linked"):
        answer = web.get(page)
        assert answer.status_code == 200
        assert "root:" not in answer.text
