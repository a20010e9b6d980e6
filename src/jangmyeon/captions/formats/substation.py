"""SubStation Alpha (.ass, .ssa), read by pysubs2."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from jangmyeon.captions.encoding import composed
from jangmyeon.captions.labels import is_actor
from jangmyeon.captions.markup import plain
from jangmyeon.captions.reading import Reading, counted, some, voiced
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

if TYPE_CHECKING:
    from pysubs2 import SSAEvent, SSAFile

_HEADER = re.compile(
    r"^[^\S\n]*\[(?:Script Info|V4\+? Styles|Events)\]", re.MULTILINE | re.IGNORECASE
)
# Two times that pysubs2 knows, for one that it does not costs all.
_DIALOGUE = re.compile(
    r"Dialogue:[^,]*"
    r"(?:,\s*-?\d{1,2}:(?:\d{1,2}:\d{1,2}[.]\d{1,3}|\d{2}:\d{2})[^,]*){2}"
    r"(?:,[^,]*){7}"
)
_DRAWING = re.compile(r"\{[^}]*\\p[1-9][^}]*\}.*?(?=\{[^}]*\\p0|$)", re.DOTALL)
_POSITION = re.compile(r"\\(?:pos|move)\(\s*[-\d.]+\s*,\s*([-\d.]+)")
_ANY_OVERRIDE = re.compile(r"\{[^}]*\}")
_ALIGNED = re.compile(r"\\an?\d")
_TOP_ALIGNMENTS = (7, 8, 9)
_LONGEST_LINE = 5000
_PLAY_HEIGHT = 288.0  # what the format takes for the height of the picture when it is not told


def looks_like(text: str) -> bool:
    """One of the sections that every SubStation file has."""
    return _HEADER.search(text) is not None


def read(text: str) -> list[Reading]:
    """Read the dialogue of a SubStation file; comments and drawings are left out.

    Raises:
        CaptionError: no dialogue in it, or not SubStation.

    """
    lines, unread = _readable(text)
    subs = _parsed(lines)
    if subs is None:  # a broken style costs all styles, and not the dialogue
        subs = _parsed([line for line in lines if not line.startswith("Style:")])
    if subs is None:
        raise CaptionError(
            "broken SubStation file", remedy="open and save it in Aegisub, or delete it"
        )
    captions = some(_caption(event, subs) for event in subs)
    if not captions:
        raise CaptionError("no dialogue in", remedy="the file is cut off or holds only drawings")
    notices = (counted(unread, "line", "of dialogue that cannot be read: left out"),)
    return [Reading(captions, notices=notices if unread else ())]


def _readable(text: str) -> tuple[list[str], int]:
    """The lines that pysubs2 can take, and how many lines of dialogue it cannot."""
    # Longer lines are drawings and embedded fonts, in which pysubs2 and patterns get lost.
    lines = [line.strip() for line in text.split("\n") if len(line) <= _LONGEST_LINE]
    lines = [line for line in lines if not line.startswith("Comment:")]
    kept = [line for line in lines if not line.startswith("Dialogue:") or _DIALOGUE.match(line)]
    return kept, len(lines) - len(kept)


def _parsed(lines: list[str]) -> SSAFile | None:
    from pysubs2 import SSAFile

    text = "\n".join(lines)
    version = "ass" if re.search(r"V4\+ Styles", text, re.IGNORECASE) else "ssa"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of fields that do not matter here
            return SSAFile.from_string(text, format_=version)
    except Exception:  # pysubs2 meets broken fields with errors of many kinds
        return None


def _caption(event: SSAEvent, subs: SSAFile) -> Caption:
    markup = _DRAWING.sub("", event.text) if r"\p" in event.text else event.text
    bare = _ANY_OVERRIDE.sub("", markup)
    bare = bare.replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", " ")
    said, _ = plain(composed(bare))
    if said and is_actor(event.name) and event.name.strip() != event.style:
        said = voiced(event.name, said)
    return Caption(event.start / 1000, event.end / 1000, said, _is_raised(event, subs))


def _is_raised(event: SSAEvent, subs: SSAFile) -> bool:
    """Whether the overrides, or else the style, put an event at the top of the picture."""
    if "{" in event.text:
        if match := _POSITION.search(event.text):
            return _number(match.group(1), 0) < _height(subs) * 0.4
        if _ALIGNED.search(event.text):
            return plain(event.text)[1]
    style = subs.styles.get(event.style)
    return style is not None and int(style.alignment) in _TOP_ALIGNMENTS


def _height(subs: SSAFile) -> float:
    return _number(subs.info.get("PlayResY", ""), _PLAY_HEIGHT) or _PLAY_HEIGHT


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
