"""SubRip (.srt), read by pysubs2."""

from __future__ import annotations

import re

from jangmyeon.captions.markup import plain
from jangmyeon.captions.reading import Reading, some
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

_TIMING = re.compile(r"^[^\S\n]*\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_NEXT_COUNTER = "\n\n0\n"


def looks_like(text: str) -> bool:
    """A line of two times is all that SubRip has."""
    return _TIMING.search(text) is not None


def read(text: str) -> list[Reading]:
    """Read the captions of a SubRip file.

    Raises:
        CaptionError: no caption in it.

    """
    from pysubs2 import SSAFile

    # pysubs2 takes a number in a caption's last line for the counter of the next caption; with a
    # counter at the end of the file that holds for the last caption too.
    # It also takes time to the square of a run of blank lines.
    text = _BLANK_LINES.sub("\n\n", text) + _NEXT_COUNTER
    events = SSAFile.from_string(text, format_="srt", keep_html_tags=True)
    captions = some(
        Caption(event.start / 1000, event.end / 1000, *plain(event.text.replace(r"\N", "\n")))
        for event in events
    )
    if not captions:
        raise CaptionError("no caption in", remedy="the file is cut off or not SubRip")
    return [Reading(captions)]
