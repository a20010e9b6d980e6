"""An episode at one look: its scenes as a skyline, places, music, tones, and who is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from markupsafe import Markup

from jangmyeon.web.charts.barcode import shade
from jangmyeon.web.charts.curves import ridge
from jangmyeon.web.charts.svg import element, percent
from jangmyeon.web.charts.timeline_parts import Bar, EpisodeRows, Names, SceneBlock

_AXIS, _LANDMARKS, _SCENES, _PLACES, _MUSIC, _CURVE, _LANE = (
    20.0,
    20.0,
    72.0,
    24.0,
    22.0,
    30.0,
    22.0,
)
_GAP = 8.0
_LEAST_HIGH = 14.0  # pixels of a block without any intensity
_FULL = 3.0  # of intensity and romance
_ROMANTIC = 1.5
_WIDE = 760.0  # pixels that the picture has at the least
_LETTER, _KOREAN = 6.6, 11.0  # pixels, about, of a letter
_MOST_NAME = 12  # letters
_TICKS = (60, 120, 300, 600, 900, 1800, 3600)  # seconds
_MOST_TICKS = 12


def episode_timeline(rows: EpisodeRows, names: Names) -> Markup:
    """The timeline: names of the rows beside a picture that can be scrolled where it is narrow.

    Positions in time are shares of the width, all else is pixels, so that letters stay as they are
    on any screen.
    """
    return _Drawing(rows, names).whole()


class _Drawing:
    def __init__(self, rows: EpisodeRows, names: Names) -> None:
        self._rows = rows
        self._names = names
        self._length = rows.length if isfinite(rows.length) and rows.length > 0 else 1.0
        self._scenes = _AXIS + _LANDMARKS
        self._places = self._scenes + _SCENES + _GAP
        self._music = self._places + (_PLACES if rows.places else 0)
        self._curves = self._music + (_MUSIC if rows.music else 0) + _GAP
        self._people = self._curves + _CURVE * len(rows.curves) + _GAP
        self._height = self._people + _LANE * len(rows.people) + 4

    def whole(self) -> Markup:
        picture = element(
            "svg",
            *self._axis(),
            *self._rules(),
            *self._bars(self._rows.places, self._places, _PLACES - 4, "place"),
            *self._bars(self._rows.music, self._music, _MUSIC - 4, "music"),
            *self._ridges(),
            *self._lanes(),
            *self._blocks(),
            *self._landmarks(),
            class_="timeline-picture",
            width="100%",
            height=self._height,
            role="group",
            aria_label=self._names.picture,
        )
        scroll = element(
            "div",
            picture,
            class_="timeline-scroll",
            role="region",
            tabindex="0",
            aria_label=self._names.picture,
        )
        return element("div", self._names_beside(), scroll, class_="timeline")

    def _x(self, time: float) -> float:
        share = time / self._length
        return min(max(share, 0.0), 1.0) if isfinite(share) else 0.0

    def _box(self, start: float, end: float, top: float, height: float, kind: str = "") -> Markup:
        low, high = self._x(start), self._x(end)
        return element(
            "rect",
            class_=kind or None,
            x=percent(low),
            y=top,
            width=percent(max(high - low, 0.0)),
            height=height,
        )

    def _axis(self) -> Iterator[Markup]:
        each = next((s for s in _TICKS if self._length / s <= _MOST_TICKS), None)
        many = int(self._length / each) if each else 0
        for place in range(many + 1):
            time = place * (each or 0)
            at = percent(self._x(time))
            edge = "start" if not place else "middle"
            if self._x(time) > 0.97:
                edge = "end"
            yield element("line", class_="tick", x1=at, x2=at, y1=_AXIS - 4, y2=self._height)
            yield element(
                "text", f"{time // 60}′", class_="minutes", x=at, y="12", text_anchor=edge
            )

    def _rules(self) -> Iterator[Markup]:
        tops = [self._scenes + _SCENES]
        tops += [self._curves + _CURVE * (n + 1) for n in range(len(self._rows.curves))]
        for top in tops:
            yield element("line", class_="base", x1="0", x2="100%", y1=top, y2=top)

    def _blocks(self) -> Iterator[Markup]:
        for scene in self._rows.scenes:
            share = scene.intensity / _FULL if isfinite(scene.intensity) else 0.0
            high = _LEAST_HIGH + (_SCENES - _LEAST_HIGH) * min(max(share, 0.0), 1.0)
            yield element(
                "a",
                element("title", scene.label),
                self._box(scene.start, scene.end, self._scenes, _SCENES, "reach"),
                self._box(scene.start, scene.end, self._scenes + _SCENES - high, high, "block"),
                *self._signs(scene, self._scenes + _SCENES - high),
                class_=f"scene {shade(scene.mood, scene.strength)}{'' if scene.lit else ' dim'}",
                href=scene.address,
                aria_label=scene.label,
            )

    def _signs(self, scene: SceneBlock, top: float) -> Iterator[Markup]:
        """A heart over what is romantic, a star in what the viewer likes."""
        if scene.romance >= _ROMANTIC:
            yield self._sign("♥", "heart", scene, max(top - 3, self._scenes + 9))
        if scene.starred:
            yield self._sign("★", "star", scene, self._scenes + _SCENES - 4)

    def _sign(self, letter: str, kind: str, scene: SceneBlock, base: float) -> Markup:
        at = percent(self._x((scene.start + scene.end) / 2))
        return element(
            "text", letter, class_=kind, x=at, y=base, text_anchor="middle", aria_hidden="true"
        )

    def _landmarks(self) -> Iterator[Markup]:
        """Words over the scenes that stand out most, none over another."""
        taken: list[tuple[float, float]] = []
        for scene in sorted(self._rows.scenes, key=lambda each: -each.worth):
            if not scene.landmark or not scene.lit:
                continue
            middle = self._x((scene.start + scene.end) / 2)
            half = _wide(scene.landmark) / _WIDE / 2 + 0.008
            low, high = middle - half, middle + half
            if low < 0 or high > 1 or any(low < end and start < high for start, end in taken):
                continue
            taken.append((low, high))
            yield element(
                "text",
                scene.landmark,
                class_="landmark",
                x=percent(middle),
                y=_AXIS + _LANDMARKS - 6,
                text_anchor="middle",
                aria_hidden="true",
            )

    def _bars(self, bars: Sequence[Bar], top: float, height: float, row: str) -> Iterator[Markup]:
        for bar in bars:
            low, high = self._x(bar.start), self._x(bar.end)
            words: tuple[Markup, ...] = ()
            if bar.text and _wide(bar.text) + 8 <= (high - low) * _WIDE:
                words = (
                    element(
                        "text",
                        bar.text,
                        x=percent((low + high) / 2),
                        y=top + height / 2 + 4,
                        text_anchor="middle",
                    ),
                )
            yield element(
                "g",
                element("title", bar.label),
                self._box(bar.start, bar.end, top, height),
                *words,
                class_=f"{row} {bar.kind}".strip(),
            )

    def _ridges(self) -> Iterator[Markup]:
        for place, curve in enumerate(self._rows.curves):
            top = self._curves + place * _CURVE
            yield ridge(curve.values, f"mood-{curve.kind}", top + 3, _CURVE - 3)

    def _lanes(self) -> Iterator[Markup]:
        for place, lane in enumerate(self._rows.people):
            top = self._people + place * _LANE
            middle = top + _LANE / 2
            yield element(
                "g",
                element("title", lane.label),
                element("line", class_="lane", x1="0", x2="100%", y1=middle, y2=middle),
                *(self._box(bar.start, bar.end, top + 5, _LANE - 10) for bar in lane.bars),
                class_=f"person{'' if lane.lit else ' dim'}",
            )

    def _names_beside(self) -> Markup:
        """The names of the rows; what the rows hold is told beside them, in words."""
        rows = self._rows
        told = [(self._scenes + _SCENES - 8, self._names.scenes)]
        if rows.places:
            told.append((self._places + _PLACES / 2 + 2, self._names.places))
        if rows.music:
            told.append((self._music + _MUSIC / 2 + 2, self._names.music))
        told += [
            (self._curves + (n + 1) * _CURVE - 8, curve.name) for n, curve in enumerate(rows.curves)
        ]
        return element(
            "svg",
            *(_beside(text, base) for base, text in told),
            *(
                _beside(_short(lane.name), self._people + n * _LANE + _LANE / 2 + 4, lane.address)
                for n, lane in enumerate(rows.people)
            ),
            class_="timeline-names",
            height=self._height,
            aria_hidden="true",
        )


def _beside(text: str, base: float, address: str = "") -> Markup:
    """The name of a row; one that leads somewhere does so for the mouse alone."""
    name = element("text", text, x="100%", y=base, text_anchor="end")
    return element("a", name, href=address, tabindex="-1") if address else name


def _wide(text: str) -> float:
    """About how many pixels a text takes."""
    return sum(_LETTER if letter < "ᄀ" else _KOREAN for letter in text)


def _short(name: str) -> str:
    return name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1] + "…"
