"""Pages that a browser saved: a folder, a page with its folder of pictures, one .mhtml file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jangmyeon.errors import WriteupError

if TYPE_CHECKING:
    from email.message import EmailMessage

PAGES = frozenset([".html", ".htm", ".xhtml"])
ARCHIVES = frozenset([".mhtml", ".mht"])
TEXTS = frozenset([".md", ".markdown", ".txt", ".text"])

_PICTURES = ("_files", ".files", "-files", "_파일", "_data")
_INDEX = ("index.html", "index.htm", "article.html", "page.html")


def page_in_folder(folder: Path) -> Path:
    """The one write-up in a folder.

    That is its index, or the only page that stands in it; for the folder of pictures that a
    browser puts beside a page, the page.

    Raises:
        WriteupError: there is none, or there are several.
    """
    beside = _page_beside(folder)
    if beside is not None:
        return beside
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteupError(f"could not read ({reason})", where=str(folder)) from error
    for suffixes in (PAGES, ARCHIVES, TEXTS):
        found = [path for path in files if path.suffix.lower() in suffixes]
        if found:
            return _one_of(found, folder)
    raise WriteupError(
        "there is no write-up in", where=str(folder), remedy="name a folder with a saved page"
    )


def _one_of(pages: Sequence[Path], folder: Path) -> Path:
    indexes = [page for name in _INDEX for page in pages if page.name.lower() == name]
    if len(pages) > 1 and not indexes:
        names = ", ".join(page.name for page in pages[:3])
        remedy = f"name the one to read, such as {names}"
        raise WriteupError("there are several write-ups in", where=str(folder), remedy=remedy)
    return indexes[0] if indexes else pages[0]


def _page_beside(folder: Path) -> Path | None:
    for ending in _PICTURES:
        if folder.name.endswith(ending):
            stem = folder.name.removesuffix(ending)
            pages = (folder.with_name(stem + suffix) for suffix in sorted(PAGES))
            return next((page for page in pages if page.is_file()), None)
    return None


def page_in_archive(data: bytes, path: str) -> tuple[bytes, str]:
    """The page in an .mhtml file (MIME HTML, RFC 2557): its bytes and the charset it names.

    Raises:
        WriteupError: there is no page in it.
    """
    from email import message_from_bytes, policy
    from email.errors import MessageError

    try:
        archive = message_from_bytes(data, policy=policy.default)
        for part in archive.walk():
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                return _content(part)
    except (MessageError, ValueError, LookupError, TypeError) as error:
        raise _not_an_archive(path) from error
    raise _not_an_archive(path)


def _content(part: EmailMessage) -> tuple[bytes, str]:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"", part.get_content_charset() or ""


def _not_an_archive(path: str) -> WriteupError:
    return WriteupError("there is no page in", where=path, remedy="save the page again, as HTML")
