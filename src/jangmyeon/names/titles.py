"""Titles, ranks and kinship words, and the endings that Korean hangs on a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from jangmyeon.names.hangul import has_coda, is_hangul
from jangmyeon.names.tables import rows


class Title(NamedTuple):
    """A title: where it stands, whether it may be written without a space, and what it says."""

    text: str
    before: bool
    after: bool
    joined: bool
    sense: str


class Ending(NamedTuple):
    """A grammatical ending; ``needs_coda`` is None when it follows any sound."""

    text: str
    needs_coda: bool | None
    kind: str

    def fits(self, stem: str) -> bool:
        """Whether Korean allows this ending after ``stem``."""
        return self.needs_coda is None or has_coda(stem[-1]) == self.needs_coda


@cache
def titles() -> dict[str, Title]:
    """All titles by their text, in small letters."""
    return {
        text: Title(text, place != "after", place != "before", joined == "yes", sense)
        for text, place, joined, sense in rows("titles.tsv")
    }


@cache
def _first_letters() -> frozenset[str]:
    """The letters that endings begin with."""
    return frozenset(text[0] for text in endings())


@cache
def endings() -> dict[str, Ending]:
    """All endings by their text."""
    needs = {"coda": True, "vowel": False, "both": None}
    return {text: Ending(text, needs[after], kind) for text, after, kind in rows("particles.tsv")}


@lru_cache(maxsize=16384)
def title(text: str) -> Title | None:
    """The title that this word (or two) is, if it is one; a full stop and 님 do no harm.

    >>> title("대표님").sense, title("Dr.").sense, title("세리")
    ('ceo', 'doctor', None)
    """
    return _known(text.strip(".").lower())


def _known(word: str) -> Title | None:
    known = titles()
    return known.get(word) or (known.get(word[:-1]) if word[-1:] == "님" else None)


def joined_title(word: str) -> tuple[str, Title] | None:
    """Split a Hangul word that ends in a title, such as ``정혁씨``, into its name and title.

    >>> joined_title("박해영경위님")[0], joined_title("정원")
    ('박해영', None)
    """
    for cut in range(1, len(word)):
        found = _known(word[cut:])
        if found and found.joined and found.after:
            return word[:cut], found
    return None


def is_ending(tail: str, stem: str) -> bool:
    """Whether ``tail`` is nothing but grammar: endings, one to three of them, that may follow.

    >>> is_ending("에게", "세리"), is_ending("이한테도", "정혁"), is_ending("이", "세리")
    (True, True, False)
    """
    return next(_chains(tail, stem, 3), None) is not None


def _chains(tail: str, stem: str, most: int) -> Iterator[tuple[Ending, ...]]:
    if not tail:
        yield ()
        return
    if most == 0:
        return
    for cut in range(1, min(len(tail), 3) + 1):
        ending = endings().get(tail[:cut])
        if ending and ending.fits(stem):
            for rest in _chains(tail[cut:], tail[:cut], most - 1):
                # One calls or pets a name, never a name with a case ending on it.
                if all(later.kind == "case" for later in rest):
                    yield (ending, *rest)


def without_endings(word: str) -> Iterator[tuple[str, str]]:
    """Each way to take grammar off a Hangul word: the stem and what kind of ending left it.

    >>> list(without_endings("정혁이")), list(without_endings("수아"))
    ([('정혁', 'pet')], [])
    """
    if not is_hangul(word):
        return
    for cut in range(len(word) - 1, 0, -1):
        if word[cut] not in _first_letters():
            continue
        chain = next(_chains(word[cut:], word[:cut], 3), None)
        if chain:
            yield word[:cut], chain[-1].kind
