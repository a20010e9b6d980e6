"""What speaks for a point in time, weighed together.

A weighted sum counts each feature by itself. But a word that is said has no need of others like it,
a rare one counts otherwise than a common one, and three words of a query at one place tell more
than one of them three times. A small network looks at each word of the query in turn, adds up what
it makes of them, and weighs that with the features (a deep set: Zaheer et al., 2017; relevance from
word by word matches: Guo et al., "A deep relevance matching model", CIKM 2016). What it says is
added to the weighted sum. ``together.npz`` is made by ``training/together.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

FILE = "together.npz"
REACH = 4.0
"""Deviations from the mean beyond which a feature says no more."""

_RARE = 6.0  # inverse document frequency of a rare word

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """A network of two layers; rows are inputs, columns units.

    ``mean`` and ``scale`` bring features to a common measure.
    """

    mean: Floats
    scale: Floats
    words: Floats
    words_bias: Floats
    worth: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    bias: float

    def adds(self, features: NDArray[np.float64], words: Floats, gains: Floats) -> Floats:
        """What is to be added to the score of each point.

        Args:
            features: a row for each point.
            words: what each word of the query has at each point, as ``met`` tells it.
            gains: what part of the query (0 to 1) each word is.
        """
        units = words.reshape(-1, words.shape[2]) @ self.words
        units += self.words_bias
        np.maximum(units, 0, out=units)
        whole = np.einsum("pwu,w->pu", units.reshape(*words.shape[:2], units.shape[1]), gains)
        told = np.clip((features - self.mean) / self.scale, -REACH, REACH).astype(np.float32)
        inner = np.maximum(np.hstack((whole, told)) @ self.inner + self.inner_bias, 0)
        found: Floats = whole @ self.worth + inner @ self.outer + np.float32(self.bias)
        return found


def met(around: Floats, idfs: Floats, weights: Floats, gains: Floats) -> Floats:
    """What each word of a query has at each point: shape (points, words, traits).

    Args:
        around: how much of each word is said around each point, by width, and how like it what is
            said is; shape (points, words, widths).
        idfs: inverse document frequency of each word.
        weights: how much each word counts, as the query has it.
        gains: what part of the query (0 to 1) each word is.
    """
    own = np.stack((idfs / _RARE, weights, gains * len(gains) / 2), axis=1).astype(np.float32)
    everywhere = np.broadcast_to(own, (len(around), *own.shape))
    return np.concatenate((around, everywhere), axis=2)


@cache
def network() -> Network:
    """The network that ships."""
    data = resources.files(__package__).joinpath(FILE).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        own = {name: arrays[name].astype(np.float32) for name in arrays if name != "about"}
    bias = float(own.pop("bias"))
    return Network(**own, bias=bias)
