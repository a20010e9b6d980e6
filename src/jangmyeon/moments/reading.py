"""Reading what happens in spans of an episode: kinds of moment, romance and intensity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jangmyeon.model import Moment
from jangmyeon.moments.evidence import Evidence
from jangmyeon.moments.judging import judge
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray, Shown
from jangmyeon.moments.observed import observe
from jangmyeon.moments.signals import Spans, captions_of
from jangmyeon.moments.vocabulary import Weights, learned


@dataclass(frozen=True, slots=True)
class Reading:
    """What happens in a span.

    ``moments`` are strongest first, at least one. ``romance`` and ``intensity`` go from 0 to 3.
    """

    moments: tuple[Moment, ...]
    romance: float
    intensity: float


_SILENCE = Reading((Moment("everyday", 0.1),), 0.0, 0.0)  # nobody speaks and nothing is heard


def read_spans(
    shown: Shown, lemmas: Mapping[str, Sequence[str]], spans: Spans
) -> tuple[Reading, ...]:
    """Read the moments of spans of one episode.

    Args:
        shown: the episode's lines and sounds, all of them, sorted by start.
        lemmas: of each flat text.
        spans: start and end in seconds.
    """
    if not spans:
        return ()
    vocabulary, weights = learned()
    seen = observe(shown, lemmas, vocabulary)
    first, last = captions_of(seen, spans)
    chances, felt, shows = judge(seen, spans, vocabulary, weights)
    evidence = Evidence(seen, vocabulary, weights, shows)
    return tuple(
        Reading(_moments(row, a, b, weights, evidence), romance, intensity) if a < b else _SILENCE
        for row, a, b, (romance, intensity) in zip(
            chances, first.tolist(), last.tolist(), felt.tolist(), strict=True
        )
    )


def _moments(
    chances: FloatArray, first: int, last: int, weights: Weights, evidence: Evidence
) -> tuple[Moment, ...]:
    told = set(np.flatnonzero(chances >= weights.thresholds).tolist())
    told.add(int(np.argmax(chances)))
    ranked = sorted(told, key=lambda kind: -chances[kind])
    return tuple(
        Moment(KINDS[kind], round(float(chances[kind]), 4), evidence.shows(kind, first, last))
        for kind in ranked
    )
