"""A write-up as a page on which every passage leads to its scene: one file that needs no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from jangmyeon.guides.views.anatomy_html import page_style
from jangmyeon.guides.views.shown import episode_name, is_web, span, tagged
from jangmyeon.model import Block, Link, Scene, Writeup
from jangmyeon.writeups import Span, passage_spans

_TAGS = {"title": "h1", "caption": "figcaption", "quote": "blockquote"}


def writeup_page(writeup: Writeup, links: Sequence[Link]) -> str:
    """A copy of a write-up, with drama, episode, time and people beside each passage.

    Args:
        links: of its passages, in the order of the text, as ``Library.link`` tells them.

    Readers' comments are left out; every word of the write-up and the captions is escaped.
    """
    spans = passage_spans(writeup, links)
    placed = [(link, at) for link, at in zip(links, spans, strict=True) if link.scene and at]
    body = "\n".join(_body(writeup, placed))
    title = escape(writeup.title or writeup.source or "Write-up")
    language = escape(writeup.language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{page_style()}{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("writeup.css").read_text("utf-8")


def _body(writeup: Writeup, placed: Sequence[tuple[Link, Span]]) -> Iterator[str]:
    if writeup.title and not any(block.kind == "title" for block in writeup.blocks):
        yield tagged("h1", writeup.title)
    told = " · ".join(part for part in (writeup.author, writeup.date) if part)
    source = escape(writeup.source)
    if is_web(writeup.source):
        source = tagged("a", writeup.source, href=writeup.source)
    yield f'<p class="soft">{escape(told)}{" · " if told and source else ""}{source}</p>'
    number = 0
    for place, block in enumerate(writeup.blocks):
        here = [(link, at) for link, at in placed if at.block == place]
        if block.kind != "comment":
            yield _block(block, here, number)
        number += len(here)


def _block(block: Block, here: Sequence[tuple[Link, Span]], before: int) -> str:
    """A block with its passages marked, and the scenes of these beside it."""
    parts, done = [], 0
    for number, (_, at) in enumerate(here, before + 1):
        parts.append(escape(block.text[done : at.start]))
        words = escape(block.text[at.start : at.end])
        parts.append(f'<a class="told" id="passage-{number}" href="#scene-{number}">{words}</a>')
        done = at.end
    parts.append(escape(block.text[done:]))
    name = _TAGS.get(block.kind, f"h{min(max(block.level, 2), 6)}" if block.level else "p")
    number_told = f"{block.number}. " if block.number and block.kind == "entry" else ""
    shown = f"<{name}>{number_told}{''.join(parts)}</{name}>"
    if not here:
        return shown
    scenes = "".join(_scene(link, number) for number, (link, _) in enumerate(here, before + 1))
    return f'<div class="beside">{shown}<aside>{scenes}</aside></div>'


def _scene(link: Link, number: int) -> str:
    scene = link.scene
    if scene is None:
        return ""
    sure = f"{link.score:.0%} sure"
    about = " · ".join(part for part in (_setting(scene), sure) if part)
    return (
        f'<section id="scene-{number}" aria-label="scene {number}">'
        + tagged("strong", episode_name(scene.episode))
        + f"<br><time>{span(link.start, link.end)}</time>"
        + (f"<br>{escape(', '.join(scene.people))}" if scene.people else "")
        + f'<br><span class="why">{escape(about)}</span> '
        + f'<a href="#passage-{number}" aria-label="back to passage {number}">↩</a></section>'
    )


def _setting(scene: Scene) -> str:
    """Place, time of day and weather, as far as they are known."""
    told = (scene.place, scene.time, scene.weather)
    return ", ".join(part for part in told if part not in {"unknown", "none"})
