"""What others wrote, shown so that it cannot command a terminal or pass for something else.

Titles, names of files, write-ups and captions may hold escape sequences, which move the cursor and
rename the window, and signs that turn the direction of writing, which make one name look like
another.
"""

from __future__ import annotations

import re

# C0 but tab and newline, DEL, C1, line separators, embeddings, overrides, isolates, surrogates.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Signs that are not shown as they stand."""


def safe(text: str) -> str:
    r"""Text with its controls, direction marks and lone surrogates told by their numbers.

    >>> print(safe("a\x1b[31mb\u202ec"))
    a\x1b[31mb\u202ec
    """
    return UNSAFE.sub(_numbered, text)


def safe_line(text: str) -> str:
    r"""The same on one line.

    >>> print(safe_line("a\nb"))
    a\nb
    """
    return safe(text).replace("\n", "\\n").replace("\t", "\\t")


def safe_json(text: str) -> str:
    """JSON that holds the same, with what is unsafe told as JSON tells it."""
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _numbered(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
