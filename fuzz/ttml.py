"""TTML files as streaming services write them, with ticks, frames, regions and rubies."""

from __future__ import annotations

from fuzz.caption_fields import formatted, said
from fuzz.chance import Chance
from fuzz.running import main

_TOKENS = (
    *(
        "<p ",
        "</p>",
        "<span ",
        "</span>",
        "<div>",
        "</div>",
        "<br/>",
        "begin=",
        "end=",
        "dur=",
        "<tt ",
    ),
    *('begin="10000000t"', 'end="00:00:09:12"', 'xml:lang="en"', 'xml:space="preserve"', "<body>"),
    *(
        'region="top"',
        'tts:ruby="text"',
        "<!DOCTYPE tt [",
        "<!ENTITY a 'b'>",
        "&a;",
        "<?xml ?>",
        "<!--",
    ),
    *(
        'timeContainer="seq"',
        "ttp:",
        "xmlns=",
        "<metadata>",
        "]]>",
        "<![CDATA[",
        'ttm:agent="a"',
        "tt:",
    ),
)
_NAMESPACES = (
    "http://www.w3.org/ns/ttml",
    "http://www.w3.org/ns/ttml",
    "http://www.w3.org/2006/10/ttaf1",
    "urn:x",
)
_RUBY = (
    '<span tts:ruby="container"><span tts:ruby="base">배</span>'
    '<span tts:ruby="text">船</span></span>'
)


def whole(chance: Chance) -> str:
    """A document of a few paragraphs, whose times are ticks, frames, clocks or offsets."""
    uri = chance.one(_NAMESPACES)
    rate = f'ttp:tickRate="{chance.one((10_000_000, 10_000_000, chance.number()))}"'
    frames = (
        f'ttp:frameRate="{chance.one((24, 25, chance.number()))}"' if chance.likely(0.4) else ""
    )
    rows = [
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
        f'<tt xmlns="{uri}" xmlns:ttp="{uri}#parameter" xmlns:tts="{uri}#styling" '
        f'xmlns:ttm="{uri}#metadata" {rate} {frames} xml:lang="{chance.one(("ko", "en", ""))}">',
        '<head><metadata><ttm:agent xml:id="a"><ttm:name>나리</ttm:name></ttm:agent></metadata>',
        '<styling><style xml:id="s" tts:display="none"/></styling><layout>',
        '<region xml:id="top" tts:displayAlign="before"/>',
        '<region xml:id="box" tts:origin="10% 80%" tts:extent="80% 10%"/></layout></head>',
        "<body><div>" if chance.likely(0.9) else '<body><div begin="5s" timeContainer="seq">',
    ]
    at = 0.0
    for _ in range(1 + chance.few(12)):
        at += chance.random() * 5
        rows.append(_paragraph(at, chance))
    return "\n".join([*rows, "</div></body></tt>"])


def _paragraph(at: float, chance: Chance) -> str:
    times = f'begin="{_time(at, chance)}" end="{_time(at + 2, chance)}"'
    where = chance.one(("", ' region="top"', ' region="box"', ' ttm:agent="a"', ' xml:lang="en"'))
    text = _escaped(said(chance), chance).replace("\n", "<br/>")
    if chance.likely(0.2):
        marked = chance.one(("", f" {times}", ' style="s"'))
        text = f"<span{marked}>{text}</span>"
    return f"<p {times}{where}>{text}{_RUBY if chance.likely(0.05) else ''}</p>"


def _escaped(text: str, chance: Chance) -> str:
    if chance.likely(0.05):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _time(seconds: float, chance: Chance) -> str:
    if chance.likely(0.05):
        unit = chance.one(("t", "f", "s", "ms", "h", "m", "", "x"))
        return f"{chance.number()}{chance.one(('', '.5', f':{chance.number()}'))}{unit}"
    clock = f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"
    frames = f"{clock[:8]}:{int(seconds % 1 * 24):02}"
    return chance.one((f"{int(seconds * 10_000_000)}t", clock, f"{seconds:.3f}s", frames))


TARGET = formatted("ttml", ".xml", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
