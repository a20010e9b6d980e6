"""Questions to the store, answered with the nouns of ``model``."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from jangmyeon.errors import StoreError
from jangmyeon.model import Drama, Episode, Line, Moment, Person, Role, Scene, Skipped, Sound
from jangmyeon.moments import quoted
from jangmyeon.store.packing import (
    Concordance,
    caption_key,
    drawer_of,
    unpack_concordance,
    unpack_forms,
    unpack_script,
)
from jangmyeon.store.records import KnownFile, StoredEpisode, Totals

_EPISODE_COLUMNS = (
    "SELECT id, drama_id, season, number, title, duration, fingerprint, video, lines, sounds, "
    "(SELECT count(*) FROM scenes WHERE episode_id = episodes.id) FROM episodes "
)


class Reader:
    """Reads a library through one connection.

    Raises (any method):
        StoreError: the database is damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._dramas: dict[str, Drama] = {}
        self._version = -1

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment, whatever a writer does meanwhile."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN")
        try:
            version = self._db.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self._dramas.clear()
                self._version = version
            yield
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the library's database cannot be read ({error})", remedy="run jangmyeon doctor"
            ) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    @property
    def version(self) -> int:
        """A number that changes whenever another process has written."""
        return self._version

    def totals(self) -> Totals:
        """How much the library holds."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM dramas), count(*), coalesce(sum(lines), 0), "
            "coalesce(sum(sounds), 0), (SELECT count(DISTINCT name) FROM speakers), "
            "(SELECT count(*) FROM scenes) FROM episodes"
        ).fetchone()
        return Totals(*row)

    def dramas(self) -> list[Drama]:
        """All dramas with their cast lists, by title."""
        ids = self._db.execute("SELECT id FROM dramas ORDER BY title, id").fetchall()
        return [self.drama(row[0]) for row in ids]

    def drama(self, drama_id: str) -> Drama:
        """The drama of this id."""
        if not self._db.in_transaction:
            self._dramas.clear()
        known = self._dramas.get(drama_id)
        if known is None:
            known = self._dramas[drama_id] = self._read_drama(drama_id)
        return known

    def episodes(self, drama_id: str | None = None) -> list[StoredEpisode]:
        """Episodes in order of drama id, season and number; of one drama, or all."""
        where = "WHERE drama_id = ? " if drama_id is not None else ""
        rows = self._db.execute(
            f"{_EPISODE_COLUMNS}{where}ORDER BY drama_id, season, number",
            () if drama_id is None else (drama_id,),
        ).fetchall()
        return [self._stored(row) for row in rows]

    def episode(self, key: int) -> StoredEpisode | None:
        """The episode of this key, or None when it is gone."""
        row = self._db.execute(f"{_EPISODE_COLUMNS}WHERE id = ?", (key,)).fetchone()
        return self._stored(row) if row else None

    def find_episode(self, drama_id: str, season: int, number: int) -> StoredEpisode | None:
        """The episode of a drama by season and number, or None."""
        row = self._db.execute(
            f"{_EPISODE_COLUMNS}WHERE drama_id = ? AND season = ? AND number = ?",
            (drama_id, season, number),
        ).fetchone()
        return self._stored(row) if row else None

    def scenes(self, stored: StoredEpisode, *, evidence: bool = False) -> list[Scene]:
        """The scenes of an episode in order.

        Args:
            evidence: with the captions that show each moment; they have to be looked up.
        """
        rows = self._db.execute(
            'SELECT number, start, "end", people, place, time, weather, romance, intensity '
            "FROM scenes WHERE episode_id = ? ORDER BY number",
            (stored.key,),
        ).fetchall()
        moments = self._moments(stored.key, evidence=evidence)
        return [
            Scene(
                episode=stored.episode,
                number=number,
                start=start,
                end=end,
                people=_names(people),
                place=place,
                time=time,
                weather=weather,
                moments=tuple(moments.get(number, ())),
                romance=romance,
                intensity=intensity,
            )
            for number, start, end, people, place, time, weather, romance, intensity in rows
        ]

    def _moments(self, key: int, *, evidence: bool) -> dict[int, list[Moment]]:
        """The moments of an episode's scenes by their number, strongest first."""
        found: dict[int, list[Moment]] = defaultdict(list)
        texts: dict[int, str] = {}
        if evidence:
            lines, sounds = self.script(key)
            captions: list[Line | Sound] = [*lines, *sounds]
            texts = {caption_key(shown): quoted(shown) for shown in captions}
        for scene, kind, score, shown_by in self._db.execute(
            "SELECT scene, kind, score, evidence FROM moments WHERE episode_id = ? "
            "ORDER BY scene, score DESC, kind",
            (key,),
        ):
            told = (texts[place] for place in json.loads(shown_by) if place in texts)
            found[scene].append(Moment(kind, score, tuple(told)))
        return found

    def most(
        self, weights: Mapping[str, float], drama_id: str | None, season: int | None, limit: int
    ) -> list[tuple[int, int, float]]:
        """The scenes with the highest weighted sum of what they show: episode key, number, sum.

        Args:
            weights: of kinds of moment, of ``romance`` and of ``intensity`` (taken as 0 to 1).
        """
        rows = self._db.execute(
            "WITH wanted (kind, weight) AS (SELECT key, value FROM json_each(:weights)), "
            "shown AS (SELECT episode_id, scene, sum(score * weight) AS worth FROM moments "
            "JOIN wanted USING (kind) GROUP BY episode_id, scene) "
            "SELECT scenes.episode_id, scenes.number, coalesce(worth, 0) "
            "+ :romance * romance / 3 + :intensity * intensity / 3 AS total "
            "FROM scenes JOIN episodes ON id = scenes.episode_id LEFT JOIN shown "
            "ON shown.episode_id = scenes.episode_id AND shown.scene = scenes.number "
            "WHERE (:drama IS NULL OR drama_id = :drama) AND (:season IS NULL OR season = :season) "
            "ORDER BY total DESC, drama_id, season, episodes.number, scenes.number LIMIT :limit",
            {
                "weights": json.dumps(dict(weights)),
                "romance": weights.get("romance", 0.0),
                "intensity": weights.get("intensity", 0.0),
                "drama": drama_id,
                "season": season,
                "limit": limit,
            },
        )
        return rows.fetchall()

    def people(self, drama_id: str) -> list[Person]:
        """The people of a drama, most seen first."""
        rows = self._db.execute(
            "SELECT name, latin, full_name, actor, kind, spellings, titles, lines, scenes "
            "FROM people WHERE drama_id = ? ORDER BY position",
            (drama_id,),
        )
        return [
            Person(name, latin, full, actor, kind, _names(spelt), _names(titles), lines, scenes)
            for name, latin, full, actor, kind, spelt, titles, lines, scenes in rows
        ]

    def uncast(self) -> list[str]:
        """Ids of the dramas whose people have yet to be told."""
        return [row[0] for row in self._db.execute("SELECT drama_id FROM uncast ORDER BY 1")]

    def sightings(self, drama_id: str) -> list[tuple[int, bytes]]:
        """Each episode of a drama, by its key, with its packed traces of people."""
        return self._db.execute(
            "SELECT id, traces FROM sightings JOIN episodes ON id = episode_id "
            "WHERE drama_id = ? ORDER BY season, number",
            (drama_id,),
        ).fetchall()

    def spans(self, key: int) -> list[tuple[float, float]]:
        """Start and end of an episode's scenes, in seconds."""
        return self._db.execute(
            'SELECT start, "end" FROM scenes WHERE episode_id = ? ORDER BY number', (key,)
        ).fetchall()

    def script(self, key: int, languages: Sequence[str] = ()) -> tuple[list[Line], list[Sound]]:
        """The lines and sounds of an episode's first track (of the first language it has)."""
        rows = self._db.execute(
            "SELECT language, script FROM tracks WHERE episode_id = ? ORDER BY id", (key,)
        ).fetchall()
        for wanted in languages:
            rows.sort(key=lambda row: row[0] != wanted)
            if rows and rows[0][0] == wanted:
                break
        return unpack_script(rows[0][1], rows[0][0]) if rows else ([], [])

    def concordance(self, key: int) -> Concordance | None:
        """Which lemmas an episode shows when, or None when the episode is gone."""
        row = self._db.execute(
            "SELECT lemmas FROM concordances WHERE episode_id = ?", (key,)
        ).fetchone()
        return unpack_concordance(row[0]) if row else None

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

    def full_names(self, given: str) -> list[str]:
        """Words of three syllables in the vocabulary that end in a given name of two."""
        if len(given) != 2:
            return []
        rows = self._db.execute("SELECT lemma FROM lemmas WHERE lemma LIKE ?", (f"_{given}",))
        return [row[0] for row in rows]

    def unsearchable(self) -> list[int]:
        """Keys of the episodes that the search index has yet to take in or drop.

        Those of a drama whose people have yet to be told wait until they are.
        """
        rows = self._db.execute(
            "SELECT episode_id FROM unsearchable LEFT JOIN episodes ON id = episode_id "
            "WHERE drama_id IS NULL OR drama_id NOT IN (SELECT drama_id FROM uncast) ORDER BY 1"
        )
        return [row[0] for row in rows]

    def files(self) -> dict[str, KnownFile]:
        """The shelf's files at the last run, by path."""
        rows = self._db.execute("SELECT path, size, mtime_ns, digest, identity FROM files")
        return {row[0]: KnownFile(*row) for row in rows}

    def notices(self, kind: str) -> list[Skipped]:
        """What was skipped, or mended, by path."""
        rows = self._db.execute(
            "SELECT path, reason FROM notices WHERE kind = ? ORDER BY path, reason", (kind,)
        )
        return [Skipped(*row) for row in rows]

    def spoken_digests(self) -> list[tuple[StoredEpisode, str]]:
        """Each episode with the digest of its spoken text, where the text is not unique."""
        rows = self._db.execute(
            "SELECT id, spoken FROM episodes WHERE spoken IN "
            "(SELECT spoken FROM episodes GROUP BY spoken HAVING count(*) > 1) "
            "ORDER BY drama_id, season, number"
        ).fetchall()
        found = [(self.episode(key), spoken) for key, spoken in rows]
        return [(stored, spoken) for stored, spoken in found if stored is not None]

    def damage(self) -> list[str]:
        """What SQLite's own check finds wrong; empty when nothing."""
        rows = self._db.execute("PRAGMA quick_check").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        orphans = self._db.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"a row of {row[0]} belongs to nothing" for row in orphans]

    def _read_drama(self, drama_id: str) -> Drama:
        row = self._db.execute(
            "SELECT title, original_title, year, network, genres, plot FROM dramas WHERE id = ?",
            (drama_id,),
        ).fetchone()
        title, original_title, year, network, genres, plot = row
        cast = self._db.execute(
            "SELECT actor, character FROM roles WHERE drama_id = ? ORDER BY position", (drama_id,)
        )
        return Drama(
            drama_id,
            title,
            original_title,
            year,
            network,
            _names(genres),
            plot,
            tuple(Role(*role) for role in cast),
        )

    def _stored(self, row: Sequence[object]) -> StoredEpisode:
        (
            key,
            drama_id,
            season,
            number,
            title,
            duration,
            fingerprint,
            video,
            lines,
            sounds,
            scenes,
        ) = row
        episode = Episode(self.drama(str(drama_id)), season, number, title, duration)  # type: ignore[arg-type]
        return StoredEpisode(key, episode, fingerprint, video, lines, sounds, scenes)  # type: ignore[arg-type]


def _names(array: str) -> tuple[str, ...]:
    return tuple(json.loads(array))
