"""Lines worth asking about: who says them is told by the captions, and nothing gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from jangmyeon.guides.reasons_sketch import Sketches
from jangmyeon.model import Line, Person, Scene
from jangmyeon.store import StoredEpisode, caption_key

_SHORTEST, _LONGEST = 9, 48  # letters of a line that is asked about
_FEWEST_LINES = 20  # of somebody who is asked about, or fewer where a drama is short
_MOST_MAIN = 12
_SHARE = 0.02  # of the lines of the one who says most, that somebody must have who is asked about
_ENOUGH = 3.0  # words that nobody else in the episode says, to be as telling as can be
_WORD = re.compile(r"\w+")
_AFTER_NAMES = frozenset({"", "이", "아", "야", "이가", "이는", "이를", "이랑", "님", "씨"})
_TELLING = 0.5  # what a line adds to its worth that shows a moment


@dataclass(frozen=True, slots=True)
class Said:
    """A line of somebody, in its scene; ``worth`` is how much it tells."""

    who: Person
    line: Line
    scene: Scene
    worth: float


def main_people(people: Iterable[Person]) -> list[Person]:
    """Those who say most, as far as captions tell: twelve at most, who most first."""
    named = sorted((p for p in people if p.kind == "person"), key=lambda p: (-p.lines, p.name))
    if not named:
        return []
    least = min(_FEWEST_LINES, max(named[0].lines // 4, 1))
    least = max(least, int(named[0].lines * _SHARE), 1)
    return [person for person in named if person.lines >= least][:_MOST_MAIN]


def lines_of(
    sketches: Sketches, stored: StoredEpisode, people: Sequence[Person], main: Sequence[Person]
) -> list[Said]:
    """What the main people say in an episode that nobody else does, and that names nobody.

    Args:
        people: all of the drama, none of whom may be named.
    """
    speaking = {spelt: each for each in main for spelt in (each.name, *each.spellings)}
    names = Names.of(people)
    tells = _telling(sketches, stored)
    lines, _ = sketches.script(stored)
    spoken = [line for line in lines if line.kind == "speech"]
    often: dict[str, int] = {}
    for line in spoken:
        often[line.text] = often.get(line.text, 0) + 1
    found = []
    telling = sketches.reader.shown_captions(stored.key)
    for scene in sketches.reader.scenes(stored):
        for line in spoken:
            if not scene.start <= line.start < scene.end:
                continue
            who = speaking.get(line.speaker)
            if who is None or often[line.text] > 1 or not is_askable(line.text, names):
                continue
            worth = tells.get(round(line.start * 1000), 0.0)
            worth += _TELLING if caption_key(line) in telling else 0.0
            found.append(Said(who, line, scene, worth))
    return found


def is_askable(text: str, names: Names) -> bool:
    """Whether a line is long enough to tell something, and names nobody.

    >>> names = Names.of([Person("도윤"), Person("단")])
    >>> [is_askable(text, names) for text in ("다시는 그 배를 타지 마", "도윤아, 그 배를 타지 마",
    ...                                       "단이 그 배를 탔다고?", "간단히 말해 그만 타라고")]
    [True, False, False, True]
    """
    length = len("".join(text.split()))
    return _SHORTEST <= length <= _LONGEST and not names.are_in(text)


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called; ``short`` are the names of one syllable, which any word may hold."""

    long: frozenset[str]
    short: frozenset[str]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Names:
        """All that people are called."""
        names = {
            name.casefold()
            for each in people
            for name in (each.name, each.full_name, *each.latin.split(), *each.spellings,
                         *each.titles)
        }  # fmt: skip
        long = frozenset(name for name in names if len(name) > 1)
        return cls(long, frozenset(name for name in names if len(name) == 1))

    def are_in(self, text: str) -> bool:
        """Whether a text names one of them."""
        folded = text.casefold()
        if any(name in folded for name in self.long):
            return True
        words = _WORD.findall(folded)
        return any(word[0] in self.short and word[1:] in _AFTER_NAMES for word in words)


def _telling(sketches: Sketches, stored: StoredEpisode) -> dict[int, float]:
    """How much each caption's words tell (0 to 1), by when it starts (ms): rare ones tell most."""
    concordance = sketches.reader.concordance(stored.key)
    if concordance is None or not len(concordance.lemmas):
        return {}
    counts = np.bincount(concordance.lemmas)
    rare = np.concatenate(([0.0], np.cumsum(1 / counts[concordance.lemmas])))
    worth = np.minimum(np.diff(rare[concordance.offsets]), _ENOUGH) / _ENOUGH
    return dict(zip(concordance.times.tolist(), worth.tolist(), strict=True))
