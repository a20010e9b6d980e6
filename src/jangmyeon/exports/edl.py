"""CMX3600 edit decision lists, for editing programs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jangmyeon.errors import QueryError
from jangmyeon.exports.playlists import Clip
from jangmyeon.exports.titles import one_line

_MOST = 999  # events that the format can count
_NTSC = Fraction(1000, 1001)
_WHOLE = (24, 25, 30, 50, 60)
_DAY = 24 * 3600
_REEL = "AX      "  # an auxiliary source: the clip's name tells which


def cmx3600(clips: Sequence[Clip], rate: float, title: str = "", *, offset: float = 0.0) -> str:
    """Clips as a CMX3600 list, non-drop frame.

    Non-drop timecode counts every frame: at 29.97 frames a second it falls behind the clock by
    3.6 seconds an hour, and so do the numbers here, since they name frames.

    Args:
        rate: frames a second: 23.976, 24, 25, 29.97, 30, 50, 59.94 or 60.
        offset: seconds of the timeline at which the first clip is put, such as 3600.

    Raises:
        QueryError: there is no such frame rate, or there are more clips than the format can count.
    """
    exact = frame_rate(rate)
    base = round(exact)
    if len(clips) > _MOST:
        raise QueryError(
            "an EDL cannot hold so many clips:", where=str(len(clips)), remedy=f"at most {_MOST}"
        )
    rows = [f"TITLE: {one_line(title) or 'JANGMYEON'}", "FCM: NON-DROP FRAME", ""]
    at = round(Fraction(offset) * exact)
    for number, clip in enumerate(clips, 1):
        first = round(Fraction(max(clip.start, 0.0)) * exact)
        last = max(round(Fraction(clip.end) * exact), first + 1)
        stamps = [_timecode(n, base) for n in (first, last, at, at + last - first)]
        rows.append(f"{number:03}  {_REEL} V     C        {' '.join(stamps)}")
        rows.append(f"* FROM CLIP NAME: {one_line(clip.path)}")
        if clip.title:
            rows.append(f"* COMMENT: {one_line(clip.title)}")
        at += last - first
    return "\n".join(rows) + "\n"


def frame_rate(rate: float) -> Fraction:
    """A frame rate as the exact fraction that its usual name stands for.

    >>> frame_rate(23.976), frame_rate(25)
    (Fraction(24000, 1001), Fraction(25, 1))

    Raises:
        QueryError: there is no such frame rate.
    """
    for whole in _WHOLE:
        for exact in (Fraction(whole), whole * _NTSC):
            if abs(rate - float(exact)) < 0.005:
                return exact
    raise QueryError(
        "no frame rate is", where=f"{rate:g}", remedy="name 23.976, 24, 25, 29.97, 30, 50 or 60"
    )


def _timecode(frame: int, base: int) -> str:
    """A frame as ``HH:MM:SS:FF``, starting over after a day.

    >>> _timecode(25 * 3723 + 7, 25)
    '01:02:03:07'
    """
    seconds, frames = divmod(frame, base)
    seconds %= _DAY
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"
