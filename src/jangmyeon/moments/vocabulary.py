"""What was learned: words with their meaning as vectors, and the weights of each kind of moment.

``weights.npz`` is made by ``training/moments.py``; its array ``about`` tells how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np

from jangmyeon.moments.cues import ALONG, OUTRIGHT, STRONG, all_cues
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.networks import Network, unpacked

_CUE_SHARES = {OUTRIGHT: 1.0, STRONG: 0.7, ALONG: 0.3}
_VECTORS = 3.0
_SENSES = 2.1
_WHOLE = (
    "middles",
    "spreads",
    "kinds",
    "biases",
    "word_biases",
    "thresholds",
    "feelings",
    "feeling_biases",
)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Lemmas with what they mean.

    Attributes:
        numbers: counts the lemmas from 0.
        rarity: the log of how few half minutes have each (inverse document frequency).
        vectors: of length 1, near each other for words that are said in the same half minutes;
            shape (lemmas, dimensions).
        senses: what they mean in other texts, all zero where that is not known; shape (lemmas,
            dimensions of their own).
        leanings: how near each is to the cues of each kind of moment, in deviations from the
            usual; shape (lemmas, ``KINDS``).
        weighed: what networks read of each: its vector and its sense by its rarity, brought to the
            measure of marks, and that rarity; shape (lemmas, both dimensions + 1).
    """

    numbers: Mapping[str, int]
    rarity: FloatArray
    vectors: FloatArray
    senses: FloatArray
    leanings: FloatArray
    weighed: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        """Weigh every lemma once."""
        rarity = self.rarity[:, None]
        parts = self.vectors * (_VECTORS * rarity), self.senses * (_SENSES * rarity), rarity
        object.__setattr__(self, "weighed", np.hstack(parts))


def make_vocabulary(
    words: Sequence[str], rarity: FloatArray, vectors: FloatArray, senses: FloatArray
) -> Vocabulary:
    """A vocabulary with leanings by the written cues: those of a kind have their middle."""
    numbers = {word: number for number, word in enumerate(words)}
    middles = np.zeros((len(KINDS), vectors.shape[1]))
    for cue in all_cues():
        known = [numbers[lemma] for lemma in cue.lemmas if lemma in numbers]
        share = _CUE_SHARES[cue.weight] / len(cue.lemmas)
        middles[cue.kind] += share * rarity[known] @ vectors[known]
    middles -= middles.mean(axis=0) / 2
    middles /= np.linalg.norm(middles, axis=1, keepdims=True) + 1e-9
    near = vectors @ middles.T
    leanings = (near - near.mean(axis=0)) / near.std(axis=0)
    return Vocabulary(numbers, rarity, vectors, senses, leanings)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Trained readers of spans, whose log-odds of each kind are averaged.

    Attributes:
        middles, spreads: the usual signals and their deviations; shape (signals).
        kinds, biases: the reader of signals, told in deviations from the usual; shapes (signals,
            ``KINDS``) and (``KINDS``).
        words, word_biases: the reader of bare words; shapes (lemmas, ``KINDS``) and (``KINDS``).
        thresholds: probability from which each kind is told; shape (``KINDS``).
        feelings, feeling_biases: log-odds that romance is over 0, 1 and 2, and the same of
            intensity, by signals; shapes (signals, 6) and (6).
        networks: tell log-odds of each kind, then of the same six grades.
    """

    middles: FloatArray
    spreads: FloatArray
    kinds: FloatArray
    biases: FloatArray
    words: FloatArray
    word_biases: FloatArray
    thresholds: FloatArray
    feelings: FloatArray
    feeling_biases: FloatArray
    networks: tuple[Network, ...]


@cache
def learned() -> tuple[Vocabulary, Weights]:
    """The vocabulary and the weights that ship."""
    data = resources.files(__package__).joinpath("weights.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as told:
        vocabulary = make_vocabulary(
            bytes(told["lemmas"]).decode("utf-8").split("\n"),
            told["rarity"].astype(np.float64),
            told["vectors"] * told["vector_scales"].astype(np.float64)[:, None],
            told["senses"] * told["sense_scales"].astype(np.float64)[:, None],
        )
        weights = Weights(
            words=told["words"] * told["word_scales"].astype(np.float64),
            networks=tuple(unpacked(told, number) for number in range(int(told["networks"]))),
            **{name: told[name].astype(np.float64) for name in _WHOLE},
        )
    return vocabulary, weights
