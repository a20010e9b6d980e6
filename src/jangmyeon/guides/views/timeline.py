"""A scene in time as a picture: who speaks when, silences, sounds, music and tone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources

from jangmyeon.guides.anatomy import Anatomy, Bar, Tone
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.views.shown import span
from jangmyeon.model import clock

_WIDTH, _LEFT, _RIGHT = 960.0, 128.0, 14.0
_LANE, _BEATS, _TONES, _AXIS = 26.0, 30.0, 92.0, 40.0
_LEAST = 2.0  # pixels of a bar, that it may be seen
_LETTER = 7.0  # pixels of one, about
_TICKS = (5, 10, 15, 30, 60, 120, 300, 600)  # seconds between two
_MOST_TICKS = 9
_NAME = 16  # letters of a name that fit


def timeline_svg(anatomy: Anatomy) -> str:
    """The timeline of a scene as an SVG picture that stands alone; all text is escaped.

    Colors are CSS variables with fallbacks, so that a page may set its own.
    """
    return "".join(_Drawing(anatomy).parts())


class _Drawing:
    """Rows under each other, all on one axis of time."""

    def __init__(self, anatomy: Anatomy) -> None:
        self._a = anatomy
        self._voice = Voice(anatomy.language, {})
        self._length = max(anatomy.end - anatomy.start, 1.0)
        self._lanes_end = _BEATS + _LANE * (len(anatomy.timeline.lanes) + 2)
        self._tones_end = self._lanes_end + _TONES
        self._height = self._tones_end + _AXIS

    def parts(self) -> Iterator[str]:
        told = self._voice.say("picture")
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {_WIDTH:g} {self._height:g}" '
            f'aria-label="{escape(told)}" aria-description="{escape(self._described())}">'
        )
        yield f"<title>{escape(told)}</title><desc>{escape(self._described())}</desc>"
        yield f"<style>{_style()}</style>"
        yield from self._silences()
        yield from self._beats()
        yield from self._lanes()
        yield from self._sounds(self._lanes_end - 2 * _LANE)
        yield from self._music(self._lanes_end - _LANE)
        yield from self._tones()
        yield from self._turn()
        yield from self._axis()
        yield "</svg>"

    def _described(self) -> str:
        """The picture in words."""
        say, timeline = self._voice.say, self._a.timeline
        unnamed = say("unnamed")
        parts = [
            say("picture.lane", who=lane.latin or lane.name or unnamed, n=len(lane.bars))
            for lane in timeline.lanes
        ]
        if timeline.silences:
            spans = ", ".join(span(bar.start, bar.end) for bar in timeline.silences)
            parts.append(say("picture.silences", spans=spans))
        parts += [
            say("picture.music", mood=self._mood(bar.kind), span=span(bar.start, bar.end)).strip()
            for bar in timeline.music
        ]
        return "; ".join(parts)

    def _x(self, time: float) -> float:
        share = min(max((time - self._a.start) / self._length, 0.0), 1.0)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def _bar(self, bar: Bar, top: float, height: float, kind: str, label: str) -> str:
        low = self._x(bar.start)
        width = max(self._x(bar.end) - low, _LEAST)
        return (
            f'<rect class="{kind}" x="{low}" y="{top:g}" width="{width:.1f}" height="{height:g}" '
            f'rx="2"><title>{escape(label)}</title></rect>'
        )

    def _silences(self) -> Iterator[str]:
        word = self._voice.say("silence")
        for bar in self._a.timeline.silences:
            label = f"{word} {span(bar.start, bar.end)}"
            yield self._bar(bar, _BEATS, self._lanes_end - _BEATS, "quiet", label)

    def _beats(self) -> Iterator[str]:
        for number, beat in enumerate(self._a.beats, 1):
            low, high = self._x(beat.start), self._x(beat.end)
            kind = self._voice.kind(beat.kind) if beat.kind else self._voice.say("silence")
            label = f"{number}. {span(beat.start, beat.end)} {beat.sentence}"
            yield (
                f'<g><title>{escape(label)}</title><rect class="beat" x="{low + 1}" y="4" '
                f'width="{max(high - low - 2, 1):.1f}" height="20" rx="4"/>'
                f"{self._within(str(number), kind, low, high, 18)}</g>"
            )

    def _within(self, short: str, more: str, low: float, high: float, base: float) -> str:
        """A label in a box, as much of it as fits."""
        room = (high - low) / _LETTER
        text = next((t for t in (f"{short} {more}".strip(), short) if len(t) <= room), "")
        return f'<text x="{low + 6:g}" y="{base:g}">{escape(text)}</text>' if text else ""

    def _name(self, text: str, top: float, kind: str = "") -> str:
        short = text if len(text) <= _NAME else text[: _NAME - 1] + "…"
        told = f' class="{kind}"' if kind else ""
        place = f'x="{_LEFT - 10:g}" y="{top + 17:g}" text-anchor="end"'
        return f"<text{told} {place}>{escape(short)}</text>"

    def _lanes(self) -> Iterator[str]:
        unnamed, likely = self._voice.say("unnamed"), self._voice.say("likely")
        for number, lane in enumerate(self._a.timeline.lanes):
            top = _BEATS + number * _LANE
            yield self._rule(top)
            yield self._name(lane.latin or lane.name or unnamed, top, "" if lane.name else "soft")
            for bar in lane.bars:
                kind = bar.kind if lane.name else "unnamed"
                guess = f" ({likely})" if kind == "likely" else ""
                label = f"{clock(bar.start)} {' '.join(bar.label.split())}{guess}"
                yield self._bar(bar, top + 6, _LANE - 12, kind, label)

    def _sounds(self, top: float) -> Iterator[str]:
        yield self._rule(top)
        yield self._name(self._voice.say("sounds.lane"), top, "soft")
        feelings = {"joy", "surprise", "sadness", "fear", "pain", "anger", "relief"}
        for bar in self._a.timeline.sounds:
            kind = "feeling" if bar.kind in feelings else "sound"
            label = f"{clock(bar.start)} [{bar.label}]"
            yield (
                f'<circle class="{kind}" cx="{self._x(bar.start) + 4:g}" cy="{top + _LANE / 2:g}" '
                f'r="4"><title>{escape(label)}</title></circle>'
            )

    def _music(self, top: float) -> Iterator[str]:
        yield self._rule(top)
        yield self._name(self._voice.say("music.lane"), top, "soft")
        for bar in self._a.timeline.music:
            low, high = self._x(bar.start), self._x(bar.end)
            yield self._bar(bar, top + 4, _LANE - 8, "music", f"{clock(bar.start)} [{bar.label}]")
            yield self._within(self._mood(bar.kind), "", low, high, top + 17)

    def _mood(self, mood: str) -> str:
        phrase = f"mood.{mood}"
        return self._voice.say(phrase) if mood and self._voice.has(phrase) else ""

    def _tones(self) -> Iterator[str]:
        yield self._rule(self._lanes_end)
        room = _TONES - 14
        for number, tone in enumerate(self._a.timeline.tones):
            points = " ".join(
                f"{self._x(time)},{self._tones_end - 4 - value * room:.1f}"
                for time, value in self._across(tone)
            )
            word = self._voice.say(f"tone.{tone.name}")
            yield (
                f'<polyline class="tone {tone.name}" points="{points}">'
                f"<title>{escape(word)}</title></polyline>"
            )
            base = self._lanes_end + 20 + number * 21
            yield (
                f'<line class="tone {tone.name}" x1="{_LEFT - 42:g}" x2="{_LEFT - 10:g}" '
                f'y1="{base - 4:g}" y2="{base - 4:g}"/>'
                f'<text x="{_LEFT - 48:g}" y="{base:g}" text-anchor="end">{escape(word)}</text>'
            )

    def _across(self, tone: Tone) -> list[tuple[float, float]]:
        """The points of a tone within the scene, drawn on to its ends."""
        points = [each for each in tone.points if self._a.start <= each[0] <= self._a.end]
        if not points:
            return []
        return [(self._a.start, points[0][1]), *points, (self._a.end, points[-1][1])]

    def _turn(self) -> Iterator[str]:
        turn = self._a.turn
        if turn is not None:
            at = self._x(turn.at)
            yield (
                f'<line class="turn" x1="{at}" x2="{at}" y1="{_BEATS:g}" '
                f'y2="{self._tones_end:g}"><title>{escape(turn.sentence)}</title></line>'
            )

    def _axis(self) -> Iterator[str]:
        top = self._tones_end
        yield self._rule(top)
        each = next((s for s in _TICKS if self._length / s <= _MOST_TICKS), _TICKS[-1])
        first = -(-int(self._a.start) // each) * each
        for time in range(first, int(self._a.end) + 1, each):
            at = self._x(time)
            anchor = "end" if at > _WIDTH - 50 else "middle"
            yield f'<line class="rule" x1="{at}" x2="{at}" y1="{top:g}" y2="{top + 6:g}"/>'
            yield (
                f'<text class="soft" x="{at}" y="{top + 21:g}" text-anchor="{anchor}">'
                f"{clock(time)}</text>"
            )

    @staticmethod
    def _rule(top: float) -> str:
        ends = f'x1="{_LEFT:g}" x2="{_WIDTH - _RIGHT:g}" y1="{top:g}" y2="{top:g}"'
        return f'<line class="rule" {ends}/>'


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("timeline.svg.css").read_text("utf-8")
