"""The tone of an episode as it goes on: tension, warmth, sadness, comedy, and the music's mood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.model import Sound
from jangmyeon.moments.judging import judge
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray, Shown
from jangmyeon.moments.observed import observe
from jangmyeon.moments.vocabulary import learned

TONES = ("tension", "warmth", "sadness", "comedy")
_AROUND = 30.0  # seconds before and after a point that its tone is read from
_PLAYS = 60.0  # seconds for which music is taken to play on after its note


@dataclass(frozen=True, slots=True)
class ToneCurve:
    """The tone every ``step`` seconds from the start on, each from 0 to 1.

    ``music`` is the mood of the music that plays then, empty where none is known to.
    """

    step: float
    tension: tuple[float, ...]
    warmth: tuple[float, ...]
    sadness: tuple[float, ...]
    comedy: tuple[float, ...]
    music: tuple[str, ...]


def tone_curve(
    shown: Shown, lemmas: Mapping[str, Sequence[str]], duration: float, step: float = 30.0
) -> ToneCurve:
    """Read the tone along an episode.

    Args:
        shown: the episode's lines and sounds, sorted by start.
        lemmas: of each flat text.
        duration: seconds.
        step: seconds between two points.
    """
    points = np.arange(0.0, max(duration, 0.0), step) + step / 2
    if not shown or not len(points):
        return ToneCurve(step, (), (), (), (), ())
    vocabulary, weights = learned()
    seen = observe(shown, lemmas, vocabulary)
    spans = [(max(at - _AROUND, 0.0), at + _AROUND) for at in points.tolist()]
    chances, *_ = judge(seen, spans, vocabulary, weights)
    rows = tones_of_kinds(chances)
    columns = {tone: tuple(np.round(rows[:, at], 3).tolist()) for at, tone in enumerate(TONES)}
    return ToneCurve(step, **columns, music=_music(shown, points))


def tones_of_kinds(chances: FloatArray) -> FloatArray:
    """How tense, warm, sad and comic spans are, by how sure each kind of moment is in them.

    Args:
        chances: 0 to 1, shape (spans, ``KINDS``).

    Returns:
        0 to 1, shape (spans, ``TONES``).
    """
    odds: FloatArray = 1 - np.exp(np.log1p(-np.clip(chances, 0, 0.99)) @ _tone_weights())
    return odds


def _music(shown: Shown, points: FloatArray) -> tuple[str, ...]:
    notes = [item for item in shown if isinstance(item, Sound) and item.kind == "music"]
    starts = np.array([note.start for note in notes], float)
    moods = []
    for at, number in zip(points.tolist(), np.searchsorted(starts, points, "right"), strict=True):
        note = notes[number - 1] if number else None
        moods.append(note.mood if note and at - note.start <= _PLAYS else "")
    return tuple(moods)


@cache
def _tone_weights() -> FloatArray:
    """How much of each kind's likelihood each tone takes; shape (``KINDS``, ``TONES``)."""
    text = resources.files(__package__).joinpath("tones.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if not row.startswith("#")]
    table = np.zeros((len(KINDS), len(TONES)))
    for kind, *shares in rows[1:]:  # the first names the columns
        table[KINDS.index(kind)] = [float(share) for share in shares]
    return table
