"""Points in time of several episodes, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jangmyeon.search.axis import APART, Axis, FloatArray, IntArray
from jangmyeon.search.together import Floats

Run = tuple[int, IntArray]
"""The place of an episode on an axis, and the times of its points in milliseconds."""


@dataclass(slots=True)
class Points:
    """Points in time, on the common axis, with what speaks for each.

    ``features`` has a row for each point, ``worths`` what each concept adds to its score, and
    ``around`` how much of each concept is said around it, by width, and how like it others are.
    """

    axis: Axis
    centres: IntArray
    features: FloatArray
    worths: FloatArray
    around: Floats

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
        features, worths, around = self.features[order], self.worths[order], self.around[order]
        return Points(self.axis, self.centres[order], features, worths, around)
