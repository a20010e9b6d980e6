"""The library: the one object that users hold."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path
from types import TracebackType

from jangmyeon.engine import episode_tone, span_moments
from jangmyeon.errors import NotOnShelfError, QueryError, StoreError
from jangmyeon.guides import find_aspect, find_kinds, top_scenes
from jangmyeon.indexing import Progress, index_shelf
from jangmyeon.model import (
    Drama,
    Episode,
    Excerpt,
    Hit,
    IndexReport,
    Line,
    Moment,
    Person,
    Ranked,
    Scene,
    Skipped,
    Sound,
)
from jangmyeon.moments import ToneCurve
from jangmyeon.places import data_folder
from jangmyeon.search import Filter, Finder, Understanding, open_index
from jangmyeon.store import Reader, StoredEpisode, Totals, open_reader
from jangmyeon.titles import closest_titles, find_drama


class Library:
    """A folder of dramas, with what Jangmyeon knows of them.

    Args:
        folder: the media library.
        data: where Jangmyeon keeps its own data. Unless told otherwise it is ``.jangmyeon`` in the
            folder, or a folder of the user's where that one cannot be written.

    Any number of processes may read a library while one indexes it. One object is for one thread.

    >>> with Library("~/Dramas") as library:                           # doctest: +SKIP
    ...     library.index(progress=print)
    ...     library.find("she stops him at the ferry")[0].start
    """

    def __init__(self, folder: str | Path, data: str | Path | None = None) -> None:
        self.folder = Path(folder).expanduser()
        self.data = data_folder(self.folder) if data is None else Path(data).expanduser()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. The library opens again by itself when it is used again."""
        for name in ("_finder", "_reader"):
            held = self.__dict__.pop(name, None)
            if isinstance(held, Reader):
                held.close()

    def index(
        self, progress: Progress | None = None, executor: Executor | None = None
    ) -> IndexReport:
        """Read what is new or changed in the folder, and forget what is gone.

        Args:
            progress: called with an ``IndexProgress`` after each episode; ``print`` will do.
            executor: who does the work; worker processes on this machine unless told otherwise.

        Raises:
            ShelfError: the folder cannot be read.
            LibraryBusyError: another process is indexing.
            StoreError: the data cannot be written.
        """
        self.close()
        return index_shelf(self.folder, self.data, progress, executor)

    def find(
        self,
        query: str,
        limit: int = 10,
        drama: str | None = None,
        season: int | None = None,
        episode: int | None = None,
        person: str | None = None,
        kind: str | None = None,
    ) -> list[Hit]:
        """The spans that answer a query best, best first.

        Args:
            query: Korean or English words; words in quotation marks must stand together.
            drama: a title in any language, or an id.
            person: somebody who must be there; a name in any spelling.
            kind: a kind of moment that must happen there, such as *kiss* or 고백.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: ``limit`` is below 1, or there is no such kind.
        """
        if limit < 1:
            raise QueryError("a limit must be 1 or more, not", where=str(limit))
        drama_id = self.drama(drama).id if drama is not None else None
        kinds = tuple(sorted(find_kinds(kind))) if kind is not None else ()
        only = Filter(drama=drama_id, season=season, number=episode, kinds=kinds)
        return self._finder.find(query, limit, only, person)

    def explain(self, query: str, drama: str | None = None) -> Understanding:
        """How ``find`` understands a query: drama, people, kinds, settings, and what is left.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        drama_id = self.drama(drama).id if drama is not None else None
        return self._finder.explain(query, drama_id)

    def excerpt(self, hit: Hit, query: str, size: int = 5) -> tuple[Excerpt, ...]:
        """The captions of a hit that answer best, at most ``size``, with matching words marked."""
        return self._finder.excerpt(hit, query, size)

    def dramas(self) -> list[Drama]:
        """All dramas of the library, by title."""
        with self._reader.snapshot():
            return self._reader.dramas()

    def drama(self, title: str) -> Drama:
        """A drama by its title, in any language, or by its id.

        Raises:
            NotOnShelfError: there is none, or several would fit.
        """
        dramas = self.dramas()
        found = find_drama(title, dramas)
        if found is None:
            near = " or ".join(f'"{near}"' for near in closest_titles(title, dramas))
            remedy = f"did you mean {near}?" if near else "jangmyeon shelf lists what there is"
            raise NotOnShelfError("there is no drama", where=title, remedy=remedy)
        return found

    def people(self, drama: str) -> list[Person]:
        """The people of a drama with every spelling met, most seen first; then its roles.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._reader.snapshot():
            return self._reader.people(self.drama(drama).id)

    def episodes(self, drama: str) -> list[Episode]:
        """The episodes of a drama, by season and number."""
        with self._reader.snapshot():
            return [stored.episode for stored in self._reader.episodes(self.drama(drama).id)]

    def scenes(self, drama: str, season: int, episode: int) -> list[Scene]:
        """The scenes of an episode in order.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._reader.snapshot():
            return self._reader.scenes(self._episode(drama, season, episode), evidence=True)

    def moments(
        self, drama: str, season: int, episode: int, start: float, end: float
    ) -> list[Moment]:
        """What happens in any span of an episode (seconds), strongest first, with evidence.

        Raises:
            NotOnShelfError: there is no such drama or episode.
            QueryError: the span ends before it starts.
        """
        if end <= start:
            raise QueryError("a span must end after it starts, not at", where=f"{end:g} s")
        with self._reader.snapshot():
            key = self._episode(drama, season, episode).key
            lines, sounds = self._reader.script(key)
            return list(span_moments(lines, sounds, (start, end), self._reader.forms))

    def tone(self, drama: str, season: int, episode: int) -> ToneCurve:
        """Tension, warmth, sadness and comedy along an episode, and the mood of its music.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._reader.snapshot():
            stored = self._episode(drama, season, episode)
            lines, sounds = self._reader.script(stored.key)
            return episode_tone(lines, sounds, stored.episode.duration, self._reader.forms)

    def top(
        self, kind: str, drama: str | None = None, season: int | None = None, limit: int = 15
    ) -> list[Ranked]:
        """The scenes that show most of a kind of moment, or of a mood; best first.

        Args:
            kind: a kind such as *confession*, or romantic, tense, funny, sad, touching, intense; in
                English or Korean.
            drama: a title in any language, or an id; the whole shelf when None.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: there is no such kind, or ``limit`` is below 1.
        """
        if limit < 1:
            raise QueryError("a limit must be 1 or more, not", where=str(limit))
        aspect = find_aspect(kind)
        with self._reader.snapshot():
            drama_id = self.drama(drama).id if drama is not None else None
            return top_scenes(self._reader, aspect, limit, drama_id, season)

    def captions(self, drama: str, season: int, episode: int) -> list[Line | Sound]:
        """The lines and sounds of an episode's most telling track, in order of time.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._reader.snapshot():
            lines, sounds = self._reader.script(self._episode(drama, season, episode).key)
        return sorted([*lines, *sounds], key=lambda shown: shown.start)

    def totals(self) -> Totals:
        """How much the library holds."""
        with self._reader.snapshot():
            return self._reader.totals()

    def skipped(self) -> list[Skipped]:
        """The files that could not be used, and why."""
        with self._reader.snapshot():
            return self._reader.notices("skipped")

    def damage(self) -> list[str]:
        """What is wrong with the library's own data; empty when all is well."""
        found: list[str] = []
        with self._reader.snapshot():
            found += self._reader.damage()
            waiting = len(self._reader.unsearchable())
            if waiting:
                found.append(f"{waiting} episodes are not searchable yet: run jangmyeon index")
        try:
            open_index(self.data)
        except StoreError as error:
            found.append(error.message)
        return found

    @cached_property
    def _reader(self) -> Reader:
        return Reader(open_reader(self.data))

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._reader, open_index(self.data))

    def _episode(self, drama: str, season: int, number: int) -> StoredEpisode:
        found = self.drama(drama)
        stored = self._reader.find_episode(found.id, season, number)
        if stored is None:
            have = self._reader.episodes(found.id)
            first, last = have[0].episode.code, have[-1].episode.code
            raise NotOnShelfError(
                f"there is no S{season:02}E{number:02} of",
                where=found.title,
                remedy=f"the shelf has {first} to {last}",
            )
        return stored
