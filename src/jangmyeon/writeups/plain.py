"""Plain text -> drafts of blocks: paragraphs, headings, entries, and readers' comments.

Text is mostly copied from a page: a title that may come twice, paragraphs with or without blank
lines between them, numbered headings, picture captions, the page's buttons, comments at the end.
Nothing of it is left out, for what a line is can only be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jangmyeon.model import BlockKind
from jangmyeon.writeups.comments import comments_from
from jangmyeon.writeups.conventions import author_in, means, number_of
from jangmyeon.writeups.drafting import Draft, refuse_many
from jangmyeon.writeups.manuscript import Source
from jangmyeon.writeups.tracing import Tracer

LONGEST_TITLE = 220
LONGEST_HEADING = 110
LONGEST_NUMBERED_HEADING = 160

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BULLET = re.compile(r"\s*(?:[•●◦‣▪■□○▶►✔✓★☆·]|[*–—-](?=\s))\s*")
_QUOTED = re.compile(r"\s*(?:>\s?)+")
_BRACKETED = re.compile(
    r"\[[^\[\]]+\]|【[^】]+】|<[^<>]+>|《[^》]+》|〈[^〉]+〉|「[^」]+」|={2,}.+={2,}"
)
_ENDS_SENTENCE = re.compile(r"[.!?…,;:~。][\"'”’)\]]*$")
_SEVERAL = re.compile(r", | (?:and|&|with) ")
_CREDITED = frozenset(["in", "and", "as", "with", "from", "on", "of", "the", "at", "&", "or", "a"])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file: the span of what stands in it."""

    start: int
    end: int
    text: str

    @property
    def starts_entry(self) -> bool:
        return bool(_BULLET.match(self.text)) or number_of(self.text) > 0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, and what its first line shows: an indent, a bullet, a quotation's mark."""

    draft: Draft
    indented: bool
    marked: BlockKind | None = None

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def number(self) -> int:
        return number_of(self.text)


def read_plain(source: Source) -> list[Draft]:
    """The blocks of a text. A title stands in the first lines, comments in the last."""
    paragraphs: list[_Paragraph] = []
    for paragraph in _paragraphs(source):
        paragraphs.append(paragraph)
        refuse_many(len(paragraphs))
    drafts = list(_shaped(paragraphs))
    indents = [paragraph.indented for paragraph in paragraphs]
    first = comments_from([draft.text for draft in drafts], indents)
    return [
        *drafts[:first],
        *(replace(draft, kind="comment", level=0, number=0) for draft in drafts[first:]),
    ]


def _paragraphs(source: Source) -> Iterator[_Paragraph]:
    lines = [_Line(*found.span(), found[0]) for found in _LINE.finditer(source.text)]
    wrapped = _are_wrapped(lines)
    held: list[_Line] = []
    for line in lines:
        blank = not line.text.strip()
        if held and (blank or not wrapped or line.starts_entry):
            yield _paragraph(held)
            held = []
        if not blank:
            held.append(line)
    if held:
        yield _paragraph(held)


def _are_wrapped(lines: Sequence[_Line]) -> bool:
    """Do single line ends stand within paragraphs, as in mail, and not between them?

    Then lines that others follow are nearly all of one length.
    """
    lengths = [len(line.text.strip()) for line in lines]
    longest = max(lengths, default=0)
    if not 45 <= longest <= 120:
        return False
    followed = [
        length
        for length, after, line in zip(lengths, lengths[1:], lines[1:], strict=False)
        if length and after and not line.starts_entry
    ]
    full = sum(length >= 0.7 * longest for length in followed)
    return len(followed) >= 2 and full >= 0.6 * len(followed)


