"""Write-ups: articles, reviews and lists that people write about scenes.

Importing this package loads nothing else: each name below is fetched from its module when it is
first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jangmyeon.writeups.checking import SURE, check, fixed
    from jangmyeon.writeups.checking_library import Proofreader
    from jangmyeon.writeups.fetch import is_address
    from jangmyeon.writeups.linking import Linker, link
    from jangmyeon.writeups.locating import Span, finding_span, located, passage_spans
    from jangmyeon.writeups.manuscript import Edit, Manuscript, manuscript_of
    from jangmyeon.writeups.reading import read_bytes, read_manuscript, read_writeup
    from jangmyeon.writeups.spoilers import is_spoiler_notice

__all__ = [
    "SURE",
    "Edit",
    "Linker",
    "Manuscript",
    "Proofreader",
    "Span",
    "check",
    "finding_span",
    "fixed",
    "is_address",
    "is_spoiler_notice",
    "link",
    "located",
    "manuscript_of",
    "passage_spans",
    "read_bytes",
    "read_manuscript",
    "read_writeup",
]

_HOMES = {
    "checking": ("SURE", "check", "fixed"),
    "checking_library": ("Proofreader",),
    "linking": ("Linker", "link"),
    "locating": ("Span", "finding_span", "located", "passage_spans"),
    "fetch": ("is_address",),
    "manuscript": ("Edit", "Manuscript", "manuscript_of"),
    "reading": ("read_bytes", "read_manuscript", "read_writeup"),
    "spoilers": ("is_spoiler_notice",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
