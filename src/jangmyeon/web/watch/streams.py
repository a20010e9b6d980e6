"""Videos on their way to a browser: bytes as they are, or made as they are asked for.

Both are generators that run in threads. No more of them is made than the browser takes, and they
are closed when it has left, has had enough, or takes nothing for a while.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import anyio
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response

from jangmyeon.errors import JangmyeonError
from jangmyeon.web.watch.media import Video, VideoError
from jangmyeon.web.watch.ranges import Span, UnsatisfiableError, holds, names, read_range
from jangmyeon.web.watch.remux import remux

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_PIECE = 256 * 1024  # bytes read at once
_PATIENCE = 60.0  # seconds in which a browser has to take a piece
_MOST_REMUXES = 3
_WAIT = 2.0  # seconds in which another remux may end
RETRY: Final = 5  # seconds after which to try again
CACHED = "private, no-cache"  # may be kept, if it is asked for whether it still holds

_log = logging.getLogger(__name__)
_remuxes = BoundedSemaphore(_MOST_REMUXES)


class BusyError(JangmyeonError):
    """As many videos are being remuxed as may be at once."""


class Streamed(Response):
    """Sends what a generator yields, as fast as it is taken."""

    def __init__(
        self,
        pieces: Generator[bytes],
        first: bytes = b"",
        *,
        status_code: int = 200,
        headers: Mapping[str, str],
        media_type: str,
    ) -> None:
        super().__init__(None, status_code, headers, media_type)
        if "content-length" not in headers:
            del self.headers["content-length"]
        self._first = first
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; afterwards the generator is closed, however it went."""
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_left, receive, tasks.cancel_scope)
                await self._send(scope, send)
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(self._pieces.close)

    async def _send(self, scope: Scope, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            piece = self._first or await self._next()
            while piece:
                with anyio.move_on_after(_PATIENCE) as waiting:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if waiting.cancelled_caught:
                    return  # it takes no more: an answer that is not ended ends the connection
                piece = await self._next()
        except VideoError as error:
            _log.warning("%s", error.message)
            return
        except OSError:
            return  # servers that tell so when the browser has left
        await send({"type": "http.response.body", "body": b""})

    async def _next(self) -> bytes:
        return await to_thread.run_sync(next, self._pieces, b"")


async def _left(receive: Receive, scope: anyio.CancelScope) -> None:
    """Give up when the browser has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def file_response(video: Video, asked: Headers) -> Response:
    """The bytes of a video as they are, whole or the range that is asked for (RFC 9110)."""
    modified = datetime.fromtimestamp(video.mtime_ns // 1_000_000_000, UTC)
    headers = {
        "accept-ranges": "bytes",
        "cache-control": CACHED,
        "etag": video.etag,
        "last-modified": format_datetime(modified, usegmt=True),
        "content-disposition": f"inline; filename*=UTF-8''{quote(video.path.name, safe='')}",
    }
    if is_known(asked, video.etag, modified):
        return Response(status_code=304, headers=headers)
    span = None
    try:
        if holds(asked.get("if-range"), video.etag, headers["last-modified"]):
            span = read_range(asked.get("range"), video.size)
    except UnsatisfiableError:
        return Response(
            status_code=416, headers={**headers, "content-range": f"bytes */{video.size}"}
        )
    sent = span or Span(0, video.size - 1)
    headers["content-length"] = str(sent.length)
    if span is not None:
        headers["content-range"] = f"bytes {span.first}-{span.last}/{video.size}"
    return Streamed(
        file_bytes(video, sent),
        status_code=200 if span is None else 206,
        headers=headers,
        media_type=video.media_type,
    )


def is_known(asked: Headers, etag: str, modified: datetime | None = None) -> bool:
    """Whether the browser has it already, so that 304 is the answer."""
    if "if-none-match" in asked:
        return names(asked["if-none-match"], etag)
    since = asked.get("if-modified-since")
    try:
        return bool(modified and since) and modified <= parsedate_to_datetime(since)  # type: ignore[operator, arg-type]
    except (TypeError, ValueError):
        return False


def file_bytes(video: Video, span: Span) -> Generator[bytes]:
    """A range of a file, a piece at a time.

    Raises:
        VideoError: it cannot be read, or has become shorter.
    """
    left = span.length
    try:
        with video.path.open("rb") as file:
            file.seek(span.first)
            while left > 0 and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece
    except OSError as error:
        raise VideoError(f"cannot be read ({error.strerror})", where=video.path.name) from error
    if left > 0:
        raise VideoError("has become shorter while it was played", where=video.path.name)


def remuxed(video: Video, at: float) -> tuple[bytes, Generator[bytes]]:
    """The first piece of a remuxed video, and the rest, which has to be closed.

    Raises:
        BusyError: as many are being made as may be at once.
        VideoError: the video is broken, or cannot be played this way.
        ImportError: PyAV is not installed.
    """
    pieces = _remuxed(video, at)
    try:
        return next(pieces, b""), pieces
    except BaseException:
        pieces.close()
        raise


def _remuxed(video: Video, at: float) -> Generator[bytes]:
    if not _remuxes.acquire(timeout=_WAIT):
        raise BusyError(
            f"{_MOST_REMUXES} videos are being made ready to play already",
            remedy=f"pause another, or try again in {RETRY} seconds",
        )
    made = remux(video, at)
    try:
        yield from made
    finally:
        made.close()
        _remuxes.release()
