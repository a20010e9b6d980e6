"""A page from the network: only one that the user names, and only from where it is safe to.

An address could make this program read what only this computer may read: a router's page, a cloud
machine's keys. So every name is resolved first, every address it has is checked, and the connection
goes to the address that was checked, so that a name which means something else a moment later
gains nothing. Each redirect is treated as a new address.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jangmyeon.errors import WriteupError

if TYPE_CHECKING:
    import httpx

LARGEST = 10 * 1024 * 1024
"""Bytes, after decompression."""
LONGEST = 20.0
"""Seconds for all of it, redirects included."""

_REDIRECTS = 5
_PAGES = frozenset(["text/html", "application/xhtml+xml"])
_TEXTS = frozenset(["text/plain", "text/markdown", "text/x-markdown"])
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "jangmyeon (reads one page for one person)",
    "Accept": "text/html, text/*",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: where from (after redirects), its bytes, the charset the server names."""

    address: str
    data: bytes
    charset: str = ""
    markup: bool = True


def is_address(text: str) -> bool:
    """Is this a web address, and no file or text?

    >>> is_address("https://example.org/recap"), is_address("recap.html")
    (True, False)
    """
    return _ADDRESS.fullmatch(text.strip()) is not None


def fetch_page(address: str, *, allow_private: bool = False) -> Page:
    """Fetch a page.

    Args:
        address: an http or https address.
        allow_private: may it be in the user's own network, or on this computer?

    Raises:
        WriteupError: the address is of another kind, unsafe, or does not answer with a page of text
            within ``LONGEST`` seconds and ``LARGEST`` bytes.
    """
    import httpx

    deadline = time.monotonic() + LONGEST
    url = _url(address.strip())
    # No proxy of the environment: it would resolve the name again, and not as it was checked.
    with httpx.Client(trust_env=False, timeout=LONGEST / 2, headers=_HEADERS) as client:
        for _ in range(_REDIRECTS + 1):
            with _answer(client, url, allow_private=allow_private) as answer:
                if not answer.has_redirect_location:
                    return _page(answer, url, deadline)
                url = _url(str(url.join(answer.headers["location"])))
    raise WriteupError("redirected too often:", where=address, remedy="name the page itself")


def _url(address: str) -> httpx.URL:
    import httpx

    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise WriteupError("not a web address:", where=address) from error
    if url.scheme not in {"http", "https"} or not url.host:
        remedy = "only http:// and https:// are fetched"
        raise WriteupError("not a web address:", where=address, remedy=remedy)
    if url.userinfo:
        raise WriteupError(
            "an address with a password in it is not fetched:",
            where=url.host,
            remedy="save the page, and name the file",
        )
    return url


@contextmanager
def _answer(
    client: httpx.Client, url: httpx.URL, *, allow_private: bool
) -> Iterator[httpx.Response]:
    """The answer to one request, at an address that was checked."""
    import httpx

    number = _checked(url, allow_private=allow_private)
    request = client.build_request(
        "GET",
        url.copy_with(host=number),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    try:
        answer = client.send(request, stream=True)
        try:
            yield answer
        finally:
            answer.close()
    except httpx.TimeoutException as error:
        raise _too_slow(url) from error
    except httpx.HTTPError as error:
        raise WriteupError(
            "could not fetch", where=str(url), remedy=str(error) or type(error).__name__
        ) from error


def _checked(url: httpx.URL, *, allow_private: bool) -> str:
    """The number of a host all of whose numbers may be asked."""
    try:
        port = url.port or (443 if url.scheme == "https" else 80)
        answers = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        remedy = "is the address spelt right, and is this computer online?"
        raise WriteupError("there is no host", where=url.host, remedy=remedy) from error
    numbers = [str(answer[4][0]).partition("%")[0] for answer in answers]
    for number in numbers:
        if not allow_private and not is_public(number):
            raise WriteupError(
                "an address of this computer or its own network is not fetched:",
                where=f"{url.host} ({number})",
                remedy="allow private addresses if you mean it, or save the page",
            )
    return numbers[0]


def is_public(number: str) -> bool:
    """Is this IP address one of the open internet, whatever other address it wraps?

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast


def _page(answer: httpx.Response, url: httpx.URL, deadline: float) -> Page:
    if answer.status_code != 200:
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise WriteupError(f"the server answers {status} for", where=str(url))
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in _PAGES | _TEXTS:
        raise WriteupError(f"not a page of text but {kind}:", where=str(url))
    data = bytearray()
    for part in answer.iter_bytes():
        data += part
        if len(data) > LARGEST:
            raise WriteupError(
                "too large for a page:",
                where=str(url),
                remedy=f"the limit is {LARGEST // 2**20} MiB",
            )
        if time.monotonic() > deadline:
            raise _too_slow(url)
    return Page(str(url), bytes(data), answer.charset_encoding or "", kind not in _TEXTS)


def _too_slow(url: httpx.URL) -> WriteupError:
    remedy = "try again, or save the page from the browser"
    return WriteupError(
        f"no whole answer within {LONGEST:.0f} seconds from", where=str(url), remedy=remedy
    )
