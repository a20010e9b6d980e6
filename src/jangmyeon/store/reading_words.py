"""Questions about words, to the store."""

from __future__ import annotations

import json
from collections.abc import Iterable

from jangmyeon.store.connected import Connected
from jangmyeon.store.packing import Concordance, drawer_of, unpack_concordance, unpack_forms


class WordReader(Connected):
    """Reads the vocabulary of a library, and where its words stand."""

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
        wanted = json.dumps(list(lemmas), ensure_ascii=False)
        return dict(
            self._db.execute(
                "SELECT lemma, id FROM lemmas WHERE lemma IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    def forms(self, forms: Iterable[str]) -> dict[str, str]:
        """What ``words.analyse`` said of those words that were met in captions."""
        wanted = list(forms)
        rows = self._db.execute(
            "SELECT words FROM forms WHERE drawer IN (SELECT value FROM json_each(?))",
            (json.dumps([drawer_of(form) for form in wanted]),),
        )
        known: dict[str, str] = {}
        for (packed,) in rows:
            known |= unpack_forms(packed)
        return {form: known[form] for form in wanted if form in known}
