"""A scene at one look: its beats, who speaks when, silences, sounds, music and tones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from jangmyeon.model import clock
from jangmyeon.web.charts.curves import ridge
from jangmyeon.web.charts.svg import element, percent

_AXIS, _BEATS, _LANE, _CURVE, _GAP = 20.0, 28.0, 22.0, 30.0, 8.0
_LEAST = 0.003  # share of the width that a bar takes at the least, to be seen
_WIDE = 620.0  # pixels that the picture has at the least
_LETTER = 7.0  # pixels, about, of a letter
_TICKS = (5, 10, 15, 30, 60, 120, 300, 600)  # seconds between two
_MOST_TICKS = 9
_MOST_NAME = 12  # letters
_FEELINGS = frozenset({"joy", "surprise", "sadness", "fear", "pain", "anger", "relief"})

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time (seconds), what is said or heard in it, and of what kind it is."""

    start: float
    end: float
    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """When somebody speaks; the name is empty for lines of which nobody tells whose they are.

    The kind of a stretch is ``told``, or ``likely`` where it is a guess.
    """

    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ToneAlong:
    """A tone along a scene; its values (0 to 1) are equally far apart."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScenePicture:
    """A scene in time. ``turn`` is the second at which its tone changes most."""

    start: float
    end: float
    beats: tuple[Stretch, ...] = ()
    voices: tuple[Voices, ...] = ()
    silences: tuple[Stretch, ...] = ()
    sounds: tuple[Stretch, ...] = ()
    music: tuple[Stretch, ...] = ()
    tones: tuple[ToneAlong, ...] = ()
    turn: float | None = None


def scene_timeline(scene: ScenePicture, say: Say) -> Markup:
    """The picture, with the names of its rows beside it; it can be scrolled where it is narrow.

    Args:
        say: gives the words of a phrase.
    """
    return _Drawing(scene, say).whole()


class _Drawing:
    def __init__(self, scene: ScenePicture, say: Say) -> None:
        self._scene = scene
        self._say = say
        length = scene.end - scene.start
        self._length = length if isfinite(length) and length > 0 else 1.0
        self._lanes = _BEATS + _GAP / 2
        self._sounds = self._lanes + _LANE * len(scene.voices)
        self._music = self._sounds + (_LANE if scene.sounds else 0)
        self._tones = self._music + (_LANE if scene.music else 0) + _GAP
        self._bottom = self._tones + _CURVE * len(scene.tones)
        self._height = self._bottom + _AXIS

    def whole(self) -> Markup:
        picture = element(
            "svg",
            *self._silences(),
            *self._axis(),
            *self._voices(),
            *self._heard(),
            *self._played(),
            *self._ridges(),
            *self._beats(),
            *self._turn(),
            class_="strip-picture",
            width="100%",
            height=self._height,
            role="group",
            aria_label=self._described(),
        )
        scroll = element(
            "div",
            picture,
            class_="strip-scroll",
            role="region",
            tabindex="0",
            aria_label=self._say("scene.picture.scroll"),
        )
        return element("div", self._names(), scroll, class_="strip")

    def _described(self) -> str:
        """The picture in words."""
        scene = self._scene
        parts = [self._say("scene.picture")]
        parts += [
            self._say("scene.picture.voice", who=self._name(each), n=len(each.stretches))
            for each in scene.voices
        ]
        if scene.silences:
            seconds = sum(each.end - each.start for each in scene.silences)
            parts.append(self._say("scene.picture.silence", seconds=round(seconds)))
        parts += [each.text for each in scene.music]
        return "; ".join(parts)

    def _name(self, voices: Voices) -> str:
        return voices.name or self._say("scene.unnamed")

    def _x(self, time: float) -> float:
        share = (time - self._scene.start) / self._length
        return min(max(share, 0.0), 1.0) if isfinite(share) else 0.0

    def _box(self, stretch: Stretch, top: float, height: float, kind: str) -> Markup:
        low = self._x(stretch.start)
        wide = max(self._x(stretch.end) - low, _LEAST)
        return element(
            "rect",
            *((element("title", stretch.text),) if stretch.text else ()),
            class_=kind or None,
            x=percent(min(low, 1 - wide)),
            y=top,
            width=percent(wide),
            height=height,
            rx="2",
        )

    def _silences(self) -> Iterator[Markup]:
        word = self._say("scene.silence")
        for each in self._scene.silences:
            told = Stretch(each.start, each.end, f"{word} {round(each.end - each.start)} s")
            yield self._box(told, self._lanes, self._music - self._lanes, "silence")

    def _beats(self) -> Iterator[Markup]:
        for number, beat in enumerate(self._scene.beats, 1):
            low, high = self._x(beat.start), self._x(beat.end)
            room = (high - low) * _WIDE - 10
            kind = self._say(f"kind.{beat.kind}") if beat.kind else self._say("scene.silence")
            full = f"{number} {kind}"
            text = full if len(full) * _LETTER <= room else str(number)
            label = f"{number}. {beat.text}"
            yield element(
                "a",
                element("title", label),
                self._box(Stretch(beat.start, beat.end), 2, _BEATS - 4, "beat"),
                element("text", text, x=percent((low + high) / 2), y="18", text_anchor="middle"),
                href=f"#beat-{number}",
                aria_label=label,
            )

    def _voices(self) -> Iterator[Markup]:
        for place, lane in enumerate(self._scene.voices):
            top = self._lanes + place * _LANE
            yield self._rule(top + _LANE)
            for each in lane.stretches:
                kind = each.kind if lane.name else "nobody"
                yield self._box(each, top + 5, _LANE - 10, f"voice {kind}")

    def _heard(self) -> Iterator[Markup]:
        if self._scene.sounds:
            yield self._rule(self._sounds + _LANE)
        for each in self._scene.sounds:
            yield element(
                "circle",
                element("title", f"[{each.text}]"),
                class_="sound feeling" if each.kind in _FEELINGS else "sound",
                cx=percent(min(max(self._x(each.start), 0.006), 0.994)),
                cy=self._sounds + _LANE / 2,
                r="4",
            )

    def _played(self) -> Iterator[Markup]:
        for each in self._scene.music:
            mood = each.kind or "other"
            low, high = self._x(each.start), self._x(each.end)
            word = self._say(f"mood.{mood}")
            fits = len(word) * _LETTER + 8 <= (high - low) * _WIDE
            middle = percent((low + high) / 2)
            base = self._music + _LANE / 2 + 4
            yield element(
                "g",
                element("title", f"[{each.text}]"),
                self._box(Stretch(each.start, each.end), self._music + 4, _LANE - 7, ""),
                *([element("text", word, x=middle, y=base, text_anchor="middle")] * fits),
                class_=f"music mood-{mood}",
            )

    def _ridges(self) -> Iterator[Markup]:
        for place, tone in enumerate(self._scene.tones):
            top = self._tones + place * _CURVE
            yield self._rule(top + _CURVE)
            yield ridge(tone.values, f"tone-{tone.name}", top + 3, _CURVE - 3)

    def _turn(self) -> Iterator[Markup]:
        if self._scene.turn is not None:
            at = percent(self._x(self._scene.turn))
            yield element(
                "line",
                element("title", self._say("scene.turn")),
                class_="turn",
                x1=at,
                x2=at,
                y1=self._lanes,
                y2=self._bottom,
            )

    def _axis(self) -> Iterator[Markup]:
        each = next((s for s in _TICKS if self._length / s <= _MOST_TICKS), None)
        if each is None:
            return
        first = -(-int(self._scene.start) // each) * each
        for time in range(first, int(self._scene.end) + 1, each):
            share = self._x(time)
            edge = "start" if share < 0.03 else "end" if share > 0.97 else "middle"
            at = percent(share)
            yield element("line", class_="tick", x1=at, x2=at, y1=_BEATS, y2=self._bottom + 4)
            yield element(
                "text", clock(time), class_="time", x=at, y=self._bottom + 17, text_anchor=edge
            )

    def _rule(self, at: float) -> Markup:
        return element("line", class_="base", x1="0", x2="100%", y1=at, y2=at)

    def _names(self) -> Markup:
        """The names of the rows; what the rows hold is told beside them, in words."""
        say, scene = self._say, self._scene
        told: list[tuple[float, str, str]] = [(18, say("scene.beats"), "")]
        told += [
            (self._lanes + (n + 1) * _LANE - 6, _short(self._name(each)), "who" * bool(each.name))
            for n, each in enumerate(scene.voices)
        ]
        if scene.sounds:
            told.append((self._sounds + _LANE - 7, say("scene.sounds.row"), ""))
        if scene.music:
            told.append((self._music + _LANE - 7, say("scene.music"), ""))
        told += [
            (self._tones + (n + 1) * _CURVE - 9, say(f"scene.tone.{each.name}"), "")
            for n, each in enumerate(scene.tones)
        ]
        return _column(told, self._height)


def _column(told: Sequence[tuple[float, str, str]], height: float) -> Markup:
    return element(
        "svg",
        *(
            element("text", text, class_=kind or None, x="100%", y=base, text_anchor="end")
            for base, text, kind in told
        ),
        class_="strip-names",
        height=height,
        aria_hidden="true",
    )


def _short(name: str) -> str:
    return name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1] + "…"
