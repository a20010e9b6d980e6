"""The written vocabulary of moments: what people say, and what is heard, in each kind.

``cues.tsv`` is a reader's own list. A cue is a lemma, or several that must stand in one caption;
English ones are words, which are stemmed as captions are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.model import Line, Sound
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray, Shown
from jangmyeon.words import commonness, english_words, is_korean, stem

OUTRIGHT, STRONG, ALONG = 3.0, 2.0, 1.0
"""How much a cue weighs: it says it outright, speaks strongly for it, goes along with it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Lemmas that together speak for a kind, with how much, in lines, in sounds or in both."""

    lemmas: frozenset[str]
    kind: int
    weight: float
    in_lines: bool
    in_sounds: bool


def cue_weights(shown: Shown, lemmas: Sequence[Sequence[str]]) -> FloatArray:
    """How much each caption speaks for each kind: its heaviest cue; shape (captions, ``KINDS``).

    What is sung only goes along with what happens: a love song is no confession.
    """
    table = _cues()
    beginnings = table.keys()
    rows: list[int] = []
    kinds: list[int] = []
    weights: list[float] = []
    for at, (item, words) in enumerate(zip(shown, lemmas, strict=True)):
        if beginnings.isdisjoint(words):
            continue
        sound = isinstance(item, Sound)
        most = ALONG if isinstance(item, Line) and item.kind == "lyric" else OUTRIGHT
        for word in words:
            for cue in table.get(word, ()):
                if not (cue.in_sounds if sound else cue.in_lines):
                    continue
                if len(cue.lemmas) > 1 and not cue.lemmas.issubset(words):
                    continue
                rows.append(at)
                kinds.append(cue.kind)
                weights.append(min(cue.weight, most))
    found = np.zeros((len(shown), len(KINDS)))
    np.maximum.at(found, (rows, kinds), weights)
    return found


@cache
def _cues() -> Mapping[str, tuple[Cue, ...]]:
    """Cues by one of their lemmas, the one that is said least."""
    table: dict[str, list[Cue]] = {}
    for cue in all_cues():
        rarest = min(cue.lemmas, key=lambda lemma: (commonness(lemma), lemma))
        table.setdefault(rarest, []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in table.items()}


@cache
def all_cues() -> tuple[Cue, ...]:
    """Every cue of ``cues.tsv``."""
    text = resources.files(__package__).joinpath("cues.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if not row.startswith("#")]
    return tuple(
        Cue(_lemmas(cue), KINDS.index(kind), float(weight), where != "sound", where != "line")
        for kind, weight, where, cues in rows[1:]  # the first names the columns
        for cue in cues.split(", ")
    )


def _lemmas(cue: str) -> frozenset[str]:
    if is_korean(cue):
        return frozenset(cue.split())
    return frozenset(stem(word) for word in english_words(cue))
