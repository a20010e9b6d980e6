"""Which episode a query speaks of, and which end of it.

*ep 9*, *S2E12*, 9화, *the finale*, 마지막 회; *the opening scene*, *a cliffhanger*, 충격 엔딩.
"""

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
# Grammar, or a part of the episode: 9화에서, 3회까지, 마지막회엔; 마지막 회의 is a meeting, though.
_KOREAN_END = (
    r"(?:에서(?:의|는|도)?|에[는도]?|엔|은|는|가|를|로|도|만|랑|쯤|차|부터|까지|처럼"
    r"|엔딩|초반|중반|후반|끝)?(?![가-힣])"
)
_KOREAN = rf"(?:화의|[화회]{_KOREAN_END})"
# 주 2회 is twice a week.
_NO_COUNT = "".join(f"(?<!{often} )" for often in ("주", "월", "연", "총", "하루"))

_EPISODE = re.compile(
    r"(?:(?<![^\W_])|(?<=[sS]\d)|(?<=[sS]\d\d))(?:"
    r"(?i:episode|ep)s?\b\.?\s*#?(?P<word>\d{1,3})(?!\d)|(?i:ep)(?P<joined>\d{1,3})(?![^\W_])"
    r"|E(?P<code>\d{1,3})(?![^\W_])|(?<=\d)e(?P<small>\d{1,3})(?![^\W_])"
    rf"|{_NO_COUNT}(?:제\s?)?(?P<korean>\d{{1,3}})\s?[화회](?!\s?말|\s?초\b)(?=의|{_KOREAN_END})"
    r"|(?i:(?P<ordinal>" + "|".join(_ORDINALS) + r")\s+(?:episode|ep)\b)"
    r"|(?P<last>(?i:(?:series\s+|season\s+)?finale|(?:last|final)\s+(?:episode|ep))\b"
    rf"|(?:마지막|최종)\s?{_KOREAN}|막화)"
    rf"|(?P<first>첫\s?{_KOREAN})"
    r")"
)

_ENDING = re.compile(
    r"(?<!해피)(?<!해피 )(?<!새드)(?<!새드 )엔딩(?!\s?크레[딧디])(?:\s?(?:장면|씬|신)(?![가-힣]))?"
    r"|마지막\s?(?:장면|씬|컷)|에필로그|쿠키\s?영상"
    r"|(?<=[며로서채]\s)끝나는(?=\s|$)|끝나는\s(?:장면|회차?)(?![가-힣])"
    r"|\b(?i:cliff-?\s?hangers?(?:\sending)?|epilogue|post-?\s?credits?)\b"
    r"|\b(?i:(?:final|last|closing|ending)\s(?:scene|shot|minutes|frame|narration|monologue))\b"
    r"|\b(?i:(?:episode|ep)\s(?:ends|closes)(?:\s(?:with|on|as|before))?)\b"
    r"|(?<!happy )(?<!sad )(?<!open )\b(?i:ending)(?=\W*$)|(?<=\d )(?i:ending)\b"
)
_OPENING = re.compile(
    r"오프닝(?:\s?(?:장면|씬|신)(?![가-힣]))?|첫\s?(?:장면|씬)|프롤로그|시작하자마자"
    r"|\b(?i:(?:opening|first)\s(?:scene|shot|minutes|narration|monologue))\b"
    r"|\b(?i:cold\sopen(?:ing)?|prologue)\b"
    r"|\b(?i:(?:episode|ep)\s(?:opens|begins|starts)(?:\s(?:with|on|as))?)\b"
)


@dataclass(frozen=True, slots=True)
class EpisodeHint:
    """What a query says of the episode. ``spans`` are where it says so."""

    season: int | None = None
    number: int | Literal["first", "last"] | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PartHint:
    """Which end of an episode a query says that it is about. ``span`` is where it says so."""

    part: Literal["opening", "ending"]
    span: tuple[int, int]


def find_part(query: str) -> PartHint | None:
    """The end of an episode that a query speaks of, None when it speaks of none.

    >>> find_part("they hug, the cliffhanger").part, find_part("총 맞고 쓰러지는 엔딩").part
    ('ending', 'ending')
    >>> find_part("is there a happy ending"), find_part("the opening scene at the beach").span
    (None, (4, 17))
    """
    ending, opening = _ENDING.search(query), _OPENING.search(query)
    if ending:
        return PartHint("ending", ending.span())
    return PartHint("opening", opening.span()) if opening else None


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
