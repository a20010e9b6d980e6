"""The same captions in every format, plainly, as most programs write them.

Captions must be in order, and one must end before the next begins: ``one_at_a_time`` sees to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from benchmarks.readers import Told

_ASS_HEAD = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Arial,20,&H00FFFFFF,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_SAMI_HEAD = """<SAMI>
<HEAD>
<STYLE TYPE="text/css">
<!--
P { font-family: Arial; }
.KRCC { Name: Korean; lang: ko-KR; SAMIType: CC; }
-->
</STYLE>
</HEAD>
<BODY>
"""


def one_at_a_time(captions: Sequence[Told]) -> list[Told]:
    """Captions that every format can hold: in order, those that begin together as one, no overlap.

    Times are whole hundredths of a second, the finest that all formats have.

    >>> both = one_at_a_time([Told(1004, 2500, "a"), Told(1004, 2000, "b"), Told(2300, 3000, "c")])
    >>> [(each.start, each.end, each.text.split()) for each in both]
    [(1000, 2300, ['a', 'b']), (2300, 3000, ['c'])]
    """
    inked = sorted((each for each in captions if each.letters), key=lambda each: each.start)
    together = [
        (start, [*group]) for start, group in groupby(inked, lambda each: _hundredths(each.start))
    ]
    following = [start for start, _ in together[1:]]
    joined = []
    for (start, group), after in zip(together, [*following, None], strict=False):
        end = max(_hundredths(each.end) for each in group)
        end = max(end if after is None else min(end, after), start + 10)
        joined.append(Told(start, end, "\n".join(_plain(each.text) for each in group)))
    return joined


def _hundredths(milliseconds: int) -> int:
    return round(milliseconds / 10) * 10


def _plain(text: str) -> str:
    """Text without empty lines, and without the signs that are markup in some format."""
    lines = (" ".join(line.split()) for line in text.translate(_MARKUP).splitlines())
    return "\n".join(line for line in lines if line)


_MARKUP = str.maketrans("<>{}\\", "()()/")


def written(captions: Sequence[Told], form: str) -> bytes:
    """A file of that format (Jangmyeon's name of it) with these captions."""
    return WRITERS[form](captions).encode("utf-8")


def _subrip(captions: Sequence[Told]) -> str:
    return "".join(
        f"{n}\n{_time(each.start, ',')} --> {_time(each.end, ',')}\n{each.text}\n\n"
        for n, each in enumerate(captions, 1)
    )


def _webvtt(captions: Sequence[Told]) -> str:
    cues = (
        f"{_time(each.start)} --> {_time(each.end)}\n{escape(each.text, quote=False)}\n\n"
        for each in captions
    )
    return "WEBVTT\n\n" + "".join(cues)


def _ttml(captions: Sequence[Told]) -> str:
    shown = "".join(
        f'<p begin="{_time(each.start)}" end="{_time(each.end)}">'
        f"{escape(each.text, quote=False).replace(chr(10), '<br/>')}</p>\n"
        for each in captions
    )
    head = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="ko">'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}<body><div>\n{shown}</div></body></tt>\n'


def _substation(captions: Sequence[Told]) -> str:
    events = (
        f"Dialogue: 0,{_time(each.start)[1:-1]},{_time(each.end)[1:-1]},Default,,0,0,0,,"
        + each.text.replace("\n", r"\N")
        + "\n"
        for each in captions
    )
    return _ASS_HEAD + "".join(events)


def _sami(captions: Sequence[Told]) -> str:
    starts = {each.start for each in captions}
    rows = []
    for each in captions:
        text = escape(each.text, quote=False).replace("\n", "<br>")
        rows.append(f"<SYNC Start={each.start}><P Class=KRCC>{text}\n")
        if each.end not in starts:
            rows.append(f"<SYNC Start={each.end}><P Class=KRCC>&nbsp;\n")
    return _SAMI_HEAD + "".join(rows) + "</BODY>\n</SAMI>\n"


def _time(milliseconds: int, sign: str = ".") -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{rest:03}"


WRITERS: dict[str, Callable[[Sequence[Told]], str]] = {
    "ttml": _ttml,
    "webvtt": _webvtt,
    "subrip": _subrip,
    "substation": _substation,
    "sami": _sami,
}
