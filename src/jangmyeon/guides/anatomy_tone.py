"""How a scene feels as it goes on, and where that changes most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jangmyeon.guides.anatomy import Tone, Turn
from jangmyeon.guides.anatomy_captions import Dissected
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.model import Line, Sound
from jangmyeon.moments import tone_curve

TONES = ("tension", "warmth", "sadness", "comedy")
_STEP = 10.0
_BESIDE = 3  # points on either side of a turn that are compared
_SHORTEST = 40.0  # seconds of a scene that can have a turning point
_LEAST = 0.15  # of a change that is told
_NEAR = 15.0  # seconds from a turn within which its caption stands
_PLAIN = 0.12  # of a tone that may be told


def tones_of(table: Dissected) -> tuple[Tone, ...]:
    """The tones of a scene every ten seconds."""
    scene = table.scene
    first = min([scene.start, *(item.start for item in table.around)])
    shifted = [
        replace(item, start=item.start - first, end=item.end - first) for item in table.around
    ]
    last = max([scene.end, *(item.end for item in table.around)])
    curve = tone_curve(shifted, table.lemmas, last - first, _STEP)
    times = [first + _STEP * (n + 0.5) for n in range(len(curve.tension))]
    values = (curve.tension, curve.warmth, curve.sadness, curve.comedy)
    return tuple(
        Tone(
            name,
            tuple(
                (round(time, 1), value)
                for time, value in zip(times, row, strict=True)
                if scene.start - _STEP <= time <= scene.end + _STEP
            ),
        )
        for name, row in zip(TONES, values, strict=True)
    )


def turning_point(table: Dissected, tones: Sequence[Tone], voice: Voice) -> Turn | None:
    """Where the tones change most; None where a scene is short or stays as it is."""
    scene = table.scene
    times = np.array([time for time, _ in tones[0].points])
    if scene.end - scene.start < _SHORTEST or len(times) < 2 * _BESIDE:
        return None
    rows = np.array([[value for _, value in tone.points] for tone in tones]).T
    changes = [
        rows[n : n + _BESIDE].mean(0) - rows[n - _BESIDE : n].mean(0)
        for n in range(_BESIDE, len(times) - _BESIDE + 1)
    ]
    sizes = [float(np.linalg.norm(change)) for change in changes]
    best = int(np.argmax(sizes))
    if sizes[best] < _LEAST:
        return None
    at = float((times[best + _BESIDE - 1] + times[best + _BESIDE]) / 2)
    before, after = _told(rows[best : best + _BESIDE].mean(0), changes[best])
    shown = _standing_at(table, at)
    if shown is not None:
        at = shown.start
    return Turn(at, before, after, _sentence(before, after, voice), shown)


def _told(before: NDArray[np.float64], change: NDArray[np.float64]) -> tuple[str, str]:
    """The tone that falls most, and the one that rises most; empty where none does."""
    falls, rises = int(np.argmin(change)), int(np.argmax(change))
    fallen = TONES[falls] if change[falls] < 0 and before[falls] >= _PLAIN else ""
    risen = TONES[rises] if change[rises] >= _PLAIN else ""
    return fallen, risen


def _sentence(before: str, after: str, voice: Voice) -> str:
    phrase = "turn.change" if before and after else "turn.more" if after else "turn.less"
    parts = {
        "before": voice.say(f"tone.{before}") if before else "",
        "after": voice.say(f"tone.{after}") if after else "",
    }
    return voice.say(phrase, **parts)


def _standing_at(table: Dissected, at: float) -> Line | Sound | None:
    """The caption nearest to a time, a line rather than a sound."""
    near = [item for item in table.shown if abs(item.start - at) <= _NEAR]
    return min(
        near,
        key=lambda item: abs(item.start - at) + (_NEAR / 2 if isinstance(item, Sound) else 0),
        default=None,
    )
