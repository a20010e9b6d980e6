"""An episode as the reader of moments sees it: every caption's marks, cues and words, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound
from jangmyeon.moments.cues import cue_weights
from jangmyeon.moments.marks import FloatArray, Shown, marks
from jangmyeon.moments.vocabulary import Vocabulary
from jangmyeon.names import read_label
from jangmyeon.words import commonness, flat, translate

_SURE = 0.7  # weight from which a translation of an English word is followed
_MOST_TRANSLATIONS = 2


@dataclass(frozen=True, slots=True)
class Observed:
    """What is known of each caption of an episode.

    Attributes:
        starts, ends: seconds; shape (captions).
        marks: shape (captions, ``MARKS``).
        cues: shape (captions, ``KINDS``).
        words: numbers of known lemmas, caption after caption; those of caption ``i`` are
            ``words[firsts[i]:firsts[i + 1]]``.
        speakers, heard: who speaks in a line and who makes a sound, empty where it is not told.
    """

    shown: Shown
    starts: FloatArray
    ends: FloatArray
    marks: FloatArray
    cues: FloatArray
    words: NDArray[np.int64]
    firsts: NDArray[np.int64]
    speakers: tuple[str, ...]
    heard: tuple[str, ...]


def observe(shown: Shown, lemmas: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> Observed:
    """Read each caption of an episode once.

    Args:
        shown: the episode's lines and sounds, sorted by start.
        lemmas: of each flat text; texts that are missing have none.
    """
    bags = [_bag(item, lemmas.get(flat(item.text), ())) for item in shown]
    told = [[*bag, *_role(item)] for item, bag in zip(shown, bags, strict=True)]
    words = list(chain.from_iterable(told))
    numbers = np.fromiter(map(vocabulary.numbers.get, words, repeat(-1)), np.int64, len(words))
    known = numbers >= 0
    ends = np.cumsum([0, *map(len, told)])
    return Observed(
        shown=shown,
        starts=np.array([item.start for item in shown], float),
        ends=np.array([item.end for item in shown], float),
        marks=marks(shown),
        cues=cue_weights(shown, bags),
        words=numbers[known],
        firsts=np.concatenate(([0], np.cumsum(known)))[ends],
        speakers=tuple(_name(item.speaker) if isinstance(item, Line) else "" for item in shown),
        heard=tuple(_subject(item) for item in shown),
    )


def _subject(item: Line | Sound) -> str:
    return _name(item.subject) if isinstance(item, Sound) and item.kind != "music" else ""


def _name(label: str) -> str:
    """Whom a label means: a name without its setting, or the role."""
    return next(iter(read_label(label).names), label) if label else ""


def _role(item: Line | Sound) -> Sequence[str]:
    """The words of a speaker's label that names nobody, such as 형사 and 간호사: they tell much."""
    if not isinstance(item, Line) or not item.speaker or read_label(item.speaker).names:
        return ()
    return item.speaker.rstrip("0123456789 ").lower().split()


def _bag(item: Line | Sound, lemmas: Sequence[str]) -> Sequence[str]:
    """The lemmas of a caption; English ones with the Korean ones that they likely stand for."""
    if item.language != "en":
        return lemmas
    return [*lemmas, *(other for lemma in lemmas for other in _in_korean(lemma))]


@lru_cache(maxsize=16_384)
def _in_korean(word: str) -> tuple[str, ...]:
    told = translate([word])
    if not told:
        return ()
    sure = [lemma for lemma, weight in told[0].lemmas if weight >= _SURE and lemma != word]
    return tuple(sorted(sure, key=lambda lemma: (-commonness(lemma), lemma))[:_MOST_TRANSLATIONS])
