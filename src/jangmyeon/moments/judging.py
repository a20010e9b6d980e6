"""From what spans show to how likely each kind of moment is, and how romantic and intense."""

from __future__ import annotations

import numpy as np

from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.networks import log_odds_of, near
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.signals import Spans, bags_of, captions_of, signals, term_weights
from jangmyeon.moments.traits import traits_of
from jangmyeon.moments.vocabulary import Vocabulary, Weights
from jangmyeon.scenes.layers import Floats

FARTHEST = 8.0
BY_SIGNALS, BY_WORDS, BY_NETWORKS = 0.2, 0.15, 0.65
"""What each reader has of the common log-odds."""


def judge(
    seen: Observed, spans: Spans, vocabulary: Vocabulary, weights: Weights
) -> tuple[FloatArray, FloatArray, Floats]:
    """How likely each kind is, romance and intensity from 0 to 3, and what shows each kind.

    Shapes (spans, ``KINDS``), (spans, 2) and (captions, ``KINDS``). Feelings are ordinal: each
    grade counts by how likely it is to be passed. What a caption shows is a log of how much it
    counts beside others.
    """
    found = scaled(signals(seen, spans, vocabulary), weights.middles, weights.spreads)
    by_signals = found @ weights.kinds + weights.biases
    by_words = _word_odds(seen, spans, vocabulary, weights)
    graded = found @ weights.feelings + weights.feeling_biases
    first, last = captions_of(seen, spans)
    traits = traits_of(seen, vocabulary)
    odds, shows = log_odds_of(weights.networks, traits, first, last, near(found))
    kinds, grades = odds[:, : len(KINDS)], odds[:, len(KINDS) :]
    return likelihood(mixed(by_signals, by_words, kinds)), felt(graded, grades), shows


def scaled(found: FloatArray, middles: FloatArray, spreads: FloatArray) -> FloatArray:
    """Signals in deviations from the usual, at most ``FARTHEST``: odd spans stay readable."""
    return np.asarray(((found - middles) / spreads).clip(-FARTHEST, FARTHEST))


def mixed(by_signals: FloatArray, by_words: FloatArray, by_networks: FloatArray) -> FloatArray:
    """The common log-odds of all readers."""
    return BY_SIGNALS * by_signals + BY_WORDS * by_words + BY_NETWORKS * by_networks


def likelihood(odds: FloatArray) -> FloatArray:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def felt(by_signals: FloatArray, by_networks: FloatArray) -> FloatArray:
    """Romance and intensity from the log-odds of their grades by two readers; shape (spans, 2)."""
    passed = likelihood((by_signals + by_networks) / 2)
    return np.asarray(passed.reshape(len(passed), 2, -1).sum(axis=2).round(3))


def _word_odds(
    seen: Observed, spans: Spans, vocabulary: Vocabulary, weights: Weights
) -> FloatArray:
    rows = [term_weights(bag, vocabulary) @ weights.words[bag[0]] for bag in bags_of(seen, spans)]
    return np.array(rows).reshape(-1, len(KINDS)) + weights.word_biases
