"""Questions about words, to the store."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from jangmyeon.store.connected import Connected
from jangmyeon.store.horizon import Horizon
from jangmyeon.store.packing import (
    Concordance,
    drawer_of,
    look_up_forms,
    open_forms,
    unpack_concordance,
)

_MOST_LETTERS = 10_000_000  # of words with their lemmas that are kept at hand
_MOST_IDS = 200_000  # of lemmas, which are kept likewise


class WordReader(Connected):
    """Reads the vocabulary of a library, and where its words stand."""

    def __init__(self, connection: sqlite3.Connection, horizon: Horizon | None = None) -> None:
        super().__init__(connection, horizon)
        self._drawers: dict[int, str] = {}
        self._open_letters = 0
        self._ids: dict[str, int | None] = {}

    def concordance(self, key: int) -> Concordance | None:
        """Which lemmas an episode shows when, or None when the episode is gone."""
        row = self._db.execute(
            "SELECT lemmas FROM concordances WHERE episode_id = ?", (key,)
        ).fetchone()
        return unpack_concordance(row[0]) if row else None

    def meanings(self) -> list[tuple[int, bytes]]:
        """What the scenes of each episode mean, as the search packed it, by the episode's key."""
        return self._db.execute("SELECT episode_id, scenes FROM meanings").fetchall()

    def lemmas(self) -> list[str]:
        """The vocabulary, each lemma at the index that is its id (index 0 is unused)."""
        return ["", *(row[0] for row in self._db.execute("SELECT lemma FROM lemmas ORDER BY id"))]

    def lemma_ids(self, lemmas: Iterable[str]) -> dict[str, int]:
        """The ids of those lemmas that the library knows."""
        if not self._db.in_transaction or len(self._ids) > _MOST_IDS:
            self._ids.clear()
        wanted = dict.fromkeys(lemmas)
        unread = {lemma: None for lemma in wanted if lemma not in self._ids}
        if unread:
            found = self._db.execute(
                "SELECT lemma, id FROM lemmas WHERE lemma IN (SELECT value FROM json_each(?))",
                (json.dumps([*unread], ensure_ascii=False),),
            )
            self._ids |= unread | dict(found)
        known = ((lemma, self._ids[lemma]) for lemma in wanted)
        return {lemma: number for lemma, number in known if number is not None}

    def forms(self, forms: Iterable[str]) -> dict[str, str]:
        """What ``words.analyse`` said of those words that were met in captions."""
        wanted: defaultdict[int, list[str]] = defaultdict(list)
        for form in forms:
            wanted[drawer_of(form)].append(form)
        if not self._db.in_transaction or self._open_letters > _MOST_LETTERS:
            self._close_drawers()
        self._open_drawers([drawer for drawer in wanted if drawer not in self._drawers])
        found: dict[str, str] = {}
        for drawer, words in wanted.items():
            found |= look_up_forms(self._drawers[drawer], words)
        return found

    def _open_drawers(self, drawers: Sequence[int]) -> None:
        """Have the words of some drawers at hand; those that hold none are empty."""
        self._drawers.update(dict.fromkeys(drawers, ""))
        rows = self._db.execute(
            "SELECT drawer, words FROM forms WHERE drawer IN (SELECT value FROM json_each(?))",
            (json.dumps(drawers),),
        )
        for drawer, packed in rows if drawers else ():
            self._drawers[drawer] = words = open_forms(packed)
            self._open_letters += len(words)

    def _close_drawers(self) -> None:
        self._drawers.clear()
        self._open_letters = 0

    def _forget(self) -> None:
        super()._forget()
        self._ids.clear()
        self._close_drawers()
