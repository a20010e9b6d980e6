"""HTML without what makes it large: scripts, styles, drawings and pictures within the page."""

from __future__ import annotations

import re

from jangmyeon.writeups.html_tokens import Tag, tokens

_DROPPED = frozenset(["script", "style", "svg", "template", "noscript"])
_INLINE_DATA = re.compile(r"data:[\w/+.-]+;base64,[\w+/=%\s]++", re.ASCII)


def without_scripts(text: str) -> str:
    """The page without its scripts (but for what they say of it, JSON-LD), styles and drawings.

    >>> without_scripts("<p>One<script>two()</script>, three")
    '<p>One<script></script>, three'
    """
    kept: list[str] = []
    done = 0
    dropped: Tag | None = None
    for token in tokens(text):
        if dropped is not None:
            kept.append(text[done : dropped.end])
            done = token.start
            dropped = None
        if isinstance(token, Tag) and token.name in _DROPPED and not token.closes:
            dropped = None if "ld+json" in token.attributes else token
    rest = "" if dropped is not None else text[done:]
    return _INLINE_DATA.sub("data:,", "".join(kept) + rest)
