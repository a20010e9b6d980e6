"""Write-ups that tell an episode from its start to its end.

A recap says of which episode it is in its title, or in the heading of each part. What it tells
first happens early in it, what it tells last happens late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jangmyeon.search.episodes import EpisodeHint, find_episode_hints
from jangmyeon.writeups.passages import Telling

_FEWEST = 10  # sentences from which on an episode is told, and not just spoken of

_Part = tuple[str, int | str, int | None, str]


def in_order(told: Sequence[Telling], title: str) -> list[Telling]:
    """The sentences of a write-up again, each with how far the telling of its episode has come.

    Args:
        title: of the write-up.
    """
    hint = find_episode_hints(title)
    parts = [_part(telling, hint) for telling in told]
    sizes = Counter(part for part in parts if part)
    before: Counter[_Part] = Counter()
    found = []
    for telling, part in zip(told, parts, strict=True):
        if part is None or sizes[part] < _FEWEST:
            found.append(telling)
        else:
            found.append(replace(telling, progress=(before[part] + 0.5) / sizes[part]))
            before[part] += 1
    return found


def _part(telling: Telling, title: EpisodeHint | None) -> _Part | None:
    """The drama, the episode and the heading that a sentence stands under; None for other talk."""
    if telling.is_heading or not telling.drama:
        return None
    hint = find_episode_hints(telling.heading)
    heading = telling.heading if hint else ""
    hint = hint or title
    if hint is None or hint.number is None or telling.episode is None:
        return None
    if telling.episode.number != hint.number:
        return None
    return telling.drama, hint.number, hint.season, heading
