"""The trained reader: convolutions over the captions of an episode that tell where scenes begin.

``reader.npz`` is written by ``training/reader.py``. Each caption is the sum of the vectors of its
phrases beside its signals; what is said for half a minute before it is compared with what is said
after it; then convolutions of wider and wider reach look at the captions around. The same networks
read tracks with sounds and speaker labels (told) and those without (plain).
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

from jangmyeon.scenes.cutter import REACH, lines_of
from jangmyeon.scenes.layers import Block, Floats, Linear, Norm
from jangmyeon.scenes.phrases import known_phrases
from jangmyeon.scenes.windows import FloatArray

FILE = "reader.npz"
SIDES = (4, 10, 25)  # captions before and after a cut that are compared
HEADS = 8  # comparisons, each of other traits of what is said


@dataclass(frozen=True, slots=True)
class Network:
    """One reader; ``vectors`` are of phrases, shape (dimensions, phrases)."""

    vectors: Floats
    inner: Linear
    traits: Linear
    compared: Linear
    blocks: tuple[Block, ...]
    last: Norm
    outer: Linear

    def likelihood(self, phrases: NDArray[np.intp], counts: FloatArray, told: Floats) -> FloatArray:
        """The probability that a scene begins with each caption.

        Args:
            phrases: rows of the phrases of all captions, one after the other.
            counts: how many phrases each caption has.
            told: a row of measured signals for each caption.
        """
        said = self._said(phrases, counts)
        rows = self.inner(np.concatenate((said, told), axis=1))
        rows += self.compared(_likeness(self.traits(said)))
        for block in self.blocks:
            rows += block(rows)
        odds = self.outer(self.last(rows))[:, 0].astype(np.float64)
        return np.asarray(1 / (1 + np.exp(-odds)))

    def _said(self, phrases: NDArray[np.intp], counts: FloatArray) -> Floats:
        until = np.zeros((len(self.vectors), len(phrases) + 1), np.float32)
        np.cumsum(self.vectors.take(phrases, axis=1), axis=1, out=until[:, 1:])
        ends = np.concatenate(([0.0], np.cumsum(counts))).astype(int)
        sums = np.diff(until.take(ends, axis=1))
        return np.ascontiguousarray((sums / np.sqrt(counts + 1)).T, np.float32)


@dataclass(frozen=True, slots=True)
class Reader:
    """Networks that read tracks of both sorts.

    ``names`` are the signals they expect, ``phrases`` the rows of the phrases they know. ``mean``
    and ``scale`` measure the signals of told tracks (row 1) and of plain ones (row 0); signals that
    plain ones do not have are 0.
    """

    names: tuple[str, ...]
    phrases: Mapping[str, int]
    mean: FloatArray
    scale: FloatArray
    networks: tuple[Network, ...]

    def likelihood(
        self, signals: Mapping[str, FloatArray], spoken: Sequence[Sequence[str]], told: bool
    ) -> FloatArray:
        """The probability that a scene begins with each caption.

        Args:
            signals: by name, a number for each caption.
            spoken: the phrases of each caption.
            told: whether the track tells sounds and speakers.
        """
        rows, at = known_phrases(spoken, self.phrases)
        counts = np.bincount(at, minlength=len(spoken)).astype(float)
        measured = self._measured(signals, len(spoken), told)
        each = [network.likelihood(rows, counts, measured) for network in self.networks]
        likely = np.asarray(np.mean(each, axis=0))
        likely[0] = 0.0
        return likely

    def _measured(self, signals: Mapping[str, FloatArray], count: int, told: bool) -> Floats:
        table = np.zeros((count, len(self.names) + 2), np.float32)
        known = [column for column, name in enumerate(self.names) if name in signals]
        rows = [signals[self.names[column]] for column in known]
        values = np.array(rows, float).reshape(len(known), count)
        values -= self.mean[int(told), known][:, None]
        values /= self.scale[int(told), known][:, None]
        table[:, known] = values.clip(-REACH, REACH, out=values).T
        table[:, -2] = told
        table[:, -1] = 1.0  # as the readers cut whose scenes are judged by
        return table


@cache
def reader() -> Reader:
    """The trained reader."""
    data = resources.files(__package__).joinpath(FILE).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return unpack({name: arrays[name] for name in arrays})


def unpack(arrays: Mapping[str, NDArray[Any]]) -> Reader:
    """A reader from the arrays of its data file."""
    return Reader(
        names=lines_of(arrays["names"]),
        phrases={phrase: row for row, phrase in enumerate(lines_of(arrays["phrases"]))},
        mean=arrays["mean"].astype(np.float64),
        scale=arrays["scale"].astype(np.float64),
        networks=tuple(_network(arrays, f"{n}.") for n in range(int(arrays["networks"]))),
    )


def _network(arrays: Mapping[str, NDArray[Any]], kind: str) -> Network:
    own = {
        name[len(kind) :]: array.astype(np.float32)
        for name, array in arrays.items()
        if name.startswith(kind) and array.dtype != np.int8
    }

    def linear(name: str) -> Linear:
        return Linear(np.ascontiguousarray(own[f"{name}.weight"].T), own[f"{name}.bias"])

    def norm(name: str) -> Norm:
        return Norm(own[f"{name}.weight"], own[f"{name}.bias"])

    def block(at: int, reach: int) -> Block:
        before, own_tap, after = np.ascontiguousarray(own[f"taps.{at}.weight"].transpose(2, 1, 0))
        taps = before, own_tap, after
        bias = own[f"taps.{at}.bias"]
        return Block(norm(f"norms.{at}"), taps, bias, linear(f"outers.{at}"), reach)

    reaches = [int(reach) for reach in own["reaches"].tolist()]
    return Network(
        vectors=np.ascontiguousarray((arrays[f"{kind}vectors"] * own["vectors.scale"][:, None]).T),
        inner=linear("inner"),
        traits=linear("traits"),
        compared=linear("compared"),
        blocks=tuple(block(at, reach) for at, reach in enumerate(reaches)),
        last=norm("last"),
        outer=linear("outer"),
    )


def _likeness(traits: Floats) -> Floats:
    """Cosines between the captions before each cut and those after it; (captions, comparisons)."""
    count = len(traits)
    sums = np.concatenate((np.zeros((1, traits.shape[1])), np.cumsum(traits, axis=0, dtype=float)))
    at = np.arange(count)
    found = []
    for near in SIDES:
        before = sums[:-1] - sums[np.maximum(at - near, 0)]
        after = sums[np.minimum(at + near, count)] - sums[:-1]
        sides = [side.astype(np.float32).reshape(count, HEADS, -1) for side in (before, after)]
        found.append(_dot(*sides) / (_length(sides[0]) * _length(sides[1])))
    return np.concatenate(found, axis=1)


def _dot(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("ijk,ijk->ij", left, right))


def _length(rows: Floats) -> Floats:
    return np.maximum(np.sqrt(_dot(rows, rows)), np.float32(1e-3))
