"""Layers of small neural networks, as numpy evaluates them: a row for each caption."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """``weights`` (inputs, outputs) and ``bias`` (outputs,)."""

    weights: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        """The outputs for each row."""
        found: Floats = rows @ self.weights
        found += self.bias
        return found


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalization (Ba, Kiros and Hinton, 2016)."""

    gain: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Each row less its mean, by its deviation."""
        width = np.float32(rows.shape[1])
        centered = rows - (rows @ np.ones(rows.shape[1], np.float32) / width)[:, None]
        squares = np.einsum("ij,ij->i", centered, centered) / width
        centered *= (1 / np.sqrt(squares + np.float32(1e-5)))[:, None]
        centered *= self.gain
        centered += self.bias
        return centered


@dataclass(frozen=True, slots=True)
class Block:
    """A dilated convolution over three captions, ``reach`` apart, and what it adds to each.

    ``taps`` are for the caption before, the caption itself and the one after.
    """

    norm: Norm
    taps: tuple[Floats, Floats, Floats]
    bias: Floats
    outer: Linear
    reach: int

    def __call__(self, rows: Floats) -> Floats:
        """What is to be added to the rows."""
        normed = self.norm(rows)
        before, own, after = self.taps
        found = normed @ own
        found += self.bias
        found[self.reach :] += normed[: -self.reach] @ before
        found[: -self.reach] += normed[self.reach :] @ after
        return self.outer(np.maximum(found, 0, out=found))
