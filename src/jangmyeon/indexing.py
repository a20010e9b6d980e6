"""One run of indexing: what has changed on the shelf goes through the engine into the store."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from jangmyeon.engine import (
    ANALYSIS_VERSION,
    Casting,
    CastingJob,
    EpisodeJob,
    EpisodeTraces,
    Failure,
    InlineExecutor,
    LocalExecutor,
    Outcome,
    WorkerDiedError,
    cast_drama,
    process_episodes,
    result_of,
    submit,
)
from jangmyeon.errors import StoreError
from jangmyeon.model import IndexReport, Skipped
from jangmyeon.search import (
    IndexedEpisode,
    Meaning,
    SearchIndex,
    open_index,
    pack_meanings,
    remove_index,
    unsound_files,
)
from jangmyeon.shelf import (
    RULES,
    EpisodeFiles,
    FileStamp,
    Identity,
    Shelf,
    ShelfPlace,
    open_shelf,
    same_captions,
    scan,
)
from jangmyeon.store import KnownFile, StoredEpisode, Writer

_COMMIT_EVERY = 60  # episodes between two commits of the search index
_FEW = 3  # episodes that are not worth starting worker processes for


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far a run of indexing is. ``str`` of it is a line for people."""

    done: int
    total: int
    episode: str

    def __str__(self) -> str:
        return f"{self.done}/{self.total} {self.episode}"


Progress = Callable[[IndexProgress], object]


def index_shelf(
    root: ShelfPlace, data: Path, progress: Progress | None = None, executor: Executor | None = None
) -> IndexReport:
    """Bring a library's data up to date with its shelf.

    Raises:
        ShelfError: the shelf cannot be read.
        LibraryBusyError: another process is indexing.
        StoreError: the data cannot be written.
    """
    began = time.monotonic()
    with Writer(data) as writer:
        run = _Run(root, data, writer)
        run.index(progress, executor)
        return run.report(time.monotonic() - began)


def rebuild_search(data: Path) -> None:
    """Make the search index anew from the store; the shelf is not looked at.

    Raises:
        LibraryBusyError: another process is writing.
        StoreError: the data cannot be written, or the database is damaged.
    """
    with Writer(data) as writer:
        remove_index(data)
        with writer.transaction():
            writer.mark_all_unsearchable()
        search_index = open_index(data, create=True)
        _take_in_all(writer, search_index)
        search_index.close()


