"""SubStation Alpha: dialogue in, drawings and comments out, actors as speakers."""

from __future__ import annotations

import pytest

from jangmyeon.captions.formats import substation
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

HEAD = """[Script Info]
ScriptType: v4.00+
PlayResY: 720

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H0,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1
Style: Top,Arial,20,&H0,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,8,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def read(*events: str) -> list[Caption]:
    (reading,) = substation.read(HEAD + "\n".join(events))
    return list(reading.captions)


def event(text: str, *, style: str = "Default", name: str = "") -> str:
    return f"Dialogue: 0,0:00:01.00,0:00:02.50,{style},{name},0,0,0,,{text}"


def test_overrides_go_and_lines_stay() -> None:
    assert read(event(r"{\i1}잠깐{\i0}\N기다려,\h응")) == [Caption(1.0, 2.5, "잠깐\n기다려, 응")]


def test_comments_and_drawings_are_not_said() -> None:
    captions = read(
        "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,할 일",
        event(r"{\p1}m 0 0 l 10 10{\p0}"),
        event(r"{\p1}m 0 0 l 10 10{\p0}3년 전"),
    )
    assert [caption.text for caption in captions] == ["3년 전"]


@pytest.mark.parametrize(
    ("text", "style", "raised"),
    [
        ("3년 전", "Top", True),
        ("3년 전", "Default", False),
        (r"{\an8}3년 전", "Default", True),
        (r"{\an2}3년 전", "Top", False),
        (r"{\a6}3년 전", "Default", True),
        (r"{\pos(640,80)}3년 전", "Default", True),
        (r"{\pos(640,700)}3년 전", "Default", False),
    ],
)
def test_what_stands_at_the_top(text: str, style: str, raised: bool) -> None:
    assert read(event(text, style=style))[0].raised is raised


def test_an_actor_is_the_speaker_and_the_sort_of_an_event_is_not() -> None:
    captions = read(
        event("가자", name="다람"), event("응", name="Sign"), event("왜", name="Default")
    )
    assert [caption.text for caption in captions] == ["<v 다람>가자", "응", "왜"]


def test_one_broken_line_costs_one_line_and_is_told() -> None:
    broken = "Dialogue: 0,never,0:00:02.00,Default,,0,0,0,,왜"
    (reading,) = substation.read(HEAD + "\n".join([broken, event("응")]))
    assert [caption.text for caption in reading.captions] == ["응"]
    assert reading.notices == ("1 line of dialogue that cannot be read: left out",)


def test_a_broken_style_costs_no_dialogue() -> None:
    (reading,) = substation.read(HEAD.replace("Arial,20", "Arial,big") + event("응"))
    assert [caption.text for caption in reading.captions] == ["응"]


@pytest.mark.parametrize("text", ["[Events]\nDialogue: nonsense", "[Script Info]\n", HEAD])
def test_a_file_without_dialogue_is_refused(text: str) -> None:
    with pytest.raises(CaptionError, match="no dialogue"):
        substation.read(text)
