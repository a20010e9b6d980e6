"""Every page can be used by everybody: by axe's rules, on a phone, by keyboard, in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.web.browser.conftest import PASSWORD
from tests.web.browser.pages import PAGES, every_page

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.conftest import Open

GRAVE = ("serious", "critical")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"resultTypes": ["violations"], "runOnly": STANDARDS}
PHONES = (360, 390)
LOOKS = [(theme, language) for theme in ("light", "dark") for language in ("en", "ko")]


@pytest.mark.parametrize(("theme", "language"), LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing_grave(prepared: str, open_page: Open, theme: str, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe").Axe()
    locale = "ko-KR" if language == "ko" else "en-US"
    page = open_page(color_scheme=theme, locale=locale)
    found = []
    for name, path in every_page(prepared).items():
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        violations = axe.run(page, options=RULES).response["violations"]
        found += [_told(name, each) for each in violations if each["impact"] in GRAVE]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_door_can_be_used_by_everybody(guarded: str, open_page: Open, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe").Axe()
    page = open_page(color_scheme=theme, viewport={"width": 360, "height": 780})
    page.goto(f"{guarded}/find?q=umbrella")
    violations = axe.run(page, options=RULES).response["violations"]
    assert not [_told("door", each) for each in violations if each["impact"] in GRAVE]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.type(PASSWORD)  # its box has the focus
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").wait_for()
    assert "q=umbrella" in page.url


@pytest.mark.parametrize("width", PHONES)
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_nothing_is_wider_than_a_phone(
    prepared: str, open_page: Open, width: int, locale: str
) -> None:
    page = open_page(viewport={"width": width, "height": 780}, locale=locale, is_mobile=True)
    wide = []
    for name, path in every_page(prepared).items():
        page.goto(path)
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide.append(f"{name} needs {needed}: {page.evaluate(_WIDEST, width)}")
    assert not wide, "\n".join(wide)


def test_targets_are_large_enough_for_fingers(prepared: str, open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    small = []
    for name, path in every_page(prepared).items():
        page.goto(path)
        small += [f"{name}: {told}" for told in page.evaluate(_SMALL)]
    assert not small, "\n".join(small)


@pytest.mark.parametrize("name", PAGES)
def test_every_stop_of_the_tab_key_can_be_seen(prepared: str, page: Page, name: str) -> None:
    page.goto(prepared + PAGES[name])
    page.wait_for_load_state("networkidle")  # what comes later moves what is there
    met, hidden = [], []
    for _ in range(25):
        page.keyboard.press("Tab")
        told = page.evaluate(_FOCUSED)
        if told is None:
            break
        met.append(told["what"])
        if not told["shown"]:
            hidden.append(told["what"])
    assert len(met) > 4
    assert not hidden, hidden


def _told(name: str, violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    where = "; ".join(
        f"{node['html'][:160]} ({node['failureSummary'][:200]})" for node in nodes[:3]
    )
    return f"{name}: {violation['id']} ({violation['impact']}, {len(nodes)} times): {where}"


_WIDEST = """width => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 4).map(e => e.outerHTML.slice(0, 120))"""

_SMALL = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, nav a')]
    .filter(e => e.checkVisibility() && !e.classList.contains('hidden'))
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([e, box]) => box.width > 0 && (box.height < 24 || box.width < 24))
    .map(([e, box]) => `${box.width | 0} by ${box.height | 0}: ${e.outerHTML.slice(0, 100)}`)"""

_FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const outlined = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none';
    const strokes = () => [...e.querySelectorAll('*')]
        .map(each => getComputedStyle(each))
        .map(each => each.stroke + each.strokeWidth + each.fill + each.opacity + each.outline)
        .join();
    const focused = strokes();
    e.blur();
    const drawn = e.closest('svg') && strokes() !== focused;
    e.focus();
    const high = box.bottom > 0 && box.top < innerHeight && box.height > 0;
    const wide = box.right > 0 && box.left < innerWidth && box.width > 0;
    return {what: e.outerHTML.slice(0, 120), shown: (outlined || drawn) && high && wide};
}"""
