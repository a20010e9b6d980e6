"""From what a write-up tells to the seconds that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from jangmyeon.model import Link, Scene, Writeup
from jangmyeon.search.meaning import Meaning
from jangmyeon.store import Reader
from jangmyeon.writeups.asides import is_aside
from jangmyeon.writeups.linking_answers import TALK, Answered, links_of, silent_link
from jangmyeon.writeups.linking_chain import (
    Doubles,
    Step,
    focused,
    likely_points,
    stretch,
    within,
)
from jangmyeon.writeups.linking_table import DramaTable
from jangmyeon.writeups.linking_weighing import Row, focus, in_one_scene, kept, row_of
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import Telling, is_of_one_scene, tellings
from jangmyeon.writeups.recaps import in_order
from jangmyeon.writeups.story_ends import with_ends

_MANY = 8  # sentences about a drama from which on a write-up may have a scene at its heart
_SHORT = 10  # sentences that tell little of how loosely a write-up speaks
_FEW = 8  # sentences from which on they show which scene a write-up is about


class Linker:
    """Links write-ups to the scenes of one library. Keeps what it has looked up.

    Not for use from several threads at once.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._version = -1
        self._tables: dict[str, DramaTable] = {}
        self._shelf = Shelf([], {})
        self._meaning = Meaning(lambda lemmas: {})
        self._last: tuple[tuple[Writeup, str], tuple[Link, ...]] | None = None

    def link(self, writeup: Writeup, drama: str = "") -> list[Link]:
        """Each passage of a write-up that tells of a scene, in order, with the scene.

        Passages that leave open which scene they tell of have a link without one. The last
        write-up's links are remembered: what is linked is mostly proof-read too.

        Args:
            drama: the id of the one that is meant where the write-up names none.
        """
        with self._reader.snapshot():
            self._forget_if_changed()
            asked = writeup, drama
            if self._last is None or self._last[0] != asked:
                self._last = asked, tuple(self._linked(writeup, drama))
            return list(self._last[1])

    def _linked(self, writeup: Writeup, drama: str) -> list[Link]:
        told = tellings(writeup, self._shelf, drama)
        is_of_one = is_of_one_scene(writeup)
        ordered = told if is_of_one else in_order(told, writeup.title)
        sections = _sections(with_ends(ordered))
        rows = [self._row(section) for section in sections]
        known = [row for row in rows if row is not None]
        answered = _answered(known, is_of_one)
        loose = _looseness(told)
        links: list[Link] = []
        for section, row in zip(sections, rows, strict=True):
            if row is None:
                silent = (each for each in section if not each.is_heading)
                links += [silent_link(writeup, each) for each in silent]
            else:
                links += links_of(writeup, Answered(row, answered[id(row)], loose))
        return links

    def _row(self, section: Sequence[Telling]) -> Row | None:
        """A section ready to be weighed; None where its drama is unknown, or empty."""
        drama = section[0].drama
        if not drama or all(each.is_heading for each in section):
            return None
        if drama not in self._tables:
            self._tables[drama] = DramaTable(self._reader, drama, self._meaning)
        table = self._tables[drama]
        return row_of(section, table, self._reader) if len(table.points) else None

    def _scenes_of(self, key: int) -> list[Scene]:
        stored = self._reader.episode(key)
        return self._reader.scenes(stored) if stored else []

    def _forget_if_changed(self) -> None:
        if self._reader.version != self._version:
            self._version = self._reader.version
            self._tables.clear()
            self._last = None
            self._shelf = Shelf.of(self._reader)
            self._meaning = Meaning(self._reader.lemma_ids, self._scenes_of)


def link(writeup: Writeup, reader: Reader) -> list[Link]:
    """Each passage of a write-up that tells of a scene, with the scene that shows it.

    To link more than one, keep a ``Linker``.
    """
    return Linker(reader).link(writeup)


def _sections(told: Sequence[Telling]) -> list[list[Telling]]:
    """The sentences that tell of scenes, with the headings above them, section by section."""
    rows = [each for each in told if each.is_heading or each.tells]
    return [list(part) for _, part in groupby(rows, key=lambda t: (t.section, t.drama))]


def _answered(rows: Sequence[Row], is_of_one: bool = False) -> dict[int, list[Doubles]]:
    """For each row (by its id) how likely each point is what each of its sentences tells of.

    A write-up that leads to one place again and again is about that place, and its vaguer
    sentences are likelier to be about it too.

    Args:
        is_of_one: whether the write-up is about one scene, which then is told blow by blow.
    """
    same: dict[int, list[Row]] = {}
    for row in rows:
        same.setdefault(id(row.table), []).append(row)
    found: dict[int, list[Doubles]] = {}
    for those in same.values():
        count = sum(len(row.steps) for row in those)
        found |= _kept(those) if is_of_one and count >= _FEW else _drawn(those, count)
    return found


def _kept(rows: Sequence[Row]) -> dict[int, list[Doubles]]:
    """Of rows that tell one scene: each sentence leads to the stretch that all speak for."""
    told = (pair for row in rows for pair in zip(row.steps, row.tellings, strict=True))
    whole = stretch([step for step, each in told if not is_aside(each.text)], rows[0].leap)
    return {
        id(row): _points(row, in_one_scene(row), within(row.leap, whole, kept())) for row in rows
    }


def _drawn(rows: Sequence[Row], count: int) -> dict[int, list[Doubles]]:
    """Of rows that tell whatever they like: drawn to where most of their sentences lead."""
    first = [each for row in rows for each in _points(row, row.steps, row.leap)]
    mean = np.mean(first, axis=0)
    share = focus() * min(1.0, (count - 1) / _MANY)
    return {id(row): _points(row, row.steps, focused(row.leap, mean, share)) for row in rows}


def _points(row: Row, steps: Sequence[Step], leap: Doubles) -> list[Doubles]:
    """How likely each point is what each sentence of a row tells of.

    Those that tell of something before or after it stand alone; the others go on without them.
    """
    alone = [is_aside(telling.text) for telling in row.tellings]
    told = [step for step, apart in zip(steps, alone, strict=True) if not apart]
    others = iter(likely_points(told, leap) if told else ())
    return [
        likely_points([replace(step, stay=0.0, follow=0.0, leap=None)], row.leap)[0]
        if apart
        else next(others)
        for step, apart in zip(steps, alone, strict=True)
    ]


def _looseness(told: Sequence[Telling]) -> float:
    """Share of a write-up's words that tell of no scene, where it seems to tell of some.

    A short one is taken to be as most are.
    """
    shares = [each.manner.talk for each in told if each.tells and not each.is_heading]
    return (sum(shares) + _SHORT * TALK) / (len(shares) + _SHORT)
