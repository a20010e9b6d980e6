"""Markdown -> drafts of blocks (CommonMark and tables, by markdown-it-py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jangmyeon.errors import WriteupError
from jangmyeon.model import BlockKind
from jangmyeon.writeups.comments import comments_from
from jangmyeon.writeups.conventions import means, number_of
from jangmyeon.writeups.drafting import About, Draft, refuse_many
from jangmyeon.writeups.html import read_html
from jangmyeon.writeups.manuscript import Source
from jangmyeon.writeups.tracing import Tracer

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1_000_000
"""Characters. The parser takes a second or two for as many."""

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_NEAR = 5_000  # characters that may stand between two words of a paragraph, as in an address
_SAID = re.compile(r"^(title|author|date)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M | re.I)
# What stands behind a link's or picture's words: its address, or the name under which it is given.
_TARGET = re.compile(r"\](?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)|\[[^\]]*+\])?")
_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")


@dataclass(slots=True)
class _List:
    """A list while it is read: the number of its next entry, 0 where it has bullets."""

    number: int


@dataclass(slots=True)
class _Around:
    """The elements that are open: what the next text is."""

    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    heading: int = 0
    number: int = 0
    kinds: list[BlockKind] = field(default_factory=list)


def read_markdown(source: Source) -> tuple[list[Draft], About]:
    """The blocks of a Markdown text, and what its front matter says of it.

    The first heading of the first level is the title; comments are told as in plain text.

    Raises:
        WriteupError: it is longer than ``LONGEST``, or has more blocks than any article.
    """
    from markdown_it import MarkdownIt

    if len(source.text) > LONGEST:
        remedy = f"the limit is {LONGEST:,} letters; save the article alone"
        raise WriteupError("too long for a write-up in Markdown:", remedy=remedy)

    front = _FRONT_MATTER.match(source.text)
    # markdown-it counts lines by line feeds, and its parser changes other ends to these.
    text = source.text.replace("\r\n", " \n").replace("\r", "\n")
    if front:
        text = re.sub(r"[^\n]", " ", text[: front.end()]) + text[front.end() :]
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    parser.disable("text_join")  # it would join "&amp;" to the words around it
    drafts: list[Draft] = []
    for draft in _Blocks(source, text).read(parser.parse(text)):
        drafts.append(draft)
        refuse_many(len(drafts))
    first = comments_from([draft.text for draft in drafts], [False] * len(drafts))
    drafts = [
        *drafts[:first],
        *(replace(draft, kind="comment", level=0, number=0) for draft in drafts[first:]),
    ]
    return _titled(drafts), _about(front[1] if front else "")


def _titled(drafts: Sequence[Draft]) -> list[Draft]:
    tops = [at for at, draft in enumerate(drafts) if draft.kind == "heading" and draft.level == 1]
    return [
        replace(draft, kind="title") if tops and at == tops[0] else draft
        for at, draft in enumerate(drafts)
    ]


def _about(front: str) -> About:
    said = {key.lower(): value for key, value in _SAID.findall(front)}
    return About(said.get("title", ""), said.get("author", ""), said.get("date", "")[:10])


class _Blocks:
    """Turns markdown-it's tokens, which know their lines, into drafts, which know each letter."""

    def __init__(self, source: Source, text: str) -> None:
        self._text = text
        starts = source.line_starts
        self._starts = (*starts, len(text))
        self._at = 0  # how far the text has been read: no words are looked for before this
        self._around = _Around()

    def read(self, parsed: Sequence[Token]) -> Iterator[Draft]:
        for token in parsed:
            self._enter(token)
            if token.map and token.type in {"inline", "html_block", "fence", "code_block"}:
                first, last = token.map
                start = max(self._starts[min(first, len(self._starts) - 1)], self._at)
                end = self._starts[min(last, len(self._starts) - 1)]
                yield from self._drafts(token, start, end)
                self._at = max(self._at, start)

    def _enter(self, token: Token) -> None:
        around = self._around
        match token.type:
            case "ordered_list_open":
                around.lists.append(_List(int(token.attrs.get("start", 1))))
            case "bullet_list_open":
                around.lists.append(_List(0))
            case "ordered_list_close" | "bullet_list_close":
                around.lists.pop()
            case "list_item_open":
                around.number = around.lists[-1].number
                around.lists[-1].number += 1 if around.number else 0
                around.kinds.append("entry")
            case "blockquote_open":
                around.kinds.append("quote")
            case "list_item_close" | "blockquote_close":
                around.kinds.pop()
            case "heading_open":
                around.heading = int(token.tag[1:])
            case "heading_close":
                around.heading = 0
            case _:
                pass

    def _drafts(self, token: Token, start: int, end: int) -> Iterator[Draft]:
        if token.type == "html_block":
            for shown in read_html(self._text, start, end):
                yield Draft(shown.kind, shown.traced, shown.level, shown.number)
            self._at = end
            return
        if token.type in {"fence", "code_block"}:
            yield self._draft(Tracer().read(self._text[start:end], start))
            self._at = end
            return
        inline = _Inline(self._text, start, end)
        for tracer, is_caption in inline.read(token.children or ()):
            draft = self._draft(tracer)
            yield replace(draft, kind="caption", level=0) if is_caption else draft
        self._at = inline.at

    def _draft(self, tracer: Tracer) -> Draft:
        traced = tracer.traced()
        around = self._around
        if around.heading:
            return Draft("heading", traced, around.heading, number_of(traced.text))
        kind = around.kinds[-1] if around.kinds else "paragraph"
        if kind == "paragraph" and means("credit", traced.text):
            kind = "caption"
        number = around.number if kind == "entry" else number_of(traced.text)
        return Draft(kind, traced, 0, number)


