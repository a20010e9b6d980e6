"""Reasons to watch a drama as Markdown and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.reasons_wording import Wording
from jangmyeon.guides.views.anatomy_html import page_style
from jangmyeon.guides.views.anatomy_markdown import plain
from jangmyeon.guides.views.shown import tagged, words_of
from jangmyeon.model import Drama, Line, Person, Reason, Scene, Sound, clock


def reasons_markdown(
    drama: Drama, reasons: Sequence[Reason], people: Sequence[Person] = (), language: str = "en"
) -> str:
    """A Markdown text of reasons; signs of captions and write-ups are escaped.

    Args:
        people: of the drama, to call them as readers of the language know them.
    """
    wording, voice = Wording(language), _voice(people, language)
    parts = [f"# {plain(_title(drama, reasons, wording))}\n"]
    for place, reason in enumerate(reasons, 1):
        parts.append(f"## {place}. {plain(reason.title)}\n\n**{plain(reason.headline)}.**\n")
        rows = [f"- {plain(part.detail)}" for part in reason.why[1:]]
        for scene, quote in zip(reason.scenes, reason.quotes, strict=True):
            told = f"{_where(scene, quote)} {plain(voice.scene(scene))}"
            rows.append(f"- {told} *{plain(_said(quote, voice))}*")
        rows += [f"- > {plain(opinion)}" for opinion in reason.opinions]
        if rows:
            parts.append("\n".join(rows) + "\n")
    return "\n".join(parts).rstrip() + "\n"


def reasons_page(
    drama: Drama, reasons: Sequence[Reason], people: Sequence[Person] = (), language: str = "en"
) -> str:
    """A whole page of reasons; every word of captions and write-ups is escaped.

    Args:
        people: of the drama, to call them as readers of the language know them.
    """
    wording, voice = Wording(language), _voice(people, language)
    title = _title(drama, reasons, wording)
    inner = "\n".join(_section(*each, wording, voice) for each in enumerate(reasons, 1))
    return page(title, f"<header>{tagged('h1', title)}</header>\n{inner}", language)


def page(title: str, inner: str, language: str) -> str:
    """A page that needs no other file, light and dark, around what is HTML already."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{page_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{inner}\n</main>\n</body>\n</html>\n"
    )


def quote_html(shown: Line | Sound, voice: Voice) -> str:
    """A caption as it is quoted on a page."""
    said = tagged("p", _said(shown, voice), lang=shown.language if shown.language != "und" else "")
    return f'<div class="quote">{said}</div>'


def _title(drama: Drama, reasons: Sequence[Reason], wording: Wording) -> str:
    against = bool(reasons) and reasons[0].against
    return wording.say("head.against" if against else "head.for", n=len(reasons), drama=drama.title)


def _section(place: int, reason: Reason, wording: Wording, voice: Voice) -> str:
    return "\n".join(_parts(place, reason, wording, voice))


def _parts(place: int, reason: Reason, wording: Wording, voice: Voice) -> Iterator[str]:
    name = f"reason-{place}"
    yield f'<section aria-labelledby="{name}">'
    yield tagged("h2", f"{place}. {reason.title}", id=name)
    yield f"<p><strong>{escape(reason.headline)}.</strong></p>"
    yield f'<div class="meter"><span>{escape(reason.title)}</span><div aria-hidden="true">'
    yield f'<span style="width:{reason.percentile:.0f}%"></span></div></div>'
    if reason.why[1:]:
        told = "".join(tagged("li", part.detail) for part in reason.why[1:])
        yield f'<ul class="soft">{told}</ul>'
    for scene, quote in zip(reason.scenes, reason.quotes, strict=True):
        yield tagged("time", f"{_where(scene, quote)} · {voice.scene(scene)}")
        yield quote_html(quote, voice)
    if reason.opinions:
        yield tagged("p", wording.say("opinions"), **{"class": "kicker"})
        yield from (f'<blockquote class="quote">{escape(o)}</blockquote>' for o in reason.opinions)
    yield "</section>"


def _where(scene: Scene, quote: Line | Sound) -> str:
    return f"{scene.episode.code} {clock(quote.start)}"


def _said(shown: Line | Sound, voice: Voice) -> str:
    speaker = isinstance(shown, Line) and voice.name(shown.speaker)
    return f"{speaker}: {words_of(shown)}" if speaker else words_of(shown)


def _voice(people: Sequence[Person], language: str) -> Voice:
    return Voice(language, {person.name: person for person in people})
