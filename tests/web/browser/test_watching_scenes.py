"""Scenes play in the page, whatever the container, with their captions, and end where they end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.web.films import DRAMA, make_shelf
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

EPISODES = ("plain.mp4", "surround.mkv", "free.webm", "old.avi")
PLAYED = ("S01E01", "S01E02", "S01E03")
_TIME = "document.querySelector('video').currentTime"
_PATIENCE = 15.0  # seconds


@pytest.fixture(scope="session")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a shelf with videos; gives its address."""
    folder = tmp_path_factory.mktemp("cinema")
    make_shelf(folder, EPISODES).close()
    with serving(folder / "shelf", folder / "data") as address:
        yield address


def wait(page: Page, condition: str) -> None:
    """Wait until something is true in the page (its policy keeps Playwright's own way out)."""
    until = time.monotonic() + _PATIENCE
    while not page.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < until, f"{condition}: {page.evaluate(_TIME)}"
        page.wait_for_timeout(50)


@pytest.mark.parametrize("code", PLAYED)
def test_the_scene_plays_from_its_second_and_stops_at_its_end(
    page: Page, cinema: str, code: str
) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/{code}/7?end=9")
    page.get_by_role("button", name="Play the scene").last.click()
    wait(page, f"{_TIME} > 7.2 && {_TIME} < 9.5")
    before = page.evaluate(_TIME)
    wait(page, f"{_TIME} > {before} + 0.5")
    wait(page, "document.querySelector('video').paused")
    assert 8.9 <= page.evaluate(_TIME) < 10
    assert page.get_by_text("The scene is over.").is_visible()
    assert page.get_by_role("alert").count() == 0


@pytest.mark.parametrize("code", PLAYED)
def test_captions_show_when_they_are_said(page: Page, cinema: str, code: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/{code}/7?end=9")
    page.get_by_role("button", name="From here on").last.click()
    cues = "document.querySelector('video').textTracks[1].activeCues"
    wait(page, f"{cues}?.length && {_TIME} > 7 && {_TIME} < 8.5")
    assert page.evaluate(f"{cues}[0].text") == "Where is the umbrella?"


@pytest.mark.parametrize("code", PLAYED)
def test_one_may_go_anywhere_in_the_episode(page: Page, cinema: str, code: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/{code}/2")
    page.get_by_role("button", name="From here on").last.click()
    wait(page, f"{_TIME} > 2.2")
    for second in (21, 0, 13.3):
        page.evaluate(f"document.querySelector('video').currentTime = {second}")
        wait(page, f"{_TIME} > {second} + 0.3 && {_TIME} < {second} + 5")
    assert page.evaluate("document.querySelector('video').duration") == pytest.approx(24, abs=0.5)


def test_at_its_end_the_episode_rests_and_can_be_played_again(page: Page, cinema: str) -> None:
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if "/stream" in each.url else None)
    page.goto(f"{cinema}/watch/{DRAMA}/S01E02/22.5")
    page.get_by_role("button", name="From here on").last.click()
    wait(page, "document.querySelector('video').ended")
    page.wait_for_timeout(1500)
    assert len(asked) == 1
    page.get_by_role("button", name="From here on").last.click()
    wait(page, f"{_TIME} > 22.6 && !document.querySelector('video').ended")
    assert page.get_by_role("alert").count() == 0


def test_the_keyboard_is_enough(page: Page, cinema: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/S01E02/7?end=9")
    page.get_by_role("button", name="Play the scene").first.focus()
    page.keyboard.press("Enter")
    wait(page, f"{_TIME} > 7.2")


def test_speed_is_kept_from_scene_to_scene(page: Page, cinema: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/S01E01/1")
    page.get_by_label("Speed").select_option("1.5")
    page.goto(f"{cinema}/watch/{DRAMA}/S01E02/1")
    page.get_by_role("button", name="From here on").last.click()
    wait(page, "document.querySelector('video').playbackRate === 1.5")


def test_a_line_of_the_page_jumps_to_its_second(page: Page, cinema: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/S01E02/1")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        '\'<a href="/elsewhere" data-seek="15">a line</a>\')'
    )
    page.get_by_text("a line").click()
    wait(page, f"{_TIME} > 15.1")
    assert "/watch/" in page.url
    wait(page, "document.querySelector('[data-seek].sounding')")


def test_without_media_sources_the_stream_plays_by_itself(page: Page, cinema: str) -> None:
    page.add_init_script("window.MediaSource = undefined;")
    page.goto(f"{cinema}/watch/{DRAMA}/S01E02/9?end=11")
    page.get_by_role("button", name="From here on").last.click()
    wait(page, f"{_TIME} > 0.5")
    assert "/stream?start=9" in page.evaluate("document.querySelector('video').currentSrc")


def test_the_scene_page_gets_its_player(page: Page, cinema: str) -> None:
    page.goto(f"{cinema}/dramas/{DRAMA}/S01E01/2")
    page.locator("video").wait_for()
    page.get_by_role("button", name="From here on").last.click()
    wait(page, f"{_TIME} > 0.5")


def test_a_video_that_browsers_do_not_know_says_so(page: Page, cinema: str) -> None:
    page.goto(f"{cinema}/watch/{DRAMA}/S01E04/2")
    assert page.get_by_text("Browsers cannot play MPEG-4 Part 2").is_visible()
    assert page.get_by_text("mpv --start=2.0").is_visible()
