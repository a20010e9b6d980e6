"""From what spans show to how likely each kind of moment is, and how romantic and intense."""

from __future__ import annotations

import numpy as np

from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.signals import Spans, bags_of, signals, term_weights
from jangmyeon.moments.vocabulary import Vocabulary, Weights

FARTHEST = 8.0
WORD_SHARE = 0.4
"""What the reader of bare words has of the common log-odds."""


def judge(
    seen: Observed, spans: Spans, vocabulary: Vocabulary, weights: Weights
) -> tuple[FloatArray, FloatArray]:
    """How likely each kind is, and romance and intensity from 0 to 3.

    Shapes (spans, ``KINDS``) and (spans, 2). Feelings are ordinal: each grade counts by how likely
    it is to be passed.
    """
    found = scaled(signals(seen, spans, vocabulary), weights.middles, weights.spreads)
    by_signals = found @ weights.kinds + weights.biases
    by_words = _word_odds(seen, spans, vocabulary, weights)
    passed = likelihood(found @ weights.feelings + weights.feeling_biases)
    feelings = passed.reshape(len(passed), 2, -1).sum(axis=2).round(3)
    return likelihood(mixed(by_signals, by_words)), np.asarray(feelings)


def scaled(found: FloatArray, middles: FloatArray, spreads: FloatArray) -> FloatArray:
    """Signals in deviations from the usual, at most ``FARTHEST``: odd spans stay readable."""
    return np.asarray(((found - middles) / spreads).clip(-FARTHEST, FARTHEST))


def mixed(by_signals: FloatArray, by_words: FloatArray) -> FloatArray:
    """The common log-odds of both readers."""
    return (1 - WORD_SHARE) * by_signals + WORD_SHARE * by_words


def likelihood(odds: FloatArray) -> FloatArray:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _word_odds(
    seen: Observed, spans: Spans, vocabulary: Vocabulary, weights: Weights
) -> FloatArray:
    rows = [term_weights(bag, vocabulary) @ weights.words[bag[0]] for bag in bags_of(seen, spans)]
    return np.array(rows).reshape(-1, len(KINDS)) + weights.word_biases
