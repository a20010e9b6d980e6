"""What speaks for each place or time of day, in a scene and in those around it.

A scene's captions tell through *channels*: a place is named, words are said that belong to it, a
sound is heard. What one scene tells counts for others *around* it too: the next ones, those with
the same people, all of the episode. ``setting`` weighs these signals.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound
from jangmyeon.names import read_label
from jangmyeon.scenes.setting_model import LemmaTable
from jangmyeon.scenes.setting_words import Cue, cues_in
from jangmyeon.words import flat

CHANNELS = (
    "named",  # a place's name is said
    "said",  # words, titles, phrases that belong to the place or time
    "heard",  # sounds that do
    "note",  # what the reading of sound notes has found in them already
    "words",  # all the other words, as scenes of a shelf tell
)
AROUND = (
    "own",  # the scene itself
    "near",  # the scenes before and after
    "far",  # the second to fourth scene before and after
    "people",  # scenes with the same people
    "episode",  # all others
)

_FAR = 4
_CERTAIN = 3.0  # the strength of a cue that is all but certain
_FEWEST = 20  # in an episode of fewer scenes, all others together count less
_KEENNESS = 2.0  # scenes must share most of their people to count as theirs

FloatArray = NDArray[np.float64]
Caption = Line | Sound


@dataclass(frozen=True, slots=True)
class Clue:
    """One caption that speaks for a value: through which channel, how strongly, by which cue."""

    caption: Caption
    channel: str
    field: str
    value: str
    worth: float
    cue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneClues:
    """What a scene's captions tell: clues, the rows of its words in the lemma table, people."""

    captions: tuple[Caption, ...]
    clues: tuple[Clue, ...]
    words: tuple[int, ...]
    people: Mapping[str, int]


def scene_clues(
    captions: Sequence[Caption], lemmas: Mapping[str, Sequence[str]], table: LemmaTable
) -> SceneClues:
    """Read the captions of one scene."""
    clues: list[Clue] = []
    words: list[int] = []
    people: list[str] = []
    for caption in captions:
        bag = lemmas[flat(caption.text)]
        clues += _clues(caption, bag, table)
        rows = table.heard if isinstance(caption, Sound) else table.said
        words += [rows[lemma] for lemma in bag if lemma in rows]
        people += _people(caption)
    return SceneClues(tuple(captions), tuple(clues), tuple(dict.fromkeys(words)), Counter(people))


def _clues(caption: Caption, bag: Sequence[str], table: LemmaTable) -> list[Clue]:
    if isinstance(caption, Line) and caption.kind == "lyric":
        return []  # it may rain in the song alone
    noted = isinstance(caption, Sound) or caption.kind == "screen"
    clues = [
        Clue(caption, cue.told, cue.field, cue.value, _worth(cue, table), cue.lemmas)
        for cue in cues_in(bag, noted=noted)
    ]
    if isinstance(caption, Sound):
        told = (("place", caption.place), ("time", caption.time), ("weather", caption.weather))
        clues += [
            Clue(caption, "note", name, value, _CERTAIN if name == "weather" else 1.0, ())
            for name, value in told
            if value
        ]
    return clues


def _worth(cue: Cue, table: LemmaTable) -> float:
    """Words that are heard in every other scene tell little; nobody has weighed the weather's."""
    if cue.field == "weather":
        return cue.strength
    return cue.strength / 2 * table.rarity(cue.lemmas, heard=cue.told == "heard")


def _people(caption: Caption) -> tuple[str, ...]:
    if isinstance(caption, Line):
        return read_label(caption.speaker).names if caption.speaker else ()
    return read_label(caption.subject).names if caption.subject and caption.kind != "music" else ()


def own_signals(
    scenes: Sequence[SceneClues], field: str, values: Sequence[str], table: LemmaTable
) -> FloatArray:
    """What each scene tells by itself; shape (scenes, channels, values)."""
    told = np.zeros((len(scenes), len(CHANNELS), len(values)))
    channels = {channel: n for n, channel in enumerate(CHANNELS)}
    columns = {value: n for n, value in enumerate(values)}
    for at, scene in enumerate(scenes):
        uses = Counter(
            (clue.channel, clue.value, clue.cue, clue.worth)
            for clue in scene.clues
            if clue.field == field and clue.value in columns
        )
        for (channel, value, _, worth), times in uses.items():
            told[at, channels[channel], columns[value]] += worth * (1 + 0.5 * math.log(times))
    np.sqrt(told, out=told)
    told[:, channels["words"]] = _voices(scenes, table.speaks[field])
    return told


def _voices(scenes: Sequence[SceneClues], speaks: FloatArray) -> FloatArray:
    """What all the words of each scene speak for; shape (scenes, values)."""
    voices = np.zeros((len(scenes), speaks.shape[1]))
    sizes = np.array([len(scene.words) for scene in scenes])
    rows = [row for scene in scenes for row in scene.words]
    telling = np.flatnonzero(sizes)
    if len(telling):
        sums = np.add.reduceat(speaks[rows], (np.cumsum(sizes) - sizes)[telling])
        sums /= np.sqrt(sizes[telling])[:, None]
        voices[telling] = sums - sums.mean(axis=1, keepdims=True)
    return voices


def signals(own: FloatArray, scenes: Sequence[SceneClues]) -> FloatArray:
    """What speaks for each value around each scene; shape (scenes, around, channels, values)."""
    count = len(scenes)
    away = np.abs(np.arange(count)[:, None] - np.arange(count)[None, :])
    near = (away == 1) / 2
    far = np.where((away > 1) & (away <= _FAR), 1 / np.maximum(away, 1), 0.0)
    far /= np.maximum(far.sum(axis=1, keepdims=True), 1e-9)
    others = (away > 0) / max(count - 1, _FEWEST)
    views = np.stack([np.eye(count), near, far, _company(scenes), others])
    around: FloatArray = np.einsum("aij,jcv->iacv", views, own, optimize=True)
    return around


def _company(scenes: Sequence[SceneClues]) -> FloatArray:
    """How much each other scene counts for a scene by the people they share; rows sum below 1."""
    count = len(scenes)
    names = {name: n for n, name in enumerate(sorted({p for s in scenes for p in s.people}))}
    heard = np.zeros((count, len(names)))
    for at, scene in enumerate(scenes):
        for name, times in scene.people.items():
            heard[at, names[name]] = math.log1p(times)
    heard *= np.log((count + 1) / ((heard > 0).sum(axis=0) + 1))
    heard /= np.maximum(np.linalg.norm(heard, axis=1, keepdims=True), 1e-9)
    alike: FloatArray = (heard @ heard.T) ** _KEENNESS
    np.fill_diagonal(alike, 0)
    shares: FloatArray = alike / (alike.sum(axis=1, keepdims=True) + 0.5)
    return shares
