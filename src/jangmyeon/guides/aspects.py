"""What scenes can be ranked by: the kinds of moment, and moods made of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import process

from jangmyeon.errors import QueryError

_NEAR = 60  # of 100: how like a known name a word must be to be offered in its place


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that scenes are ranked by.

    ``weights`` are of kinds of moment, of ``romance`` and of ``intensity``. ``needs`` are kinds of
    which a scene must show one; any scene will do where it is empty.
    """

    name: str
    also: tuple[str, ...]
    needs: frozenset[str]
    weights: Mapping[str, float]


def find_aspect(name: str) -> Aspect:
    """The aspect of this name, in English or Korean.

    >>> find_aspect("Goodbyes").name, find_aspect("고백").name
    ('farewell', 'confession')

    Raises:
        QueryError: there is none; the message offers near ones.
    """
    wanted = " ".join(name.casefold().split())
    named = {each: aspect for aspect in aspects() for each in (aspect.name, *aspect.also)}
    for form in (wanted, wanted.removesuffix(" scenes"), wanted.removesuffix(" scene")):
        if form in named:
            return named[form]
    near = process.extractOne(wanted, list(named), score_cutoff=_NEAR)
    known = ", ".join(aspect.name for aspect in aspects())
    guess = f"did you mean {named[near[0]].name}? " if near else ""
    raise QueryError("scenes cannot be ranked by", where=name, remedy=f"{guess}There are: {known}")


def find_kinds(name: str) -> frozenset[str]:
    """The kinds of moment that a name stands for: one, or for a mood those that go with it.

    >>> sorted(find_kinds("고백"))
    ['confession']

    Raises:
        QueryError: there is none, or the mood goes with any kind.
    """
    aspect = find_aspect(name)
    if not aspect.needs:
        raise QueryError(
            "scenes cannot be picked by", where=name, remedy="name a kind of moment, such as kiss"
        )
    return aspect.needs


@cache
def aspects() -> tuple[Aspect, ...]:
    """All aspects, kinds of moment first."""
    text = resources.files(__package__).joinpath("aspects.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
    return tuple(
        Aspect(
            name,
            tuple(also.split(", ")),
            frozenset() if needs == "-" else frozenset(needs.split()),
            {kind: float(weight) for kind, weight in (w.split("=") for w in weights.split())},
        )
        for name, also, needs, weights in rows[1:]  # the first names the columns
    )
