"""Typing in the box at home: what comes, goes, and comes back."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_an_emptied_box_brings_the_shelf_back(server: str, page: Page) -> None:
    page.goto(server)
    box = page.get_by_role("searchbox")
    box.press_sequentially("umbrella", delay=20)
    expect(page.locator(".answers article").first).to_be_visible()
    expect(page.locator(".spines")).to_have_count(0)
    box.fill("")
    expect(page.locator(".spines li").first).to_be_visible()
    expect(page.locator(".answers")).to_have_count(0)
    assert page.url.rstrip("/") == server.rstrip("/")
    box.press_sequentially("ferry", delay=20)
    expect(page.locator(".answers article").first).to_be_visible()


def test_what_was_looked_for_is_kept_until_it_is_forgotten(server: str, page: Page) -> None:
    page.goto(server)
    page.get_by_role("searchbox").fill('rain & "snow" <b>')
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/find?*")
    page.goto(server)
    recent = page.locator("#recent")
    expect(recent.get_by_role("link")).to_have_text(['rain & "snow" <b>'])
    recent.get_by_role("link").click()
    expect(page.get_by_role("searchbox")).to_have_value('rain & "snow" <b>')
    page.goto(server)
    recent.get_by_role("button").click()
    expect(recent).to_be_hidden()
    page.reload()
    expect(recent).to_be_hidden()
