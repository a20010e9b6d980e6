"""Questions to the store, answered with the nouns of ``model``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from jangmyeon.model import Drama, Episode, Line, Person, Role, Scene, Sound, Track
from jangmyeon.moments import quoted
from jangmyeon.names import families
from jangmyeon.store.horizon import Horizon
from jangmyeon.store.met import Memory, Met, SeenEpisode, met_before
from jangmyeon.store.packing import caption_key, unpack_script
from jangmyeon.store.reading_profiles import ProfileReader
from jangmyeon.store.reading_upkeep import UpkeepReader
from jangmyeon.store.reading_words import WordReader
from jangmyeon.store.records import StoredEpisode, Totals
from jangmyeon.store.spoken import Spoken
from jangmyeon.store.stored_scenes import Row, StoredScenes

_EPISODE_COLUMNS = (
    "SELECT id, drama_id, season, number, title, duration, fingerprint, video, lines, sounds, "
    "(SELECT count(*) FROM scenes WHERE episode_id = episodes.id) FROM episodes "
)

_MOMENTS = (
    "SELECT scene, kind, score{} FROM moments WHERE episode_id = ? ORDER BY scene, score DESC, kind"
)
_MOST_SCRIPTS = 48  # kept read, of a third of a megabyte each


class Reader(WordReader, ProfileReader, UpkeepReader):
    """Reads a library through one connection.

    Args:
        horizon: what lies beyond it cannot be read, by whatever method.
        memory: keeps who has been met within the horizon, which takes a while to tell.

    Raises (any method):
        StoreError: the database is damaged.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        horizon: Horizon | None = None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(connection, horizon)
        self._memory = memory
        self._dramas: dict[str, Drama] = {}
        self._met: dict[str, Met] = {}
        self._people: dict[str, tuple[Person, ...]] = {}
        self._spelt: frozenset[str] | None = None
        self._scripts: dict[tuple[int, tuple[str, ...]], tuple[list[Line], list[Sound]]] = {}

    def _forget(self) -> None:
        super()._forget()
        self._scripts.clear()
        self._dramas.clear()
        self._met.clear()
        self._people.clear()
        self._spelt = None

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

    def titles(self) -> list[Drama]:
        """All dramas by title, without their cast lists: enough to look titles up in."""
        rows = self._db.execute(
            "SELECT id, title, original_title, year FROM dramas ORDER BY title, id"
        )
        return [Drama(*row) for row in rows]

    def drama(self, drama_id: str) -> Drama:
        """The drama of this id."""
        if not self._db.in_transaction:
            self._forget()
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
        return list(self._scenes(stored, self._shown_by(stored.key) if evidence else None))

    def stored_scenes(self, stored: StoredEpisode) -> StoredScenes:
        """The scenes of an episode in order, for those who look at a few of them."""
        return self._scenes(stored, None)

    def _scenes(self, stored: StoredEpisode, moments: Sequence[Row] | None) -> StoredScenes:
        rows = self._db.execute(
            'SELECT number, start, "end", people, place, time, weather, romance, intensity '
            "FROM scenes WHERE episode_id = ? ORDER BY number",
            (stored.key,),
        ).fetchall()
        if moments is None:
            moments = self._db.execute(_MOMENTS.format(""), (stored.key,)).fetchall()
        met = self._met_in(stored.episode.drama.id)
        if met is None:
            return StoredScenes(stored.episode, rows, moments, lambda at: _names(rows[at][3]))
        here = met.present.get(stored.key, ())
        return StoredScenes(stored.episode, rows, moments, here.__getitem__)

    def _shown_by(self, key: int) -> list[Row]:
        """The moments of an episode with the captions that show them."""
        lines, sounds = self.script(key)
        captions: list[Line | Sound] = [*lines, *sounds]
        texts = {caption_key(shown): quoted(shown) for shown in captions}
        return [
            (*moment, tuple(texts[place] for place in json.loads(places) if place in texts))
            for *moment, places in self._db.execute(_MOMENTS.format(", evidence"), (key,))
        ]

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
        met = self._met_in(drama_id)
        if met is not None:
            return list(met.people)
        if not self._db.in_transaction:
            return self._read_people(drama_id)
        if drama_id not in self._people:
            self._people[drama_id] = tuple(self._read_people(drama_id))
        return list(self._people[drama_id])

    def _read_people(self, drama_id: str) -> list[Person]:
        rows = self._db.execute(
            "SELECT name, latin, full_name, actor, kind, spellings, titles, lines, scenes "
            "FROM people WHERE drama_id = ? ORDER BY position",
            (drama_id,),
        )
        return [
            Person(name, latin, full, actor, kind, _names(spelt), _names(titles), lines, scenes)
            for name, latin, full, actor, kind, spelt, titles, lines, scenes in rows
        ]

    def tracks(self, key: int) -> list[Track]:
        """The caption tracks of an episode, the one that scenes were cut from first."""
        rows = self._db.execute(
            "SELECT path, language, sdh, stream FROM tracks WHERE episode_id = ? ORDER BY id",
            (key,),
        )
        return [Track(path, lang, bool(sdh), stream) for path, lang, sdh, stream in rows]

    def script(self, key: int, languages: Sequence[str] = ()) -> tuple[list[Line], list[Sound]]:
        """The lines and sounds of an episode's first track (of the first language it has)."""
        if not self._db.in_transaction:
            return self._read_script(key, languages)
        asked = (key, tuple(languages))
        if asked not in self._scripts:
            if len(self._scripts) >= _MOST_SCRIPTS:
                self._scripts.pop(next(iter(self._scripts)))
            self._scripts[asked] = self._read_script(key, languages)
        lines, sounds = self._scripts[asked]
        return list(lines), list(sounds)

    def script_within(
        self, key: int, start: float, end: float, languages: Sequence[str] = ()
    ) -> tuple[list[Line], list[Sound]]:
        """What ``script`` gives, of the captions that start within a span (seconds)."""
        return self._read_script(key, languages, (start, end))

    def spoken(self, key: int, language: str) -> Spoken | None:
        """What is said in an episode's first track of a language, if it has one."""
        row = self._db.execute(
            "SELECT script FROM tracks WHERE episode_id = ? AND language = ? ORDER BY id LIMIT 1",
            (key, language),
        ).fetchone()
        return Spoken(row[0]) if row else None

    def _read_script(
        self, key: int, languages: Sequence[str], span: tuple[float, float] = (-inf, inf)
    ) -> tuple[list[Line], list[Sound]]:
        rows = self._db.execute(
            "SELECT language, script FROM tracks WHERE episode_id = ? ORDER BY id", (key,)
        ).fetchall()
        for wanted in languages:
            rows.sort(key=lambda row: row[0] != wanted)
            if rows and rows[0][0] == wanted:
                break
        return unpack_script(rows[0][1], rows[0][0], span) if rows else ([], [])

    def full_names(self, given: str) -> list[str]:
        """The words of the vocabulary that are a family name and a given name of two syllables."""
        if len(given) != 2:
            return []
        found = sorted(self.lemma_ids(f"{name}{given}" for name in families() if len(name) == 1))
        if found and self.horizon.marks:  # the vocabulary is that of all episodes
            found = [name for name in found if name in self._spellings()]
        return found

    def hidden(self) -> frozenset[int]:
        """Keys of the episodes that lie beyond the horizon."""
        if not self.horizon.marks:
            return frozenset()
        rows = self._db.execute("SELECT id FROM main.episodes EXCEPT SELECT id FROM episodes")
        return frozenset(row[0] for row in rows)

    def indexed_as(self, names: Iterable[str]) -> tuple[str, ...]:
        """What those are called whom captions so far call so, when all of a drama is known.

        That is how search finds them; it may lie beyond the horizon, and is never to be shown.
        """
        if not self.horizon.marks:
            return tuple(names)
        wanted = json.dumps(list(names), ensure_ascii=False)
        rows = self._db.execute(
            "SELECT DISTINCT people.name FROM main.people, json_each(spellings) AS spelt "
            "WHERE spelt.value IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (wanted,),
        )
        return tuple(row[0] for row in rows) or tuple(names)

    def spoken_digests(self) -> list[tuple[StoredEpisode, str]]:
        """Each episode with the digest of its spoken text, where the text is not unique."""
        rows = self._db.execute(
            "SELECT id, spoken FROM episodes WHERE spoken IN "
            "(SELECT spoken FROM episodes GROUP BY spoken HAVING count(*) > 1) "
            "ORDER BY drama_id, season, number"
        ).fetchall()
        found = [(self.episode(key), spoken) for key, spoken in rows]
        return [(stored, spoken) for stored, spoken in found if stored is not None]

    def _read_drama(self, drama_id: str) -> Drama:
        row = self._db.execute(
            "SELECT title, original_title, year, network, genres, plot FROM dramas WHERE id = ?",
            (drama_id,),
        ).fetchone()
        title, original_title, year, network, genres, plot = row
        met = self._met_in(drama_id)
        cast = self._cast(drama_id) if met is None else met.cast
        return Drama(
            drama_id,
            title,
            original_title,
            year,
            network,
            _names(genres),
            plot,
            cast,
        )

    def _cast(self, drama_id: str) -> tuple[Role, ...]:
        """The whole cast list: of those met and of those to come."""
        rows = self._db.execute(
            "SELECT actor, character FROM main.roles WHERE drama_id = ? ORDER BY position",
            (drama_id,),
        )
        return tuple(Role(*row) for row in rows)

    def _met_in(self, drama_id: str) -> Met | None:
        """Who has been met in a drama; None where no horizon is set for it."""
        if self.horizon.mark(drama_id) is None:
            return None
        if not self._db.in_transaction:
            self._forget()
        if drama_id not in self._met:
            episodes = [
                SeenEpisode(key, tuple(self.spans(key)), packed)
                for key, packed in self.sightings(drama_id)
            ]
            cast = self._cast(drama_id)
            self._met[drama_id] = met_before(self._memory, drama_id, cast, episodes)
        return self._met[drama_id]

    def _spellings(self) -> frozenset[str]:
        """Every spelling of everybody who may be known."""
        if self._spelt is None or not self._db.in_transaction:
            dramas = self._db.execute("SELECT id FROM dramas").fetchall()
            people = [person for (drama_id,) in dramas for person in self.people(drama_id)]
            self._spelt = frozenset(name for p in people for name in (*p.spellings, p.full_name))
        return self._spelt

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
