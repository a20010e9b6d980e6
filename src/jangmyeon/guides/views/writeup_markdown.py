"""A write-up as Markdown, with the scene of every passage behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jangmyeon.guides.views.anatomy_markdown import plain
from jangmyeon.guides.views.shown import episode_name, span
from jangmyeon.model import Block, Link, Writeup
from jangmyeon.writeups import Span, passage_spans


def writeup_markdown(writeup: Writeup, links: Sequence[Link]) -> str:
    """A copy of a write-up with footnotes: drama, episode, time and people of each passage.

    Args:
        links: of its passages, in the order of the text, as ``Library.link`` tells them.
    """
    spans = passage_spans(writeup, links)
    placed = [(link, at) for link, at in zip(links, spans, strict=True) if link.scene and at]
    notes = [f"[^{number}]: {_scene(link)}" for number, (link, _) in enumerate(placed, 1)]
    return "\n\n".join([*_blocks(writeup, placed), "\n".join(notes)]).rstrip() + "\n"


def _blocks(writeup: Writeup, placed: Sequence[tuple[Link, Span]]) -> Iterator[str]:
    if writeup.title and not any(block.kind == "title" for block in writeup.blocks):
        yield f"# {plain(writeup.title)}"
    number = 1
    for place, block in enumerate(writeup.blocks):
        here = [at for _, at in placed if at.block == place]
        if block.kind != "comment":
            yield _sign(block) + _text(block, here, number)
        number += len(here)


def _text(block: Block, here: Sequence[Span], number: int) -> str:
    parts, done = [], 0
    for note, at in enumerate(here, number):
        before = block.text[done : at.start]
        space = " " if before[-1:].isspace() else ""
        words = plain(block.text[at.start : at.end])
        parts.append(f"{plain(before)}{space}{words}[^{note}]")
        done = at.end
    rest = block.text[done:]
    return "".join(parts) + (" " if done and rest[:1].isspace() else "") + plain(rest)


def _sign(block: Block) -> str:
    """What stands before a block's text, to tell what it is."""
    if block.kind == "title":
        return "# "
    if block.kind == "heading":
        return "#" * min(max(block.level, 2), 6) + " "
    if block.kind == "entry":
        return f"{block.number}. " if block.number else "- "
    return "> " if block.kind == "quote" else ""


def _scene(link: Link) -> str:
    if link.scene is None:
        return ""
    people = f", {', '.join(link.scene.people)}" if link.scene.people else ""
    told = f"{episode_name(link.scene.episode)}, {span(link.start, link.end)}{people}"
    return f"{plain(told)} ({link.score:.0%} sure)"
