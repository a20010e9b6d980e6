"""Headers that tell browsers what pages may do: their own scripts and styles, and nothing else."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

from jangmyeon.web.guards.asgi import ASGIApp, Receive, Scope, Send, with_headers

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_ALWAYS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
_NEVER_CHANGES = "public, max-age=31536000, immutable"
_ASK_AGAIN = "private, no-cache"


class HeaderGuard:
    """Puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer gets the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fixed = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")

        def put(headers: MutableHeaders) -> None:
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", _NEVER_CHANGES if fixed else _ASK_AGAIN)
            if headers.get("content-type", "").startswith("text/html"):
                headers.add_vary_header("HX-Request, Cookie")

        await self._app(scope, receive, with_headers(send, put))
