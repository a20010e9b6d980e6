"""The scenes of an episode as a search reads them: it comes by many, and looks at a few of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, overload

from jangmyeon.model import Episode, Moment, Scene

Row = tuple[Any, ...]
_scene_of = itemgetter(0)


class StoredScenes(Sequence[Scene]):
    """The scenes of an episode in order, each made when it is first asked for.

    Attributes:
        starts: of all scenes, in seconds.
        end: of the last one, in seconds.

    Args:
        rows: of each scene its number, start and end (seconds), people, place, time, weather,
            romance and intensity.
        moments: of each moment the number of its scene, its kind, its score and, where wanted,
            what shows it; scenes in order, the strongest of each first.
        people: tells who is in a scene by its place in ``rows``.
    """

    def __init__(
        self,
        episode: Episode,
        rows: Sequence[Row],
        moments: Sequence[Row],
        people: Callable[[int], tuple[str, ...]],
    ) -> None:
        self._episode = episode
        self._rows = rows
        self._moments = moments
        self._people = people
        self._made: list[Scene | None] = [None] * len(rows)
        self.starts: list[float] = [row[1] for row in rows]
        self.end: float = rows[-1][2] if rows else 0.0

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Scene: ...
    @overload
    def __getitem__(self, at: slice) -> list[Scene]: ...
    def __getitem__(self, at: int | slice) -> Scene | list[Scene]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        made = self._made[at]
        if made is None:
            made = self._made[at] = self._make(range(len(self))[at])
        return made

    def place(self, time: float) -> int:
        """Which scene is the last that has begun at a time (seconds), or else the first."""
        return max(bisect_right(self.starts, time) - 1, 0)

    def _make(self, at: int) -> Scene:
        number, start, end, _, place, time, weather, romance, intensity = self._rows[at]
        first, after = (bisect_left(self._moments, n, key=_scene_of) for n in (number, number + 1))
        moments = tuple(Moment(*told) for _, *told in self._moments[first:after])
        return Scene(self._episode, number, start, end, self._people(at), place, time, weather,
                     moments, romance, intensity)  # fmt: skip
