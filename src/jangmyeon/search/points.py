"""Points in time of several episodes, and what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from jangmyeon.search.axis import APART, Axis, FloatArray, IntArray
from jangmyeon.search.together import Floats

Shown = tuple[Sequence[int], FloatArray | Floats]
"""Concepts by their places in the query, and how much of each; shape (points, these concepts)."""

Run = tuple[int, IntArray]
"""The place of an episode on an axis, and the times of its points in milliseconds."""


@dataclass(slots=True)
class Points:
    """Points in time, on the common axis, with what speaks for each.

    ``features`` has a row for each point. ``shown`` is by what it tells: how much of which
    concepts is said around each point, or shown, or how like them something is.
    """

    axis: Axis
    centres: IntArray
    features: FloatArray
    shown: dict[str, Shown] = field(default_factory=dict)

    @property
    def places(self) -> IntArray:
        """The points on an axis on which episodes stand by their keys (``SceneVectors``)."""
        keys = np.array(self.axis.episodes, np.int64)[self.centres // APART]
        return keys * APART + self.centres % APART

    def by_episode(self) -> list[Run]:
        """The points of each episode in order."""
        places, starts = np.unique(self.centres // APART, return_index=True)
        times = np.split(self.centres % APART, starts[1:])
        return [*zip(places.tolist(), times, strict=True)]

    def best(self, weights: FloatArray, most: int) -> Points:
        """Those with the highest score, at most so many."""
        order = np.argsort(-(self.features @ weights), kind="stable")[:most]
        order.sort()
        shown = {name: (which, much[order]) for name, (which, much) in self.shown.items()}
        return Points(self.axis, self.centres[order], self.features[order], shown)

    def around(self, names: Sequence[str], concepts: int) -> Floats:
        """What is shown around each point; shape (points, concepts, names), 0 where nothing is."""
        found = np.zeros((len(self.centres), concepts, len(names)), np.float32)
        for n, name in enumerate(names):
            if name in self.shown:
                which, much = self.shown[name]
                found[:, which, n] = much
        return found
