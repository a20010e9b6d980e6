"""Everything can be done by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.web.browser.pages import DRAMA, PAGES
from tests.web.browser.test_use import ANSWERS, SCENE_ADDRESS, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_from_a_word_to_a_scene_and_back(server: str, page: Page) -> None:
    page.goto(server)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("umbrella", delay=20)
    expect(page.locator(ANSWERS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{ANSWERS} h2 a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{ANSWERS} h2 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{ANSWERS} h2 a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(SCENE_ADDRESS)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/find\?q=umbrella"))


def test_enter_searches_at_once(server: str, page: Page) -> None:
    page.goto(f"{server}/dramas/{DRAMA}")
    page.keyboard.press("/")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find\?q=ferry"))
    expect(page.locator(ANSWERS).first).to_be_visible()


def test_a_slash_can_be_typed(server: str, page: Page) -> None:
    page.goto(server)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("and/or")
    expect(page.get_by_role("searchbox")).to_have_value("and/or")


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["results"], PAGES["scene"]])
def test_the_first_stop_leads_to_the_page_itself(server: str, page: Page, path: str) -> None:
    page.goto(server + path)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip").first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_stars_are_given_by_arrows(own_server: str, page: Page) -> None:
    page.goto(f"{own_server}/dramas/{DRAMA}/S01E02/608")
    page.locator("#star-1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.locator("#star-3")).to_be_checked()
