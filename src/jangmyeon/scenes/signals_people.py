"""Signals for a cut from who is named: captions name a speaker who is new or not in the picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.uses import Uses
from jangmyeon.scenes.windows import (
    NEVER,
    FloatArray,
    IntArray,
    last_before,
    moved,
    next_from,
    total,
)

_CLOSE = 99.0  # seconds; whoever is named farther off is as good as nobody


def people_signals(
    shown: Sequence[Line | Sound], starts: FloatArray
) -> list[tuple[str, FloatArray]]:
    """How those named before each caption and from it on differ."""
    spoken = np.array([isinstance(item, Line) for item in shown])
    labeled = np.array([isinstance(item, Line) and bool(item.speaker) for item in shown])
    names = [_named(item) for item in shown]
    people = Uses.of(starts, [(name,) if name else () for name in names])
    label = labeled.astype(float)
    found = [(f"label {-back:+}", moved(label, back)) for back in (2, 1, 0, -1, -2)]
    found += [
        ("label, next line", np.append(label, 0.0)[next_from(spoken)]),
        ("label, last line", np.append(label, 0.0)[last_before(spoken)]),
        ("labels before", total(starts, label, -30, 0)),
        ("labels after", total(starts, label, 0, 30)),
        *_comings(names, starts),
    ]
    for near in (30, 60, 120):
        kinds = ("cosine", "shared", "new", "gone")
        values = people.differing(near)
        found += [(f"people {k} {near} s", v) for k, v in zip(kinds, values, strict=True)]
    return found + [(f"people again in {near} s", people.chains(near)) for near in (15, 40, 100)]


def _named(item: Line | Sound) -> str:
    if isinstance(item, Line):
        return item.speaker
    return "" if item.kind == "music" else item.subject


def _comings(names: Sequence[str], starts: FloatArray) -> list[tuple[str, FloatArray]]:
    """For the names nearest to each caption: how long unheard before, or from now on."""
    count = len(names)
    heard, again = _silent(names, starts), _silent(names[::-1], -starts[::-1])[::-1]
    named = np.array([bool(name) for name in names])
    coming, gone = next_from(named), last_before(named)
    after = _step(next_from(named), coming + 1, count)
    before = _step(last_before(named), gone, -1)
    soon, late = np.append(heard, NEVER), np.append(again, NEVER)
    times = np.append(starts, [starts[-1] + _CLOSE, -_CLOSE])
    nearest = zip(coming.tolist(), gone.tolist(), strict=True)
    same = [a < count and b >= 0 and names[a] == names[b] for a, b in nearest]
    return [
        ("next named, unheard for", np.log1p(soon[coming])),
        ("next but one named, unheard for", np.log1p(soon[after])),
        ("last named, silent for", np.log1p(late[gone])),
        ("last but one named, silent for", np.log1p(late[before])),
        ("until a name", np.log1p(np.minimum(times[:-1][coming] - starts, _CLOSE))),
        ("since a name", np.log1p(np.clip(starts - times[gone], 0, _CLOSE))),
        ("next named is last named", np.array(same, float)),
    ]


def _silent(names: Sequence[str], starts: FloatArray) -> FloatArray:
    """Seconds since each caption's name was last met."""
    last: dict[str, float] = {}
    result = np.full(len(names), NEVER)
    for at, (name, start) in enumerate(zip(names, starts.tolist(), strict=True)):
        if name:
            result[at] = min(start - last.get(name, -np.inf), NEVER)
            last[name] = start
    return result


def _step(table: IntArray, at: IntArray, beyond: int) -> IntArray:
    """``table`` read at indexes; ``beyond`` where they fall off its ends."""
    inside = (at >= 0) & (at < len(table))
    return np.where(inside, table[np.where(inside, at, 0)], beyond)
