"""What a video file is made of, looked up with PyAV (the extra ``jangmyeon[video]``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jangmyeon.errors import JangmyeonError
from jangmyeon.web.watch.ways import Make, Picture, Playing, Voice, playing

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream
    from av.video.stream import VideoStream

SOON = 0.05
"""Seconds after the one that is wanted at which a key picture will still do."""

_MOST_KEPT = 512
_BACK = (4.0, 15.0, 60.0)  # seconds
_BEFORE = 10.0  # seconds
_PATIENCE = (10.0, 10.0)  # seconds to open a file and to read from it: disks sleep
_MICROSECONDS = 1_000_000
_TICK = Fraction(1, 90_000)  # of a stream that does not tell its own
_NO_TIMES = frozenset({"avi"})  # tells when a picture is decoded, not when it shows
_BY_EXTENSION = {
    ".m4v": "video/mp4",
    ".mov": "video/mp4",  # QuickTime is MP4's elder brother, and browsers know that
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
_TYPES = {
    **_BY_EXTENSION,
    ".avi": "video/x-msvideo",
    ".m2ts": "video/mp2t",
    ".mkv": "video/x-matroska",
    ".mpeg": "video/mpeg",
    ".mpg": "video/mpeg",
    ".mts": "video/mp2t",
    ".ts": "video/mp2t",
    ".wmv": "video/x-ms-wmv",
}


class VideoError(JangmyeonError):
    """A video that cannot be played, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Video:
    """A video file as it stands on the disk: ``size`` in bytes, ``mtime_ns`` in nanoseconds."""

    path: Path
    size: int
    mtime_ns: int

    @property
    def etag(self) -> str:
        """A tag that changes with the file."""
        return f'"{self.mtime_ns:x}-{self.size:x}"'

    @property
    def media_type(self) -> str:
        """The type of the file by its extension."""
        return _TYPES.get(self.path.suffix.lower(), "application/octet-stream")


def video_at(path: Path) -> Video:
    """A video file as it stands now.

    Raises:
        VideoError: it is gone, or cannot be looked at.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise VideoError(
            f"the video cannot be opened ({error.strerror})",
            where=path.name,
            remedy="see that the disk is there, and that you may read it",
        ) from error
    return Video(path, state.st_size, state.st_mtime_ns)


def how_to_play(video: Video) -> Playing:
    """How a browser can be given a video. Without PyAV, what its name promises.

    Raises:
        VideoError: the file is broken, or no video at all.
    """
    try:
        return playing(look_at(video))
    except ImportError:
        mime = _BY_EXTENSION.get(video.path.suffix.lower())
        return Playing("as is", mime) if mime else Playing("no", obstacle="means")


@lru_cache(_MOST_KEPT)
def look_at(video: Video) -> Make:
    """What a video file is made of. Looks only at its head.

    Raises:
        VideoError: the file is broken, or no video at all.
        ImportError: PyAV is not installed.
    """
    with opened(video.path) as container:
        streams = container.streams
        picture = film_of(container)
        if picture is None:
            raise VideoError(
                "there is no picture in", where=video.path.name, remedy="see what mpv says of it"
            )
        names = frozenset(container.format.name.split(","))
        return Make(
            names,
            video.path.suffix.lower(),
            (container.duration or 0) / _MICROSECONDS,
            _picture(picture, names),
            tuple(_voice(stream) for stream in streams.audio if stream.codec_context),
        )


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a video for as long as the block lasts, telling errors of PyAV as our own.

    Raises:
        VideoError: the file cannot be read, or what it holds is broken.
        ImportError: PyAV is not installed.
    """
    import av

    try:
        with av.open(str(path), metadata_errors="replace", timeout=_PATIENCE) as container:
            yield container
    except (av.FFmpegError, OSError, ValueError) as error:  # the last: a codec it does not know
        raise VideoError(
            f"the video cannot be read ({getattr(error, 'strerror', None) or error})",
            where=path.name,
            remedy="it is broken or was not copied to its end; get it anew",
        ) from error


def film_of(container: InputContainer) -> VideoStream | None:
    """The picture that moves, not the cover that some files carry; None where there is none."""
    for stream in container.streams.video:
        if stream.codec_context and not stream.disposition & stream.disposition.attached_pic:
            return stream
    return None


def zero_of(container: InputContainer) -> float:
    """The second that a file itself has for its start, in its own count."""
    return (container.start_time or 0) / _MICROSECONDS


def starts(at: float) -> Iterator[float]:
    """Where to seek for the last key picture until a second: there, then further and further back.

    Where a container has no list of them, one gets to whatever picture is near. The last place is
    before the start, since pictures are decoded before they show.

    >>> list(starts(20))
    [20, 16.0, 5.0, -10.0]
    """
    yield at
    yield from (at - back for back in _BACK if back < at)
    yield -_BEFORE


def seek(container: InputContainer, film: VideoStream, second: float) -> None:
    """Go to the last key picture until a second of the file's own count, if there is one."""
    container.seek(int(second / (film.time_base or _TICK)), stream=film)


def _picture(stream: VideoStream, containers: frozenset[str]) -> Picture:
    context = stream.codec_context
    return Picture(
        index=stream.index,
        codec=_codec(stream),
        pixels=context.pix_fmt or "",
        width=context.width,
        height=context.height,
        mime=_mime(_codec(stream), bytes(context.extradata or b""), context.pix_fmt or ""),
        guessed=bool(containers & _NO_TIMES) and context.has_b_frames,
    )


def _voice(stream: Stream) -> Voice:
    return Voice(stream.index, _codec(stream), (stream.language or "").casefold())


def _codec(stream: Stream) -> str:
    name: str = stream.codec_context.codec.canonical_name
    return name


def _mime(codec: str, header: bytes, pixels: str) -> str:
    """The name of a codec as RFC 6381 has it, near enough for a browser to tell if it plays it."""
    deep = "10" in pixels
    if codec == "h264":
        told = header[1:4] if header[:1] == b"\1" else _sequence(header)
        return f"avc1.{told.hex()}" if len(told) == 3 else ""
    if codec == "hevc":
        return "hvc1.2.4.L120.B0" if deep else "hvc1.1.6.L120.B0"
    if codec == "vp9":
        return "vp09.02.40.10" if deep else "vp09.00.40.08"
    return ("av01.0.08M.10" if deep else "av01.0.08M.08") if codec == "av1" else ""


def _sequence(header: bytes) -> bytes:
    """Profile and level from the first sequence parameter set (kind 7) of an H.264 byte stream."""
    at = header.find(b"\0\0\1")
    while 0 <= at < len(header) - 6:
        if header[at + 3] & 0x1F == 7:
            return header[at + 4 : at + 7]
        at = header.find(b"\0\0\1", at + 3)
    return b""
