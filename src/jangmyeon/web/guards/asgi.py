"""The little that guards need to know of ASGI."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jangmyeon.web.problems import problem

__all__ = ["ASGIApp", "Message", "Receive", "Scope", "Send", "client_of", "refuse", "with_headers"]


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, what: str = "", remedy: str = ""
) -> None:
    """Answer a request with what is wrong with it."""
    await problem(Request(scope), status, what, remedy)(scope, receive, send)


def with_headers(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    """A way to send answers whose headers are changed first."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return changed


def client_of(scope: Scope) -> str:
    """The address of who asks; empty where the server does not tell."""
    client = scope.get("client")
    return client[0] if client else ""
