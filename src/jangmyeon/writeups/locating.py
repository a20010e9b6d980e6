"""Where in a write-up its passages stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jangmyeon.model import Finding, Link, Writeup
from jangmyeon.writeups.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of the block at place ``block`` of a write-up."""

    block: int
    start: int
    end: int


def passage_spans(writeup: Writeup, links: Sequence[Link]) -> list[Span | None]:
    """Where each link's passage stands, for links in the order of the text.

    None where a passage is not of this write-up.
    """
    found: list[Span | None] = []
    block, at = 0, 0
    for link in links:
        span = _next(writeup, link.passage.text, block, at)
        if span is not None:
            block, at = span.block, span.end
        found.append(span)
    return found


def finding_span(manuscript: Manuscript, finding: Finding) -> Span | None:
    """Where in a write-up's blocks the text of a finding stands; None where it does not."""
    place = (finding.where.line, finding.where.column)
    for number, block in enumerate(manuscript.writeup.blocks):
        at = block.text.find(finding.text)
        while at >= 0:
            where = manuscript.where(number, at)
            if (where.line, where.column) == place:
                return Span(number, at, at + len(finding.text))
            at = block.text.find(finding.text, at + 1)
    return None


def located(manuscript: Manuscript, links: Sequence[Link]) -> list[Link]:
    """The links again, each passage with the line and column of its file at which it starts."""
    found = []
    for link, span in zip(links, passage_spans(manuscript.writeup, links), strict=True):
        if span is None:
            found.append(link)
            continue
        where = manuscript.where(span.block, span.start)
        passage = replace(link.passage, line=where.line, column=where.column)
        found.append(replace(link, passage=passage))
    return found


def _next(writeup: Writeup, text: str, block: int, at: int) -> Span | None:
    """The first place of a text, from a character of a block on."""
    for place in range(block, len(writeup.blocks)):
        start = writeup.blocks[place].text.find(text, at if place == block else 0)
        if start >= 0:
            return Span(place, start, start + len(text))
    return None
