"""Stills: single pictures of a video, small, made when they are asked for and kept on the disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from fractions import Fraction
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from jangmyeon.web.watch.media import (
    SOON,
    Video,
    VideoError,
    film_of,
    opened,
    seek,
    starts,
    zero_of,
)

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

WIDTH, WIDE = 480, 960
"""Pixels: of a picture among others, and of one that stands alone."""

_LARGEST = 256 * 1024 * 1024  # bytes kept on the disk
_KEPT = 0.8  # of these, when the oldest have gone
_CLOSE = 1.0  # seconds before the wanted picture from which on none is left out
_LONGEST = 6.0  # seconds to spend on coming from a key picture to the one that is wanted
_QUALITY = "4"  # of JPEG as FFmpeg counts: 2 is best
_EDITION = 1  # raised whenever the pictures are made otherwise


class Stills:
    """Pictures kept in a folder, those that were not looked at for longest going first.

    Args:
        largest: how many bytes they may take up together.
    """

    def __init__(self, folder: Path, largest: int = _LARGEST) -> None:
        self._folder = folder
        self._largest = largest
        self._lock = Lock()
        self._size = -1  # not counted yet

    def kept(self, video: Video, at: float, width: int = WIDTH) -> bytes | None:
        """A still as it was kept; None where it was not. Times are told apart by the tenth."""
        path = self._path(video, at, width)
        try:
            picture = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return picture

    def taken(self, video: Video, at: float, width: int = WIDTH) -> bytes:
        """A still, as a JPEG: taken now, and kept.

        Raises:
            VideoError: the video is broken.
            ImportError: PyAV is not installed.
        """
        picture = take_still(video, at, width)
        with contextlib.suppress(OSError):  # a disk that is full or not to be written: not kept
            self._keep(self._path(video, at, width), picture)
        return picture

    def _path(self, video: Video, at: float, width: int) -> Path:
        told = (_EDITION, str(video.path), video.size, video.mtime_ns, round(at * 10), width)
        name = hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()
        return self._folder / f"{name}.jpg"

    def _keep(self, path: Path, picture: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(picture)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        with self._lock:
            if self._size >= 0:
                self._size += len(picture)
            if self._size < 0 or self._size > self._largest:
                self._size = self._trimmed()

    def _trimmed(self) -> int:
        """Let the oldest go where they are too many; the bytes that are left."""
        found = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):  # another process has let it go
                state = path.stat()
                found.append((state.st_mtime_ns, state.st_size, path))
        size = sum(each for _, each, _ in found)
        if size > self._largest:
            for _, each, path in sorted(found):
                if size <= self._largest * _KEPT:
                    break
                path.unlink(missing_ok=True)
                size -= each
        return size


@cache
def stills_in(data: Path) -> Stills:
    """The stills of a library, kept in its data folder."""
    return Stills(data / "stills")


def take_still(video: Video, at: float, width: int = WIDTH) -> bytes:
    """The picture that a video shows at a second, so many pixels wide, as a JPEG.

    Raises:
        VideoError: the video is broken.
        ImportError: PyAV is not installed.
    """
    with opened(video.path) as source:
        film = film_of(source)
        frame = None if film is None else _frame(source, film, at)
        if film is None or frame is None:
            raise VideoError("no picture can be read of", where=video.path.name)
        return _jpeg(frame, film, width)


def _frame(source: InputContainer, film: VideoStream, at: float) -> VideoFrame | None:
    """The picture that shows at a second, or the nearest before that can be had in time."""
    zero = zero_of(source)
    film.codec_context.thread_count = 1
    found: VideoFrame | None = None
    until = time.monotonic() + _LONGEST
    for begin in starts(at):
        seek(source, film, begin + zero)
        film.codec_context.skip_frame = "NONREF"  # pictures that no other is made from
        for frame in source.decode(film):
            if frame.time is None or frame.time - zero > at - _CLOSE:
                film.codec_context.skip_frame = "DEFAULT"
            late = frame.time is not None and frame.time - zero > at + SOON
            if late and found is None and begin > 0:
                break  # no key picture was found before: look from further back
            if late or time.monotonic() > until:
                return found or frame
            found = frame
        if found is not None:
            return found
    return None


def _jpeg(frame: VideoFrame, film: VideoStream, width: int) -> bytes:
    from av.codec import CodecContext

    shape = film.sample_aspect_ratio or 1
    height = max(round(width * frame.height / (frame.width * shape) / 2) * 2, 2)
    small = frame.reformat(width, min(height, width * 2), "yuvj420p")
    coder = CodecContext.create("mjpeg", "w")
    coder.width, coder.height, coder.pix_fmt = small.width, small.height, "yuvj420p"
    coder.time_base = Fraction(1, 25)
    coder.options = {"qmin": _QUALITY, "qmax": _QUALITY}
    small.pts = None
    return b"".join(bytes(packet) for packet in (*coder.encode(small), *coder.encode(None)))
