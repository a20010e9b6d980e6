"""What an attack leaves in a page, if it gets through."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.web.crawling import Page
from tests.web.security.hostile import ELEMENT

SCHEMES = ("", "http", "https", "mpv", "vlc", "file", "data")


def wounds(page: Page) -> list[str]:
    """What an attack has put into a page: an element, a script, a handler, a link to a script."""
    found = []
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == ELEMENT:
            found.append(f"<{ELEMENT}> within <{element.getparent().tag}>")
        if element.tag == "script" and not (element.get("src") or "").startswith("/static/"):
            found.append("a script in the page")
        if element.tag in ("style", "iframe", "object", "embed", "base"):
            found.append(f"<{element.tag}>")
        found += [f"{name} on <{element.tag}>" for name in element.attrib if name[:2] == "on"]
        for name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
            scheme = urlsplit(element.get(name, "").strip()).scheme.casefold()
            if scheme not in SCHEMES:
                found.append(f"{name} leads to {scheme}:")
    return found
