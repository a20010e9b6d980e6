"""The formats of caption files, each in a module of its own, and the registry of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jangmyeon.captions.formats import sami, subrip, substation, ttml, webvtt
from jangmyeon.captions.reading import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how to tell it by its text, and how to read it."""

    name: str
    extensions: tuple[str, ...]
    looks_like: Callable[[str], bool]
    read: Callable[[str], list[Reading]]


FORMATS = (  # in the order in which text is tried: what proves itself best comes first
    Format("webvtt", (".vtt",), webvtt.looks_like, webvtt.read),
    Format("ttml", (".xml", ".ttml", ".dfxp"), ttml.looks_like, ttml.read),
    Format("substation", (".ass", ".ssa"), substation.looks_like, substation.read),
    Format("sami", (".smi", ".sami"), sami.looks_like, sami.read),
    Format("subrip", (".srt",), subrip.looks_like, subrip.read),
)
BY_EXTENSION = {extension: one for one in FORMATS for extension in one.extensions}
"""Extension, in small letters and with its dot -> format."""


def format_of(text: str, extension: str) -> Format | None:
    """The format of a file: the one its extension names, unless the text shows another.

    >>> format_of("WEBVTT", ".srt").name
    'webvtt'
    >>> format_of("nothing of the kind", ".txt") is None
    True
    """
    named = BY_EXTENSION.get(extension.lower())
    if named and named.looks_like(text):
        return named
    return next((one for one in FORMATS if one.looks_like(text)), None)
