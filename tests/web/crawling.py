"""Walks through all pages of the app as links lead, a few of each kind."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

HOST = "http://127.0.0.1"
_LEADS = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("track", "src"))


@dataclass(frozen=True)
class Page:
    """An answer of the app, and the address (path and query) that it was asked by."""

    address: str
    status: int
    kind: str
    text: str
    headers: Any
    came_from: str = ""

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def tree(self) -> Any:
        return html.document_fromstring(self.text)


def walk(client: Any, starts: Sequence[str], *, of_a_kind: int = 3, most: int = 400) -> list[Page]:
    """All that links lead to from some addresses, breadth first.

    Args:
        client: anything that gets an address as httpx does.
        of_a_kind: how many addresses that differ only in numbers and names are asked.
        most: how many addresses altogether.
    """
    waiting = deque((start, "") for start in starts)
    met, kinds, pages = set(starts), Counter[str](), []
    while waiting and len(pages) < most:
        address, came_from = waiting.popleft()
        kinds[pattern(address)] += 1
        if kinds[pattern(address)] > of_a_kind:
            continue
        page = ask(client, address, came_from)
        pages.append(page)
        for led in leads(page) if page.is_html else ():
            if led not in met:
                met.add(led)
                waiting.append((led, address))
    return pages


def ask(client: Any, address: str, came_from: str = "", **options: Any) -> Page:
    """One page; redirections are not followed."""
    answer = client.get(address, follow_redirects=False, **options)
    kind = answer.headers.get("content-type", "")
    return Page(address, answer.status_code, kind, answer.text, answer.headers, came_from)


def leads(page: Page) -> Iterator[str]:
    """The app's own addresses on a page."""
    for tag, attribute in _LEADS:
        for element in page.tree.iter(tag):
            where = urldefrag(urljoin(HOST + page.address, element.get(attribute) or "")).url
            parts = urlsplit(where)
            if f"{parts.scheme}://{parts.netloc}" == HOST:
                yield where.removeprefix(HOST) or "/"


def pattern(address: str) -> str:
    """What kind of page an address is of.

    >>> pattern("/dramas/signal-2016/S01E07/84.5?lines=2")
    '/dramas/*/*/*?lines'
    """
    path, _, query = address.partition("?")
    first, *rest = path.strip("/").split("/")
    ends = path[path.rfind(".") :] if re.search(r"\.[a-z]+$", path) else ""
    stars = "".join("/*" for _ in rest)
    names = "&".join(sorted(part.partition("=")[0] for part in query.split("&") if part))
    return f"/{unquote(first)}{stars}{ends}{'?' + names if names else ''}"
