"""What a server is told when it starts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from jangmyeon.shelf import ShelfPlace

Language = Literal["en", "ko"]

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rates:
    """How many requests a client may make: so many a second, and so many at once before that.

    ``logins`` are tries at the password, a minute; ``local`` is for this machine's own clients.
    """

    usual: float = 50.0
    burst: int = 400
    local: float = 5_000.0
    logins: float = 10.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is told when it starts; worker processes are told the same.

    Args:
        library: the folder of dramas.
        data: where the library's data lies, if not where it is usual.
        host: the address that is listened on.
        hosts: names under which it may be asked for, beside its own.
        password: a hash (argon2) of the password that visitors need; none is asked for when empty.
        token: what programs may send in place of it, as ``Authorization: Bearer``.
        secret: signs sessions and the tokens of forms.
        language: of the interface, where a browser does not say.
        workers: processes that look up what pages show, if more than one; else the server's own
            threads do.
        threads: of the server itself; each has the library open, so that what takes long does not
            hold up searches.
        warm: open the library when the server starts, not when it is first asked.
        largest_body: of a request, in bytes.
    """

    library: str | ShelfPlace
    data: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8421
    hosts: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    language: Language = "en"
    workers: int = 1
    threads: int = 2
    warm: bool = False
    largest_body: int = 8 * _MEBIBYTE
    rates: Rates = Rates()

    @property
    def guarded(self) -> bool:
        """Whether visitors have to show who they are."""
        return bool(self.password or self.token)

    @property
    def reachable(self) -> bool:
        """Whether others than this machine can reach it."""
        return bool(self.hosts) or not is_loopback(self.host)


def is_loopback(address: str) -> bool:
    """Whether an address, or a host's name, is this machine's own.

    >>> [is_loopback(each) for each in ("127.0.0.1", "::1", "localhost", "0.0.0.0")]
    [True, True, True, False]
    """
    if address == "localhost" or address.endswith(".localhost"):
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
