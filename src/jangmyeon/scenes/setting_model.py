"""The trained part of telling a scene's setting: weights of signals, and what words speak for."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_TENTHS = 10.0
_RAREST = 2.0  # scenes in ten thousand; what is rarer may be rare by chance


@dataclass(frozen=True, slots=True)
class LemmaTable:
    """What the lemmas of many scenes speak for.

    Attributes:
        said, heard: rows of the lemmas of lines and of sound notes.
        shares: in how many of ten thousand scenes a lemma occurs, by row.
        speaks: for each field, the log of how much likelier each value is where the lemma occurs;
            shape (lemmas, values).
    """

    said: Mapping[str, int]
    heard: Mapping[str, int]
    shares: FloatArray
    speaks: Mapping[str, FloatArray]

    def rarity(self, lemmas: Sequence[str], *, heard: bool) -> float:
        """From about 0 for words of every scene to 2 for the rarest, by the rarest of them."""
        rows = self.heard if heard else self.said
        share = min(
            float(self.shares[rows[lemma]]) if lemma in rows else _RAREST for lemma in lemmas
        )
        return math.log(10_000 / max(share, _RAREST)) / 4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the signals count for a field, the same for all of its ``values``.

    ``signals`` has the shape (around, channels); ``bias`` (values,).
    """

    values: tuple[str, ...]
    signals: FloatArray
    bias: FloatArray


def odds(signals: FloatArray, weights: Weights) -> FloatArray:
    """Log-odds of each value for each scene, up to a constant; shape (scenes, values)."""
    told: FloatArray = np.einsum("iacv,ac->iv", signals, weights.signals) + weights.bias
    return told


def likelihoods(told: FloatArray) -> FloatArray:
    """Log-odds to probabilities that sum to 1 for each scene.

    >>> likelihoods(np.array([[1.0, 1.0]])).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(told - told.max(axis=1, keepdims=True))
    shares: FloatArray = powers / powers.sum(axis=1, keepdims=True)
    return shares


@cache
def weights_of(field: str) -> Weights:
    """The shipped weights of ``place`` or ``time``."""
    told = json.loads(_text("setting_weights.json"))[field]
    signals = np.array([list(channels.values()) for channels in told["signals"].values()])
    return Weights(tuple(told["bias"]), signals, np.array(list(told["bias"].values())))


@cache
def lemma_table() -> LemmaTable:
    """The shipped table of lemmas."""
    rows = [row for row in _text("setting_lemmas.tsv").splitlines() if not row.startswith("#")]
    split = [row.split("\t") for row in rows[1:]]  # the first is the header
    numbers = np.array(" ".join([row[2] for row in split]).split(), float).reshape(len(split), -1)
    places = len(weights_of("place").values)
    return LemmaTable(
        {row[1]: n for n, row in enumerate(split) if row[0] == "said"},
        {row[1]: n for n, row in enumerate(split) if row[0] == "heard"},
        numbers[:, 0],
        {"place": numbers[:, 1 : places + 1] / _TENTHS, "time": numbers[:, places + 1 :] / _TENTHS},
    )


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
