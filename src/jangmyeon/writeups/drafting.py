"""Blocks in the making: what a format's reader hands on, whatever the format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jangmyeon.captions.encoding import visible
from jangmyeon.errors import WriteupError
from jangmyeon.model import Block, BlockKind, Writeup
from jangmyeon.writeups.conventions import author_in, date_in
from jangmyeon.writeups.manuscript import Manuscript, Source
from jangmyeon.writeups.spoilers import warns_of_spoilers
from jangmyeon.writeups.tracing import Traced

MOST = 50_000
"""Blocks. A long recap has some hundreds; what has more is no article, or means harm."""

_NEAR = 10  # blocks at the start of an article among which its author and date are named
_SHORT = 120  # characters: the longest line that is about the article, and not of it


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its line and column are known."""

    kind: BlockKind
    traced: Traced
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """What the block says."""
        return self.traced.text


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself, empty where it does not."""

    title: str = ""
    author: str = ""
    date: str = ""


def refuse_many(blocks: int) -> None:
    """Go on only while there are no more blocks than a write-up may have.

    Raises:
        WriteupError: there are more than ``MOST``.
    """
    if blocks > MOST:
        remedy = "save the article alone"
        raise WriteupError(
            f"more than {MOST:,} paragraphs, which no write-up has, in", remedy=remedy
        )


def finished(source: Source, drafts: Sequence[Draft], about: About, language: str) -> Manuscript:
    """Put drafts together as a write-up; what the page does not say of itself, its blocks may."""
    drafts = [draft for draft in drafts if draft.text]
    blocks = tuple(_block(source, draft) for draft in drafts)
    said = about_blocks(blocks)
    title, author, date = map(visible, (about.title, about.author, about.date))
    title = title or said.title
    writeup = Writeup(
        source=source.path,
        title=title,
        author=author or said.author,
        date=date or said.date,
        language=language,
        blocks=blocks,
        spoilers=warns_of_spoilers(title, blocks),
    )
    return Manuscript(writeup, source, tuple(draft.traced for draft in drafts))


def about_blocks(blocks: Sequence[Block]) -> About:
    """What the first lines of an article say of it: its title, who wrote it and when."""
    article = [block for block in blocks if block.kind != "comment"]
    title = next((block.text for block in article if block.kind == "title"), "")
    lines = [block.text for block in (*article[:_NEAR], *article[-3:]) if len(block.text) <= _SHORT]
    return About(title, _first(map(author_in, lines)), _first(map(_date_of, lines)))


def _date_of(line: str) -> str:
    """The date in a line that says little else: a date in a heading is of something else."""
    return date_in(line) if len(line.split()) <= 12 else ""


def _first(found: Iterable[str]) -> str:
    return next((text for text in found if text), "")


def _block(source: Source, draft: Draft) -> Block:
    spot = source.where(draft.traced.offset(0))
    return Block(draft.kind, draft.text, spot.line, spot.column, draft.level, draft.number)
