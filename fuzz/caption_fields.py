"""What all caption formats hold: what is said and heard, and the promises of what reads it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePosixPath

from fuzz.breaking import NASTY, broken, damaged, written
from fuzz.chance import Chance
from fuzz.running import Target
from jangmyeon.captions import read_script
from jangmyeon.captions.encoding import visible
from jangmyeon.captions.timeline import LATEST
from jangmyeon.errors import CaptionError
from jangmyeon.model import Line, Script, Sound, Track
from jangmyeon.store import pack_script, unpack_script

SPEECH = (
    *(
        "등대 불이 꺼졌어",
        "Bring the lantern!",
        "왜 이제 와?",
        "I counted the waves.",
        "네",
        "...?",
    ),
    *(
        "(나리) 배가 온다",
        "(준과 나리) 우리?",
        "[준, 전화로] 여보세요",
        "MINA: Wait.",
        "Dr. Han: No",
    ),
    *("- 누구야?\n- 나야", "-하나\n둘\n-셋", "- ", "«Là»", "<제1화>", "“등대로 가는 길”", "#비#"),
)
SOUNDS = (
    *(
        "[잔잔한 음악]",
        "[나리의 다급한 신음]",
        "(문 닫히는 소리)",
        "[door creaks]",
        "[♪ calm music]",
    ),
    *("♪ 파도야 ♪", "♪♪", "[Nari in Korean]", "[긴장되는 음악이 흐르며 비가 내린다]", "(훌쩍이며)"),
    *("[자막: 3년 후]", "[", "(", "[[비]]", "([비])", "[]", "()", "【웃음】", "（비）"),
)
MARKUP = (
    *("<i>", "</i>", "<b>", "<br>", "<br/>", "<font color='#fff'>", "</font>", "<v Nari>", "</v>"),
    *("<c.yellow>", "<ruby>배<rt>船</rt></ruby>", "<00:01.000>", r"{\an8}", r"{\pos(1,1)}", r"\N"),
    *(r"\h", "&nbsp;", "&amp;", "&lt;i&gt;", "<span>", "</span>", "<p>", "{}", r"{\p1}m 0 0{\p0}"),
)
LARGEST_SHOWN = 400
_STRIPPED = 32


def said(chance: Chance) -> str:
    """What a caption shows."""
    if chance.likely(0.03):
        return chance.one(NASTY)
    text = chance.one(SPEECH if chance.likely(0.6) else SOUNDS)
    if chance.likely(0.2):
        text = chance.one(MARKUP) + text + chance.one(MARKUP)
    if chance.likely(0.15):
        text += chance.one((" ", "\n")) + chance.one(SPEECH + SOUNDS)
    return text


def formatted(
    name: str, extension: str, whole: Callable[[Chance], str], tokens: Sequence[str]
) -> Target:
    """The target of a caption format.

    Args:
        whole: makes the text of a file that is sound, but for odd times and words.
        tokens: what has a meaning in this format.
    """
    vocabulary = (*tokens, *SPEECH, *SOUNDS, *MARKUP)

    @cache
    def others() -> tuple[str, ...]:
        return tuple(whole(Chance(f"{name} {number}")) for number in range(24))

    def make(chance: Chance) -> bytes:
        return damaged(written(broken(whole(chance), others(), vocabulary, chance), chance), chance)

    def alter(data: bytes, chance: Chance) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        text = broken(text, others(), vocabulary, chance)
        return damaged(text.encode("utf-8", "surrogatepass"), chance)

    def check(data: bytes) -> bool:
        return reads(data, f"Harbor (2021)/Harbor S01E01{extension}")

    return Target(name, make, alter, check)


def reads(data: bytes, path: str) -> bool:
    """Whether a file gives captions, which keep their promises; else its error names it."""
    try:
        scripts = read_script(data, Track(path))
    except CaptionError as error:
        assert error.where == path, f"names {error.where!r}"
        assert error.what and error.remedy, "does not say what to do"
        assert PurePosixPath(path).name in error.message
        return False
    assert scripts
    for script in scripts:
        _keeps_promises(script)
    return True


def _keeps_promises(script: Script) -> None:
    """In order of time, of some length, nothing unseen, and the same after it was stored."""
    for shown in (script.lines, script.sounds):
        starts = [each.start for each in shown]
        assert starts == sorted(starts), "not in order of time"
    for caption in (*script.lines, *script.sounds):
        assert 0 <= caption.start < caption.end <= LATEST + 1, f"{caption.start} {caption.end}"
        _is_clean(caption)
    for notice in script.notices:
        assert visible(notice) == notice, f"unseen signs in the notice {notice!r}"
    lines, sounds = unpack_script(pack_script(script), script.track.language)
    assert [_told(each) for each in lines] == [_told(each) for each in _ordered(script.lines)]
    assert [_told(each) for each in sounds] == [_told(each) for each in _ordered(script.sounds)]


def _is_clean(caption: Line | Sound) -> None:
    texts = [caption.text]
    texts += [caption.speaker] if isinstance(caption, Line) else [caption.subject]
    for text in texts:
        assert visible(text) == text, f"unseen signs in {text!r}"
    assert caption.text.strip(), "shows nothing"
    assert unicodedata.is_normalized("NFC", caption.text) or "&" in caption.text, "not NFC"


def _ordered(shown: Sequence[Line | Sound]) -> list[Line | Sound]:
    return sorted(shown, key=lambda each: (each.start, each.end))


def _told(caption: Line | Sound) -> tuple[object, ...]:
    """What has to be the same after a caption was stored; line ends of all kinds are one."""
    who = caption.speaker if isinstance(caption, Line) else caption.subject
    text = " ".join(caption.text.split())
    return round(caption.start * 1000), round(caption.end * 1000), caption.kind, who.split(), text
