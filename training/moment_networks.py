"""Train the small networks that read a span caption by caption (``moments/networks.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from jangmyeon.moments.judging import likelihood
from jangmyeon.moments.networks import Floats, Network, Numbers

CAPTION_UNITS = 64
SPAN_UNITS = 128
ROUNDS = 45
BATCH = 48
RATE = 2e-3
DECAY = 0.02
DROPPED_INPUT, DROPPED_UNITS = 0.5, 0.5
DECAYED = "captions", "spans", "outer"


@dataclass(frozen=True)
class Lesson:
    """Spans to learn from: the traits of their captions, their signals, and what is true of them.

    ``traits`` has an array a span, ``found`` and ``truth`` (NaN where it is not known) a row.
    """

    traits: Sequence[Floats]
    found: Floats
    truth: Floats


def train_network(lesson: Lesson, seed: int) -> Network:
    """One network, by Adam with decaying weights and dropout."""
    random = np.random.default_rng(seed)
    network = _begin(lesson, random)
    means = {field.name: 0 * getattr(network, field.name) for field in fields(Network)}
    squares = {name: mean.copy() for name, mean in means.items()}
    steps = ROUNDS * -(-len(lesson.found) // BATCH)
    step = 0
    for _ in range(ROUNDS):
        order = random.permutation(len(lesson.found))
        for batch in np.array_split(order, np.arange(BATCH, len(order), BATCH)):
            slopes = _slopes(network, lesson, batch, random)
            step += 1
            for name, slope in slopes.items():
                values = getattr(network, name)
                means[name] = 0.9 * means[name] + 0.1 * slope
                squares[name] = 0.99 * squares[name] + 0.01 * slope**2
                mean, square = means[name] / (1 - 0.9**step), squares[name] / (1 - 0.99**step)
                move = mean / (np.sqrt(square) + 1e-8) + (DECAY * values if name in DECAYED else 0)
                values -= RATE * (1 - step / steps) * move
    return network


def _begin(lesson: Lesson, random: np.random.Generator) -> Network:
    traits, signals, answers = (
        rows.shape[1] for rows in (lesson.traits[0], lesson.found, lesson.truth)
    )
    inner = 2 * CAPTION_UNITS + SPAN_UNITS

    def weights(rows: int, columns: int, spread: float) -> Floats:
        return (random.standard_normal((rows, columns)) * spread).astype(np.float32)

    rates = np.nanmean(lesson.truth, axis=0).clip(1e-3, 0.999)
    return Network(
        weights(traits, CAPTION_UNITS, traits**-0.5),
        np.zeros(CAPTION_UNITS, np.float32),
        weights(signals, SPAN_UNITS, signals**-0.5),
        np.zeros(SPAN_UNITS, np.float32),
        weights(inner, answers, (0.3 / inner) ** 0.5),
        np.log(rates / (1 - rates)).astype(np.float32),
    )


def _slopes(
    network: Network, lesson: Lesson, batch: Numbers, random: np.random.Generator
) -> dict[str, Floats]:
    """The slope of the mean log-loss of a batch, for each array of the network."""

    def dropped(shape: tuple[int, ...], share: float) -> Floats:
        kept = random.random(shape, dtype=np.float32) > share
        return kept.astype(np.float32) / np.float32(1 - share)

    parts = [lesson.traits[at] for at in batch]
    sizes = np.array([len(part) for part in parts])
    firsts = np.cumsum(sizes) - sizes
    captions = np.vstack(parts) * dropped((1, parts[0].shape[1]), DROPPED_INPUT)
    found = lesson.found[batch] * dropped((len(batch), lesson.found.shape[1]), DROPPED_INPUT)
    units = np.maximum(captions @ network.captions + network.caption_biases, 0)
    whole = np.maximum(found @ network.spans + network.span_biases, 0)
    most = np.maximum.reduceat(units, firsts, axis=0)
    mean = np.add.reduceat(units, firsts, axis=0) / sizes[:, None].astype(np.float32)
    kept = dropped((len(batch), len(network.outer)), DROPPED_UNITS)
    inner = np.hstack((most, mean, whole)) * kept

    truth = lesson.truth[batch]
    odds = (inner @ network.outer + network.outer_biases).astype(np.float64)
    error = likelihood(odds) - truth
    error = (np.where(np.isnan(truth), 0, error) / len(batch)).astype(np.float32)
    back = (error @ network.outer.T) * kept
    to_most, to_mean, to_whole = np.split(back, (CAPTION_UNITS, 2 * CAPTION_UNITS), axis=1)
    to_whole = to_whole * (whole > 0)
    span = np.repeat(np.arange(len(batch)), sizes)
    to_mean = to_mean / sizes[:, None].astype(np.float32)
    to_units = (to_most[span] * (units == most[span]) + to_mean[span]) * (units > 0)
    return {
        "captions": captions.T @ to_units,
        "caption_biases": to_units.sum(axis=0),
        "spans": found.T @ to_whole,
        "span_biases": to_whole.sum(axis=0),
        "outer": inner.T @ error,
        "outer_biases": error.sum(axis=0),
    }
