"""Queries that name a drama, an episode or an end of one, and nothing of a scene.

*Vincenzo ending*, *Signal ep 3*, 사랑의 불시착 결말: the scenes that answer are the last or the
first ones, or those in which most happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp

from jangmyeon.model import Hit, Scene, Why
from jangmyeon.search.episodes import EpisodeHint, PartHint
from jangmyeon.search.spans import answer_span
from jangmyeon.search.titles import TitleMention, without
from jangmyeon.words import english_words, is_stop_word

_NO_OTHER = 0.6  # how surely a title must be one where it is all there is
_HALF = 75.0  # seconds
_STORYS_END = re.compile(
    r"\b(?:the )?(?:happy |sad )?(?:endings?|ends?|finish(?:es)?)\b(?: explained)?"
    r"|(?:(?:해피|새드)\s?)?(?:결말|엔딩)(?:\s?해석)?(?:이|은|을|에서)?|(?:어떻게\s?)?끝나(?:요|나요|는지|니|지)?",
    re.IGNORECASE,
)
_STORYS_BEGINNING = re.compile(
    r"\b(?:the )?(?:opening|beginning|starts?|begins?)\b"
    r"|(?:어떻게\s?)?시작(?:해요|하나요|하는지|하니|부분)?",
    re.IGNORECASE,
)
_HANGUL = re.compile(r"[가-힣]+")
_PARTICLES = frozenset(("의", "에서", "에", "은", "는", "이", "가", "을", "를", "도", "장면", "씬"))


@dataclass(frozen=True, slots=True)
class Whole:
    """What such a query names: a drama (its id), and perhaps an episode and an end of it."""

    drama: str
    episode: EpisodeHint | None
    part: PartHint | None


def find_whole(
    rest: str,
    mentions: Sequence[TitleMention],
    hint: EpisodeHint | None,
    part: PartHint | None,
    drama: str | None,
) -> Whole | None:
    """What a query names, where it tells nothing else.

    Args:
        rest: the query; where it tells of an episode or an end of one there are blanks.
        drama: the id of the drama that is searched, where that is settled.
    """
    titles = {mention.drama for mention in mentions}
    about = drama or (next(iter(titles)) if len(titles) == 1 else None)
    rest = without(rest, [(m.start, m.end) for m in mentions if m.drama == about])
    if part is None:
        part, rest = _end_of_story(rest)
    surely = drama is None and any(mention.score >= _NO_OTHER for mention in mentions)
    if about is None or not (hint or part or surely) or _tells(rest):
        return None
    if part and (hint is None or hint.number is None):
        number = EpisodeHint(number="last" if part.part == "ending" else "first")
        hint = replace(hint, number=number.number) if hint else number
    return Whole(about, hint, part)


def _end_of_story(rest: str) -> tuple[PartHint | None, str]:
    """Which end of a story is told where nothing else may be, and what is left without it."""
    ending, opening = _STORYS_END.search(rest), _STORYS_BEGINNING.search(rest)
    found = ending or opening
    if not found:
        return None, rest
    part = PartHint("ending" if ending else "opening", found.span())
    return part, without(rest, [found.span()])


def scenes_of(part: str | None, at: float | None, episodes: Iterable[Sequence[Scene]]) -> list[Hit]:
    """The scenes of some episodes, those that answer best first.

    Args:
        part: ``opening`` or ``ending``, for the first or last ones; None for those that move most.
        at: a second, for those nearest to it.
        episodes: of each its scenes, at least one, in order.
    """
    found: list[Hit] = []
    for scenes in episodes:
        starts, last = [scene.start for scene in scenes], scenes[-1].end
        found += (_hit(part, at, scene, starts, last) for scene in scenes)
    return sorted(found, key=lambda hit: -hit.score)


def _hit(
    part: str | None, time: float | None, scene: Scene, starts: Sequence[float], last: float
) -> Hit:
    why: tuple[Why, ...]
    if time is not None:
        at = min(max(time, scene.start), scene.end)
        why = (Why("time", "the time", round(exp(-abs(at - time) / _HALF), 4)),)
    elif part is not None:
        is_end = part == "ending"
        at = max(scene.start, scene.end - _HALF) if is_end else min(scene.end, scene.start + _HALF)
        far = (scene.start - starts[0]) / max(last - starts[0], 1.0)
        why = (Why("part", part, round(far if is_end else 1 - far, 4)),)
    else:
        at, why = (scene.start + scene.end) / 2, _strength(scene)
    start, end, _ = answer_span(at, starts, last)
    return Hit(scene, start, end, round(sum(each.weight for each in why), 4), why, at)


def _strength(scene: Scene) -> tuple[Why, ...]:
    """How much happens in a scene, and what."""
    kinds = tuple(Why("kind", each.kind, round(each.score, 4)) for each in scene.moments[:1])
    return (Why("intensity", "intensity", round(scene.intensity, 4)), *kinds)


def _tells(rest: str) -> bool:
    """Whether a query has a word of a scene."""
    english = any(not is_stop_word(word) for word in english_words(_HANGUL.sub(" ", rest)))
    return english or any(word not in _PARTICLES for word in _HANGUL.findall(rest))
