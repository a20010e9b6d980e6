"""Small neural networks that read a span caption by caption.

A kiss or a confession is told by one caption in thirty: each unit looks at every caption with those
around it, and both its strongest answer in the span and its mean one count, beside what the span
shows as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

REACH = 4.0
"""Deviations from the usual beyond which a signal of a span says no more to a network."""


def near(found: NDArray[np.float64]) -> Floats:
    """Signals of spans, in deviations from the usual, as networks read them."""
    return found.clip(-REACH, REACH).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer over captions, one over spans, and log-odds from both.

    Attributes:
        captions, caption_biases: shapes (traits of a caption, units) and (units).
        spans, span_biases: shapes (signals, units of their own) and (these).
        outer, outer_biases: shapes (2 * units of captions + units of spans, answers) and (answers).
    """

    captions: Floats
    caption_biases: Floats
    spans: Floats
    span_biases: Floats
    outer: Floats
    outer_biases: Floats

    def log_odds(self, traits: Floats, first: Numbers, last: Numbers, found: Floats) -> Floats:
        """Log-odds of each answer for each span; shape (spans, answers).

        Args:
            traits: of all captions, see ``traits.traits_of``.
            first, last: numbers of the first caption in each span, and of the first after it.
            found: signals of the spans in deviations from the usual, cut off at ``REACH``.
        """
        units = np.maximum(traits @ self.captions + self.caption_biases, 0)
        silent = np.maximum(self.caption_biases, 0)[None]
        parts = [units[a:b] if b > a else silent for a, b in zip(first, last, strict=True)]
        most = np.array([part.max(axis=0) for part in parts])
        mean = np.array([part.mean(axis=0) for part in parts])
        whole = np.maximum(found @ self.spans + self.span_biases, 0)
        return np.asarray(np.hstack((most, mean, whole)) @ self.outer + self.outer_biases)


def unpacked(told: Mapping[str, NDArray[Any]], number: int) -> Network:
    """A network from the arrays of a data file, see ``packed``."""
    return Network(
        *(
            told[f"{number}.{field.name}"].astype(np.float32) * told[f"{number}.{field.name}.scale"]
            for field in fields(Network)
        )
    )


def packed(network: Network, number: int) -> dict[str, NDArray[Any]]:
    """Arrays to store a network in: whole numbers up to 127, each column with its scale."""
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(Network):
        values = getattr(network, field.name)
        scale = np.atleast_2d(np.abs(values)).max(axis=0) / 127 + 1e-12
        arrays[f"{number}.{field.name}"] = np.round(values / scale).astype(np.int8)
        arrays[f"{number}.{field.name}.scale"] = scale.astype(np.float32)
    return arrays
