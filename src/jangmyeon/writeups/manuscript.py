"""A write-up together with the file it was read from: where all stands, and how to correct it."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from jangmyeon.errors import WriteupError
from jangmyeon.model import Where, Writeup
from jangmyeon.writeups.tracing import Piece, Traced

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of a source are to become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file exactly as it stands there, and how it is written in bytes.

    ``markup`` tells that signs such as ``&`` are escaped in it. ``mark`` is its byte order mark.
    ``part`` tells that the text is but a part of the file, which cannot be put back.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    markup: bool = False
    line_starts: tuple[int, ...] = (0,)
    part: bool = False

    def as_markup(self) -> Source:
        """The same, known to be HTML."""
        return replace(self, markup=True)

    def as_part(self) -> Source:
        """The same, known to be a part of its file."""
        return replace(self, part=True)

    def where(self, offset: int) -> Where:
        r"""The line and column (both from 1, columns in characters) of an offset.

        >>> source_of_text("one\r\ntwo").where(6)
        Where(path='', line=2, column=2)
        """
        line = bisect_right(self.line_starts, offset)
        return Where(self.path, line, offset - self.line_starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A write-up, its source, and for each of its blocks where in the source its text stands."""

    writeup: Writeup
    source: Source
    traces: tuple[Traced, ...] = ()

    def span(self, block: int, start: int, end: int) -> tuple[int, int] | None:
        """The offsets in the source of the characters ``start`` to ``end`` of a block's text.

        Args:
            block: the block's place among ``writeup.blocks``.

        Returns:
            None where tags stand between the characters, so that no one span shows them.
        """
        return self.traces[block].span(start, end)

    def where(self, block: int, at: int = 0) -> Where:
        """The line and column at which the character ``at`` of a block's text stands."""
        return self.source.where(self.traces[block].offset(at))

    def corrected(self, edits: Iterable[Edit]) -> bytes:
        """The file with these edits made, in its own encoding, and not another byte changed.

        Raises:
            WriteupError: edits overlap, or hold letters that the file's encoding does not have; or
                the write-up is a part of an archive.
        """
        if self.source.part:
            remedy = "save the page as HTML, and correct that"
            raise WriteupError(
                "an archive cannot be corrected:", where=self.source.path, remedy=remedy
            )
        text = _edited(self.source, sorted(edits, key=lambda edit: edit.start))
        encoding = self.source.encoding
        wide = encoding.startswith(("utf-16", "utf-32"))
        try:
            return self.source.mark + text.encode(encoding, "strict" if wide else "surrogateescape")
        except UnicodeEncodeError as error:
            raise WriteupError(
                f"{encoding} has no {text[error.start]!r}, which a correction needs, in",
                where=self.source.path,
                remedy="save the file as UTF-8",
            ) from error


def source_of_text(text: str, path: str = "", *, markup: bool = False) -> Source:
    """A source that is text already."""
    return Source(path, text, markup=markup, line_starts=line_starts(text))


def manuscript_of(writeup: Writeup) -> Manuscript:
    """A write-up of which the file is not at hand: its source is its blocks, a blank line between.

    >>> from jangmyeon.model import Block
    >>> blocks = Block("title", "Rain", 7), Block("paragraph", "He waits.", 9)
    >>> manuscript_of(Writeup("", blocks=blocks)).where(1)
    Where(path='', line=3, column=1)
    """
    source = source_of_text("\n\n".join(block.text for block in writeup.blocks), writeup.source)
    traces, blocks, at = [], [], 0
    for block in writeup.blocks:
        length = len(block.text)
        traces.append(Traced(block.text, (Piece(0, length, at, at + length),)))
        where = source.where(at)
        blocks.append(replace(block, line=where.line, column=where.column))
        at += length + 2
    return Manuscript(replace(writeup, blocks=tuple(blocks)), source, tuple(traces))


def line_starts(text: str) -> tuple[int, ...]:
    r"""The offsets at which the lines of a text start, whatever ends them.

    >>> line_starts("a\nb\r\nc")
    (0, 2, 5)
    """
    return (0, *(end.end() for end in _LINE_END.finditer(text)))


def _edited(source: Source, edits: list[Edit]) -> str:
    for one, following in pairwise(edits):
        if following.start < one.end:
            raise WriteupError("two corrections overlap in", where=source.path)
    parts: list[str] = []
    done = 0
    for edit in edits:
        new = html.escape(edit.text, quote=False) if source.markup else edit.text
        parts += source.text[done : edit.start], new
        done = edit.end
    return "".join(parts) + source.text[done:]
