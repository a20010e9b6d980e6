"""What a viewer chooses: language, light, how far they have seen, spoilers."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.web.browsing import words
from tests.web.conftest import DRAMA

Send = Callable[..., httpx.Response]


def test_the_interface_is_korean_for_those_who_choose_it(web: TestClient, send: Send) -> None:
    assert html.document_fromstring(web.get("/").text).get("lang") == "en"
    page = send("/settings/appearance", language="ko", back="/settings")
    assert page.url.path == "/settings"
    assert html.document_fromstring(page.text).get("lang") == "ko"
    assert "어디까지 봤나요" in words(page)
    assert "장면" in words(web.get("/"))


def test_a_browser_tells_its_language_until_one_is_chosen(web: TestClient, send: Send) -> None:
    korean = {"accept-language": "ko-KR,ko;q=0.9,en;q=0.8"}
    assert html.document_fromstring(web.get("/", headers=korean).text).get("lang") == "ko"
    send("/settings/appearance", language="en")
    assert html.document_fromstring(web.get("/", headers=korean).text).get("lang") == "en"


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_light_and_dark_are_kept(web: TestClient, send: Send, theme: str) -> None:
    send("/settings/appearance", theme=theme)
    assert html.document_fromstring(web.get("/").text).get("data-theme") == theme


@pytest.mark.parametrize("fields", [{"theme": "neon"}, {"language": "tlh"}])
def test_other_choices_are_refused(send: Send, fields: dict[str, str]) -> None:
    assert send("/settings/appearance", **fields).status_code == 422


@pytest.mark.parametrize("cookie", ["language=tlh; theme=neon; spoilers=perhaps", "theme=<script>"])
def test_a_foreign_cookie_changes_nothing(web: TestClient, cookie: str) -> None:
    page = web.get("/", headers={"cookie": cookie})
    assert page.status_code == 200
    assert html.document_fromstring(page.text).get("data-theme") == "auto"


def test_what_lies_beyond_is_gone_from_answers_counts_and_kept_ones(
    web: TestClient, send: Send
) -> None:
    def seen() -> tuple[int, set[str]]:
        found = web.get("/find.json", params={"q": "할머니 바다"}).json()["answers"]
        return web.get("/index.json").json()["episodes"], {each["code"] for each in found}

    episodes, codes = seen()
    assert (episodes, codes) == (3, {"S01E01", "S01E02", "S01E03"})
    send("/settings/seen", drama=DRAMA, episode="S01E01")
    assert seen() == (1, {"S01E01"})
    send("/settings/seen", drama=DRAMA, episode="S01E02")
    assert seen()[0] == 2
    send("/settings/seen", drama=DRAMA, episode="none")
    assert seen() == (0, set())
    send("/settings/seen", drama=DRAMA, episode="all")
    assert seen() == (episodes, codes)


def test_spoilers_are_lifted_for_one_browser_only(web: TestClient, send: Send) -> None:
    send("/settings/seen", drama=DRAMA, episode="S01E01")
    send("/settings/spoilers", show="true")
    assert web.get("/index.json").json()["episodes"] == 3
    assert web.get("/index.json", headers={"cookie": "spoilers=hidden"}).json()["episodes"] == 1
    send("/settings/spoilers", show="false")
    assert web.get("/index.json").json()["episodes"] == 1


def test_the_control_shows_where_one_is(web: TestClient, send: Send) -> None:
    def chosen() -> list[str]:
        tree = html.document_fromstring(web.get("/settings").text)
        return [
            str(text) for text in tree.xpath("//select[@name='episode']/option[@selected]/text()")
        ]

    assert chosen() == ["Everything (hide nothing)"]
    send("/settings/seen", drama=DRAMA, episode="S01E02")
    assert chosen() == ["S01E02"]
    send("/settings/seen", drama=DRAMA, episode="none")
    assert chosen() == ["Nothing yet"]


@pytest.mark.parametrize("episode", ["9", "S1E", "later", "S01E99999", "S01E09 "])
def test_an_episode_that_is_none_is_told(send: Send, episode: str) -> None:
    assert send("/settings/seen", drama=DRAMA, episode=episode).status_code == 422


def test_a_drama_that_is_none_is_told(send: Send) -> None:
    assert send("/settings/seen", drama="nothing", episode="all").status_code == 404


def test_one_comes_back_to_a_long_search(web: TestClient, send: Send) -> None:
    page = web.get("/find", params={"q": "가" * 400})
    back = html.document_fromstring(page.text).xpath("//input[@name='back']/@value")[0]
    assert send("/settings/appearance", theme="dark", back=back).url.query == page.url.query


def test_one_comes_back_to_the_page_one_was_on(web: TestClient, send: Send) -> None:
    page = send("/settings/seen", drama=DRAMA, episode="all", back="/find?q=rain")
    assert (page.url.path, page.url.query) == ("/find", b"q=rain")
