"""Time expressions of TTML (W3C Timed Text Markup Language, chapter 12): text -> seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d):([0-5]?\d|60)(?:[.,](\d+)|[:;](\d{1,3})(?:\.(\d+))?)?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


@dataclass(frozen=True, slots=True)
class Clock:
    """How a document counts: frames and ticks a second.

    ``stretch`` is real seconds per counted second: 1.001 where SMPTE time counts 30 frames of
    29.97 to a second, else 1.
    """

    frames: float = 30.0
    subframes: float = 1.0
    ticks: float = 1.0
    stretch: float = 1.0

    def seconds(self, expression: str) -> float | None:
        """Seconds from the start of the document, or None if this is not a time expression.

        >>> clock = Clock(frames=25.0, ticks=10_000_000.0)
        >>> clock.seconds("00:01:02.5"), clock.seconds("00:01:02:05"), clock.seconds("1.5m")
        (62.5, 62.2, 90.0)
        >>> clock.seconds("139722916t"), clock.seconds("50f"), clock.seconds("soon")
        (13.9722916, 2.0, None)
        """
        if expression[-1:] == "t":
            try:
                return int(expression[:-1]) / self.ticks
            except (ValueError, OverflowError):
                return None
        expression = expression.strip()
        if match := _OFFSET.fullmatch(expression):
            return round(self._offset(float(match.group(1)), match.group(2)), 3)
        if match := _CLOCK.fullmatch(expression):
            return round(self._clock(match), 3)
        return None

    def _offset(self, amount: float, unit: str) -> float:
        if unit == "f":
            return amount / self.frames
        return amount * _SECONDS[unit]

    def _clock(self, match: re.Match[str]) -> float:
        hours, minutes, seconds, fraction, frames, subframes = match.groups()
        whole = (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * self.stretch
        if fraction:
            return whole + float(f"0.{fraction}")
        if frames:
            return whole + (int(frames) + int(subframes or 0) / self.subframes) / self.frames
        return whole


def clock_of(parameters: dict[str, str]) -> Clock:
    """The clock that a document's ``ttp:`` parameters set, by their names without the prefix.

    Parameters that make no sense count as absent.

    >>> clock_of({"frameRate": "24", "frameRateMultiplier": "1000 1001"}).frames
    23.976023976023978
    >>> clock_of({"tickRate": "10000000"}).ticks
    10000000.0
    """
    nominal = _positive(parameters.get("frameRate"), 30.0)
    multiplier = _ratio(parameters.get("frameRateMultiplier", ""))
    subframes = _positive(parameters.get("subFrameRate"), 1.0)
    frames = nominal * multiplier
    # Without a tick rate a tick is a (sub)frame if frames are told, else a second.
    ticks = frames * subframes if "frameRate" in parameters else 1.0
    smpte = parameters.get("timeBase") == "smpte"
    dropped = parameters.get("dropMode", "nonDrop") != "nonDrop"
    return Clock(
        frames=frames,
        subframes=subframes,
        ticks=_positive(parameters.get("tickRate"), ticks),
        stretch=1 / multiplier if smpte and not dropped else 1.0,
    )


def _positive(text: str | None, otherwise: float) -> float:
    if text and re.fullmatch(r"\d{1,12}", text) and int(text) > 0:
        return float(text)
    return otherwise


def _ratio(text: str) -> float:
    """A frame rate multiplier: ``1000 1001``, or ``1000:1001`` in the first editions."""
    match = re.fullmatch(r"(\d{1,9})[\s:]+(\d{1,9})", text.strip())
    if match and int(match.group(1)) and int(match.group(2)):
        return int(match.group(1)) / int(match.group(2))
    return 1.0
