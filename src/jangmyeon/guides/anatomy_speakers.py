"""Who says the lines of a scene that captions leave unnamed, as far as it can be told.

Captions name a speaker who is not to be seen or whom one could mistake. Of the others, how people
speak tells much: each has a way with endings (합니다, 해요, 하오, 해), learned here from the lines
of the episode that are named; and nobody calls their own name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from jangmyeon.guides.anatomy_captions import Dissected
from jangmyeon.model import Line, Person

_ENDINGS = {
    "formal": ("니다", "니까", "십시오", "시죠"),
    "bold": ("거요", "시오", "이오"),
    "polite": ("요", "죠"),
    "old": ("소", "오", "옵니다", "이다", "느냐", "거라", "구나", "도다", "소서", "갔", "네"),
}
_TRAILING = " .?!…~,\"'"
_PRIOR = 1.0  # lines of each manner that everybody is taken to have said
_FEWEST = 6  # named lines from which somebody's manner is known
_CALLED = 2.0  # log-odds that a line with somebody's name is not theirs
_SURE = 0.7  # log-odds from which the likeliest speaker is told
_KEEPS = 8.0  # seconds for which a named speaker is taken to go on
_GOES_ON = 0.6  # log-odds for it


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a line: empty where it cannot be told; ``guessed`` where captions do not."""

    name: str
    guessed: bool = False


def speakers_of(
    table: Dissected, named: Iterable[Line], people: Mapping[str, Person]
) -> dict[Line, Speaker]:
    """Who says each line of a scene.

    Args:
        named: lines of the drama whose speaker is told, to learn manners of speech from.
        people: of the drama by name.
    """
    here = [name for name in table.scene.people if name in people]
    manners: dict[str, Counter[str]] = {name: Counter() for name in here}
    by_spelling = {s: name for name in here for s in (name, *people[name].spellings)}
    for line in named:
        name = by_spelling.get(line.speaker)
        if name:
            manners[name][_manner(line.text)] += 1
    can_tell = len(here) == 2 and all(m.total() >= _FEWEST for m in manners.values())
    found: dict[Line, Speaker] = {}
    last: tuple[str, float] = "", float("-inf")
    for line in table.lines:
        if line.speaker:
            found[line] = Speaker(by_spelling.get(line.speaker, line.speaker))
            last = found[line].name, line.end
        elif can_tell:
            going_on = last[0] if line.start - last[1] <= _KEEPS else ""
            found[line] = _guess(line, here, manners, people, going_on)
        else:
            found[line] = Speaker("")
    return found


def _guess(
    line: Line,
    here: Sequence[str],
    manners: Mapping[str, Counter[str]],
    people: Mapping[str, Person],
    going_on: str,
) -> Speaker:
    """The likelier of two, where one is likely enough."""
    manner = _manner(line.text)
    odds = []
    for name in here:
        counts = manners[name]
        chance = (counts[manner] + _PRIOR) / (counts.total() + _PRIOR * (len(_ENDINGS) + 1))
        spelt = (name, people[name].full_name)
        called = any(each and each in line.text for each in spelt)
        odds.append(log(chance) - _CALLED * called + _GOES_ON * (name == going_on))
    best = max(range(len(here)), key=odds.__getitem__)
    sure = odds[best] - min(odds)
    return Speaker(here[best], guessed=True) if sure >= _SURE else Speaker("")


def _manner(text: str) -> str:
    """How a line speaks to whom it speaks to.

    >>> _manner("뛰지 마시오"), _manner("어떡해?"), _manner("감사합니다")
    ('bold', 'plain', 'formal')
    """
    said = text.rstrip(_TRAILING)
    return next((name for name, ends in _ENDINGS.items() if said.endswith(ends)), "plain")
