"""Which episode a query speaks of: *ep 9*, *S2E12*, 9화, *the finale*, 마지막 회."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

_SEASON = re.compile(
    r"(?<![^\W_])(?:season\s*|s(?=\d))(?P<season>\d{1,2})(?!\d)(?=e\d|[^\w]|$)"
    r"|시즌\s*(?P<korean>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_EPISODE = re.compile(
    r"(?:(?<![^\W_])|(?<=[sS]\d)|(?<=[sS]\d\d))(?:"
    r"(?i:episode|ep)s?\b\.?\s*#?(?P<word>\d{1,3})(?!\d)|(?i:ep)(?P<joined>\d{1,3})(?![^\W_])"
    r"|E(?P<code>\d{1,3})(?![^\W_])|(?<=\d)e(?P<small>\d{1,3})(?![^\W_])"
    r"|제?\s?(?P<korean>\d{1,3})\s?[화회](?!\s?말|\s?초|[가-힣]*(?:째|용))"
    r"|(?i:(?P<ordinal>" + "|".join(_ORDINALS) + r")\s+(?:episode|ep)\b)"
    r"|(?P<last>(?i:(?:series\s+|season\s+)?finale|(?:last|final)\s+(?:episode|ep))\b"
    r"|(?:마지막|최종)\s?[화회]|막화)"
    r"|(?P<first>첫\s?[화회])"
    r")"
)


@dataclass(frozen=True, slots=True)
class EpisodeHint:
    """What a query says of the episode. ``spans`` are where it says so."""

    season: int | None = None
    number: int | Literal["first", "last"] | None = None
    spans: tuple[tuple[int, int], ...] = ()


def find_episode_hints(query: str) -> EpisodeHint | None:
    """The season and episode that a query names, None when it names neither.

    >>> hint = find_episode_hints("the kiss in S2E12")
    >>> hint.season, hint.number, hint.spans
    (2, 12, ((12, 14), (14, 17)))
    >>> find_episode_hints("마지막 화 재회").number, find_episode_hints("ep. 9 rain").number
    ('last', 9)
    """
    season, episode = _SEASON.search(query), _EPISODE.search(query)
    found = [match for match in (season, episode) if match]
    if not found:
        return None
    spans = tuple(sorted(match.span() for match in found))
    number = _number(episode) if episode else None
    return EpisodeHint(int(season["season"] or season["korean"]) if season else None, number, spans)


def _number(episode: re.Match[str]) -> int | Literal["first", "last"]:
    told = {name: text for name, text in episode.groupdict().items() if text}
    if "last" in told:
        return "last"
    if "ordinal" in told:
        place = _ORDINALS.index(told["ordinal"].lower())
        return place + 1 if place else "first"
    return "first" if "first" in told else int(next(iter(told.values())))
