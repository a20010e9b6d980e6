"""Which episode a query speaks of, and which end of it.

*ep 9*, *S2E12*, *2x12*, 9화, *episodes 3 to 5*, *the finale*, 마지막 회, *the last two episodes*,
*ep 9 at 45:10*; *the opening scene*, *a cliffhanger*, 충격 엔딩.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "couple": 2, "couple of": 2, "few": 3}
_COUNTS |= {"두": 2, "세": 3, "네": 4}
_COUNTED = r"\d{1,2}|two|three|four|five|couple(?: of)?|few"

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
    r"|(?P<of_season>\d{1,2})x(?P<crossed>\d{2,3})(?![^\W_])"
    r"|E(?P<code>\d{1,3})(?![^\W_])|(?<=\d)e(?P<small>\d{1,3})(?![^\W_])"
    rf"|{_NO_COUNT}(?:제\s?)?(?P<korean>\d{{1,3}})\s?[화회](?!\s?말|\s?초\b)(?=의|{_KOREAN_END})"
    rf"|(?i:(?P<end>first|last|final)\s+(?P<count>{_COUNTED})\s+(?:episodes|eps)\b)"
    rf"|(?P<korean_end>첫|처음|마지막)\s?(?P<korean_count>\d{{1,2}}|[두세네])\s?(?:개\s?)?{_KOREAN}"
    r"|(?P<penultimate>(?i:(?:penultimate|second[\s-](?:to[\s-])?last|next[\s-]to[\s-]last)"
    rf"\s+(?:episode|ep)\b)|마지막\s?(?:바로\s?)?(?:전|직전)\s?{_KOREAN})"
    r"|(?i:(?P<ordinal>" + "|".join(_ORDINALS) + r")\s+(?:episode|ep)\b)"
    r"|(?P<last>(?i:(?:series\s+|season\s+)?finale|(?:last|final)\s+(?:episode|ep))\b"
    rf"|(?:마지막|최종)\s?{_KOREAN}|막화)"
    rf"|(?P<first>첫\s?{_KOREAN}|(?i:(?:pilot|premiere)\s+(?:episode|ep)|series\s+premiere)\b)"
    r")"
)

# Up to which: *3 to 5*, *1-4*, 3화부터 5화; before 5화 the first of 3~5화 stands alone.
_UNTIL = re.compile(
    r"\s?(?:[-–~]|\b(?:to|through|till)\b|부터|에서)\s?(?i:episodes?\s?|eps?\.?\s?|E)?(?P<until>\d{1,3})(?!\d|:)"
    r"(?:\s?[화회](?:까지)?(?![가-힣]))?"
)
_SINCE = re.compile(r"(?<![^\W_])(?P<since>\d{1,3})\s?[-–~]\s?$")
_TIME = re.compile(
    r"(?:\b(?i:at|around|about)\s)?(?<![\d:])(?:(?P<hours>\d):(?=[0-5]\d:))?(?P<minutes>\d{1,3})"
    r":(?P<seconds>[0-5]\d)(?![\d:])"
    r"|\b(?i:(?:(?:at|around|about)\s)?(?:the\s)?(?P<mark>\d{1,3})(?:\s|-)?min(?:ute)?s?"
    r"(?:\s|-)(?:mark|into|in(?!\s(?:the\s)?(?:ep|episode|finale)))\b)"
    r"|(?<![^\W_])(?:(?P<hour>\d)시간\s?)?(?P<korean>\d{1,3})분(?:\s?(?P<rest>\d{1,2})초)?"
    r"\s?(?:쯤|경|대|즈음|에서|부터|에)(?:에서?)?(?![가-힣])"
)

_ENDING = re.compile(
    r"(?<!해피)(?<!해피 )(?<!새드)(?<!새드 )엔딩(?!\s?크레[딧디])(?:\s?(?:장면|씬|신)(?![가-힣]))?"
    r"|마지막\s?(?:장면|씬|컷)|(?<=[화회]\s)마지막(?=\s*$)|에필로그|쿠키\s?영상"
    r"|(?<=[며로서채]\s)끝나는(?=\s|$)|끝나는\s(?:장면|회차?)(?![가-힣])"
    r"|\b(?i:cliff-?\s?hangers?(?:\sending)?|epilogue|post-?\s?credits?)\b"
    r"|\b(?i:(?:final|last|closing|ending)\s(?:scene|shot|minutes|frame|narration|monologue))\b"
    r"|\b(?i:(?:the\s)?(?:very\s)?end\sof(?=\s(?:the\s)?(?:episode|ep|finale|pilot)\b))"
    r"|\b(?i:(?:episode|ep)\s(?:ends|closes)(?:\s(?:with|on|as|before))?)\b"
    r"|(?<!happy )(?<!sad )(?<!open )\b(?i:ending)(?=\W*$)|(?<=\d )(?i:ending)\b"
)
_OPENING = re.compile(
    r"오프닝(?:\s?(?:장면|씬|신)(?![가-힣]))?|첫\s?(?:장면|씬)|프롤로그|시작하자마자"
    r"|\b(?i:(?:opening|first)\s(?:scene|shot|minutes|narration|monologue))\b"
    r"|\b(?i:(?:the\s)?(?:very\s)?(?:start|beginning)\sof(?=\s(?:the\s)?(?:episode|ep|finale|pilot)\b))"
    r"|\b(?i:cold\sopen(?:ing)?|prologue)\b"
    r"|\b(?i:(?:episode|ep)\s(?:opens|begins|starts)(?:\s(?:with|on|as))?)\b"
)


Number = int | Literal["first", "last"]
"""Which episode of a drama or season."""


@dataclass(frozen=True, slots=True)
class EpisodeHint:
    """What a query says of the episode. ``spans`` are where it says so.

    ``until`` is the last of several, ``at`` the second of it that is told. Numbers below zero count
    from the end, -1 for the last one.
    """

    season: int | None = None
    number: Number | None = None
    spans: tuple[tuple[int, int], ...] = ()
    until: int | None = None
    at: float | None = None

    @property
    def name(self) -> str | None:
        """Which episodes are meant, as a reader calls them; None where only a season is told.

        >>> EpisodeHint(number=3, until=5).name, EpisodeHint(number=-2).name
        ('3 to 5', 'last but 1')
        >>> EpisodeHint(number=-2, until=-1).name, EpisodeHint(number="first").name
        ('the last 2', 'first')
        """
        if not isinstance(self.number, int):
            return self.number
        if self.number < 0:
            return f"the last {-self.number}" if self.until else f"last but {-self.number - 1}"
        return f"{self.number} to {self.until}" if self.until else str(self.number)

    def among(self, episodes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Which are meant of a drama's episodes, told by season and number; ascending.

        Specials (season 0) are meant only where they are named.
        """
        season = self.season
        there = sorted(e for e in episodes if (e[0] == season if season is not None else e[0]))
        if self.number is None:
            return there
        if isinstance(self.number, str):
            return there[:1] if self.number == "first" else there[-1:]
        until = self.number if self.until is None else self.until
        if self.number < 0:
            return there[self.number : (until + 1) or None]
        return [e for e in there if self.number <= e[1] <= until]


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
    spans = [match.span() for match in found]
    told = (season["season"] or season["korean"]) if season else None
    number, until, at = None, None, None
    if episode:
        number = _number(episode)
        told = told or episode["of_season"]
        (number, until), more = _several(query, number, episode)
        time = _TIME.search(query)
        at = _seconds(time) if time else None
        spans += [*more, *([time.span()] if time else [])]
    season_told = int(told) if told else None
    return EpisodeHint(season_told, number, tuple(sorted(spans)), until, at)


