"""Whether a Korean word that somebody is called by is the name where a query has it.

겨울 is winter and a doctor, 하나 is one and a child, 손 is a hand and a family. Latin letters show
names by their capitals; in Hangul only grammar does, and who else is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jangmyeon.model import Person
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.titles import is_ending
from jangmyeon.words import everyday, is_ordinary

_REST = re.compile("[가-힣]*")
_OF_PEOPLE = re.compile("이(?:가|는|를|도|만|의|와|한테|에게|께)|한테|에게|께|씨")
_TOO_COMMON = 400  # uses per million words of a word that is no name unless something marks it
_HEARD = 100  # lines of somebody who is no extra


def may_be_word(text: str, start: int, end: int) -> bool:
    """Whether what stands there is as well an ordinary word, and no grammar tells it for a name.

    >>> may_be_word("겨울이 오는 장면", 0, 2), may_be_word("겨울이가 우는 장면", 0, 2)
    (True, False)
    >>> may_be_word("손님한테 화내는 장면", 0, 1), may_be_word("준희 우는 장면", 0, 2)
    (True, False)
    """
    written = text[start:end].replace(" ", "")
    if not is_hangul(written) or not is_ordinary(written):
        return False
    rest = _rest(text, end)
    whole = written + rest
    if any(everyday(whole[:size]) for size in range(len(written) + 1, len(whole) + 1)):
        return True
    return _OF_PEOPLE.match(rest) is None


def may_be_name(word: str) -> bool:
    """Whether an ordinary word may be a name where nothing marks it: no syllable, none too common.

    >>> may_be_name("겨울"), may_be_name("마음"), may_be_name("손")
    (True, False, False)
    """
    return len(word) > 1 and everyday(word) < _TOO_COMMON


def without_grammar(text: str, start: int, end: int) -> str:
    """A text without a name in it, and without what Korean grammar hangs on that.

    >>> without_grammar("세리가 우는 장면", 0, 2)
    '  우는 장면'
    """
    rest = _rest(text, end)
    if rest and is_hangul(text[end - 1]) and is_ending(rest, text[end - 1]):
        end += len(rest)
    return f"{text[:start]} {text[end:]}"


def is_known(people: Iterable[Person]) -> bool:
    """Whether any of some people is one whom viewers know by name: cast, or often heard."""
    return any(person.actor or person.lines >= _HEARD for person in people)


def _rest(text: str, end: int) -> str:
    """What of a Hangul word follows one place in it."""
    found = _REST.match(text, end)
    return found[0] if found else ""
