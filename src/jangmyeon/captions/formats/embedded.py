"""Packets of a text stream in a video -> the caption file that they were once made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BLANK_LINES = re.compile(r"\n\s*\n")
_EVENTS = re.compile(r"^\[Events\].*", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_EVENT_FORMAT = (
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)

TEXT_CODECS = {  # FFmpeg's names, of codecs and of their decoders -> the format to put together
    "subrip": "subrip",
    "srt": "subrip",
    "text": "subrip",
    "mov_text": "subrip",
    "ass": "substation",
    "ssa": "substation",
    "webvtt": "webvtt",
}
PICTURE_CODECS = frozenset(
    {
        "hdmv_pgs_subtitle", "pgssub", "dvd_subtitle", "dvdsub", "dvb_subtitle", "dvbsub", "xsub",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextPacket:
    """One caption as a video file holds it. Times in seconds; ``settings`` are WebVTT's."""

    start: float
    end: float
    payload: bytes
    settings: str = ""


def document(codec: str, header: bytes, packets: Sequence[TextPacket]) -> str:
    r"""The text of a caption file in the format that ``TEXT_CODECS`` names for the codec.

    Args:
        codec: FFmpeg's name of it.
        header: what the stream says before all packets: for ASS, styles.
        packets: in any order.

    >>> packet = TextPacket(1.0, 2.5, b"\x00\x02Hi\x00\x00")
    >>> print(document("mov_text", b"", [packet]), end="")
    1
    00:00:01,000 --> 00:00:02,500
    Hi

    """
    form = TEXT_CODECS[codec]
    if form == "substation":
        return _substation(header, packets)
    blocks = []
    for number, packet in enumerate(packets, 1):
        payload = _sample(packet.payload) if codec == "mov_text" else packet.payload
        # A blank line would end the caption.
        text = _BLANK_LINES.sub("\n", _text(payload).strip())
        start, end = _clock(packet.start), _clock(packet.end)
        if form == "webvtt":
            blocks.append(f"{start} --> {end} {packet.settings}\n{text}\n")
        else:
            times = f"{start} --> {end}".replace(".", ",")
            blocks.append(f"{number}\n{times}\n{text}\n")
    return "\n".join((["WEBVTT\n"] if form == "webvtt" else []) + blocks)


def _substation(header: bytes, packets: Sequence[TextPacket]) -> str:
    """Matroska keeps an event as ReadOrder, Layer, Style and on; the times are the packet's."""
    events = []
    for packet in packets:
        _, layer, rest = [*_text(packet.payload).split(",", 2), "", ""][:3]
        start, end = _clock(packet.start)[1:-1], _clock(packet.end)[1:-1]
        said = rest.replace("\r\n", r"\N").replace("\n", r"\N")
        events.append(f"Dialogue: {layer},{start},{end},{said}")
    styles = _EVENTS.sub("", _text(header)).rstrip() or "[Script Info]\nScriptType: v4.00+"
    return f"{styles}\n\n{_EVENT_FORMAT}" + "\n".join(events) + "\n"


def _sample(payload: bytes) -> bytes:
    """The text in a sample of 3GPP timed text: its length in two bytes, the text, then styles."""
    return payload[2 : 2 + int.from_bytes(payload[:2], "big")]


def _text(payload: bytes) -> str:
    """Matroska and MP4 text is UTF-8 by their standards, though not always in fact."""
    try:
        return payload.decode("utf-8").rstrip("\x00")
    except UnicodeDecodeError:
        return payload.decode("cp949", errors="replace").rstrip("\x00")


def _clock(seconds: float) -> str:
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest / 1000:06.3f}"
