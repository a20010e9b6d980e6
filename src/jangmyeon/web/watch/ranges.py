"""The ranges of bytes that a player asks a file for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes\s*=\s*(?P<each>[^,]*)", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"(?P<first>\d{0,18})\s*-\s*(?P<last>\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file from ``first`` to ``last``, both counted in."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self.last - self.first + 1


class UnsatisfiableError(Exception):
    """No byte of the file is in what was asked for."""


def read_range(header: str | None, size: int) -> Span | None:
    """What a ``Range`` header asks a file of ``size`` bytes for.

    Returns:
        None where the whole file is the answer: nothing is asked for, several ranges at once are,
        or it is something else than bytes or malformed, which RFC 9110 has servers ignore.

    Raises:
        UnsatisfiableError: the range lies beyond the file.

    >>> read_range("bytes=0-99", 1000), read_range("bytes=-1", 1000), read_range("bytes=990-", 1000)
    (Span(first=0, last=99), Span(first=999, last=999), Span(first=990, last=999))
    >>> read_range("bytes=0-0,5-6", 1000) is None
    True
    """
    asked = _RANGE.fullmatch(header.strip()) if header else None
    span = _SPAN.fullmatch(asked["each"].strip()) if asked else None
    if span is None or not (span["first"] or span["last"]):
        return None
    if not span["first"]:
        return _suffix(int(span["last"]), size)
    first = int(span["first"])
    last = int(span["last"]) if span["last"] else size - 1
    if span["last"] and last < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return Span(first, min(last, size - 1))


def _suffix(length: int, size: int) -> Span:
    """The last bytes of a file."""
    if not length or not size:
        raise UnsatisfiableError
    return Span(max(size - length, 0), size - 1)


def holds(condition: str | None, etag: str, modified: str) -> bool:
    """Whether a range may be sent as ``If-Range`` wants it: the file is still the same.

    A weak tag never holds, as RFC 9110 says.

    Args:
        etag: the file's own, strong one, with its quotes.
        modified: the file's time as the ``Last-Modified`` header gives it.
    """
    return condition is None or condition.strip() in (etag, modified)


def names(condition: str | None, etag: str) -> bool:
    """Whether an ``If-None-Match`` header names a tag.

    >>> names('W/"a", "b"', '"a"'), names("*", '"a"'), names(None, '"a"')
    (True, True, False)
    """
    if condition is None:
        return False
    told = {each.strip().removeprefix("W/") for each in condition.split(",")}
    return "*" in told or etag.removeprefix("W/") in told
