"""Which syllables Korean given names are made of, and how usual each is there."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jangmyeon.names.tables import rows

UNSEEN = 2e-6
"""The weight of a syllable that no list of names holds: rarer than any, yet not impossible."""


class NameSyllable(NamedTuple):
    """A syllable of given names.

    ``first`` and ``last`` are shares (of 1) of people whose given name begins and ends with it,
    ``alone`` the share among people whose given name is one syllable. ``usual`` are its spellings
    in the press, ``rare`` spellings that no rule gives with their shares.
    """

    first: float
    last: float
    alone: float
    usual: tuple[str, ...]
    rare: tuple[tuple[str, float], ...]


_STRANGE = NameSyllable(UNSEEN, UNSEEN, UNSEEN, (), ())


@cache
def _table() -> dict[str, NameSyllable]:
    read = [
        (syllable, int(first) / 1e4, int(last) / 1e4, usual.split(","), rare)
        for syllable, first, last, usual, rare in rows("syllables.tsv")
    ]
    # One-syllable given names are spread more evenly than last syllables are.
    everybody = sum(last**0.5 for _, _, last, _, _ in read)
    return {
        syllable: NameSyllable(first, last, last**0.5 / everybody, tuple(usual), _shares(rare))
        for syllable, first, last, usual, rare in read
    }


def _shares(field: str) -> tuple[tuple[str, float], ...]:
    pairs = (item.split(" ") for item in field.split(",") if item)
    return tuple((letters, float(share)) for letters, share in pairs)


def syllable(hangul: str) -> NameSyllable:
    """What is known of a syllable; a stranger gets weights close to nothing."""
    return _table().get(hangul, _STRANGE)


def is_known(hangul: str) -> bool:
    """Whether any given name holds this syllable."""
    return hangul in _table()


@cache
def weight(hangul: str) -> float:
    """How usual a syllable is anywhere in a given name: a share of 1, never 0.

    >>> weight("지") > weight("휼") > weight("뷁")
    True
    """
    known = syllable(hangul)
    return (known.first + known.last) / 2


def is_name_like(hangul: str) -> bool:
    """Whether every syllable is one that Korean parents choose.

    >>> is_name_like("정혁"), is_name_like("빈센조")
    (True, False)
    """
    return all(weight(ch) >= 2e-4 for ch in hangul)
