"""From what a write-up tells to the seconds that show it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from jangmyeon.model import Link, Scene, Writeup
from jangmyeon.search.meaning import Meaning
from jangmyeon.store import Reader
from jangmyeon.writeups.linking_answers import Answered, links_of, silent_link
from jangmyeon.writeups.linking_chain import Doubles, focused, likely_points
from jangmyeon.writeups.linking_table import DramaTable
from jangmyeon.writeups.linking_weighing import Row, focus, row_of
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import Telling, tellings

_MANY = 8  # sentences about a drama from which on a write-up may have a scene at its heart


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

    def link(self, writeup: Writeup, drama: str = "") -> list[Link]:
        """Each passage of a write-up that tells of a scene, in order, with the scene.

        Passages that leave open which scene they tell of have a link without one.

        Args:
            drama: the id of the one that is meant where the write-up names none.
        """
        with self._reader.snapshot():
            self._forget_if_changed()
            sections = _sections(tellings(writeup, self._shelf, drama))
            rows = [self._row(section) for section in sections]
            answered = _answered([row for row in rows if row is not None])
            links: list[Link] = []
            for section, row in zip(sections, rows, strict=True):
                if row is None:
                    told = (each for each in section if not each.is_heading)
                    links += [silent_link(writeup, each) for each in told]
                else:
                    links += links_of(writeup, Answered(row, answered[id(row)]))
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


def _answered(rows: Sequence[Row]) -> dict[int, list[Doubles]]:
    """For each row (by its id) how likely each point is what each of its sentences tells of.

    A write-up that leads to one place again and again is about that place, and its vaguer
    sentences are likelier to be about it too.
    """
    first = {id(row): likely_points(row.steps, row.leap) for row in rows}
    same: dict[int, list[Doubles]] = {}
    for row in rows:
        same.setdefault(id(row.table), []).extend(first[id(row)])
    means = {table: np.mean(points, axis=0) for table, points in same.items()}
    found: dict[int, list[Doubles]] = {}
    for row in rows:
        share = focus() * min(1.0, (len(same[id(row.table)]) - 1) / _MANY)
        leap = focused(row.leap, means[id(row.table)], share)
        found[id(row)] = likely_points(row.steps, leap)
    return found