class _Run:
    def __init__(self, root: ShelfPlace, data: Path, writer: Writer) -> None:
        self._root = str(root)
        self._source = open_shelf(root)
        self._data = data
        self._writer = writer
        self._analysed = self._unchanged = self._removed = 0
        self._uncast: list[Skipped] = []

    def index(self, progress: Progress | None, executor: Executor | None) -> None:
        known = self._writer.reader.files()
        shelf = scan(self._source, {path: i for path, f in known.items() if (i := _identity(f))})
        digests = self._digests(shelf, known)
        stored = {
            (s.episode.drama.id, s.episode.season, s.episode.number): s
            for s in self._writer.reader.episodes()
        }
        is_new = not stored
        jobs = []
        for files in shelf.episodes:
            key = (files.episode.drama.id, files.episode.season, files.episode.number)
            job = EpisodeJob(self._root, files, _fingerprint(files, digests))
            before = stored.pop(key, None)
            if before is not None and before.fingerprint == job.fingerprint:
                self._keep(before, files)
            else:
                jobs.append(job)
        self._remove(list(stored.values()))
        self._search_index = self._open_index(anew=is_new)
        self._analyse(jobs, progress, executor)
        _take_in_all(self._writer, self._search_index)
        self._search_index.close()
        self._finish(shelf, digests)

    def report(self, seconds: float) -> IndexReport:
        """What the run did, and what the library holds after it."""
        totals = self._writer.reader.totals()
        return IndexReport(
            episodes=totals.episodes,
            lines=totals.lines,
            sounds=totals.sounds,
            speakers=totals.speakers,
            scenes=totals.scenes,
            analysed=self._analysed,
            unchanged=self._unchanged,
            removed=self._removed,
            seconds=seconds,
            skipped=tuple(self._writer.reader.notices("skipped")),
            notices=tuple(self._writer.reader.notices("mended")),
        )

    def _digests(self, shelf: Shelf, known: Mapping[str, KnownFile]) -> dict[str, str]:
        """Digests of the caption files; a file of the same size and time is not read again."""
        digests: dict[str, str] = {}
        for files in shelf.episodes:
            for stamp in files.files:
                before = known.get(stamp.path)
                if stamp.version:
                    digests[stamp.path] = stamp.version
                elif before and _stands(before, stamp):
                    digests[stamp.path] = before.digest
                elif stamp.path == files.video:
                    digests[stamp.path] = f"{stamp.size}-{stamp.mtime_ns}"
                else:
                    digests[stamp.path] = self._digest(stamp)
        return digests

    def _digest(self, stamp: FileStamp) -> str:
        try:
            return hashlib.blake2b(self._source.read(stamp.path)).hexdigest()[:24]
        except OSError:
            return ""  # reading it will tell why

    def _keep(self, before: StoredEpisode, files: EpisodeFiles) -> None:
        self._unchanged += 1
        told = (files.episode.title, files.video)
        if (
            before.episode.title,
            before.video,
        ) != told or before.episode.drama != files.episode.drama:
            with self._writer.transaction():
                self._writer.put_drama(files.episode.drama)
                self._writer.set_video(before.key, *told)
                if before.episode.drama.cast != files.episode.drama.cast:
                    self._writer.mark_uncast(files.episode.drama.id)

    def _remove(self, gone: list[StoredEpisode]) -> None:
        with self._writer.transaction():
            for stored in gone:
                self._writer.remove_episode(stored.key)
                self._removed += 1

    def _open_index(self, *, anew: bool) -> SearchIndex:
        """The search index; one that is lost or damaged is made anew from the store.

        Args:
            anew: whatever there is is of a database that is gone.
        """
        if not anew and not unsound_files(self._data):
            with suppress(StoreError):
                return open_index(self._data)
        remove_index(self._data)
        with self._writer.transaction():
            self._writer.mark_all_unsearchable()
        return open_index(self._data, create=True)

    def _analyse(
        self, jobs: list[EpisodeJob], progress: Progress | None, executor: Executor | None
    ) -> None:
        """Episodes, and after the last of a drama its people."""
        left = Counter(job.files.episode.drama.id for job in jobs)
        castings: deque[tuple[str, Future[Casting]]] = deque()

        def cast_all_read() -> None:
            for drama_id in self._writer.reader.uncast():
                if not left[drama_id] and all(drama_id != one for one, _ in castings):
                    job = self._casting_job(drama_id)
                    castings.append((drama_id, submit(workers, cast_drama, job)))

        with _engine(jobs, executor) as workers:
            cast_all_read()
            for done, outcome in enumerate(process_episodes(jobs, workers), 1):
                self._put(outcome)
                episode = outcome.job.files.episode
                left[episode.drama.id] -= 1
                if not left[episode.drama.id]:
                    cast_all_read()
                while castings and castings[0][1].done():
                    self._put_casting(*castings.popleft())
                if progress is not None:
                    told = f"{episode.drama.title} {episode.code}"
                    progress(IndexProgress(done, len(jobs), told))
                if done % _COMMIT_EVERY == 0:
                    _take_in_all(self._writer, self._search_index)
            for casting in castings:
                self._put_casting(*casting)

    def _put(self, outcome: Outcome | Failure) -> None:
        episode = outcome.job.files.episode
        paths = [stamp.path for stamp in outcome.job.files.files]
        with self._writer.transaction():
            self._writer.put_notices("skipped", outcome.skipped, paths)
            if isinstance(outcome, Failure):
                self._drop(episode.drama.id, episode.season, episode.number)
            else:
                self._writer.put_notices("mended", outcome.mended, paths)
                self._writer.put_episode(outcome.record)
                self._analysed += 1

    def _casting_job(self, drama_id: str) -> CastingJob:
        reader = self._writer.reader
        traces = (
            EpisodeTraces(key, tuple(reader.spans(key)), packed)
            for key, packed in reader.sightings(drama_id)
        )
        return CastingJob(drama_id, reader.drama(drama_id).cast, tuple(traces))

    def _put_casting(self, drama_id: str, future: Future[Casting]) -> None:
        try:
            casting = result_of(future)
        except WorkerDiedError as error:
            reason = f"{error.what}, and again when tried anew: its people are not told"
            self._uncast.append(Skipped(drama_id, f"{reason}; please report this"))
            casting = Casting(drama_id, (), {})
        with self._writer.transaction():
            self._writer.put_people(casting.drama, casting.people)
            for key, present in casting.present.items():
                self._writer.put_present(key, present)

    def _drop(self, drama: str, season: int, number: int) -> None:
        before = self._writer.reader.find_episode(drama, season, number)
        if before is not None:
            self._writer.remove_episode(before.key)
            self._removed += 1

    def _finish(self, shelf: Shelf, digests: Mapping[str, str]) -> None:
        """Write down what the shelf held, and what was found wrong with it."""
        stamps = {s.path: s for files in shelf.episodes for s in files.files}
        files = [
            KnownFile(path, s.size, s.mtime_ns, digests[path], _as_text(shelf.identities.get(path)))
            for path, s in sorted(stamps.items())
        ]
        # What could not be used is remembered too, so that its name is not puzzled over again.
        files += [
            KnownFile(path, -1, -1, identity=_as_text(identity))
            for path, identity in sorted(shelf.identities.items())
            if path not in stamps
        ]
        with self._writer.transaction():
            self._writer.put_files(files)
            self._writer.remove_empty_dramas()
            skipped, notices = (*shelf.skipped, *self._uncast), (*shelf.notices, *self._twins())
            self._writer.put_shelf_notices(skipped, notices)

    def _twins(self) -> Iterator[Skipped]:
        pairs = self._writer.reader.spoken_digests()
        yield from same_captions((stored.episode, spoken) for stored, spoken in pairs)


