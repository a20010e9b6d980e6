"""SAMI files, sound and broken."""

from __future__ import annotations

from fuzz.caption_fields import formatted, said
from fuzz.chance import Chance
from fuzz.running import main

_TOKENS = (
    *("<SYNC Start=1000>", "<P Class=KRCC>", "<P Class=ENCC>", "</P>", "<!--", "-->", "<SAMI>"),
    *(
        "<BODY>",
        "</SAMI>",
        "<STYLE>",
        ".KRCC {lang: ko-KR;}",
        "&nbsp;",
        "<SYNC ",
        "Start=",
        ">",
        "<P ",
    ),
    *("<SYNC Start=-1>", "<SYNC End=5>", "Start='", "<br>", "{", "}", "Class="),
)
_CLASSES = ("KRCC", "KRCC", "ENCC", "krcc", "JPCC", "", "X")
_STYLES = ".KRCC {Name:한국어; lang:ko-KR;} .ENCC {Name:English; lang:en-US;}"


def whole(chance: Chance) -> str:
    """A file with styles, in one language or two, each text cleared or not."""
    rows = ["<SAMI>", f"<HEAD><STYLE TYPE='text/css'><!-- {_STYLES} --></STYLE></HEAD>", "<BODY>"]
    classes = (chance.one(_CLASSES),) if chance.likely(0.7) else ("KRCC", "ENCC")
    at = 0
    for _ in range(1 + chance.few(12)):
        at += int(chance.random() * 5000)
        rows.append(f"<SYNC Start={_time(at, chance)}>")
        rows += [f"<P Class={name}>{said(chance)}" for name in classes]
        at += 2000
        if chance.likely(0.6):
            rows.append(f"<SYNC Start={_time(at, chance)}><P Class={classes[0]}>&nbsp;")
    return "\n".join([*rows, "</BODY>", "</SAMI>"])


def _time(milliseconds: int, chance: Chance) -> str:
    told = str(chance.number() if chance.likely(0.05) else milliseconds)
    return chance.one((told, told, f'"{told}"', f"{told}ms End={chance.number()}"))


TARGET = formatted("sami", ".smi", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
