"""Files that a browser saves: made of what the library holds, never read from elsewhere."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from jangmyeon.web.paging import with_parameters
from jangmyeon.web.shelf import Shelves
from jangmyeon.web.viewer import CurrentViewer

_KINDS = {
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".m3u8": "application/vnd.apple.mpegurl",
}
_OTHER = "application/octet-stream"
_TOLD = (_OTHER, *(kind.partition(";")[0] for kind in _KINDS.values()))


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: its name and what it holds."""

    name: str
    data: bytes


def download(router: APIRouter, path: str, made: Callable[..., Download]) -> None:
    """Register a file to save.

    It is never shown as a page of this server, whatever it holds.

    Args:
        made: ``(library, viewer, *parameters)`` to the file; see ``paging.page``.
    """

    async def saved(request: Request, viewer: CurrentViewer, **values: object) -> Response:
        shelves: Shelves = request.app.state.shelves
        file: Download = await shelves.ask(lambda library: made(library, viewer, **values))
        return Response(file.data, media_type=_kind(file.name), headers=_headers(file.name))

    told = inspect.getdoc(made) or ""
    router.add_api_route(
        path,
        with_parameters(saved, made),
        response_class=Response,
        summary=told.split("\n", 1)[0].rstrip("."),
        description=told,
        name=made.__name__,
        responses={200: {"content": {kind: {} for kind in _TOLD}, "description": "The file."}},
    )


def _kind(name: str) -> str:
    return next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), _OTHER)


def _headers(name: str) -> dict[str, str]:
    """What makes a browser save it under its name (RFC 6266, RFC 8187)."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}
