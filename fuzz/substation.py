"""SubStation Alpha files, sound and broken."""

from __future__ import annotations

from fuzz.caption_fields import formatted, said
from fuzz.chance import Chance
from fuzz.running import main

_TOKENS = (
    *("[Script Info]", "[V4+ Styles]", "[V4 Styles]", "[Events]", "[Fonts]", "Format:", "Style:"),
    *("Dialogue:", "Comment:", "Dialogue: 0,", ",,0,0,0,,", "PlayResY: ", "!: ", "; ", "\n", ",,,"),
    *(r"{\an8}", r"{\p1}", r"{\p0}", r"{\pos(", r"\move(1,2,3,4)", r"{\k50}", "0:00:01.00", "&H00"),
)
_STYLE = "Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Alignment, MarginV, Encoding"
_EVENT = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_OVERRIDES = (r"{\an8}", r"{\pos(320,20)}", r"{\i1}", r"{\p1}m 0 0 l 9 9{\p0}", r"{\k20}", "{note}")
_ACTORS = ("", "", "나리", "Nari", "Sign", "Default", "  ", "<v x>", "7")


def whole(chance: Chance) -> str:
    """A file with its sections, a style or two, and a few events."""
    newer = chance.likely(0.8)
    rows = ["[Script Info]", f"ScriptType: v4.00{'+' if newer else ''}"]
    rows += [f"PlayResY: {chance.number()}"] if chance.likely(0.5) else []
    rows += ["", f"[V4{'+' if newer else ''} Styles]", f"Format: {_STYLE}"]
    for name in ("Default", "Top")[: 1 + chance.likely(0.5)]:
        alignment = 8 if name == "Top" else chance.one((2, 2, 2, chance.number()))
        rows.append(f"Style: {name},Arial,20,&H00FFFFFF,0,0,{alignment},10,1")
    rows += ["", "[Events]", f"Format: {_EVENT}"]
    at = 0.0
    for _ in range(1 + chance.few(12)):
        at += chance.random() * 5
        rows.append(_event(at, chance))
    return "\n".join(rows) + "\n"


def _event(at: float, chance: Chance) -> str:
    kind = "Comment" if chance.likely(0.1) else "Dialogue"
    text = (chance.one(_OVERRIDES) if chance.likely(0.3) else "") + said(chance)
    fields = (
        *("0", _time(at, chance), _time(at + 2, chance), chance.one(("Default", "Top", "None"))),
        *(chance.one(_ACTORS), "0", "0", "0", "", text.replace("\n", r"\N")),
    )
    return f"{kind}: {','.join(fields)}"


def _time(seconds: float, chance: Chance) -> str:
    if chance.likely(0.05):
        return f"{chance.number()}:{chance.number()}:{chance.number()}.{chance.number()}"
    return f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{seconds % 60:05.2f}"


TARGET = formatted("substation", ".ass", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
