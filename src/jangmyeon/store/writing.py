"""The one writer of a library: whole episodes in, whole episodes out."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock, Timeout

from jangmyeon.errors import LibraryBusyError, StoreError
from jangmyeon.model import Drama, Person, Skipped
from jangmyeon.store.database import FILE_NAME, damaged, open_writer
from jangmyeon.store.packing import (
    Concordance,
    PackedTrack,
    drawer_of,
    pack_concordance,
    pack_forms,
    unpack_forms,
)
from jangmyeon.store.reading import Reader
from jangmyeon.store.records import EpisodeRecord, KnownFile, MomentRow, Occurrences

_LOCK_NAME = "writer.lock"
_MOST_FORMS = 1 << 18  # remembered as written: those beyond are written twice, and learnt once


def is_being_written(data: Path) -> bool:
    """Whether another process is writing to a library."""
    lock = FileLock(data / _LOCK_NAME)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:  # where nobody can write, nobody does
        return False
    lock.release()
    return False


class Writer:
    """Holds the library's write lock from its making until ``close``, or within a ``with``.

    Raises:
        LibraryBusyError: another process is writing.
        StoreError: the data folder cannot be written, or the database not opened.
    """

    def __init__(self, data: Path) -> None:
        try:
            data.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(data / _LOCK_NAME)
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise LibraryBusyError(
                "another process is writing to the library",
                where=str(data),
                remedy="wait until it has finished, then try again",
            ) from error
        except OSError as error:
            raise StoreError(
                f"cannot write the library's data ({error.strerror})",
                where=str(data),
                remedy="choose another folder with --data, or make this one writable",
            ) from error
        try:
            self._db = open_writer(data)
        except StoreError:
            self._lock.release()
            raise
        self._path = data / FILE_NAME
        self.reader = Reader(self._db)
        self._lemma_ids: dict[str, int] = {}
        self._forms: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, (sqlite3.DatabaseError, zlib.error)):
            raise damaged(self._path, error) from error

    def close(self) -> None:
        """Fold the write-ahead log into the database and let other writers in."""
        try:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError:
            pass  # no room, or damage: what was committed is in the log, and was told of
        finally:
            self._db.close()
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written within, or nothing of it.

        Raises:
            StoreError: there is no room on the disk, or the database is damaged.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self._lemma_ids.clear()
            self._forms.clear()
            if isinstance(error, sqlite3.DatabaseError):
                raise damaged(self._path, error) from error
            raise

    def put_drama(self, drama: Drama) -> None:
        """Insert or update a drama and its cast list."""
        self._db.execute(
            "INSERT INTO dramas VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "title = excluded.title, original_title = excluded.original_title, "
            "year = excluded.year, network = excluded.network, genres = excluded.genres, "
            "plot = excluded.plot",
            (
                drama.id,
                drama.title,
                drama.original_title,
                drama.year,
                drama.network,
                _array(drama.genres),
                drama.plot,
            ),
        )
        self._db.execute("DELETE FROM roles WHERE drama_id = ?", (drama.id,))
        self._db.executemany(
            "INSERT INTO roles VALUES (?, ?, ?, ?)",
            ((drama.id, n, role.actor, role.character) for n, role in enumerate(drama.cast)),
        )

    def put_episode(self, record: EpisodeRecord) -> int:
        """Insert an episode, in place of an earlier analysis of it; returns its key.

        The episode is marked as not yet searchable.
        """
        episode = record.episode
        self.put_drama(episode.drama)
        row = self._db.execute(
            "INSERT INTO episodes (drama_id, season, number, title, duration, video, lines, "
            "sounds, spoken, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (drama_id, season, number) DO UPDATE SET title = excluded.title, "
            "duration = excluded.duration, video = excluded.video, lines = excluded.lines, "
            "sounds = excluded.sounds, spoken = excluded.spoken, "
            "fingerprint = excluded.fingerprint RETURNING id",
            (
                episode.drama.id,
                episode.season,
                episode.number,
                episode.title,
                episode.duration,
                record.video,
                sum(track.lines for track in record.tracks),
                sum(track.sounds for track in record.tracks),
                record.spoken,
                record.fingerprint,
            ),
        ).fetchone()
        key = int(row[0])
        for table in ("tracks", "speakers", "scenes", "moments", "sightings", "concordances"):
            self._db.execute(f"DELETE FROM {table} WHERE episode_id = ?", (key,))
        self._put_tracks(key, record.tracks)
        self._put_scenes(key, record)
        self._put_moments(key, record.moments)
        self._db.execute("INSERT INTO sightings VALUES (?, ?)", (key, record.sightings))
        self.mark_uncast(episode.drama.id)
        self._put_words(key, record)
        return key

    def remove_episode(self, key: int) -> None:
        """Delete an episode; the search index still has to drop it."""
        self._db.execute(
            "INSERT OR IGNORE INTO uncast SELECT drama_id FROM episodes WHERE id = ?", (key,)
        )
        self._db.execute("DELETE FROM episodes WHERE id = ?", (key,))
        self._db.execute("INSERT OR IGNORE INTO unsearchable (episode_id) VALUES (?)", (key,))

    def mark_uncast(self, drama_id: str) -> None:
        """Say that the people of a drama have to be told again."""
        self._db.execute("INSERT OR IGNORE INTO uncast VALUES (?)", (drama_id,))

    def put_people(self, drama_id: str, people: Sequence[Person]) -> None:
        """Replace the people of a drama, who are told with it."""
        self._db.execute("DELETE FROM people WHERE drama_id = ?", (drama_id,))
        self._db.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    drama_id,
                    position,
                    person.name,
                    person.latin,
                    person.full_name,
                    person.actor,
                    person.kind,
                    _array(person.spellings),
                    _array(person.titles),
                    person.lines,
                    person.scenes,
                )
                for position, person in enumerate(people)
            ),
        )
        self._db.execute("DELETE FROM uncast WHERE drama_id = ?", (drama_id,))

    def put_present(self, key: int, present: Sequence[tuple[str, ...]]) -> None:
        """Say who is in each scene of an episode; where that is news, search must take it in."""
        changed = False
        for number, people in enumerate(present, 1):
            changed |= bool(
                self._db.execute(
                    "UPDATE scenes SET people = ?1 "
                    "WHERE episode_id = ?2 AND number = ?3 AND people <> ?1",
                    (_array(people), key, number),
                ).rowcount
            )
        if changed:
            self._db.execute("INSERT OR IGNORE INTO unsearchable (episode_id) VALUES (?)", (key,))

    def remove_empty_dramas(self) -> None:
        """Delete the dramas that have no episode left."""
        self._db.execute("DELETE FROM dramas WHERE id NOT IN (SELECT drama_id FROM episodes)")

    def set_video(self, key: int, title: str, video: str) -> None:
        """Change what is told of an episode beside its captions."""
        self._db.execute(
            "UPDATE episodes SET title = ?, video = ? WHERE id = ?", (title, video, key)
        )

    def put_files(self, files: Iterable[KnownFile]) -> None:
        """Replace what is known of the shelf's files."""
        self._db.execute("DELETE FROM files")
        self._db.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
            ((f.path, f.size, f.mtime_ns, f.digest, f.identity) for f in files),
        )

    def put_notices(self, kind: str, notices: Iterable[Skipped], paths: Iterable[str]) -> None:
        """Replace what reading these files told."""
        self._db.executemany(
            "DELETE FROM notices WHERE scope = 'episode' AND kind = ? AND path = ?",
            ((kind, path) for path in paths),
        )
        self._add_notices(kind, "episode", notices)

    def put_shelf_notices(self, skipped: Iterable[Skipped], mended: Iterable[Skipped]) -> None:
        """Replace what the scan told, and forget what was told of files that are gone."""
        self._db.execute(
            "DELETE FROM notices WHERE scope = 'shelf' OR path NOT IN (SELECT path FROM files)"
        )
        self._add_notices("skipped", "shelf", skipped)
        self._add_notices("mended", "shelf", mended)

    def _add_notices(self, kind: str, scope: str, notices: Iterable[Skipped]) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?)",
            ((notice.path, kind, scope, notice.reason) for notice in notices),
        )

    def put_meaning(self, key: int, scenes: bytes) -> None:
        """Keep what the scenes of an episode mean, as the search packs it."""
        self._db.execute("INSERT OR REPLACE INTO meanings VALUES (?, ?)", (key, scenes))

    def mark_searchable(self, keys: Iterable[int]) -> None:
        """Say that the search index has taken in these episodes (or dropped them).

        Their words are learnt now, many episodes' at once: one by one, they would rewrite most
        bags of words with every episode.
        """
        learnt: dict[int, dict[str, str]] = defaultdict(dict)
        for key in keys:
            row = self._db.execute(
                "DELETE FROM unsearchable WHERE episode_id = ? RETURNING forms", (key,)
            ).fetchone()
            for pair in row[0].split("\n") if row and row[0] else ():
                form, _, lemmas = pair.partition("\t")
                learnt[drawer_of(form)][form] = lemmas
        for drawer, forms in sorted(learnt.items()):
            self._learn(drawer, forms)

    def _learn(self, drawer: int, forms: dict[str, str]) -> None:
        row = self._db.execute("SELECT words FROM forms WHERE drawer = ?", (drawer,)).fetchone()
        known = unpack_forms(row[0]) if row else {}
        if forms.keys() - known.keys():
            packed = pack_forms({**forms, **known})
            self._db.execute("INSERT OR REPLACE INTO forms VALUES (?, ?)", (drawer, packed))

    def mark_all_unsearchable(self) -> None:
        """Have the whole search index made anew."""
        self._db.execute("INSERT OR IGNORE INTO unsearchable (episode_id) SELECT id FROM episodes")

    def forget_analysis(self, keys: Iterable[int]) -> None:
        """Have these episodes analysed again by the next run."""
        self._db.executemany(
            "UPDATE episodes SET fingerprint = '' WHERE id = ?", ((key,) for key in keys)
        )

    def forget_words(self, drawers: Iterable[int]) -> None:
        """Delete bags of words that cannot be read; what was in them is analysed when met."""
        self._db.executemany("DELETE FROM forms WHERE drawer = ?", ((each,) for each in drawers))

    def _put_tracks(self, key: int, tracks: tuple[PackedTrack, ...]) -> None:
        self._db.executemany(
            "INSERT INTO tracks (episode_id, path, stream, language, sdh, format, encoding, script)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    key,
                    packed.track.path,
                    packed.track.stream,
                    packed.track.language,
                    packed.track.sdh,
                    packed.format,
                    packed.encoding,
                    packed.script,
                )
                for packed in tracks
            ),
        )

    def _put_scenes(self, key: int, record: EpisodeRecord) -> None:
        self._db.executemany(
            "INSERT INTO scenes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    key,
                    scene.number,
                    scene.start,
                    scene.end,
                    _array(scene.people),
                    scene.place,
                    scene.time,
                    scene.weather,
                    scene.romance,
                    scene.intensity,
                )
                for scene in record.scenes
            ),
        )
        self._db.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?)",
            ((key, name, lines) for name, lines in record.speakers),
        )

    def _put_moments(self, key: int, moments: Iterable[MomentRow]) -> None:
        self._db.executemany(
            "INSERT INTO moments VALUES (?, ?, ?, ?, ?)",
            ((key, m.scene, m.kind, m.score, json.dumps(m.evidence)) for m in moments),
        )

    def _put_words(self, key: int, record: EpisodeRecord) -> None:
        packed = pack_concordance(self._number(record.occurrences))
        self._db.execute("INSERT INTO concordances VALUES (?, ?)", (key, packed))
        if len(self._forms) > _MOST_FORMS:
            self._forms.clear()
        new = set(record.forms.split("\n")) - self._forms
        self._forms |= new
        forms = "\n".join(sorted(new))
        self._db.execute("INSERT OR REPLACE INTO unsearchable VALUES (?, ?)", (key, forms))

    def _number(self, occurrences: Occurrences) -> Concordance:
        """Give each lemma its id, new ones the next free."""
        ids = self._lemma_ids
        if not ids:
            ids.update(self._db.execute("SELECT lemma, id FROM lemmas"))
        rows = occurrences.lemmas.split("\n") if occurrences.times else []
        flat = occurrences.lemmas.split()
        new = [lemma for lemma in dict.fromkeys(flat) if lemma not in ids]
        first = len(ids) + 1
        ids.update({lemma: first + n for n, lemma in enumerate(new)})
        self._db.executemany(
            "INSERT INTO lemmas (lemma, id) VALUES (?, ?)", ((lemma, ids[lemma]) for lemma in new)
        )
        return Concordance(
            np.array(occurrences.times, np.int32),
            np.concatenate(([0], np.cumsum([len(row.split()) for row in rows]))).astype(np.int32),
            np.fromiter(map(ids.__getitem__, flat), np.int32, len(flat)),
        )


def _array(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
