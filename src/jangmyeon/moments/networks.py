"""Small neural networks that read a span caption by caption.

A kiss or a confession is told by one caption in thirty: each unit looks at every caption with those
around it, and both its strongest answer in the span and its mean one count, beside what the span
shows as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        return log_odds_of((self,), traits, first, last, found)[0]


def log_odds_of(
    networks: Sequence[Network], traits: Floats, first: Numbers, last: Numbers, found: Floats
) -> list[Floats]:
    """What each of several networks says of the same spans, see ``Network.log_odds``."""
    biases = np.concatenate([network.caption_biases for network in networks])
    units = traits @ np.hstack([network.captions for network in networks])
    units += biases
    np.maximum(units, 0, out=units)
    silent = np.maximum(biases, 0)[None]
    bounds = zip(first.tolist(), last.tolist(), strict=True)
    parts = [units[a:b] if b > a else silent for a, b in bounds]
    most = np.array([np.maximum.reduce(part) for part in parts])
    mean = np.array([np.add.reduce(part) for part in parts])
    mean /= np.maximum(last - first, 1).astype(np.float32)[:, None]
    cuts = np.cumsum([network.captions.shape[1] for network in networks])[:-1]
    each = zip(networks, np.split(most, cuts, axis=1), np.split(mean, cuts, axis=1), strict=True)
    answers = []
    for network, own_most, own_mean in each:
        whole = np.maximum(found @ network.spans + network.span_biases, 0)
        told = np.hstack((own_most, own_mean, whole))
        answers.append(told @ network.outer + network.outer_biases)
    return answers


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
