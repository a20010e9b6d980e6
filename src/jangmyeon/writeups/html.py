"""HTML -> the pieces of text that a page shows, what each is, and where in the file it stands.

Which of them are the article is not decided here: see ``article``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape

from jangmyeon.captions.encoding import unescaped
from jangmyeon.model import BlockKind
from jangmyeon.writeups.conventions import number_of, table
from jangmyeon.writeups.drafting import refuse_many
from jangmyeon.writeups.html_tokens import Tag, Text, elements, tokens
from jangmyeon.writeups.tracing import Traced, Tracer

_ROOTS = frozenset(["html", "body", "main"])
_BOLD = frozenset(["b", "strong"])
_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 160
_ENDS_SENTENCE = re.compile(r"[.!?,;:][\"'”’)]*$")


@dataclass(slots=True)
class _List:
    """A list while it is read: where its count stands."""

    ordered: bool
    first: int | None = None
    falls: bool = False
    entries: int = 0

    def number(self, entry: int) -> int:
        """The number of an entry (counted from 0), as a browser shows it."""
        if not self.ordered:
            return 0
        if self.falls:
            return max((self.first if self.first is not None else self.entries) - entry, 0)
        return max((self.first if self.first is not None else 1) + entry, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around a text say of it."""

    tag: str = ""
    kind: BlockKind = "paragraph"
    level: int = 0
    list: _List | None = None
    entry: int = 0
    furniture: bool = False
    comments: bool = False
    article: bool = False
    unseen: bool = False
    linked: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text as a page shows it, a paragraph or the like.

    ``linked`` is the share of it that is links. ``furniture`` says that it stands in a menu, a
    footer or the like, ``article`` that the page itself calls it part of an article.
    """

    traced: Traced
    kind: BlockKind
    level: int = 0
    number: int = 0
    linked: float = 0.0
    furniture: bool = False
    comments: bool = False
    article: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.traced.text


def read_html(text: str, start: int = 0, end: int | None = None) -> list[Shown]:
    """Every piece of text that a page shows, in the order of the file.

    Raises:
        WriteupError: there are more than any article has.

    >>> [(shown.kind, shown.text) for shown in read_html("<h2>Fate</h2><p>They &amp; <b>we</b>")]
    [('heading', 'Fate'), ('paragraph', 'They & we')]
    """
    page = _Page(text)
    for token in tokens(text[:end], start):
        if isinstance(token, Text):
            page.read(token)
        elif token.closes:
            page.close(token)
        else:
            page.open(token)
    page.end_piece()
    return [_finished(piece) for piece in page.pieces]


@dataclass(slots=True)
class _Piece:
    """A piece of text while it is read."""

    tracer: Tracer = field(default_factory=Tracer)
    place: _Place | None = None
    traced: Traced = field(default_factory=Traced)
    linked: int = 0
    plain: int = 0
    length: int = 0


class _Page:
    """A page while it is read: the elements that are open, the piece of text at hand."""

    def __init__(self, text: str) -> None:
        self.pieces: list[_Piece] = []
        self._text = text
        self._open: list[_Place] = []
        self._counts: dict[str, int] = {}
        self._piece = _Piece()
        self._breaks = 0

    @property
    def _here(self) -> _Place:
        return self._open[-1] if self._open else _Place()

    def open(self, tag: Tag) -> None:
        if tag.name == "br":
            self._break(tag)
            return
        if tag.name not in elements("inline"):
            self.end_piece()
            self._close_what_ends_before(tag.name)
        if tag.name in elements("void"):
            return
        self._open.append(_place(self._here, tag))
        self._counts[tag.name] = self._counts.get(tag.name, 0) + 1

    def close(self, tag: Tag) -> None:
        if tag.name not in elements("inline"):
            self.end_piece()
        if self._counts.get(tag.name):
            self._close_to(tag.name)

    def read(self, token: Text) -> None:
        here = self._here
        if here.unseen:
            return
        raw = self._text[token.start : token.end]
        length = len(raw.strip())
        if not length:
            self._piece.tracer.read(raw, token.start)
            return
        if self._breaks and here.bold and self._piece.plain and number_of(raw):
            self.end_piece()
        self._breaks = 0
        piece = self._piece
        piece.place = piece.place or here
        piece.length += length
        piece.linked += length if here.linked else 0
        piece.plain += 0 if here.bold else length
        _read_entities(piece.tracer, raw, token.start)

    def end_piece(self) -> None:
        piece = self._piece
        piece.traced = piece.tracer.traced()
        if piece.traced.text:
            self.pieces.append(piece)
            refuse_many(len(self.pieces))
        self._piece = _Piece()
        self._breaks = 0

    def _break(self, tag: Tag) -> None:
        """Two line breaks in a row are how old pages part paragraphs; one ends a bold heading."""
        self._breaks += 1
        piece = self._piece
        bold = 0 < piece.length <= _LONGEST_BOLD_HEADING and not piece.plain
        if self._breaks >= 2 or bold:
            self.end_piece()
        else:
            self._piece.tracer.put(" ", tag.start, tag.end)

    def _close_what_ends_before(self, name: str) -> None:
        """Elements whose closing tag may be left out."""
        if self._counts.get("p"):
            self._close_to("p")
        if name in {"li", "dt", "dd", "tr", "td", "th"} and self._here.tag == name:
            self._close_to(name)
        if _HEADING.fullmatch(name) and _HEADING.fullmatch(self._here.tag):
            self._close_to(self._here.tag)

    def _close_to(self, name: str) -> None:
        while self._open:
            closed = self._open.pop().tag
            self._counts[closed] -= 1
            if closed == name:
                return


def _read_entities(tracer: Tracer, raw: str, start: int) -> None:
    done = 0
    for entity in _ENTITY.finditer(raw) if "&" in raw else ():
        meant = unescape(entity[0])
        if meant != entity[0]:
            tracer.read(raw[done : entity.start()], start + done)
            tracer.put(meant, start + entity.start(), start + entity.end())
            done = entity.end()
    tracer.read(raw[done:] if done else raw, start + done)


def _place(around: _Place, tag: Tag) -> _Place:
    """The place within an element that stands in ``around``."""
    name = tag.name
    here = replace(around, tag=name)
    if name in elements("inline"):
        return replace(here, linked=here.linked or name == "a", bold=here.bold or name in _BOLD)
    here = _named_place(here, tag)
    heading = _HEADING.fullmatch(name)
    if heading:
        return replace(here, kind="heading", level=int(heading[1]))
    if name == "li":
        entry = around.list.entries if around.list else 0
        if around.list:
            around.list.entries += 1
        return replace(here, kind="entry", entry=entry)
    if name in {"ol", "ul"}:
        here = replace(here, list=_list(tag))
    return replace(here, kind=_KINDS.get(name, here.kind))


def _named_place(here: _Place, tag: Tag) -> _Place:
    """What an element is by its name, its class and whether it is hidden."""
    words = " ".join(filter(None, map(tag.attribute, ("class", "id", "role")))).split()
    style = tag.attribute("style") or ""
    if (
        tag.name in elements("unseen")
        or tag.attribute("hidden") is not None
        or _HIDDEN.search(style)
    ):
        return replace(here, unseen=True)
    if tag.name == "form" and here.comments:
        return replace(here, unseen=True)
    if tag.name == "article":
        here = replace(here, article=True)
    if tag.name in _ROOTS or not (words or tag.name in elements("furniture")):
        return here
    comments = any(_is("comments", word) and not _is("not-comments", word) for word in words)
    furniture = tag.name in elements("furniture") or any(
        _is("furniture", word) and not _is("not-furniture", word) for word in words
    )
    caption = any(_is("caption", word) for word in words)
    return replace(
        here,
        comments=here.comments or comments,
        furniture=here.furniture or furniture,
        kind="caption" if caption else here.kind,
    )


def _list(tag: Tag) -> _List:
    start = tag.attribute("start") or ""
    first = int(start) if re.fullmatch(r"-?\d{1,6}", start) else None
    return _List(tag.name == "ol", first, tag.attribute("reversed") is not None)


@cache
def _is(part: str, word: str) -> bool:
    return len(word) <= 60 and _pattern(part).fullmatch(word) is not None


@cache
def _pattern(part: str) -> re.Pattern[str]:
    patterns = [pattern for kind, pattern in table("page_parts.tsv") if kind == part]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _finished(piece: _Piece) -> Shown:
    place = piece.place or _Place()
    text = piece.traced.text
    kind, level, number = place.kind, place.level, number_of(text)
    if kind == "paragraph" and not piece.plain and _is_bold_heading(text):
        kind, level = "heading", 4
    if kind == "entry" and place.list:
        number = place.list.number(place.entry) or number
    return Shown(
        traced=piece.traced,
        kind=kind,
        level=level if kind == "heading" else 0,
        number=number,
        linked=piece.linked / max(piece.length, 1),
        furniture=place.furniture,
        comments=place.comments,
        article=place.article,
    )


def _is_bold_heading(text: str) -> bool:
    """Many a list writes its headings as paragraphs in bold."""
    short = len(text) <= _LONGEST_BOLD_HEADING
    return short and (number_of(text) > 0 or not _ENDS_SENTENCE.search(text))


def titles(text: str) -> Iterator[str]:
    """The page's own title, as the browser's tab shows it."""
    for found in re.finditer(r"<title[^>]{0,200}>([^<]{1,500})", text[:200_000], re.IGNORECASE):
        yield " ".join(unescaped(found[1]).split())
