"""Writes come from the server's own pages: browsers say where a request was made."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from jangmyeon.web.guards.asgi import ASGIApp, Receive, Scope, Send, refuse

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_OWN = frozenset(("same-origin", "none"))


class OriginGuard:
    """Refuses writes that a page of another origin has made."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a write from elsewhere."""
        writes = scope["type"] == "http" and scope["method"] not in _SAFE
        if writes and not is_own_write(Headers(scope=scope)):
            await refuse(scope, receive, send, 403, "origin")
        else:
            await self._app(scope, receive, send)


def is_own_write(headers: Headers) -> bool:
    """Whether a write comes from a page of the same origin, as far as its headers tell.

    Programs that are no browsers send neither header; the token of forms stops them.
    """
    if headers.get("sec-fetch-site", "same-origin") not in _OWN:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold() != ""