def _take_in_all(writer: Writer, search_index: SearchIndex) -> None:
    """Bring the search index up to date with the store; what was cut short is done again."""
    reader = writer.reader
    keys = reader.unsearchable()
    if not keys:
        return
    lemmas = reader.lemmas()
    meaning = Meaning(reader.lemma_ids)
    packed: dict[int, bytes] = {}
    for key in keys:
        stored, concordance = reader.episode(key), reader.concordance(key)
        if stored is None or concordance is None:
            search_index.drop(key)
            continue
        told, scenes = stored.episode, reader.scenes(stored)
        episode = IndexedEpisode(key, told.drama.id, told.season, told.number, concordance, scenes)
        search_index.take_in(episode, lemmas)
        packed[key] = pack_meanings(meaning, concordance, scenes)
    search_index.commit()
    with writer.transaction():
        for key, rows in packed.items():
            writer.put_meaning(key, rows)
        writer.mark_searchable(keys)


def _engine(jobs: list[EpisodeJob], executor: Executor | None) -> AbstractContextManager[Executor]:
    if executor is not None:
        return nullcontext(executor)
    return InlineExecutor() if len(jobs) <= _FEW else LocalExecutor()


def _stands(before: KnownFile, stamp: FileStamp) -> bool:
    """Whether a file is as it was, by its size and time."""
    told = stamp.mtime_ns >= 0
    return told and (before.size, before.mtime_ns) == (stamp.size, stamp.mtime_ns)


def _fingerprint(files: EpisodeFiles, digests: Mapping[str, str]) -> str:
    """A mark of all that an episode's analysis hangs on."""
    cast = [role.character for role in files.episode.drama.cast]
    tracks = [(asdict(track), digests[track.path]) for track in files.tracks]
    told = [ANALYSIS_VERSION, cast, tracks]
    if not files.tracks:
        told.append(digests.get(files.video, ""))
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=12).hexdigest()


def _identity(file: KnownFile) -> Identity | None:
    kept = json.loads(file.identity) if file.identity else {}
    return Identity(**kept["told"]) if kept.get("rules") == RULES else None


def _as_text(identity: Identity | None) -> str:
    if identity is None:
        return ""
    plain = {k: v for k, v in asdict(identity).items() if v != getattr(Identity(), k)}
    return json.dumps({"rules": RULES, "told": plain}, ensure_ascii=False)
