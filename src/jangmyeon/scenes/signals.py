"""What speaks for a cut before a caption: silence, sounds, other people, other words.

Each signal is a number for each caption of an episode; ``cutting`` weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.signals_people import people_signals
from jangmyeon.scenes.signals_words import word_signals
from jangmyeon.scenes.windows import (
    FloatArray,
    highest_near,
    mean_near,
    moved,
    since,
    total,
    until,
)

Shown = Sequence[Line | Sound]
Signal = tuple[str, FloatArray]

_LONGEST = 90.0  # seconds of silence beyond which more says no more
_EDGE = 300.0  # seconds at both ends of an episode where titles and recaps stand
_SOUNDS = ("music", "voice", "sound", "action", "manner", "speech", "effect")
_TELLING = ("music", "voice", "sound")


def signals(
    shown: Shown, texts: Sequence[str], lemmas: Mapping[str, Sequence[str]], told: bool
) -> list[Signal]:
    """The signals for a cut before each caption, by name.

    Args:
        shown: an episode's lines and sounds, sorted by start.
        texts: their flat texts.
        lemmas: of each text, its words.
        told: whether to look at sounds and speaker labels; without them fewer signals are given.
    """
    starts = np.array([item.start for item in shown])
    ends = np.array([item.end for item in shown])
    spoken = np.array([isinstance(item, Line) for item in shown])
    found = [*_pauses(starts, ends), *_pace(starts, ends), *_kinds(shown, starts)]
    found += _speech_pauses(starts, ends, spoken)
    if told:
        found += _sounds(shown, starts)
        found += people_signals(shown, starts)
    return found + word_signals(texts, lemmas, starts, spoken)


def _pauses(starts: FloatArray, ends: FloatArray) -> list[Signal]:
    seconds = np.zeros(len(starts))
    seconds[1:] = starts[1:] - np.maximum.accumulate(ends)[:-1]
    seconds = np.clip(seconds, 0, _LONGEST)
    pause = np.log1p(seconds)
    usual = mean_near(pause, 25)
    found = [("pause", pause)]
    found += [(f"pause {-back:+}", moved(pause, back)) for back in (3, 2, 1, -1, -2, -3)]
    found += [
        (f"pause, less the longest in {near} s", pause - highest_near(starts, pause, near))
        for near in (10, 30, 90)
    ]
    return [
        *found,
        ("pause, less the usual here", pause - usual),
        ("pause, the usual here", usual),
        ("pause, rank", np.searchsorted(np.sort(seconds), seconds) / len(seconds)),
        ("pause, mean", np.full(len(pause), pause.mean())),
    ]


def _speech_pauses(starts: FloatArray, ends: FloatArray, spoken: np.ndarray) -> list[Signal]:
    heard = np.maximum.accumulate(np.where(spoken, ends, 0.0))
    last = np.concatenate(([0.0], heard[:-1]))
    coming = until(starts, spoken)
    pause = np.log1p(np.clip(starts + coming - last, 0, 120))
    return [
        ("speechless", pause),
        ("speechless, less the longest in 45 s", pause - highest_near(starts, pause, 45)),
        ("since a line", np.log1p(np.clip(starts - last, 0, 120))),
        ("until a line", np.log1p(np.clip(coming, 0, 120))),
    ]


def _pace(starts: FloatArray, ends: FloatArray) -> list[Signal]:
    each = np.ones(len(starts))
    found = [("onset", np.log1p(np.diff(starts, prepend=starts[0])))]
    for near in (8, 20, 60):
        found.append((f"captions in {near} s before", total(starts, each, -near, 0)))
        found.append((f"captions in {near} s after", total(starts, each, 0, near)))
    found += [(f"length {-back:+}", moved(ends - starts, back)) for back in (1, 0, -1)]
    end = max(float(starts[-1]), 1.0)
    return [
        *found,
        ("place in the episode", starts / end),
        ("from the start", np.minimum(starts, _EDGE)),
        ("from the end", np.minimum(starts[-1] - starts, _EDGE)),
        ("seconds a caption", np.full(len(starts), end / len(starts))),
    ]


def _kinds(shown: Shown, starts: FloatArray) -> list[Signal]:
    kinds = np.array([item.kind for item in shown])
    screen, lyric = ((kinds == kind).astype(float) for kind in ("screen", "lyric"))
    return [
        *((f"screen {-back:+}", moved(screen, back)) for back in (1, 0, -1)),
        ("screen soon", total(starts, screen, 0, 10)),
        ("lyric", lyric),
        ("lyrics before", total(starts, lyric, -20, 0)),
        ("lyrics after", total(starts, lyric, 0, 20)),
    ]


def _sounds(shown: Shown, starts: FloatArray) -> list[Signal]:
    found: list[Signal] = []
    kinds = np.array([item.kind if isinstance(item, Sound) else "" for item in shown])
    for kind in _SOUNDS:
        flags = kinds == kind
        reach = 2 if kind in ("music", "sound") else 1
        found += [
            (f"{kind} {-back:+}", moved(flags.astype(float), back))
            for back in range(reach, -reach - 1, -1)
        ]
        if kind in _TELLING:
            found.append((f"since {kind}", np.log1p(np.minimum(since(starts, flags), 120))))
            found.append((f"until {kind}", np.log1p(np.minimum(until(starts, flags), 120))))
    setting = np.array(
        [isinstance(i, Sound) and bool(i.place or i.time or i.weather) for i in shown], float
    )
    mood = _other_mood(shown)
    return [
        *found,
        ("other mood", mood),
        ("other mood soon", total(starts, mood, 0, 8)),
        ("setting", setting),
        ("setting soon", total(starts, setting, 0, 12)),
        ("setting before", total(starts, setting, -12, 0)),
    ]


def _other_mood(shown: Shown) -> FloatArray:
    """Whether a caption is music of another mood than the music before it."""
    changes = np.zeros(len(shown))
    before = None
    for at, item in enumerate(shown):
        if isinstance(item, Sound) and item.kind == "music":
            changes[at] = float(before is not None and item.mood != before)
            before = item.mood
    return changes
