"""Captions inside video files: the text streams of MKV, MP4 and the like, through PyAV.

A stream's packets are put together into the caption file that they were once made from, and that
is read like any other file. PyAV comes with the extra ``jangmyeon[video]``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jangmyeon.captions.encoding import visible
from jangmyeon.captions.formats import FORMATS
from jangmyeon.captions.formats.embedded import (
    PICTURE_CODECS,
    TEXT_CODECS,
    TextPacket,
    document,
)
from jangmyeon.captions.language import language_of_tag
from jangmyeon.captions.script import script_of
from jangmyeon.errors import CaptionError
from jangmyeon.model import Script, Track

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

_MADE_FOR_DEAF = re.compile(r"\b(?:sdh|cc|hoh|hearing)\b|청각|폐쇄|배리어", re.IGNORECASE)
_FORCED = re.compile(r"\bforced\b|강제", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaptionStream:
    """A subtitle stream of a video file.

    ``codec`` is FFmpeg's name. ``reason`` tells why it cannot be read, and is empty when it can.
    """

    index: int
    codec: str
    language: str = "und"
    title: str = ""
    sdh: bool = False
    forced: bool = False
    reason: str = ""


def caption_streams(path: Path) -> tuple[CaptionStream, ...]:
    """List the subtitle streams of a video file, readable or not. Looks only at its head.

    Raises:
        CaptionError: PyAV is not installed, or the file is no video that it can open.

    """
    with _opened(path) as container:
        return tuple(_described(stream) for stream in container.streams.subtitles)


def read_video_scripts(
    path: Path, track_path: str, *, only: Collection[int] | None = None
) -> list[Script]:
    """Read the text streams of a video file, in one pass over the whole file.

    Args:
        path: the video file.
        track_path: what to name it in tracks and errors, mostly its path relative to the shelf.
        only: the indexes of the streams to read; all, if not told.

    Returns:
        A script for each stream with captions in it; none, if the file has no subtitle streams.

    Raises:
        CaptionError: PyAV is not installed, the file cannot be read, or it has subtitle streams
            but not one that is text.

    """
    with _opened(path, track_path) as container:
        streams = [
            _described(stream)
            for stream in container.streams.subtitles
            if only is None or stream.index in only
        ]
        readable = [stream for stream in streams if not stream.reason]
        refused = tuple(
            f"stream {stream.index} ({stream.codec}) {stream.reason}: left out"
            for stream in streams
            if stream.reason
        )
        if refused and not readable:
            raise CaptionError(
                "no captions that are text in",
                where=track_path,
                remedy=f"{refused[0]}; put a caption file beside the video",
            )
        packets = _packets(container, [stream.index for stream in readable])
        headers = {
            stream.index: container.streams[stream.index].codec_context.extradata or b""
            for stream in readable
        }
    scripts = [
        script
        for stream in readable
        if packets[stream.index]
        for script in _scripts(stream, headers[stream.index], packets[stream.index], track_path)
    ]
    if scripts and refused:
        scripts[0] = replace(scripts[0], notices=refused + scripts[0].notices)
    return scripts


def _scripts(
    stream: CaptionStream, header: bytes, packets: list[TextPacket], track_path: str
) -> list[Script]:
    form = next(one for one in FORMATS if one.name == TEXT_CODECS[stream.codec])
    track = Track(track_path, stream.language, stream.sdh, stream.index)
    try:
        readings = form.read(visible(document(stream.codec, header, packets)))
    except CaptionError:
        return []  # a stream in which nothing ever shows
    return [script_of(reading, track, form.name, "utf-8") for reading in readings]


def _packets(container: InputContainer, indexes: list[int]) -> dict[int, list[TextPacket]]:
    """The packets of some streams, gathered in one pass."""
    gathered: dict[int, list[TextPacket]] = {index: [] for index in indexes}
    if not indexes:
        return gathered
    for packet in container.demux(*(container.streams[index] for index in indexes)):
        if packet.size and packet.pts is not None and packet.time_base is not None:
            start = float(packet.pts * packet.time_base)
            end = start + float((packet.duration or 0) * packet.time_base)
            text = TextPacket(start, end, bytes(packet), _settings(packet))
            gathered[packet.stream.index].append(text)
    return gathered


def _settings(packet: Packet[Stream]) -> str:
    """The settings of a WebVTT cue, where PyAV is recent enough to hand them on."""
    sides = packet.iter_sidedata() if hasattr(packet, "iter_sidedata") else ()
    found = (bytes(side) for side in sides if side.data_type == "webvtt_settings")
    return next((settings.decode("utf-8", "replace") for settings in found), "")


def _described(stream: Stream) -> CaptionStream:
    codec = stream.codec_context.codec.canonical_name if stream.codec_context else "unknown"
    title = stream.metadata.get("title") or stream.metadata.get("handler_name") or ""
    title = "" if title == "SubtitleHandler" else title  # MP4's word for nothing in particular
    reason = ""
    if codec in PICTURE_CODECS:
        reason = "holds pictures of text"
    elif codec not in TEXT_CODECS:
        reason = "is of a kind that is not known"
    flags = stream.disposition
    return CaptionStream(
        index=stream.index,
        codec=codec,
        language=language_of_tag(stream.language),
        title=title,
        sdh=bool(flags & flags.hearing_impaired) or _MADE_FOR_DEAF.search(title) is not None,
        forced=bool(flags & flags.forced) or _FORCED.search(title) is not None,
        reason=reason,
    )


@contextmanager
def _opened(path: Path, name: str = "") -> Iterator[InputContainer]:
    """Open a video file, telling errors of PyAV as our own."""
    name = name or path.name
    try:
        import av
    except ImportError as error:
        raise CaptionError(
            "no means to read the captions inside",
            where=name,
            remedy='pip install "jangmyeon[video]", then index again',
        ) from error
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            yield container
    except (av.FFmpegError, OSError) as error:
        raise CaptionError(
            "could not read the video",
            where=name,
            remedy=f"{error.strerror or error}; check that it plays, or delete it",
        ) from error
