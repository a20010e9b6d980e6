"""Neural networks that read an episode caption by caption and tell what happens in its spans.

Convolutions look at each caption with those around it. Of a span they take the strongest and the
mean of what its captions show, and for each kind of moment what those captions say that show it
most: a kiss or a confession is told by one caption in thirty. Which captions those are was learned
from readers who named them (rationales: Zaidan, Eisner and Piatko, "Using annotator rationales to
improve machine learning for text categorization", NAACL 2007), by attention (Ilse, Tomczak and
Welling, "Attention-based deep multiple instance learning", ICML 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangmyeon.scenes.layers import Block, Floats, Linear, Norm

Numbers = NDArray[np.int64]

REACH = 4.0
"""Deviations from the usual beyond which a signal of a span says no more to a network."""

_LINEAR = "inner", "units", "spans", "told", "shows", "says"
_STEPS = 127  # whole numbers to either side of zero in which weights are stored


def near(found: NDArray[np.float64]) -> Floats:
    """Signals of spans, in deviations from the usual, as networks read them."""
    return found.clip(-REACH, REACH).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Network:
    """Convolutions over captions, and log-odds of the answers from what a span's captions show.

    Attributes:
        inner, blocks, last: from the traits of captions to what they are beside each other.
        units: what each caption shows, of which the strongest and the mean count.
        spans: from the signals of a span as a whole.
        told: log-odds of the answers from strongest, mean and whole.
        shows, says: of each kind, the log of how much each caption counts, and what it adds to the
            log-odds; kinds are the first of the answers.
    """

    inner: Linear
    blocks: tuple[Block, ...]
    last: Norm
    units: Linear
    spans: Linear
    told: Linear
    shows: Linear
    says: Linear

    def read(self, traits: Floats) -> Captions:
        """What each caption of an episode is, see ``traits.traits_of``."""
        rows = self.inner(traits)
        for block in self.blocks:
            rows += block(rows)
        rows = self.last(rows)
        return Captions(np.maximum(self.units(rows), 0), self.shows(rows), self.says(rows))

    def log_odds(self, read: Captions, first: Numbers, last: Numbers, found: Floats) -> Floats:
        """Log-odds of each answer for each span; shape (spans, answers).

        Args:
            read: all captions of the episode.
            first, last: numbers of the first caption in each span, and of the first after it.
            found: signals of the spans in deviations from the usual, cut off at ``REACH``.
        """
        size, kinds = read.units.shape[1], read.shows.shape[1]
        most, mean = (np.zeros((len(first), size), np.float32) for _ in range(2))
        added = np.zeros((len(first), kinds), np.float32)
        for row, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
            if a < b:
                most[row] = read.units[a:b].max(axis=0)
                mean[row] = read.units[a:b].mean(axis=0)
                counts = np.exp(read.shows[a:b] - read.shows[a:b].max(axis=0))
                added[row] = (counts * read.says[a:b]).sum(axis=0) / counts.sum(axis=0)
        whole = np.maximum(self.spans(found), 0)
        odds = self.told(np.hstack((most, mean, whole)))
        odds[:, :kinds] += added
        return odds


@dataclass(frozen=True, slots=True)
class Captions:
    """What a network makes of captions; a row for each, see ``Network``."""

    units: Floats
    shows: Floats
    says: Floats


def log_odds_of(
    networks: Sequence[Network], traits: Floats, first: Numbers, last: Numbers, found: Floats
) -> tuple[NDArray[np.float64], Floats]:
    """What several networks say on average of the same spans, and of the episode's captions.

    Returns:
        Log-odds, see ``Network.log_odds``, and how much each caption shows each kind, as a log;
        shapes (spans, answers) and (captions, kinds).
    """
    read = [network.read(traits) for network in networks]
    each = [
        network.log_odds(captions, first, last, found)
        for network, captions in zip(networks, read, strict=True)
    ]
    shows = np.mean([captions.shows for captions in read], axis=0)
    return np.asarray(np.stack(each).mean(axis=0, dtype=np.float64)), np.asarray(shows)


def unpacked(told: Mapping[str, NDArray[Any]], number: int) -> Network:
    """A network from the arrays of a data file, see ``packed``."""

    def array(name: str) -> Floats:
        values = told[f"{number}.{name}"].astype(np.float32)
        scale = told.get(f"{number}.{name}.scale")
        return np.asarray(values if scale is None else values * scale)

    def linear(name: str) -> Linear:
        return Linear(array(f"{name}.weights"), array(f"{name}.bias"))

    def norm(name: str) -> Norm:
        return Norm(array(f"{name}.gain"), array(f"{name}.bias"))

    def block(at: int, reach: int) -> Block:
        before, own, after = (array(f"blocks.{at}.taps.{tap}") for tap in range(3))
        bias, outer = array(f"blocks.{at}.bias"), linear(f"blocks.{at}.outer")
        return Block(norm(f"blocks.{at}.norm"), (before, own, after), bias, outer, reach)

    reaches = told[f"{number}.reaches"].tolist()
    blocks = tuple(block(at, int(reach)) for at, reach in enumerate(reaches))
    return Network(blocks=blocks, last=norm("last"), **{name: linear(name) for name in _LINEAR})


def packed(network: Network, number: int) -> dict[str, NDArray[Any]]:
    """Arrays to store a network in: weights as whole numbers, each column with its scale."""
    plain: dict[str, Floats] = {}

    def add_linear(name: str, layer: Linear) -> None:
        plain[f"{name}.weights"], plain[f"{name}.bias"] = layer.weights, layer.bias

    def add_norm(name: str, layer: Norm) -> None:
        plain[f"{name}.gain"], plain[f"{name}.bias"] = layer.gain, layer.bias

    for name in _LINEAR:
        add_linear(name, getattr(network, name))
    add_norm("last", network.last)
    for at, block in enumerate(network.blocks):
        add_norm(f"blocks.{at}.norm", block.norm)
        add_linear(f"blocks.{at}.outer", block.outer)
        plain[f"blocks.{at}.bias"] = block.bias
        plain |= {f"blocks.{at}.taps.{tap}": values for tap, values in enumerate(block.taps)}
    arrays: dict[str, NDArray[Any]] = {
        f"{number}.reaches": np.array([block.reach for block in network.blocks])
    }
    for name, values in plain.items():
        if values.ndim == 1:
            arrays[f"{number}.{name}"] = values
            continue
        scale = np.abs(values).max(axis=0) / _STEPS + 1e-12
        arrays[f"{number}.{name}"] = np.round(values / scale).astype(np.int8)
        arrays[f"{number}.{name}.scale"] = scale.astype(np.float32)
    return arrays
