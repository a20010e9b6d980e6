"""Bytes of a write-up's file -> its text, exactly as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from jangmyeon.captions.encoding import decode
from jangmyeon.errors import CaptionError, WriteupError
from jangmyeon.writeups.manuscript import Source, line_starts

LARGEST = 20 * 1024 * 1024
"""Bytes. A saved page is some 300 KB; its pictures lie in files of their own."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_KNOWN = re.compile(r"(?:iso|latin|windows|cp|euc|shift|ms|big5|gb|koi8|ks|tis)[\w.:-]*")
_KOREAN = frozenset(["euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601"])
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def bytes_of_file(path: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        WriteupError: it cannot be read, or is larger than ``LARGEST``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteupError(f"could not read ({reason})", where=str(path)) from error
    if len(data) > LARGEST:
        raise WriteupError(
            "too large for a write-up:",
            where=str(path),
            remedy=f"the limit is {LARGEST // 2**20} MiB; save the article alone",
        )
    return data


def source_of_bytes(data: bytes, path: str, *, charset: str = "", markup: bool = False) -> Source:
    """Find the encoding of bytes and read them.

    Args:
        charset: the encoding that a server or a mail header names; bytes that are valid UTF-8 are
            that whatever anyone says, for servers are often wrong.

    Raises:
        WriteupError: the bytes are not text.
    """
    try:
        guessed = decode(data).encoding
    except CaptionError as error:
        raise _as_writeup_error(error, path) from error
    mark, encoding = _marked(data)
    encoding = encoding or _said(data, charset or _declared(data), guessed)
    wide = encoding.startswith(("utf-16", "utf-32"))
    text = data[len(mark) :].decode(encoding, "replace" if wide else "surrogateescape")
    return Source(path, text, encoding, mark, markup, line_starts(text))


def _marked(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", ""


def _said(data: bytes, charset: str, guessed: str) -> str:
    """The encoding that a page names, if it is needed and the bytes bear it out."""
    name = charset.strip().lower()
    name = "cp949" if name in _KOREAN else name
    if guessed.startswith("utf") or not _KNOWN.fullmatch(name) or not _can_be(data, name):
        return guessed
    return name


def _can_be(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def _as_writeup_error(error: CaptionError, path: str) -> WriteupError:
    other, _, _ = error.what.partition(", not captions")
    if other != error.what:
        remedy = "save the article as text, Markdown or HTML"
        return WriteupError(f"{other}, not a write-up:", where=path, remedy=remedy)
    return WriteupError(error.what, where=path, remedy=error.remedy)
