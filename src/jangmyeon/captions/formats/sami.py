"""SAMI (.smi), Microsoft's format of 1998, in which Korean fan subtitles are still passed on.

Read here and not by pysubs2, which mixes the languages of a file, takes the clearing of the screen
for a caption, guesses where captions end, and refuses files without quite regular times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from jangmyeon.captions.language import UNKNOWN, language_of_tag, language_of_text
from jangmyeon.captions.markup import plain
from jangmyeon.captions.reading import Reading, counted, some
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

_START = re.compile(r"<sami\b|<sync\s", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SYNC = re.compile(r"<sync\b([^<>]*)>", re.IGNORECASE)
_TIME = re.compile(r"\bstart\s{0,9}=\s{0,9}[\"']?\s{0,9}(-?\d{1,15})", re.IGNORECASE)
_END = re.compile(r"\bend\s{0,9}=\s{0,9}[\"']?\s{0,9}(-?\d{1,15})", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b([^<>]*)>", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]+)", re.IGNORECASE)
_STYLE = re.compile(r"\.([\w-]{1,40})\s{0,9}\{([^{}]{0,2000})\}")
_LANG = re.compile(r"\blang\s*:\s*([\w-]+)", re.IGNORECASE)
_CLOSING = re.compile(r"</\s*(?:p|sync|body|sami)\s*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LONGEST = 10.0  # seconds; a file that never clears the screen would show captions for minutes
_BY_NAME = {"KR": "ko", "KO": "ko", "EN": "en", "EG": "en", "JP": "ja", "JA": "ja", "CN": "zh"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one class shows from a time on; an empty text clears the screen."""

    start: float
    end: float | None
    text: str
    raised: bool


def looks_like(text: str) -> bool:
    """The file names itself, or has a SYNC."""
    return _START.search(text) is not None


def read(text: str) -> list[Reading]:
    """Read a SAMI file: one reading per class, for a class is a language (KRCC, ENCC...).

    Raises:
        CaptionError: no caption in it.

    """
    declared = {name.upper(): style for name, style in _STYLE.findall(text)}
    classes: dict[str, list[_Shown]] = {}
    unread: list[int] = []
    text = _uncommented(text)
    for sync, body in _syncs(text):
        start, end = _TIME.search(sync.group()), _END.search(sync.group())
        if start is None:
            unread.append(sync.start())
            continue
        for name, markup in _paragraphs(body):
            said, raised = plain(_SPACES.sub(" ", _CLOSING.sub("", markup)))
            shown = _Shown(_seconds(start), _seconds(end) if end else None, said, raised)
            classes.setdefault(name, []).append(shown)
    notices: tuple[str, ...] = ()
    if unread:
        line = text.count("\n", 0, unread[0]) + 1
        what = f"without Start (the first in line {line}): left out"
        notices = (counted(len(unread), "SYNC", what),)
    _join_unnamed(classes)
    readings = [
        Reading(captions, _language(name, declared.get(name, ""), captions), notices)
        for name, shown in classes.items()
        if (captions := some(_captions(shown)))
    ]
    if not readings:
        raise CaptionError("no caption in", remedy="the file is cut off or not SAMI")
    return readings


def _uncommented(text: str) -> str:
    """Without comments but for their line ends; one that nothing closes is no comment."""
    closed, mark, rest = text.rpartition("-->")
    return _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), closed + mark) + rest


def _syncs(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each SYNC's tag, and what stands between it and the next."""
    tags = list(_SYNC.finditer(text))
    for tag, following in zip_longest(tags, tags[1:]):
        yield tag, text[tag.end() : following.start() if following else len(text)]


def _paragraphs(body: str) -> list[tuple[str, str]]:
    """The paragraphs of a SYNC as (class in capitals, markup)."""
    before, *rest = _PARAGRAPH.split(body)
    paragraphs = [
        (_class_of(tag), markup) for tag, markup in zip(rest[0::2], rest[1::2], strict=True)
    ]
    if before.strip() or not paragraphs:
        paragraphs.insert(0, ("", before))
    return paragraphs


def _class_of(tag: str) -> str:
    match = _CLASS.search(tag)
    return match.group(1).upper() if match else ""


def _join_unnamed(classes: dict[str, list[_Shown]]) -> None:
    """What has no class belongs to the one class of a file, or clears the screen of all."""
    unnamed = classes.pop("", [])
    only_clears = not any(shown.text.strip() for shown in unnamed)
    if len(classes) == 1 or (classes and only_clears):
        for shown in classes.values():
            shown.extend(unnamed)
    elif unnamed:
        classes[""] = unnamed


def _captions(shown: list[_Shown]) -> Iterator[Caption]:
    """Let each text stand until its class shows the next thing."""
    ordered = sorted(shown, key=lambda one: one.start)
    starts = sorted({one.start for one in ordered})
    following = dict(pairwise(starts))
    for one in ordered:
        end = one.end if one.end is not None else following.get(one.start, one.start + _LONGEST)
        yield Caption(one.start, min(end, one.start + _LONGEST), one.text.strip(), one.raised)


def _language(name: str, style: str, captions: tuple[Caption, ...]) -> str:
    """A class's language: by its letters where they settle it, for many files misname classes."""
    by_text = language_of_text(caption.text for caption in captions)
    declared = _LANG.search(style)
    by_name = language_of_tag(declared.group(1)) if declared else _BY_NAME.get(name[:2], UNKNOWN)
    return by_text if by_text != UNKNOWN else by_name


def _seconds(match: re.Match[str]) -> float:
    return int(match.group(1)) / 1000
