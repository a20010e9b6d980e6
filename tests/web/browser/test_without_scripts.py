"""Without JavaScript everything can still be asked, read and written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.web.browser.pages import DRAMA, every_page
from tests.web.browser.test_use import ANSWERS, SCENE, SCENE_ADDRESS, expect

if TYPE_CHECKING:
    from tests.web.browser.conftest import Open


def test_searching(server: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(server)
    page.get_by_role("searchbox").fill("umbrella")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(ANSWERS).first).to_be_visible()
    page.locator(f"{ANSWERS} h2 a").first.click()
    expect(page).to_have_url(SCENE_ADDRESS)


def test_notes_and_stars_and_lists(own_server: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(own_server + SCENE)
    page.locator("#note").fill("without a script")
    page.locator("form:has(#note) button").click()
    expect(page).to_have_url(SCENE_ADDRESS)
    expect(page.locator(".notes li")).to_contain_text("without a script")
    page.locator("#star-5").check(force=True)
    page.locator("form:has(#star-5) button").click()
    expect(page.locator("#star-5")).to_be_checked()
    page.locator("#new-list").fill("plain")
    page.locator("form:has(#new-list) button").click()
    expect(page.locator("#mine").get_by_role("link", name="plain")).to_be_visible()


def test_how_far_one_has_seen(own_server: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{own_server}/dramas/{DRAMA}")
    page.get_by_label("Seen up to").select_option("S01E01")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("a[href*='S01E02'], a[href*='S01E03']")).to_have_count(0)


def test_language_and_light(server: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{server}/find?q=umbrella")
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url(re.compile(r"/find\?q=umbrella"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_parts_that_come_later_can_be_asked_for(server: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{server}/dramas/{DRAMA}")
    for part in ("best", "reasons", "related"):
        page.locator(f"a[href$='/{part}']").first.click()
        expect(page.locator(f"section#{part}")).to_be_visible()
        page.go_back()


def test_every_page_says_something(prepared: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    for name, path in every_page(prepared).items():
        page.goto(path)
        assert len(page.locator("main").inner_text()) > 20, name
