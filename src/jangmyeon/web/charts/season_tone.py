"""Tension, warmth, sadness and comedy across a season: a ridge each, episode beside episode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jangmyeon.web.charts.curves import raised, ridge, smoothed
from jangmyeon.web.charts.svg import element, percent

_NAME, _RIDGE, _APART, _AXIS = 14.0, 52.0, 8.0, 24.0
_MOST_NUMBERED = 30  # episodes whose numbers all fit
_EVERY = 5


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone across a season: its name for readers, its mood, and its values, 0 to 1."""

    name: str
    kind: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An episode of the season: its number, what it is like in words, and where its page is."""

    number: str
    label: str
    address: str


def season_tone(columns: Sequence[Column], tones: Sequence[Tone], label: str) -> Markup:
    """The tones of a season as ridges under each other; every episode is a link.

    Args:
        columns: its episodes, equally wide.
        tones: each with as many values for every episode.
        label: what the picture shows.
    """
    if not columns:
        return Markup()
    each = _NAME + _RIDGE + _APART
    height = each * len(tones) + _AXIS
    return element(
        "svg",
        *_borders(len(columns), height - _AXIS),
        *_ridges(tones, each),
        *_links(columns, height),
        class_="season-tone",
        width="100%",
        height=height,
        role="group",
        aria_label=label,
    )


def _borders(many: int, height: float) -> Iterator[Markup]:
    for place in range(many + 1):
        at = percent(place / many)
        yield element("line", class_="border", x1=at, x2=at, y1="0", y2=height)


def _ridges(tones: Sequence[Tone], each: float) -> Iterator[Markup]:
    for place, tone in enumerate(tones):
        top = place * each
        base = top + _NAME + _RIDGE
        yield element("line", class_="base", x1="0", x2="100%", y1=base, y2=base)
        yield ridge(
            raised(tone.kind, smoothed(tone.values)), f"mood-{tone.kind}", top + _NAME, _RIDGE
        )
        yield element("text", tone.name, class_="tone-name", x="0", y=top + _NAME - 4)


def _links(columns: Sequence[Column], height: float) -> Iterator[Markup]:
    many = len(columns)
    for place, column in enumerate(columns):
        number: tuple[Markup, ...] = ()
        if many <= _MOST_NUMBERED or (place + 1) % _EVERY == 0:
            middle = percent((place + 0.5) / many)
            number = (
                element(
                    "text",
                    column.number,
                    class_="column-number",
                    x=middle,
                    y=height - 6,
                    text_anchor="middle",
                ),
            )
        box = element(
            "rect", x=percent(place / many), y="0", width=percent(1 / many), height=height
        )
        yield element(
            "a",
            element("title", column.label),
            box,
            *number,
            class_="column",
            href=column.address,
            aria_label=column.label,
        )
