"""Pictures of every page, at desktop and phone width, light and dark, for somebody to look at.

    python -m tests.web.browser.screens FOLDER [--korean] [--library DIR --data DIR] [NAME ...]

Without a library it shows the sample drama. Names are those of ``pages.py``.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.web.browser.conftest import ARGUMENTS, prepare
from tests.web.browser.pages import every_page
from tests.web.serving import copied, serving

WIDTHS = {"desktop": 1280, "phone": 390}
_TALLEST = 4_000


@contextmanager
def shown(options: argparse.Namespace) -> Iterator[str]:
    """A server over a copy of what is to be shown."""
    with tempfile.TemporaryDirectory() as scratch:
        if options.data:
            shelf, data = options.library, copied(options.data, Path(scratch) / "data")
        else:
            shelf, data = prepare(Path(scratch))
        with serving(shelf, data) as address:
            yield address


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these pages, or addresses")
    parser.add_argument("--korean", action="store_true")
    parser.add_argument("--library", type=Path)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with shown(options) as address, sync_playwright() as playwright:
        pages = every_page(address)
        wanted = {name: pages.get(name, address + name) for name in options.names or pages}
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for device, width in WIDTHS.items():
            for theme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=theme,
                    locale="ko-KR" if options.korean else "en-US",
                )
                page = context.new_page()
                for name, where in wanted.items():
                    page.goto(where)
                    file = f"{name.strip('/').replace('/', '_')}-{device}-{theme}.png"
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(tall, _TALLEST)})
                    page.screenshot(path=options.folder / file)
                    page.set_viewport_size({"width": width, "height": 900})
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
