"""How much may be sent, and how often."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException

from jangmyeon.web.guards.asgi import (
    ASGIApp,
    Message,
    Receive,
    Scope,
    Send,
    client_of,
    refuse,
    with_headers,
)
from jangmyeon.web.settings import Rates, is_loopback

_CLIENTS = 4096  # remembered at once
LOGIN = "/login"


class BodyGuard:
    """Refuses bodies that are too large: by what they say, and by what really comes."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read no more of a body than may be sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdecimal() or int(told) > self._largest:
            await refuse(scope, receive, send, 413)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413, "")
            return message

        await self._app(scope, counted, send)


class RateGuard:
    """Lets each client ask so often, and no more; tries at the password far less."""

    def __init__(
        self, app: ASGIApp, rates: Rates, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._rates = rates
        self._usual = Buckets(rates.usual, rates.burst, clock)
        self._local = Buckets(rates.local, rates.local, clock)
        self._logins = Buckets(rates.logins / 60, rates.logins, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 429 with the seconds to wait where a client asks too often."""
        if scope["type"] == "http":
            client = client_of(scope)
            buckets = self._local if is_loopback(client) else self._usual
            wait = buckets.take(_network(client))
            if scope["path"] == LOGIN and scope["method"] == "POST":
                wait = max(wait, self._logins.take(_network(client)))
            if wait > 0:

                def put(headers: MutableHeaders) -> None:
                    headers["retry-after"] = str(ceil(wait))

                await refuse(scope, receive, with_headers(send, put), 429)
                return
        await self._app(scope, receive, send)


class Buckets:
    """Tokens for each client: they come back at a rate, and no more than so many are kept."""

    def __init__(self, rate: float, most: float, clock: Callable[[], float]) -> None:
        self._rate, self._most, self._clock = rate, most, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token; returns the seconds to wait for one, 0 where there was one."""
        now = self._clock()
        left, then = self._left.get(client, (self._most, now))
        left = min(left + (now - then) * self._rate, self._most)
        wait = 0.0 if left >= 1 else (1 - left) / self._rate
        self._left[client] = (left - 1 if left >= 1 else left, now)
        self._left.move_to_end(client)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return wait


def _network(client: str) -> str:
    """Whom a client belongs to: its address, or the network of a household where it is IPv6.

    >>> _network("192.0.2.7"), _network("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::')
    """
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and not address.is_loopback:
        return str(IPv6Address(int(address) >> 64 << 64))
    return client
