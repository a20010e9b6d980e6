"""What was learned: words with their meaning as vectors, and the weights of each kind of moment.

``weights.npz`` is made by ``training/moments.py``; its array ``about`` tells how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.moments.cues import ALONG, OUTRIGHT, STRONG, all_cues
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray

_CUE_SHARES = {OUTRIGHT: 1.0, STRONG: 0.7, ALONG: 0.3}
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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lemmas with what they mean.

    Attributes:
        numbers: counts the lemmas from 0.
        rarity: the log of how few half minutes have each (inverse document frequency).
        vectors: of length 1, near each other for words that are said in the same half minutes;
            shape (lemmas, dimensions).
        leanings: how near each is to the cues of each kind of moment, in deviations from the
            usual; shape (lemmas, ``KINDS``).
    """

    numbers: Mapping[str, int]
    rarity: FloatArray
    vectors: FloatArray
    leanings: FloatArray


def make_vocabulary(words: Sequence[str], rarity: FloatArray, vectors: FloatArray) -> Vocabulary:
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
    return Vocabulary(numbers, rarity, vectors, (near - near.mean(axis=0)) / near.std(axis=0))


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained reader of spans: two linear ones whose log-odds of each kind are averaged.

    Attributes:
        middles, spreads: the usual signals and their deviations; shape (signals).
        kinds, biases: the reader of signals, told in deviations from the usual; shapes (signals,
            ``KINDS``) and (``KINDS``).
        words, word_biases: the reader of bare words; shapes (lemmas, ``KINDS``) and (``KINDS``).
        thresholds: probability from which each kind is told; shape (``KINDS``).
        feelings, feeling_biases: log-odds that romance is over 0, 1 and 2, and the same of
            intensity; shapes (signals, 6) and (6).
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


@cache
def learned() -> tuple[Vocabulary, Weights]:
    """The vocabulary and the weights that ship."""
    with resources.files(__package__).joinpath("weights.npz").open("rb") as file:
        told = np.load(file)
        vocabulary = make_vocabulary(
            bytes(told["lemmas"]).decode("utf-8").split("\n"),
            told["rarity"].astype(np.float64),
            told["vectors"] * told["vector_scales"].astype(np.float64)[:, None],
        )
        weights = Weights(
            words=told["words"] * told["word_scales"].astype(np.float64),
            **{name: told[name].astype(np.float64) for name in _WHOLE},
        )
    return vocabulary, weights
