"""WebVTT (W3C), with the voices and positions of its cues.

Read here and not by pysubs2, which drops the settings of a cue and takes NOTE blocks and the
names of cues for words that are said.
"""

from __future__ import annotations

import re

from jangmyeon.captions.markup import plain
from jangmyeon.captions.reading import Reading, counted, some
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_COUNTER = re.compile(r"\n[^\S\n]{0,9}\d{1,9}\s{0,9}$")
_TIMING = re.compile(
    r"^[ \t]*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)[ \t]*-->[ \t]*"
    r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)([^\n]*)(?:\n|$)",
    re.MULTILINE,
)
_UNSAID = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?:[\s:=]|$)")
_LINE = re.compile(r"(?:^|\s)line:(-?\d{1,9}(?:\.\d{1,9})?)(%?)")
_TOP_LINES = 7  # a picture has some 15 lines of text


def looks_like(text: str) -> bool:
    """The file says so itself, in its first line."""
    return text.lstrip().startswith("WEBVTT")


def read(text: str) -> list[Reading]:
    """Read the cues of a WebVTT file.

    Raises:
        CaptionError: no cue in it.

    """
    timings = list(_TIMING.finditer(text))
    if not timings:
        raise CaptionError("no cue in", remedy="the file is cut off or not WebVTT")
    captions = []
    unread = 0
    ends = [timing.start() for timing in timings[1:]] + [len(text)]
    for timing, end in zip(timings, ends, strict=True):
        said = _said(text[timing.end() : end], last=end == len(text))
        if "-->" in said:
            unread += 1
            said = said[: said.index("-->")].rpartition("\n")[0]
        captions.append(_cue(timing, said))
    shown = some(captions)
    if not shown:
        raise CaptionError("no words in", remedy="all its cues are empty; get it from elsewhere")
    notices = (counted(unread, "time", "that cannot be read: left out"),) if unread else ()
    return [Reading(shown, notices=notices)]


def _said(between: str, *, last: bool) -> str:
    """The words of a cue, from what stands between its time and the next cue's time.

    A blank line ends a cue, but many files have blank lines inside: what follows is kept unless
    it is a comment, or the one line before the next time, which is that cue's name.
    """
    first, *others = _BLANK.split(between.strip("\n"))
    if not last and not between.endswith("\n\n"):
        if not others:
            first = _COUNTER.sub("", first)
        elif "\n" not in others[-1]:
            others.pop()
    kept = [block for block in others if not (_UNSAID.match(block) or block.strip().isdigit())]
    return "\n".join([first, *kept]) if kept else first


def _cue(timing: re.Match[str], said: str) -> Caption:
    hours, minutes, seconds, end_hours, end_minutes, end_seconds, settings = timing.groups()
    text, raised = plain(said)
    return Caption(
        _seconds(hours, minutes, seconds),
        _seconds(end_hours, end_minutes, end_seconds),
        text,
        raised or _raises(settings),
    )


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", ".")), 3)


def _raises(settings: str) -> bool:
    """Whether ``line:`` puts a cue into the upper half, counted from the top or in percent."""
    if "line:" not in settings or not (match := _LINE.search(settings)):
        return False
    position = float(match.group(1))
    return 0 <= position < (50 if match.group(2) else _TOP_LINES)
