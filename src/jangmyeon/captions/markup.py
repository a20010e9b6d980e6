"""Markup that caption formats share: HTML-like tags, SubStation overrides, character entities."""

from __future__ import annotations

import re

from jangmyeon.captions.encoding import composed, unescaped, visible

_SIGNS = re.compile(r"[<{&]")
# Only tags that captions are known to use: "<제1화>" and "<TAXI>" are text that a picture shows.
_TAG = re.compile(
    r"</?\s{0,9}(?:[biusp]|em|strong|strike|font|span|div|c|lang|ruby|rb|rp|rtc?)"
    r"(?:[.\s/][^<>]*)?>"
    r"|<\d+:[\d:.]+>"  # the times within a karaoke cue of WebVTT
    r"|</v\s{0,9}>",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"<(r[tp])\b[^<>]*>[^<>]*(?:</\1\s*>|(?=<)|$)", re.IGNORECASE)
# Two runs of blanks side by side, if without bounds, would take time to the square of both.
_BREAK = re.compile(r"<\s{0,9}/?\s{0,9}br\s{0,9}/?\s{0,9}>", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t\n]([^<>]*)>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\s*\\[^{}]*\}")
_TOP = re.compile(r"\\an[789](?!\d)|\\a(?:[567])(?!\d)")


def plain(text: str) -> tuple[str, bool]:
    r"""Take the markup out of a caption's text, and tell whether it raises the caption.

    Line breaks become ``\n``, entities their signs; ``<v Name>`` stays (see `Reading`).

    >>> plain(r"{\an8}<i>어디&nbsp;가</i>?<br>가지 마")
    ('어디 가?\n가지 마', True)
    >>> plain("<v.loud Se-ri>Run! &lt;TAXI&gt;")
    ('<v Se-ri>Run! <TAXI>', False)
    """
    if not _SIGNS.search(text):
        return text, False
    raised = False
    if "{" in text:
        raised = _TOP.search(text) is not None
        text = _OVERRIDE.sub("", text)
    text = _untagged(text)
    if "&" in text:
        # Once more, for tags that were escaped by mistake; and signs that nobody sees.
        text = _untagged(visible(unescaped(text)).replace("\xa0", " "))
    return composed(text), raised


def _untagged(text: str) -> str:
    if "<" not in text:
        return text
    text = _BREAK.sub("\n", text)
    text = _VOICE.sub(_plain_voice, text)
    return _TAG.sub("", _GLOSS.sub("", text))


def _plain_voice(match: re.Match[str]) -> str:
    name = " ".join(match.group(1).split())
    return f"<v {name}>" if name else ""
