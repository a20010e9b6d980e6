"""The trained cutter: its data file, and how likely it finds a cut before each caption.

``cutter.npz`` is written by ``training/scenes.py``. It holds two cutters: ``told`` for tracks with
sounds and speaker labels, ``plain`` for those without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangmyeon.scenes.phrases import Phrasebook
from jangmyeon.scenes.trees import Forest, unpack_forest
from jangmyeon.scenes.windows import FloatArray

FILE = "cutter.npz"
REACH = 4.0  # deviations from the mean beyond which a signal says no more
HOPELESS = 0.005  # likelihood below which trees are not asked


@dataclass(frozen=True, slots=True)
class Choice:
    """How cuts are chosen together.

    ``price`` is what a cut must be worth in scenes found; ``usual`` and ``spread`` are the mean
    and the deviation of the log of a scene's length in seconds, ``length`` how much that counts.
    """

    price: float
    usual: float
    spread: float
    length: float


@dataclass(frozen=True, slots=True)
class Committee:
    """Small neural networks, each of one hidden layer, whose likelihoods are averaged.

    ``mean`` and ``scale`` bring signals to a common measure, cut off at ``REACH``. ``hidden`` has
    the shape (signals, networks * units), ``outer`` (networks, units).
    """

    mean: FloatArray
    scale: FloatArray
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    outer: NDArray[np.float32]
    outer_bias: NDArray[np.float32]

    def likelihood(self, table: FloatArray) -> FloatArray:
        """The mean of the networks' probabilities for each row of signals."""
        measured = np.clip((table - self.mean) / self.scale, -REACH, REACH).astype(np.float32)
        units = np.maximum(measured @ self.hidden + self.hidden_bias, 0)
        each = units.reshape(len(table), *self.outer.shape)
        log_odds = (each * self.outer).sum(axis=2) + self.outer_bias
        return np.asarray((1 / (1 + np.exp(-log_odds.astype(np.float64)))).mean(axis=1))


@dataclass(frozen=True, slots=True)
class Cutter:
    """A trained cutter; ``names`` are the signals that the committee and the forest expect."""

    names: tuple[str, ...]
    committee: Committee
    forest: Forest
    book: Phrasebook

    def likelihood(self, table: FloatArray) -> FloatArray:
        """The probability that a scene begins with each caption, from a row of signals each."""
        likely = self.committee.likelihood(table)
        hopeful = np.flatnonzero(likely > HOPELESS)
        trees = 1 / (1 + np.exp(-self.forest.log_odds(table[hopeful])))
        likely[hopeful] = (likely[hopeful] + trees) / 2
        likely[0] = 0.0
        return likely


@cache
def cutter(told: bool) -> Cutter:
    """The cutter for tracks that tell sounds and speakers, or for those that do not."""
    own = arrays_of(FILE, told)
    return unpack(own, lines_of(own["phrases"]))


def arrays_of(file: str, told: bool) -> dict[str, NDArray[Any]]:
    """The arrays of a data file for one sort of tracks, and those for both."""
    data = resources.files(__package__).joinpath(file).read_bytes()
    kind, other = ("told.", "plain.") if told else ("plain.", "told.")
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        own = (name for name in arrays if not name.startswith(other))
        return {name.removeprefix(kind): arrays[name] for name in own}


def unpack(own: Mapping[str, NDArray[Any]], phrases: Sequence[str]) -> Cutter:
    """A cutter from the arrays of its data file."""
    weights = own["book"].astype(np.float32) * own["book_scale"]
    kept = own["book_rows"]
    return Cutter(
        names=lines_of(own["names"]),
        committee=Committee(
            own["mean"],
            own["scale"],
            own["hidden"].astype(np.float32),
            own["hidden_bias"],
            own["outer"],
            own["outer_bias"],
        ),
        forest=unpack_forest(own),
        book=Phrasebook({phrases[row]: at for at, row in enumerate(kept.tolist())}, weights),
    )


def lines_of(told: NDArray[np.uint8]) -> tuple[str, ...]:
    """The lines of a text that a data file holds."""
    return tuple(told.tobytes().decode().split("\n"))
