"""What a person does: types what they remember, looks, says something of it, and comes back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.browser.pages import DRAMA

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.conftest import Open

EPISODE = f"/dramas/{DRAMA}/S01E02"
SCENE = f"{EPISODE}/608"
SCENE_ADDRESS = re.compile(rf"/dramas/{DRAMA}/S01E0\d/\d")
LATER = "grandmother waves to strangers"
ANSWERS = "ol.answers > li"


def expect(what: object) -> object:
    from playwright.sync_api import expect as expecting

    return expecting(what)


def test_answers_come_while_one_types_and_lead_to_the_scene(server: str, page: Page) -> None:
    page.goto(server)
    page.get_by_role("searchbox").press_sequentially("umbrella", delay=30)
    expect(page.locator(ANSWERS).first).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/find\?q=umbrella"))
    page.locator(f"{ANSWERS} h2 a").first.click()
    expect(page).to_have_url(SCENE_ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(page.locator(ANSWERS).first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("umbrella")


def test_typing_on_takes_the_last_words_alone(server: str, page: Page) -> None:
    page.goto(f"{server}/find?q=umbrella")
    box = page.get_by_role("searchbox")
    box.fill("qzqzqz")
    expect(page.get_by_text("No scene answers that")).to_be_visible()
    box.fill("ferry")
    expect(page.locator(ANSWERS).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=ferry"))
    expect(box).to_be_focused()


def test_why_a_scene_was_found_can_be_opened(server: str, page: Page) -> None:
    page.goto(f"{server}/find?q=umbrella")
    why = page.locator("details.why").first
    why.locator("summary").click()
    expect(why.locator("li").first).to_be_visible()


def test_answers_are_narrowed_and_widened_again(server: str, page: Page) -> None:
    page.goto(f"{server}/find?q=umbrella")
    before = page.locator(ANSWERS).count()
    people = page.get_by_role("group", name="Who is there")
    people.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"person="))
    expect(page.locator(ANSWERS).first).to_be_visible()
    assert page.locator(ANSWERS).count() <= before
    page.locator("a.chip").click()
    expect(page).not_to_have_url(re.compile(r"person=[^&]"))
    expect(page.locator(ANSWERS)).to_have_count(before)


def test_kinds_narrow_too(server: str, page: Page) -> None:
    page.goto(f"{server}/find?q=ferry")
    kinds = page.get_by_role("group", name="What happens")
    kinds.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"kind=\w"))
    expect(page.locator(ANSWERS).first).to_be_visible()


def test_what_lies_beyond_the_last_seen_episode_vanishes_everywhere(
    own_server: str, page: Page
) -> None:
    page.goto(f"{own_server}/dramas/{DRAMA}")
    expect(page.get_by_role("link", name=re.compile("S01E03|^3"))).not_to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Seen up to").select_option("S01E01")
    expect(page.get_by_text("Later episodes are hidden").first).to_be_visible()
    expect(page.locator("a[href*='S01E02'], a[href*='S01E03']")).to_have_count(0)
    for path in ("/", f"/find?q={LATER}", "/top/touching", f"{EPISODE[:-1]}1", "/settings"):
        page.goto(own_server + path)
        expect(page.locator("a[href*='S01E02'], a[href*='S01E03']")).to_have_count(0)
    answer = page.goto(own_server + EPISODE)
    assert answer is not None
    assert answer.status == 404
    page.goto(f"{own_server}/dramas/{DRAMA}")
    page.get_by_label("Seen up to").select_option("all")
    expect(page.locator("a[href*='S01E03']")).not_to_have_count(0)


def test_notes_survive_and_go(own_server: str, page: Page) -> None:
    page.goto(own_server + SCENE)
    page.get_by_role("textbox", name=re.compile("note", re.I)).fill("she <b>kept</b> it, 우산을")
    page.get_by_role("button", name=re.compile("note", re.I)).click()
    note = page.locator(".notes li")
    expect(note).to_have_count(1)
    page.reload()
    expect(note).to_contain_text("she <b>kept</b> it, 우산을")
    note.get_by_role("button").click()
    expect(note).to_have_count(0)
    page.reload()
    expect(note).to_have_count(0)


def test_stars_are_kept(own_server: str, page: Page) -> None:
    page.goto(own_server + SCENE)
    page.locator("#star-4").check(force=True)
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator("#star-4")).to_be_checked()


def test_a_scene_is_put_on_a_list_and_found_there(own_server: str, page: Page) -> None:
    page.goto(own_server + SCENE)
    for what, name in (("list", "rainy days"), ("tag", "umbrella & rain")):
        page.locator(f"#new-{what}").fill(name)
        page.locator(f"form:has(#new-{what}) button").click()
        expect(page.locator("#mine").get_by_role("link", name=name)).to_be_visible()
    page.goto(f"{own_server}/lists")
    page.get_by_role("link", name="rainy days").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rainy days")
    page.locator("main a[href*='S01E02']").first.click()
    expect(page).to_have_url(SCENE_ADDRESS)


def test_a_write_up_is_pasted_and_linked(own_server: str, page: Page, sample_text: str) -> None:
    page.goto(f"{own_server}/writeups")
    page.get_by_role("textbox", name=re.compile("paste|text", re.I)).first.fill(sample_text)
    page.get_by_role("button", name=re.compile("link", re.I)).first.click()
    expect(page).to_have_url(re.compile(r"/writeups/\w"))
    expect(page.locator("main a[href*='/S01E0']").first).to_be_visible()
    page.locator("main a[href*='/S01E0']").first.click()
    expect(page).to_have_url(SCENE_ADDRESS)
    page.goto(f"{own_server}/writeups")
    expect(page.locator("main a[href^='/writeups/']").first).to_be_visible()


@pytest.fixture
def sample_text() -> str:
    from jangmyeon.sample import sample_folder

    path = Path(str(sample_folder())).parent / "writeups" / "anatomy-the-umbrella.md"
    return path.read_text("utf-8")


def test_dark_by_the_system_and_by_the_switch(server: str, open_page: Open) -> None:
    for system, switch, dark in (
        ("light", None, False),
        ("dark", None, True),
        ("light", "Dark", True),
        ("dark", "Light", False),
        ("dark", "As the system", True),
    ):
        page = open_page(color_scheme=system)
        page.goto(server)
        if switch:
            page.get_by_role("button", name=switch).click()
            page.goto(f"{server}/settings")
        assert (_brightness(page) < 0.3) is dark, (system, switch)


def test_korean_by_the_browser_and_by_the_switch(server: str, open_page: Open) -> None:
    page = open_page(locale="ko-KR")
    page.goto(server)
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.get_by_role("link", name="설정")).to_be_visible()
    page.goto(server + SCENE)
    expect(page.locator("main").get_by_text("가은").first).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(SCENE_ADDRESS)
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.goto(f"{server}/find?q=우산")
    expect(page.locator(ANSWERS).first).to_be_visible()


def test_the_timeline_of_an_episode_leads_to_its_scenes(server: str, page: Page) -> None:
    page.goto(server + EPISODE)
    links = page.locator("main svg a")
    expect(links).not_to_have_count(0)
    links.nth(3).click()
    expect(page).to_have_url(re.compile(rf"/dramas/{DRAMA}/S01E02(/\d|.*#)"))


def _brightness(page: Page) -> float:
    """How bright the ground of a page is, 0 to 1."""
    color = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if color.startswith("oklch") or color.startswith("color"):
        return float(re.findall(r"[\d.]+", color)[0])
    return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3 / 255
