"""Which drama a title means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from jangmyeon.model import Drama
from jangmyeon.search.titles import initials, title_key

_NEAR = 60.0  # of 100: how alike a title must look to be suggested
_MISSPELT = 88.0  # ... and to be taken for the one that was meant


def find_drama(title: str, dramas: Sequence[Drama]) -> Drama | None:
    """The drama of this id or title, however spaced, punctuated or cased; None when unsure.

    A year in the title tells remakes apart. Where no title is this one, its initials, its
    beginning, and then a likeness will do, each where it fits one drama only.

    >>> kingdom = Drama("kingdom-2019", "Kingdom", "킹덤", 2019)
    >>> find_drama("킹덤", [kingdom]).id, find_drama("king dom (2019)", [kingdom]).id
    ('kingdom-2019', 'kingdom-2019')
    """
    known = next((drama for drama in dramas if drama.id == title), None)
    wanted = title_key(title)
    if known is not None or not wanted:
        return known
    fits: tuple[Callable[[Drama], bool], ...] = (
        lambda drama: wanted in _keys(drama),
        lambda drama: wanted == initials(drama.title),
        lambda drama: any(key.startswith(wanted) for key in _keys(drama)),
        lambda drama: _likeness(wanted, drama) >= _MISSPELT,
    )
    for is_meant in fits:
        same = [drama for drama in dramas if is_meant(drama)]
        if same:
            return same[0] if len(same) == 1 else None
    return None


def closest_titles(title: str, dramas: Sequence[Drama]) -> list[str]:
    """Up to three titles that look like this one, nearest first."""
    wanted = title_key(title)
    starting = [d.title for d in dramas if any(key.startswith(wanted) for key in _keys(d))]
    likeness = {drama.title: _likeness(wanted, drama) for drama in dramas}
    near = [name for name in sorted(likeness, key=lambda n: -likeness[n]) if likeness[name] > _NEAR]
    return list(dict.fromkeys([*starting, *near]))[:3]


def _likeness(wanted: str, drama: Drama) -> float:
    return max(fuzz.ratio(wanted, key) for key in _keys(drama))


def _keys(drama: Drama) -> list[str]:
    names = [name for name in (drama.title, drama.original_title) if name]
    dated = [f"{name}{drama.year}" for name in names if drama.year]
    return [title_key(name) for name in (drama.id, *names, *dated)]
