"""The best scenes of a kind as Markdown and as a page, with quotes and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.aspects import find_aspect
from jangmyeon.guides.reasons_wording import Wording
from jangmyeon.guides.views.anatomy_markdown import plain
from jangmyeon.guides.views.reasons_text import page, quote_html
from jangmyeon.guides.views.shown import episode_name, span, tagged, words_of
from jangmyeon.model import Episode, Person, Ranked, Scene, Why, clock
from jangmyeon.moments import KINDS

_PICTURE, _HIGH, _NARROWEST = 600, 12, 6  # of a picture, in its own units
People = Mapping[str, Sequence[Person]]
"""The people of each drama by its id, as far as they may be known."""


def top_markdown(kind: str, found: Sequence[Ranked], people: People, language: str = "en") -> str:
    """A Markdown text of a list of scenes; signs of captions are escaped."""
    words = _Words(language, people)
    parts = [f"# {plain(words.title(kind, found))}\n"]
    for place, ranked in enumerate(found, 1):
        parts.append(f"## {place}. {plain(_where(ranked.scene))}\n\n{plain(words.scene(ranked))}\n")
        if ranked.key is not None:
            quote = plain(words_of(ranked.key))
            parts.append(f"> **{clock(ranked.key.start)}** *{quote}*\n")
        parts += [f"{plain(each)}\n" for each in words.notes(ranked)]
    return "\n".join(parts).rstrip() + "\n"


def top_page(kind: str, found: Sequence[Ranked], people: People, language: str = "en") -> str:
    """A whole page of a list of scenes; every word of captions is escaped."""
    words = _Words(language, people)
    title = words.title(kind, found)
    most = max((ranked.score for ranked in found), default=1.0) or 1.0
    parts = [f"<header>{tagged('h1', title)}</header>"]
    for place, ranked in enumerate(found, 1):
        parts.append("\n".join(_section(place, ranked, ranked.score / most, words)))
    return page(title, "\n".join(parts), language)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of scenes in one language, their people called as their readers know them."""

    language: str
    people: People

    def title(self, kind: str, found: Sequence[Ranked]) -> str:
        name = find_aspect(kind).name
        told = Voice(self.language, {}).kind(name) if name in KINDS else name
        return self._wording.say("head.top", n=len(found), kind=told)

    def scene(self, ranked: Ranked) -> str:
        return self.voice(ranked.scene).scene(ranked.scene)

    def notes(self, ranked: Ranked) -> Iterator[str]:
        """Why a scene stands there, and where it is shown again."""
        voice = self.voice(ranked.scene)
        parts = "; ".join(f"{_part(part, voice)} {part.weight:+.2f}" for part in ranked.why)
        yield self._wording.say("why", parts=parts)
        if ranked.again:
            where = ", ".join(f"{each.episode.code} {clock(each.start)}" for each in ranked.again)
            yield self._wording.say("again", where=where)

    def say(self, phrase: str) -> str:
        return self._wording.say(phrase)

    def voice(self, scene: Scene) -> Voice:
        known = self.people.get(scene.episode.drama.id, ())
        return Voice(self.language, {person.name: person for person in known})

    @property
    def _wording(self) -> Wording:
        return Wording(self.language)


def _section(place: int, ranked: Ranked, share: float, words: _Words) -> Iterator[str]:
    name = f"scene-{place}"
    yield f'<section aria-labelledby="{name}">'
    yield tagged("h2", f"{place}. {_where(ranked.scene)}", id=name)
    yield tagged("p", words.scene(ranked))
    if ranked.key is not None:
        yield tagged("time", clock(ranked.key.start))
        yield quote_html(ranked.key, words.voice(ranked.scene))
    yield '<div class="meter">'
    yield f"{tagged('span', words.say('picture.where'))}<div>{_picture(ranked.scene)}</div>"
    yield f'{tagged("span", words.say("picture.score"))}<div aria-hidden="true">'
    yield f'<span style="width:{100 * min(max(share, 0), 1):.0f}%"></span></div></div>'
    yield from (tagged("p", each, **{"class": "why"}) for each in words.notes(ranked))
    yield "</section>"


def _picture(scene: Scene) -> str:
    """Where in its episode a scene stands, drawn."""
    whole = max(scene.episode.duration, scene.end, 1.0)
    left = _PICTURE * scene.start / whole
    wide = max(_PICTURE * (scene.end - scene.start) / whole, _NARROWEST)
    label = escape(f"{span(scene.start, scene.end)} / {clock(whole)}")
    return (
        f'<svg viewBox="0 0 {_PICTURE} {_HIGH}" role="img" aria-label="{label}" '
        'preserveAspectRatio="none" '
        'style="display:block;width:100%;height:.55rem;border-radius:.3rem">'
        f'<rect width="{_PICTURE}" height="{_HIGH}" style="fill:var(--quiet)"/>'
        f'<rect x="{left:.1f}" width="{wide:.1f}" height="{_HIGH}" '
        'style="fill:var(--accent)"/></svg>'
    )


def _where(scene: Scene) -> str:
    return f"{_named(scene.episode)}, {span(scene.start, scene.end)}"


def _named(episode: Episode) -> str:
    own = f" “{episode.title}”" if episode.title else ""
    return f"{episode_name(episode)}{own}"


def _part(part: Why, voice: Voice) -> str:
    return voice.kind(part.detail) if part.detail in KINDS else part.detail
