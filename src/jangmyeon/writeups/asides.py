"""Sentences that say themselves that they leave the scene: for what came before it, or later.

*Fans remember how she was shot*, *a long way from the night when they met*, *we would learn much
later*. A scene that is told blow by blow goes on after them where it was.
"""

from __future__ import annotations

import re

_BEFORE = (
    r"(?:^\W*|[,;:(—–-]\s*"
    r"|\b(?:we|you|i|fans|viewers|everyone|anyone|people|may|might|will|to|let['’]s) )"
    r"(?:still |all |do )?(?:remember|recall)\b",
    r"\bflash-?backs?\b",
    r"\b(?:we|you)(?:['’]ve|['’]d| have| had) (?:already |just |all |only )?"
    r"(?:been|got|had|heard|known|learn(?:ed|t)|met|seen|spent|watched)\b",
    r"\bwe (?:already |first )?(?:learn(?:ed|t)|saw|met|knew|were told)\b",
    r"\b(?:earlier|previously)\b",
    r"\bup (?:to|until|till) (?:now|then|this|that)\b|\buntil (?:now|then)\b",
    r"\b(?:long|short|far) (?:way|cry) from\b|\bever since\b|\ball (?:season|series|this time)\b",
    r"\b(?:way )?back (?:when|then|in (?:episode|season|the (?:first|day|early|past)))\b",
    r"\b(?:first|second|third|previous|last|earlier|opening) (?:episodes?|hours?|week)\b",
    r"\bsame (?:episode|hour) (?:had|has)\b",
    r"\b(?:years|months|weeks|days|nights?) (?:ago|before|earlier)\b",
    r"\b(?:bit of|little|necessary|some) (?:background|context)\b",
    r"\bto (?:understand|see|know|appreciate) (?:why|how|what)\b",
    r"\bthere (?:was|were|had been) (?:the|that|those) (?:day|night|time|moment|scene)s?\b",
    r"앞서|이전에|예전에|과거에|지난 ?(?:회|주)|기억하(?:시|나|는|실)|돌이켜|회상",
)
_AFTER = (
    r"\b(?:much|only|episodes?|not until) later\b|\b(?:we|you)(?:['’]d| would|['’]ll| will) "
    r"(?:later |only |soon |eventually )?(?:learn|find out|discover|see|understand)\b",
    r"\b(?:next|following|last|final|later) (?:episodes?|hours?)\b",
    r"\blater (?:on )?in the (?:series|season|show|drama)\b",
    r"나중에|훗날|다음 ?(?:회|주)",
)
_ASIDE = re.compile("|".join((*_BEFORE, *_AFTER)), re.IGNORECASE)


def is_aside(sentence: str) -> bool:
    """Whether a sentence says that it tells of something before or after what the others tell.

    >>> is_aside("Fans remember how Min-a was shot."), is_aside("He had kissed her years ago.")
    (True, True)
    >>> is_aside("She remembers to lock the door.")
    False
    """
    return bool(_ASIDE.search(sentence))
