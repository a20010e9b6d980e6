"""SubRip files, sound and broken."""

from __future__ import annotations

from fuzz.caption_fields import formatted, said
from fuzz.chance import Chance
from fuzz.running import main

_TOKENS = ("-->", "00:00:01,000", "\n\n", "1\n", ",000", "X1:40 X2:600 Y1:20 Y2:50", "\r\n")


def whole(chance: Chance) -> str:
    """A file of a few captions."""
    end = chance.one(("\n", "\n", "\n", "\r\n", "\r"))
    rows, at = [], 0.0
    for number in range(1, 2 + chance.few(12)):
        at += chance.random() * 5
        rows += [str(number), f"{_time(at, chance)} --> {_time(at + 2, chance)}"]
        rows += [*said(chance).split("\n"), ""]
        at += 2
    return end.join(rows)


def _time(seconds: float, chance: Chance) -> str:
    if chance.likely(0.05):
        return f"{chance.number()}:{chance.number()}:{chance.number()},{chance.number()}"
    mark = "." if chance.likely(0.1) else ","
    minutes, rest = divmod(seconds, 60)
    clock = f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}"
    return clock.replace(".", mark)


TARGET = formatted("subrip", ".srt", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
