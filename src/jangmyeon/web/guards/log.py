"""One line a request: when, what, and how long it took; and what broke, with its traceback."""

from __future__ import annotations

import logging
import time

from jangmyeon.web.guards.asgi import ASGIApp, Message, Receive, Scope, Send, client_of, refuse

LOGGER = logging.getLogger("jangmyeon.web")
_LONGEST = 200  # letters of a path


class LogGuard:
    """Writes a line of each request; what visitors search for stays out of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            took = (time.perf_counter() - started) * 1000
            told = (client_of(scope) or "-", scope["method"], printable(scope["path"]))
            LOGGER.info("%s %s %s %s %.0f ms", *told, status or "-", took)


class FaultGuard:
    """Answers what nobody expected with a page, and writes the traceback into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer what breaks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            LOGGER.exception("%s %s broke", scope["method"], printable(scope["path"]))
            if started:
                raise
            await refuse(scope, receive, send, 500)


def printable(path: str) -> str:
    r"""A path on one line, whatever was sent.

    >>> printable("/find"), printable("/a\nGET /b")
    ('/find', '/a\\x0aGET /b')
    """
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in path)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
