"""In a real browser, too, nothing that captions say becomes a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.web.security.hostile import ATTACKS, ELEMENT, make_hostile_shelf
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a shelf in which every text is an attack."""
    with serving(*make_hostile_shelf(tmp_path_factory.mktemp("hostile"))) as address:
        yield address


def test_no_script_runs_on_any_page(besieged: str, page: Page) -> None:
    page.add_init_script("window.hack = () => { window.hacked = true; };")
    page.goto(besieged)
    drama = page.locator("a[href^='/dramas/']").first.get_attribute("href") or ""
    queries = [f"/find?q={quote(attack)}" for attack in ATTACKS[:4]]
    for path in ("/", drama, f"{drama}/S01E01", f"{drama}/S01E01/20", *queries, "/top/touching"):
        page.goto(besieged + path)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main *').forEach(each => each.focus?.())")
        for event in ("mouseover", "click"):
            page.locator("main h1").first.dispatch_event(event)
        assert page.evaluate("window.hacked") is None, path
        assert page.locator(ELEMENT).count() == 0, path


def test_notes_are_shown_as_they_were_written(besieged: str, page: Page) -> None:
    page.add_init_script("window.hack = () => { window.hacked = true; };")
    page.goto(besieged)
    drama = page.locator("a[href^='/dramas/']").first.get_attribute("href") or ""
    page.goto(f"{besieged}{drama}/S01E01/20")
    for attack in ATTACKS[:3]:
        page.locator("#note").fill(attack)
        page.locator("form:has(#note) button").click()
        page.locator(".notes").get_by_text(attack, exact=True).wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator(ELEMENT).count() == 0
