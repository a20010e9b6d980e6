"""An episode's captions as WebVTT (W3C), for the ``track`` of a video."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from jangmyeon.exports.chapters import stamp
from jangmyeon.model import Line, Sound

_SHORTEST = 40  # milliseconds: a frame of film
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(captions: Iterable[Line | Sound], start: float = 0.0) -> str:
    r"""Captions as WebVTT. Those that show together are one cue.

    Args:
        captions: in order of their start.
        start: the second of the episode that is the zero of the stream they are shown with.

    >>> print(webvtt([Line(61, 62.5, "Wait!", speaker="Min-a"), Sound("sound", "rain")], 60))
    WEBVTT
    <BLANKLINE>
    00:00:01.000 --> 00:00:02.500
    (Min-a) Wait!
    <BLANKLINE>
    """
    shift = round(start * 1000)
    cues = ["WEBVTT\n"]
    for (begins, ends), shown in groupby(captions, key=_times):
        first, last = max(begins - shift, 0), max(ends, begins + _SHORTEST) - shift
        text = _together([*shown])
        if last > 0 and text:
            cues.append(f"{stamp(first)} --> {stamp(max(last, first + 1))}\n{text}\n")
    return "\n".join(cues)


def _times(caption: Line | Sound) -> tuple[int, int]:
    return round(caption.start * 1000), round(caption.end * 1000)


def _together(shown: list[Line | Sound]) -> str:
    """The rows of a cue; those of several speakers begin with dashes, as captions have it."""
    rows = [row for caption in shown if (row := _row(caption))]
    spoken = sum(isinstance(caption, Line) and caption.kind == "speech" for caption in shown)
    return "\n".join(f"- {row}" for row in rows) if spoken > 1 else "\n".join(rows)


def _row(caption: Line | Sound) -> str:
    """What a caption shows, with its marks put back: who speaks, what is heard, what is sung."""
    text = _flat(caption.text)
    if not text:
        return ""
    if isinstance(caption, Sound):
        return f"[{text}]"
    if caption.kind == "lyric":
        return f"♪ {text} ♪"
    speaker = _flat(caption.speaker)
    return f"({speaker}) {text}" if speaker else text


def _flat(text: str) -> str:
    """Text fit for a cue: one row, which cannot be taken for markup or for a time."""
    return " ".join(_CONTROL.sub(" ", text).split()).translate(_ESCAPES)
