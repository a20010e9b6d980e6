"""Write-ups in the browser: handed over, linked, proof-read, saved, and never trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from tests.web.browsing import token, words

from jangmyeon.sample import writeups_folder

DRAMA = "last-ferry-from-sorado-2024"
UMBRELLA = writeups_folder() / "anatomy-the-umbrella.md"
FIVE = writeups_folder() / "five-best-scenes.html"
ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'

Send = Callable[..., httpx.Response]


def _upload(web: TestClient, data: bytes, name: str, drama: str = "") -> httpx.Response:
    fields = {"csrf": token(web), "back": "/writeups", "drama": drama}
    return web.post("/writeups/upload", data=fields, files={"file": (name, data)})


def _page(web: TestClient, path: Path = UMBRELLA) -> str:
    """The path of an uploaded write-up's page."""
    answer = _upload(web, path.read_bytes(), path.name)
    assert answer.status_code == 200
    return answer.url.path


@pytest.mark.parametrize("path", [UMBRELLA, FIVE])
def test_an_uploaded_write_up_stands_beside_its_scenes(web: TestClient, path: Path) -> None:
    page = _page(web, path)
    told = web.get(f"{page}.json").json()
    assert told["linked"] >= 3
    scenes = [p["place"] for block in told["blocks"] for p in block["passages"] if p["place"]]
    assert all(f'href="{scene["path"]}"' in web.get(page).text for scene in scenes)
    assert all(web.get(scene["path"]).status_code == 200 for scene in scenes[:3])


def test_what_is_wrong_is_told_with_its_place_and_can_be_corrected(web: TestClient) -> None:
    page = _page(web)
    [finding] = web.get(f"{page}.json").json()["findings"]
    assert (finding["text"], finding["suggestion"]) == ("Shim Ga-eum", "Shim Ga-eun")
    assert (finding["line"], finding["will_change"]) == (15, True)
    assert "line 15, column" in words(web.get(page))
    right = UMBRELLA.read_bytes().replace(b"Shim Ga-eum", b"Shim Ga-eun")
    saved = web.get(f"{page}/corrected")
    assert saved.content == right
    assert 'fixed.md"' in saved.headers["content-disposition"]


def test_a_copy_with_its_scenes_can_be_saved(web: TestClient) -> None:
    saved = web.get(f"{_page(web, FIVE)}/linked")
    assert "S01E03" in saved.text
    assert saved.headers["content-disposition"].startswith("attachment;")
    assert saved.headers["content-type"] == "application/octet-stream"


def test_pasted_text_is_kept_until_it_is_forgotten(web: TestClient, send: Send) -> None:
    answer = send("/writeups/paste", text=UMBRELLA.read_text("utf-8"), back="/writeups")
    path = answer.url.path
    assert path.startswith("/writeups/")
    assert [each["path"] for each in web.get("/writeups.json").json()["writeups"]] == [path]
    send("/writeups/remove", writeup=path.removeprefix("/writeups/"), back="/writeups")
    assert not web.get("/writeups.json").json()["writeups"]
    assert web.get(path).status_code == 404


def test_a_scene_tells_what_was_written_of_it(web: TestClient) -> None:
    page = _page(web)
    told = web.get(f"{page}.json").json()
    scene = next(p["place"] for b in told["blocks"] for p in b["passages"] if p["score"] > 0.8)
    assert f'href="{page}"' in web.get(scene["path"]).text


def test_the_drama_that_is_meant_can_be_told(web: TestClient, send: Send) -> None:
    text = "He tells her that not once could he open the umbrella, not once could he fold her.\n"
    assert send("/writeups/paste", text=text, back="/").status_code == 200
    answer = send("/writeups/paste", text=text, drama=DRAMA, back="/")
    assert "S01E02" in words(answer)


def test_a_drama_that_is_not_on_the_shelf_is_said_so(send: Send) -> None:
    text = "In Moonlit Harbor, Jo Hae-won leaves the letter on the table and walks out.\n"
    answer = send("/writeups/paste", text=text, back="/")
    assert "Of no drama on the shelf" in words(answer)


