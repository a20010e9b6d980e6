"""Sentences that say themselves that they tell how a story starts, or how it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jangmyeon.writeups.passages import StoryEnd, Telling

_ENDING = re.compile(
    r"\b(?:in the (?:very )?end\b(?! of)"
    r"|(?:happy|sad|tragic|bittersweet|open) endings?\b|happil?y ever after"
    r"|(?:the|its|their|\w+['’]s) (?:series |season |show |drama )?(?:ending|finale|epilogue)\b"
    r"|(?:series|season|drama|show|story|k-drama) (?:ends|ended|closes|concludes)\b"
    r"|(?:finally|eventually|ultimately) ends? up\b)"
    r"|결말|(?:해피|새드|열린) ?엔딩|엔딩에서|최종[회화]|끝내는",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"\b(?:(?:first|fated|fateful|chance) (?:meeting|encounter)\b(?! after)"
    r"|meet(?:s|ing)?[- ]cute|when (?:we|they|the two|the couple) (?:first )?me[et]t\b"
    r"|(?:first|initially) (?:met|meets?|encounter(?:s|ed)?)\b|me(?:et|ets|t) for the first time"
    r"|(?:at|in|from) the (?:very )?(?:beginning|start|outset)\b(?! of (?:the|this) (?:scene|ep))"
    r"|(?:series|season|drama|show|story|k-drama) (?:starts|opens|begins|started|opened|began)\b)"
    r"|첫 ?만남|처음 만나|운명적(?:인)? 만남",
    re.IGNORECASE,
)
_PREMISE = re.compile(
    r"\b(?:(?:tells?|told|telling|follow(?:s|ed|ing)?|depicts?|chronicles?) the "
    r"(?:[\w-]+ ){0,2}(?:story|tale|life|lives|journey)\b|revolve[sd]? around|cent(?:er|re)[sd]? "
    r"(?:on|around)\b|the (?:story|plot|premise) (?:is|of|follows)\b)"
    r"|(?:이야기|내용|과정)[을를] (?:그린|그리는|다룬|담은)|[을를] 그린 (?:드라마|작품)|줄거리",
    re.IGNORECASE,
)


def end_of_story(sentence: str) -> StoryEnd | None:
    """Which end of its story a sentence says that it tells; None where it says neither.

    >>> end_of_story("In the end she chooses neither"), end_of_story("their first meeting at sea")
    ('ending', 'beginning')
    >>> end_of_story("She waits at the end of the pier") is None
    True
    """
    if _ENDING.search(sentence):
        return "ending"
    return "beginning" if _BEGINNING.search(sentence) else None


def with_ends(told: Sequence[Telling]) -> list[Telling]:
    """The sentences of a write-up again, each with the end of the story that it tells.

    A paragraph that says what a drama is about goes on with how its story starts. What tells of one
    episode starts and ends with that, not with the story.
    """
    found: list[Telling] = []
    premise: int | None = None
    for telling in told:
        if telling.episode is not None or telling.is_heading:
            found.append(telling)
            continue
        if _PREMISE.search(telling.text):
            premise = telling.block
        begins: StoryEnd | None = "beginning" if premise == telling.block else None
        end = end_of_story(telling.text)
        premise = None if end == "ending" else premise
        found.append(replace(telling, story_end=end or begins))
    return found