class _Inline:
    """The words of one block, looked for one after the other between two offsets."""

    def __init__(self, text: str, at: int, end: int) -> None:
        self.at = at
        self._text = text
        self._end = end
        self._linked: list[bool] = []

    def read(self, tokens: Sequence[Token]) -> Iterator[tuple[Tracer, bool]]:
        """What the tokens say: text, and the words under pictures, which are captions."""
        tracer = Tracer()
        captions: list[Tracer] = []
        for token in tokens:
            if token.type == "image":
                captions.append(self._picture(token))
            else:
                self._read(token, tracer)
        yield tracer, False
        yield from ((caption, True) for caption in captions)

    def _read(self, token: Token, tracer: Tracer) -> None:
        match token.type:
            case "text" | "code_inline":
                self._find(token.content, tracer)
            case "text_special":
                self._put(token.content, token.markup, tracer)
            case "softbreak" | "hardbreak":
                self._line_end(tracer)
            case "html_inline":
                self._skip(token.content)
            case "link_open":
                self._linked.append(token.markup != "autolink")
            case "link_close":
                if self._linked and self._linked.pop():
                    self._leave_link()
            case _:
                pass

    def _find(self, words: str, tracer: Tracer) -> None:
        place = self._place(words) if words else -1
        if place >= 0:
            tracer.read(words, place)
            self.at = place + len(words)
        elif len(words.split()) > 1:  # blanks differ
            for word in re.findall(r"\S+\s*", words):
                self._find(word.rstrip(), tracer)
                tracer.put(" ", self.at, self.at)

    def _place(self, written: str) -> int:
        """Where something stands next, -1 if nowhere near; to look further would never end."""
        end = min(self._end, self.at + len(written) + _NEAR)
        return self._text.find(written, self.at, end)

    def _put(self, words: str, written: str, tracer: Tracer) -> None:
        place = self._place(written)
        if place >= 0:
            tracer.put(words, place, place + len(written))
            self.at = place + len(written)

    def _line_end(self, tracer: Tracer) -> None:
        place = self._place("\n")
        if place >= 0:
            marks = _MARKS.match(self._text, place + 1, self._end)
            after = marks.end() if marks else place + 1
            tracer.put(" ", place, after)
            self.at = after

    def _skip(self, written: str) -> None:
        place = self._place(written)
        self.at = place + len(written) if place >= 0 else self.at

    def _leave_link(self) -> None:
        place = self._place("]")
        target = _TARGET.match(self._text, place, self._end) if place >= 0 else None
        self.at = target.end() if target else self.at

    def _picture(self, token: Token) -> Tracer:
        tracer = Tracer()
        for child in token.children or ():
            self._read(child, tracer)
        self._leave_link()
        return tracer
