"""Only names that are this server's own: no site can make a browser reach it under its own name.

That is DNS rebinding: a page of evil.example whose name suddenly means 127.0.0.1.
"""

from __future__ import annotations

import re
import socket
from functools import cache
from ipaddress import ip_address

from starlette.datastructures import Headers

from jangmyeon.web.guards.asgi import ASGIApp, Receive, Scope, Send, refuse
from jangmyeon.web.settings import Settings, is_loopback

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?")


class HostGuard:
    """Answers only those who ask for the server by one of its own names."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request for a host that this is not."""
        if scope["type"] == "http":
            told = Headers(scope=scope).getlist("host")
            if len(told) != 1 or not is_own(host_name(told[0]), self._settings):
                remedy = "name it with --allow-host when the server starts"
                await refuse(scope, receive, send, 400, "host", remedy)
                return
        await self._app(scope, receive, send)


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty where it is none.

    >>> host_name("localhost:8421"), host_name("[::1]:8421"), host_name("TV.example.")
    ('localhost', '::1', 'tv.example')
    >>> host_name("127.0.0.1:8421@evil.example")
    ''
    """
    match = _HOST.fullmatch(host.strip().casefold())
    return (match[1] or match[2]).rstrip(".") if match else ""


def is_own(name: str, settings: Settings) -> bool:
    """Whether a name means this server, as far as its settings tell.

    A bare address is safe wherever the server can be reached by one: rebinding needs a name.
    """
    if is_loopback(name) or name == settings.host.casefold():
        return True
    if name in (host.casefold() for host in settings.hosts):
        return True
    return not is_loopback(settings.host) and (_is_address(name) or name in _own_names())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


@cache
def _own_names() -> frozenset[str]:
    name = socket.gethostname().casefold()
    return frozenset((name, f"{name}.local", f"{name.partition('.')[0]}.local"))
