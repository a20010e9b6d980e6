"""HTML -> tags and texts, with where each stands.

Parsers that make a tree forget where in the file its texts stood, and corrections need it to the
character. So this reads tags as the HTML standard's tokenizer does (WHATWG HTML, 13.2.5), in one
pass whose time grows with the length of the file and nothing else, however broken that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jangmyeon.errors import WriteupError
from jangmyeon.writeups.conventions import table

# An attribute's value may hold ">" in quotes. Where a quote or a tag is never closed, the rest of
# the file is in it: there is no going back, so no file can make this slow.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)"
)
MOST = 500_000
"""Signs of markup. A page of 300 KB has some 20,000."""

_ATTRIBUTE = re.compile(
    r"([a-zA-Z][-\w:.]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s\"'>]++)))?+"
)


@cache
def elements(what: str) -> frozenset[str]:
    """The elements of a kind, such as those that are ``inline``; see ``html_elements.tsv``."""
    rows = table("html_elements.tsv")
    return frozenset(name for kind, names in rows if kind == what for name in names.split())


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in small letters, its attributes as written, and its span."""

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: str = ""

    def attribute(self, name: str) -> str | None:
        """An attribute's value; empty where it has none, None where there is no such attribute.

        >>> next(tokens('<ol start="3" reversed>')).attribute("start")
        '3'
        """
        for found in _ATTRIBUTE.finditer(self.attributes):
            if found[1].lower() == name:
                return found[2] or found[3] or found[4] or ""
        return None


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags, entities and all: its span."""

    start: int
    end: int


def tokens(text: str, at: int = 0) -> Iterator[Tag | Text]:
    """Tags and the texts between them; without comments, scripts and what else nobody reads.

    Args:
        at: where to begin.

    Raises:
        WriteupError: there is more markup than any page has.

    >>> [token.start for token in tokens("<p>Yes<!-- no --><script>x<y</script>!")]
    [0, 3, 17, 28, 37]
    """
    held = at  # where the text that is being read began
    for _ in range(MOST):
        opens = text.find("<", at)
        if opens < 0:
            break
        found = _TAG.match(text, opens)
        after = found.end() if found else _declaration_end(text, opens)
        if after == opens:  # a sign of its own, as in "I <3 this"
            at = opens + 1
            continue
        if opens > held:
            yield Text(held, opens)
        if found:
            tag = _tag(found)
            yield tag
            if (
                tag.name in elements("unread")
                and not tag.closes
                and not tag.attributes.endswith("/")
            ):
                after = _element_end(text, tag)
        at = held = after
    else:
        remedy = "save the article alone, as text"
        raise WriteupError("more markup than any article has, in", remedy=remedy)
    if held < len(text):
        yield Text(held, len(text))


def _tag(found: re.Match[str]) -> Tag:
    closes = bool(found["end"])
    return Tag(found["name"].lower(), found.start(), found.end(), closes, found["attributes"])


def _declaration_end(text: str, opens: int) -> int:
    """The end of a comment or another declaration; ``opens`` itself where there is none."""
    if text.startswith("<!--", opens):
        closes = text.find("-->", opens + 2)  # "<!-->" is a comment too
        return closes + 3 if closes >= 0 else len(text)
    if text[opens + 1 : opens + 2] in {"!", "?", "/"}:
        closes = text.find(">", opens)
        return closes + 1 if closes >= 0 else len(text)
    return opens


def _element_end(text: str, tag: Tag) -> int:
    """Where the closing tag of an element begins that holds nothing to read."""
    closing = re.compile(rf"</{re.escape(tag.name)}(?=[\s/>])", re.IGNORECASE)
    found = closing.search(text, tag.end)
    return found.start() if found else len(text)
