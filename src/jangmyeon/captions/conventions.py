"""How a track writes what is not speech. The same signs mean different things in different tracks.

Broadcasters write ``(세리)`` for the speaker and ``[한숨]`` for a sound; others put sounds into
parentheses, names into brackets or before a colon; fans put the text that a picture shows into
parentheses. So a track is looked through once, and its captions are read by its own conventions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jangmyeon.model import Caption

_LEADING = re.compile(r"\s*(?:[-–—‐]\s*)?(?:\[[^\[\]]*\]\s*)*\(([^()]*)\)\s*\S")
_WHOLE = re.compile(r"\s*\([^()]*\)\s*")
_BRACKETED_LEAD = re.compile(r"\s*(?:[-–—‐]\s*)?\[([^\[\]]{1,20})\]\s*[^\s\[(♪♫♬]")
_COLON = re.compile(r"^\s*(?:[-–—‐]\s*)?([^\W\d_][^:\n\[\](){}<>\"“”♪♫♬]{0,24}):(?=\s)", re.M)
_MANY = 50
"""Captions from which on a track's habits can be told from chance."""
_SELDOM = 40
_RECURS = 3
_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the signs of a track mean.

    ``bare`` tracks, mostly fans' work, tell neither sounds nor speakers.
    """

    bare: bool = False
    names_in_parentheses: bool = True
    notes_in_brackets: bool = False
    names_in_brackets: bool = True
    recurring: frozenset[str] = frozenset()
    capitals_are_shown: bool = False


def conventions_of(captions: Sequence[Caption], *, sdh: bool = False) -> Conventions:
    """Tell a track's conventions from how often it uses which sign.

    Args:
        captions: the whole track.
        sdh: whether it is known to be made for the deaf and hard of hearing.

    >>> fan = [Caption(n, n + 1, text) for n, text in enumerate(["(전기위험)", "응."] * 40)]
    >>> conventions_of(fan).names_in_parentheses
    False

    """
    leading = whole = bracketed = 0
    before_colon: Counter[str] = Counter()
    in_brackets: Counter[str] = Counter()
    for caption in captions:
        text = caption.text
        if "(" in text:
            leading += _LEADING.match(text) is not None
            whole += _WHOLE.fullmatch(text) is not None
        if "[" in text:
            bracketed += 1
            if lead := _BRACKETED_LEAD.match(text):
                in_brackets[lead.group(1)] += 1
        if ":" in text:
            before_colon.update(_COLON.findall(text))
    told = leading + bracketed
    bare = not sdh and len(captions) >= _MANY and told * _SELDOM < len(captions)
    names_in_brackets = leading == 0 and not bare
    recurring = before_colon + in_brackets if names_in_brackets else before_colon
    return Conventions(
        bare=bare,
        names_in_parentheses=sdh or (not bare and (told >= whole or len(captions) < _MANY)),
        notes_in_brackets=bracketed > 0 and bracketed * 10 >= leading,
        names_in_brackets=names_in_brackets,
        recurring=frozenset(name for name, times in recurring.items() if times >= _RECURS),
        capitals_are_shown=_tells_by_capitals(captions),
    )


def _tells_by_capitals(captions: Sequence[Caption]) -> bool:
    """Whether capitals are rare in a track in Latin script, as where they mark shown text."""
    sample = [caption.text for caption in captions[:_SAMPLE]]
    cased = [text for text in sample if text.upper() != text.lower()]
    if len(cased) * 2 < len(sample) or len(cased) < _MANY:
        return False
    return sum(map(str.isupper, cased)) * 5 < len(cased)
