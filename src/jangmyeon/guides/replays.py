"""Scenes that are shown again: recaps, flashbacks, endings repeated in the next episode."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jangmyeon.model import Line, Scene

_SIGNS = re.compile(r"[\W_]+")
_TELLING = 5  # letters from which a line is seldom said twice by chance
_FEWEST = 2  # lines that two showings must share
_SHARE = 0.5  # of the lines of the shorter showing


def spoken_in(scene: Scene, lines: Iterable[Line]) -> frozenset[str]:
    """The telling lines of a scene, without signs and spaces."""
    texts = (
        _SIGNS.sub("", line.text)
        for line in lines
        if scene.start <= line.start < scene.end and line.kind == "speech"
    )
    return frozenset(text for text in texts if len(text) >= _TELLING)


def is_replay(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two scenes of a drama, by their lines, are showings of the same one.

    >>> ending = frozenset({"가지말라고했잖아", "여기있을게", "문닫아요"})
    >>> is_replay(ending, frozenset({"가지말라고했잖아", "여기있을게"}))
    True
    """
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _SHARE * min(len(one), len(other))
