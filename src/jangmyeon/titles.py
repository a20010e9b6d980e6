"""Which drama a title means."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from jangmyeon.model import Drama

_NEAR = 0.6


def find_drama(title: str, dramas: Sequence[Drama]) -> Drama | None:
    """The drama of this id or title, however spaced, punctuated or cased; None when unsure.

    A year in the title tells remakes apart; the beginning of a title will do where it fits one
    drama only.

    >>> kingdom = Drama("kingdom-2019", "Kingdom", "킹덤", 2019)
    >>> find_drama("킹덤", [kingdom]).id, find_drama("king dom (2019)", [kingdom]).id
    ('kingdom-2019', 'kingdom-2019')
    """
    wanted = _key(title)
    if not wanted:
        return None
    same = [drama for drama in dramas if wanted in _keys(drama)]
    if not same:
        same = [drama for drama in dramas if any(k.startswith(wanted) for k in _keys(drama))]
    return same[0] if len(same) == 1 else None


def closest_titles(title: str, dramas: Sequence[Drama]) -> list[str]:
    """Up to three titles that look like this one, nearest first."""
    wanted = _key(title)
    nearness = {
        drama.title: max(difflib.SequenceMatcher(None, wanted, key).ratio() for key in _keys(drama))
        for drama in dramas
    }
    starting = [d.title for d in dramas if any(key.startswith(wanted) for key in _keys(d))]
    near = [name for name in sorted(nearness, key=lambda n: -nearness[n]) if nearness[name] > _NEAR]
    return list(dict.fromkeys([*starting, *near]))[:3]


def _keys(drama: Drama) -> list[str]:
    names = [name for name in (drama.title, drama.original_title) if name]
    dated = [f"{name}{drama.year}" for name in names if drama.year]
    return [_key(name) for name in (drama.id, *names, *dated)]


def _key(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
