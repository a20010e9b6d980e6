"""A file, a saved page, an address or a text -> a write-up."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from jangmyeon.captions.language import language_of_text
from jangmyeon.errors import WriteupError
from jangmyeon.model import Writeup
from jangmyeon.writeups.article import read_article
from jangmyeon.writeups.drafting import About, Draft, finished
from jangmyeon.writeups.fetch import fetch_page, is_address
from jangmyeon.writeups.manuscript import Manuscript, Source, source_of_text
from jangmyeon.writeups.markdown import read_markdown
from jangmyeon.writeups.opening import bytes_of_file, source_of_bytes
from jangmyeon.writeups.plain import read_plain
from jangmyeon.writeups.saved import ARCHIVES, PAGES, page_in_archive, page_in_folder

_MARKDOWN = frozenset([".md", ".markdown", ".mdown"])
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)
_SENTENCE = 5  # words: what has more, and names no file, is a text


def read_writeup(source: Path | str, *, allow_private: bool = False) -> Writeup:
    """Read a write-up; see ``read_manuscript``, which also tells where in the file all stands."""
    return read_manuscript(source, allow_private=allow_private).writeup


def read_manuscript(source: Path | str, *, allow_private: bool = False) -> Manuscript:
    """Read a write-up and keep where in its file each letter stands.

    Args:
        source: a text, Markdown, HTML or MHTML file; the folder of a saved page; an http(s)
            address, which alone is ever fetched; or a text itself.
        allow_private: may an address be one of the user's own network?

    Raises:
        WriteupError: there is no such file, it is too large, it is not text, or no text is in it;
            or the address cannot be fetched.
    """
    if isinstance(source, str) and is_address(source):
        page = fetch_page(source, allow_private=allow_private)
        opened = source_of_bytes(page.data, page.address, charset=page.charset, markup=page.markup)
        return _read(opened, ".html" if page.markup else ".txt")
    if isinstance(source, str) and _is_text(source):
        return _read(source_of_text(source), "")
    try:
        path = Path(source).expanduser()
        return _read_path(page_in_folder(path) if path.is_dir() else path)
    except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have
        raise WriteupError(f"not a file's name ({error}):", where=str(source)[:200]) from error


def read_bytes(data: bytes, path: str) -> Manuscript:
    """Read a write-up from what its file holds; the ending of its name tells the format.

    Args:
        path: names the file; nothing is read from there.

    Raises:
        WriteupError: it is not text, or no text is in it.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in ARCHIVES:
        page, charset = page_in_archive(data, path)
        opened = source_of_bytes(page, path, charset=charset, markup=True)
        return _read(opened.as_part(), ".html")
    return _read(source_of_bytes(data, path, markup=suffix in PAGES), suffix)


def _read_path(path: Path) -> Manuscript:
    if not path.exists():
        remedy = "name a file, the folder of a saved page, or an address that starts with https://"
        raise WriteupError("there is no write-up", where=str(path), remedy=remedy)
    return read_bytes(bytes_of_file(path), str(path))


def _read(source: Source, suffix: str) -> Manuscript:
    if suffix in PAGES or (suffix not in _MARKDOWN and _PAGE.match(source.text)):
        source = source.as_markup()
    try:
        drafts, about = _drafts(source, suffix)
    except WriteupError as error:  # whoever reads texts knows of no files
        raise WriteupError(error.what, where=source.path, remedy=error.remedy) from error
    if not any(draft.text for draft in drafts):
        remedy = "it may show its text by a script: save the page from the browser as text"
        raise WriteupError("there is no text in", where=source.path, remedy=remedy)
    return finished(source, drafts, about, _language_of(drafts))


def _drafts(source: Source, suffix: str) -> tuple[list[Draft], About]:
    if source.markup:
        return read_article(source.text)
    if suffix in _MARKDOWN:
        return read_markdown(source)
    return read_plain(source), About()


def _language_of(drafts: list[Draft]) -> str:
    """The language of the article, or of the comments where they are all there is."""
    article = [draft.text for draft in drafts if draft.kind != "comment"]
    return language_of_text(article or [draft.text for draft in drafts])


def _is_text(source: str) -> bool:
    """Is this a text itself, and no path? Several lines are, and a sentence that names no file."""
    if "\n" in source or len(source) > 1_000:
        return True
    if len(source.split()) < _SENTENCE or Path(source).suffix.lower() in {
        *PAGES,
        *ARCHIVES,
        *_MARKDOWN,
        ".txt",
    }:
        return False
    try:
        return not Path(source).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # no name that a file could have
        return True