def _several(
    query: str, number: Number, episode: re.Match[str]
) -> tuple[tuple[Number, int | None], list[tuple[int, int]]]:
    """The first and the last of several episodes, and where a query tells so."""
    if count := (episode["count"] or episode["korean_count"]):
        several = _COUNTS.get(count.lower()) or int(count)
        return ((1, several) if number == "first" else (-several, -1)), []
    if not isinstance(number, int) or number < 0:
        return (number, None), []
    until = _UNTIL.match(query, episode.end())
    if until and number < int(until["until"]):
        return (number, int(until["until"])), [until.span()]
    since = _SINCE.search(query[: episode.start()])
    if since and int(since["since"]) < number:
        return (int(since["since"]), number), [since.span()]
    return (number, None), []


def _seconds(time: re.Match[str]) -> float:
    """The second that a time tells: *1:12:04*, *the 50 minute mark*, 1시간 5분."""
    hours = int(time["hours"] or time["hour"] or 0)
    minutes = int(time["minutes"] or time["mark"] or time["korean"])
    return 3600.0 * hours + 60 * minutes + int(time["seconds"] or time["rest"] or 0)


def _number(episode: re.Match[str]) -> Number:
    told = {name: text for name, text in episode.groupdict().items() if text}
    told.pop("of_season", None)
    end = told.get("end") or told.get("korean_end")
    if end:
        return "first" if end.lower() in {"first", "첫", "처음"} else "last"
    if "last" in told:
        return "last"
    if "penultimate" in told:
        return -2
    if "ordinal" in told:
        place = _ORDINALS.index(told["ordinal"].lower())
        return place + 1 if place else "first"
    return "first" if "first" in told else int(next(iter(told.values())))
