"""The addresses of videos, captions and stills."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, TypeVar

import anyio
from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi import Path as InPath
from fastapi.responses import Response

from jangmyeon.errors import NotOnShelfError
from jangmyeon.library import Library
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import At, Code, DramaId, season_and_number
from jangmyeon.web.viewer import CurrentViewer
from jangmyeon.web.watch.captions import webvtt
from jangmyeon.web.watch.media import Video, VideoError, how_to_play, video_at
from jangmyeon.web.watch.player import watch
from jangmyeon.web.watch.remux import stream_start
from jangmyeon.web.watch.stills import WIDE, WIDTH, stills_in
from jangmyeon.web.watch.streams import (
    CACHED,
    RETRY,
    BusyError,
    Streamed,
    file_response,
    is_known,
    remuxed,
)

router = APIRouter(tags=["watch"])

Answer = TypeVar("Answer")
Start = Annotated[float, Query(description="From this second on.", ge=0, le=86_400, examples=[608])]
LanguageCode = Annotated[
    str,
    InPath(description="An ISO 639-1 code.", pattern=r"^[a-z]{2,3}$", examples=["ko"]),
]

_DECODES = anyio.CapacityLimiter(2)
_PATIENCE = 20.0  # seconds to wait for a still behind others
_VIDEO: dict[str, object] = {"video/mp4": {}, "video/webm": {}}
_GONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such episode, or no video of it."}
}


@router.head("/watch/{drama}/{code}", include_in_schema=False)
@router.get(
    "/watch/{drama}/{code}",
    response_class=Response,
    responses={
        200: {"content": _VIDEO},
        206: {"description": "The range that was asked for.", "content": _VIDEO},
        304: {"description": "It is the same as before."},
        416: {"description": "The range lies beyond the file."},
        **_GONE,
    },
)
async def video(request: Request, viewer: CurrentViewer, drama: DramaId, code: Code) -> Response:
    """The video of an episode as it is, whole or in ranges."""
    return file_response(await _video(request, viewer.spoilers, drama, code), request.headers)


@router.head("/watch/{drama}/{code}/stream", include_in_schema=False)
@router.get(
    "/watch/{drama}/{code}/stream",
    response_class=Response,
    responses={
        200: {"description": "X-Start is the second that it begins at.", "content": _VIDEO},
        415: {"description": "Browsers do not know what the video is made of."},
        503: {"description": "Too many streams are being made; Retry-After tells when to ask."},
        **_GONE,
    },
)
async def stream(
    request: Request, viewer: CurrentViewer, drama: DramaId, code: Code, start: Start = 0
) -> Response:
    """The video of an episode from a second on, as an MP4 that is made while it plays."""
    found = await _video(request, viewer.spoilers, drama, code)
    begins = await _made(stream_start, found, start)
    headers = {"x-start": f"{begins:.6f}", "cache-control": "no-store", "accept-ranges": "none"}
    if request.method == "HEAD":
        return Response(headers=headers, media_type="video/mp4")
    first, rest = await _made(remuxed, found, start)
    return Streamed(rest, first, headers=headers, media_type="video/mp4")


@router.get(
    "/watch/{drama}/{code}/{language}.vtt",
    response_class=Response,
    responses={200: {"content": {"text/vtt": {}}}},
)
async def captions(
    request: Request,
    viewer: CurrentViewer,
    drama: DramaId,
    code: Code,
    language: LanguageCode,
    start: Start = 0,
) -> Response:
    """The captions of an episode as WebVTT, timed as the stream from a second on is."""
    place = (drama, *season_and_number(code))

    def answer(library: Library) -> str:
        spoken = {track.language for track in library.tracks(*place, spoilers=viewer.spoilers)}
        if language not in spoken:
            raise NotOnShelfError("there are no captions in the language", where=language)
        shown = library.captions(*place, language=language, spoilers=viewer.spoilers)
        return webvtt(shown, _zero(library, place, start, spoilers=viewer.spoilers))

    body = (await _ask(request, answer)).encode()
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": CACHED}
    if is_known(request.headers, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/vtt; charset=utf-8")


@router.get(
    "/stills/{drama}/{code}/{at}.jpg",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}, "image/svg+xml": {}}}},
)
async def still(
    request: Request,
    viewer: CurrentViewer,
    drama: DramaId,
    code: Code,
    at: At,
    wide: Annotated[bool, Query(description="960 pixels wide, in place of 480.")] = False,
) -> Response:
    """A picture of an episode at a second; a drawn one in its place where there is no video."""
    place = (drama, *season_and_number(code))

    def answer(library: Library) -> tuple[Path | None, Path]:
        return library.video(*place, spoilers=viewer.spoilers), library.data

    path, data = await _ask(request, answer)
    try:
        found = video_at(path) if path else None
    except VideoError:
        found = None
    if found is None:
        return _placeholder()
    width = WIDE if wide else WIDTH
    etag = f'{found.etag[:-1]}-{round(at * 10)}-{width}"'
    if is_known(request.headers, etag):
        return Response(status_code=304, headers={"etag": etag, "cache-control": CACHED})
    picture = await _still(found, data, at, width)
    if picture is None:
        return _placeholder()
    headers = {"etag": etag, "cache-control": CACHED}
    return Response(picture, headers=headers, media_type="image/jpeg")


async def _still(found: Video, data: Path, at: float, width: int) -> bytes | None:
    """A still, kept or taken now; None where it cannot be had."""
    stills = stills_in(data)
    kept = await to_thread.run_sync(stills.kept, found, at, width)
    if kept is not None:
        return kept
    with anyio.move_on_after(_PATIENCE):
        try:
            return await to_thread.run_sync(stills.taken, found, at, width, limiter=_DECODES)
        except (VideoError, ImportError):
            return None
    return None


def _placeholder() -> Response:
    drawn = (resources.files("jangmyeon.web") / "static" / "no-still.svg").read_bytes()
    return Response(drawn, headers={"cache-control": "no-store"}, media_type="image/svg+xml")


async def _video(request: Request, spoilers: bool, drama: str, code: str) -> Video:
    """The video of an episode, as it stands now.

    Raises:
        NotOnShelfError: there is no such episode, or no video of it.
    """
    place = (drama, *season_and_number(code))
    path = await _ask(request, lambda library: library.video(*place, spoilers=spoilers))
    if path is None:
        raise NotOnShelfError(
            "there is no video of", where=code.upper(), remedy="put it beside its captions"
        )
    return await to_thread.run_sync(video_at, path)


def _zero(library: Library, place: tuple[str, int, int], start: float, *, spoilers: bool) -> float:
    """The second of the episode that is the zero of the stream from a second on."""
    path = library.video(*place, spoilers=spoilers) if start else None
    if path is None:
        return 0.0
    try:
        found = video_at(path)
        return stream_start(found, start) if how_to_play(found).way == "remux" else 0.0
    except (VideoError, ImportError):
        return 0.0


async def _made(make: Callable[[Video, float], Answer], found: Video, start: float) -> Answer:
    """What is made of a video, with what goes wrong told as an answer of HTTP."""
    try:
        return await to_thread.run_sync(make, found, start)
    except BusyError as error:
        raise HTTPException(503, error.message, {"retry-after": str(RETRY)}) from error
    except VideoError as error:
        raise HTTPException(415, error.message) from error
    except ImportError as error:
        raise HTTPException(415, 'pip install "jangmyeon[video]"') from error


async def _ask(request: Request, question: Callable[[Library], Answer]) -> Answer:
    answer: Answer = await request.app.state.shelves.ask(question)
    return answer


page(router, "/watch/{drama}/{code}/{at}", "watch/watch.html", watch)
