"""A real browser for the pages of a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.browser.pages import DRAMA
from tests.web.films import make_shelf
from tests.web.serving import copied, serving

from jangmyeon.engine import InlineExecutor
from jangmyeon.library import Spot
from jangmyeon.sample import sample_folder
from jangmyeon.web.guards.auth import hashed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
PASSWORD = "five-forty"
DESKTOP = {"width": 1280, "height": 800}
_PATIENCE = 10_000  # milliseconds
_SHRUGGED_OFF = ("net::ERR_ABORTED",)  # what a page no longer waits for once it is left

Open = Callable[..., "Page"]


def chromium() -> str:
    """Where the browser is; tests skip where there is none."""
    found = os.environ.get("JANGMYEON_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("needs Chromium (apt-get install chromium, or JANGMYEON_CHROMIUM names it)")
    return found


def prepare(folder: Path) -> tuple[Path, Path]:
    """A shelf with the sample drama and a video, and things said of them: it and its data."""
    video = ("plain.mp4",) if shutil.which("ffmpeg") else (None,)
    with make_shelf(folder, video) as library:
        sample = sample_folder()
        shutil.copytree(sample, library.folder, dirs_exist_ok=True)
        library.index(executor=InlineExecutor())
        for number, at in ((1, 120.0), (2, 608.0), (3, 400.0)):
            spot = Spot(DRAMA, 1, number, at)
            library.note(spot, "The umbrella again: 우산이 또 나왔다")
            library.rate(spot, number + 2)
            library.tag(spot, "rain")
            library.add_to_list("best", spot)
        for path in sorted((sample.parent / "writeups").glob("*.*")):
            library.hand_in(path.read_bytes(), path.name)
        return Path(library.folder), library.data


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = chromium()
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the sample drama, for tests that write nothing; gives its address."""
    data = copied(sample_data, tmp_path_factory.mktemp("served") / "data")
    with serving(sample_folder(), data) as address:
        yield address


@pytest.fixture
def own_server(sample_data: Path, tmp_path: Path) -> Iterator[str]:
    """A server over a copy of the sample drama, for a test that writes."""
    with serving(sample_folder(), copied(sample_data, tmp_path / "data")) as address:
        yield address


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a shelf with notes, stars, a tag, a list, write-ups and a video."""
    with serving(*prepare(tmp_path_factory.mktemp("prepared"))) as address:
        yield address


@pytest.fixture
def guarded(sample_data: Path, tmp_path: Path) -> Iterator[str]:
    """A server that asks for a password."""
    data = copied(sample_data, tmp_path / "data")
    with serving(sample_folder(), data, password=hashed(PASSWORD)) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a profile of its own; at the end nothing may have gone wrong in any."""
    with ExitStack() as opened:
        troubles: list[str] = []

        def opening(**options: Any) -> Page:
            context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
            opened.callback(context.close)
            return watched(context, troubles)

        yield opening
        assert not troubles


@pytest.fixture
def page(open_page: Open) -> Page:
    """A page of a desktop browser that prefers English and light colors."""
    return open_page()


def watched(context: BrowserContext, troubles: list[str]) -> Page:
    """A new page that notes errors of scripts, of the console and of requests."""
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()

    def said(told: Any) -> None:
        own = told.location.get("url") == page.url  # the page itself: that it is not there is shown
        if told.type == "error" and not own:
            troubles.append(f"{page.url}: {told.text} {told.location.get('url')}")

    page.on("console", said)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))

    def failed(request: Any) -> None:
        if request.failure not in _SHRUGGED_OFF:
            troubles.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", failed)
    return page
