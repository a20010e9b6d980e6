"""Sentences of a block, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?P<mark>[.!?…。]+[\"”’')\]]*)(?:\s+(?=[\"“‘'(\[]?[^\W\d_a-z])|\s+(?=[\"“‘']?\d)"
    r"|(?<=[a-z][.!?])(?=[A-Z][a-z])|\s*\Z)"
)
_ABBREVIATED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|Capt|Prof|No|vs|ep|eps|Ep|[A-Z])|\d)\.$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence of a text, in order.

    >>> text = "Dr. Kang runs. “Stop!” he yells. She stays"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Kang runs.', '“Stop!” he yells.', 'She stays']
    """
    start = 0
    for found in _END.finditer(text):
        end = found.end("mark")
        if _ABBREVIATED.search(text[start:end]) and end < len(text):
            continue
        if text[start:end].strip():
            yield _trimmed(text, start, end)
        start = found.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
