"""WebVTT files, sound and broken."""

from __future__ import annotations

from fuzz.caption_fields import formatted, said
from fuzz.chance import Chance
from fuzz.running import main

_TOKENS = (
    *(
        "WEBVTT",
        "-->",
        "NOTE ",
        "STYLE",
        "REGION",
        "00:01.000 --> 00:02.000",
        "\n\n",
        "X-TIMESTAMP",
    ),
    *(
        "line:0",
        "line:50%",
        "position:10%",
        "align:start",
        "-0",
        "::cue {}",
        "X-TIMESTAMP-MAP=",
        "\t",
    ),
)
_BLOCKS = ("NOTE not said", "NOTE\nnot\nsaid", "STYLE\n::cue { color: red }", "REGION\nid:top")
_SETTINGS = (
    "line:5%",
    "line:0",
    "line:-1",
    "line:84.66%,end",
    "position:50%",
    "region:top",
    "line:",
)


def whole(chance: Chance) -> str:
    """A file of a few cues, with names, settings, comments and styles."""
    blocks, at = ["WEBVTT" + chance.one(("", " - Harbor", "\nKind: captions"))], 0.0
    for number in range(1, 2 + chance.few(12)):
        if chance.likely(0.2):
            blocks.append(chance.one(_BLOCKS))
        at += chance.random() * 5
        times = f"{_time(at, chance)} --> {_time(at + 2, chance)} "
        name = chance.one(("", "", f"{number}\n", "a name\n"))
        settings = chance.many(lambda: chance.one(_SETTINGS), 3, " ")
        blocks.append(f"{name}{times}{settings}\n{said(chance)}")
        at += 2
    return "\n\n".join(blocks) + "\n"


def _time(seconds: float, chance: Chance) -> str:
    if chance.likely(0.05):
        return f"{chance.number()}:{chance.number()}:{chance.number()}.{chance.number()}"
    hours = f"{int(seconds) // 3600:02}:" if chance.likely(0.5) else ""
    return f"{hours}{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"


TARGET = formatted("webvtt", ".vtt", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
