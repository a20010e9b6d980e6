"""guessit's opinion on the names that have no mark of their own, with its answers held in check.

On names of Korean dramas guessit goes wrong in ways that this module and its caller guard against:
it takes the year of ``Reply 1988 05`` for a season, the numbers of titles such as ``18 Again``,
``49 Days`` and ``365`` for episodes, three digits for season and episode, broadcast dates
(``200216``) for other dates; it knows neither ``화`` nor ``회``, nor the extension ``smi``.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

_LEADING_NUMBER = re.compile(r"^\d{1,4}(?=[\s._]+[^\W\d_])")
_STAND_IN = "Zzyzx"
_LARGE = 100
_OPTIONS = {"episode_prefer_number": True, "no_user_config": True}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a name seems to tell. ``number`` is None where no single episode stands out."""

    title: str = ""
    year: int | None = None
    number: int | None = None
    last: int | None = None


@functools.lru_cache(maxsize=65536)
def guess(stem: str, title_end: int = 0) -> Guess:
    """Ask guessit about a name without its extension, and keep what can be relied on.

    Args:
        stem: the name.
        title_end: where its title is known to end. The title is hidden from guessit, so that its
            numbers count for nothing. A number before other words at the start is hidden anyway.

    >>> guess("Some.Drama.05.720p-GROUP")
    Guess(title='Some Drama', year=None, number=5, last=5)
    >>> guess("49 Days 03")
    Guess(title='49 Days', year=None, number=3, last=3)
    >>> guess("Some Drama 105").number

    """
    if not title_end and (found := _LEADING_NUMBER.match(stem)):
        title_end = found.end()
    hidden = stem[:title_end]
    told = _ask(_STAND_IN + stem[title_end:] if hidden else stem)
    title = str(told.get("title", "")).replace(_STAND_IN, hidden)
    year = told.get("year")
    first, last = _episodes(told.get("episode"))
    if first is not None and first >= _LARGE and not _set_off(stem, first):
        first = last = None
    return Guess(title, year if isinstance(year, int) else None, first, last)


def _ask(stem: str) -> dict[str, object]:
    from guessit import guessit
    from guessit.api import GuessitException

    try:
        return dict(guessit(f"{stem}.srt", _OPTIONS))
    except GuessitException:
        return {}


def _episodes(told: object) -> tuple[int | None, int | None]:
    """One episode, or a range of neighbors; numbers far apart contradict each other."""
    numbers = [n for n in (told if isinstance(told, list) else [told]) if isinstance(n, int)]
    if not numbers or any(b - a != 1 for a, b in itertools.pairwise(numbers)):
        return None, None
    return numbers[0], numbers[-1]


def _set_off(stem: str, number: int) -> bool:
    """Whether a number of three digits stands in brackets: bare, 105 may be 1x05 as well."""
    return re.search(rf"[\[(]{number}[\])]", stem) is not None