def _paragraph(lines: Sequence[_Line]) -> _Paragraph:
    first = lines[0].text
    quoted = _QUOTED.match(first)
    bullet = None if quoted else _BULLET.match(first)
    marked: BlockKind | None = "quote" if quoted else "entry" if bullet else None
    tracer = Tracer()
    for line in lines:
        mark = _QUOTED.match(line.text) if quoted else bullet if line is lines[0] else None
        skipped = mark.end() if mark and mark.end() < len(line.text.rstrip()) else 0
        tracer.read(line.text[skipped:], line.start + skipped)
    return _Paragraph(Draft("paragraph", tracer.traced()), first[0].isspace(), marked)


def _shaped(paragraphs: Sequence[_Paragraph]) -> Iterator[Draft]:
    title = _title_of(paragraphs)
    numbered = any(_is_numbered_heading(paragraphs, at) for at in range(len(paragraphs)))
    kinds: list[BlockKind] = []
    for at, paragraph in enumerate(paragraphs):
        before = kinds[-1] if kinds else None
        kind = _kind(paragraphs, at, before, numbered=numbered)
        if title and _same(paragraph.text, title) and at < 12:
            kind = "title"
        kinds.append(kind)
        level = 1 if kind == "title" else 2 if kind == "heading" else 0
        yield replace(paragraph.draft, kind=kind, level=level, number=paragraph.number)


def _kind(
    paragraphs: Sequence[_Paragraph], at: int, before: BlockKind | None, *, numbered: bool
) -> BlockKind:
    paragraph = paragraphs[at]
    text = paragraph.text
    if paragraph.marked:
        return paragraph.marked
    if paragraph.number:
        return "heading" if _is_numbered_heading(paragraphs, at) else "entry"
    if means("credit", text):
        return "caption"
    after = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    if after and _BRACKETED.fullmatch(text):
        return "heading"
    if not after or not _is_line(text) or means("aside", text) or author_in(text):
        return "paragraph"
    return _kind_of_line(text, after, before, numbered=numbered)


def _kind_of_line(text: str, after: str, before: BlockKind | None, *, numbered: bool) -> BlockKind:
    """What a short line is that is no sentence, by what stands above and below."""
    stands_over = len(after) >= max(2 * len(text), LONGEST_HEADING)
    # Under a heading stands who is in the picture; numbered articles have no other short lines.
    if before == "title" or (before == "heading" and numbered):
        several = _SEVERAL.search(text) is not None
        if _is_of_names(text) and (several or (numbered and stands_over)):
            return "caption"
        return "heading" if stands_over and not numbered else "paragraph"
    return "heading" if stands_over else "paragraph"


def _is_line(text: str) -> bool:
    """Short, of letters, and no sentence: a heading or what stands under a picture."""
    short = len(text) <= LONGEST_HEADING and any(map(str.isalpha, text))
    return short and not _ENDS_SENTENCE.search(text)


def _is_of_names(text: str) -> bool:
    """Nearly every word has a capital, as in *Who and Who in Such a Drama*."""
    words = [word for word in text.split() if word.lower() not in _CREDITED and word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)


def _is_numbered_heading(paragraphs: Sequence[_Paragraph], at: int) -> bool:
    """A short numbered line that other text follows; an entry stands among entries."""
    paragraph = paragraphs[at]
    if not paragraph.number or paragraph.marked or len(paragraph.text) > LONGEST_NUMBERED_HEADING:
        return False
    after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    before = paragraphs[at - 1] if at else None
    follows_entry = before is not None and before.number > 0 and not before.marked
    return after is not None and not after.number and not follows_entry


def _title_of(paragraphs: Sequence[_Paragraph]) -> str:
    """The first line that can be a title, unless the text begins with something longer."""
    for paragraph in paragraphs[: min(4, len(paragraphs) - 1)]:
        text = paragraph.text
        if len(text) > LONGEST_TITLE or paragraph.number:
            return ""
        words = sum(any(map(str.isalpha, word)) for word in text.split())
        said = means("credit", text) or means("aside", text) or author_in(text)
        if words >= 2 and not said and not text.endswith((".", ",", ":")) and not paragraph.marked:
            return text
    return ""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