def test_passages_on_later_episodes_are_held_back(web: TestClient, send: Send) -> None:
    page = _page(web)
    every = web.get(f"{page}.json").json()
    send("/settings/seen", drama=DRAMA, episode="S01E01", back="/")
    told = web.get(f"{page}.json").json()
    assert told["held_back"] > 0
    assert len(told["blocks"]) < len(every["blocks"])
    scenes = [p["place"] for b in told["blocks"] for p in b["passages"] if p["place"]]
    assert all(scene["code"] == "S01E01" for scene in scenes)
    assert "two small verbs" not in words(web.get(page))
    assert "two small verbs" not in web.get(f"{page}/linked").text
    assert "held back" in words(web.get(page))


def test_a_write_up_is_shown_as_text_whatever_is_in_it(web: TestClient, send: Send) -> None:
    pasted = send("/writeups/paste", text=f"{ATTACK}\n\nIn {ATTACK} she waits.\n", back="/")
    escaped = ATTACK.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    page = f"<html><title>{escaped}</title><p>Kim {escaped} waits in the rain for him.</p></html>"
    uploaded = _upload(web, page.encode(), "x.html")
    for answer in (pasted, uploaded, web.get("/writeups")):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    linked = web.get(f"{uploaded.url.path}/linked").text
    assert "<script>alert" not in linked
    assert "<img src=x" not in linked


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8421/",
        "http://localhost/",
        "http://10.0.0.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_an_address_of_the_own_network_is_refused(send: Send, address: str) -> None:
    answer = send("/writeups/fetch", address=address, back="/writeups")
    assert answer.status_code == 422
    assert "of this computer or its own network is not fetched" in words(answer)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "ftp://x.example/", ""])
def test_only_web_addresses_are_fetched(send: Send, address: str) -> None:
    answer = send("/writeups/fetch", address=address, back="/writeups")
    assert answer.status_code == 422
    assert "root:" not in answer.text


@pytest.mark.parametrize("text", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:8421/"])
def test_pasted_text_is_never_taken_for_a_file_or_an_address(send: Send, text: str) -> None:
    answer = send("/writeups/paste", text=text, back="/writeups")
    assert answer.status_code == 200
    assert "root:" not in answer.text
    assert text in words(answer)


@pytest.mark.parametrize(
    "name",
    [
        "../../escape.html",
        "C:\\x.md",
        "a\r\nSet-Cookie: x.txt",
        "x" * 5_000 + ".html",
        "<script>.html",
        "nul\0.txt",
        ".html",
        "..",
        "글.md",
    ],
)
def test_a_file_name_leads_nowhere(web: TestClient, tmp_path: Path, name: str) -> None:
    before = {*tmp_path.rglob("*")}
    answer = _upload(web, b"She waits for him in the rain until the ferry has gone.\n", name)
    assert answer.status_code in {200, 400, 422}
    assert "set-cookie: x" not in str(answer.headers).casefold()
    if answer.status_code == 200 and answer.url.path != "/writeups":
        saved = web.get(f"{answer.url.path}/corrected")
        assert "\n" not in saved.headers["content-disposition"]
        assert "/" not in saved.headers["content-disposition"]
    new = [path for path in {*tmp_path.rglob("*")} - before if "writeups" not in path.parts]
    assert all(path.name.startswith(("library.db-", "yours.db")) for path in new)


def test_what_is_no_text_is_refused_in_plain_words(web: TestClient) -> None:
    for data in (b"\x00\x01\x02\x03" * 500, b"", b"   \n "):
        answer = _upload(web, data, "picture.html")
        assert answer.status_code == 422
        assert "Traceback" not in answer.text


def test_copies_go_when_a_write_up_is_forgotten(web: TestClient, send: Send) -> None:
    page = _page(web)
    send("/writeups/remove", writeup=page.removeprefix("/writeups/"), back="/writeups")
    assert web.get(f"{page}/corrected").status_code == 404
