"""Many episodes through the three tasks of an analysis, on any executor, in order.

Episodes are read some way ahead. Their texts are gathered into batches, each distinct text once in
a run, and lemmatised; an episode is analysed as soon as its texts are. Results come in the order
of the jobs, whichever worker was first, so that a library is the same whoever did the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from itertools import count, islice

from jangmyeon.engine.tasks import (
    EpisodeJob,
    ReadEpisode,
    lemmatise,
    read_episode,
    record_episode,
)
from jangmyeon.errors import JangmyeonError
from jangmyeon.model import Skipped
from jangmyeon.store import EpisodeRecord

_BATCH = 500  # texts a task: some 0.1 s of Kiwi
_READ_AHEAD = 12  # episodes
_ANALYSE_AHEAD = 6  # episodes


@dataclass(frozen=True, slots=True)
class Failure:
    """An episode that could not be analysed at all, and why."""

    job: EpisodeJob
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class Outcome:
    """An episode's record with the files of it that were skipped."""

    job: EpisodeJob
    record: EpisodeRecord
    skipped: tuple[Skipped, ...]
    mended: tuple[Skipped, ...]


@dataclass(slots=True)
class _Texts:
    """Every distinct text of a run, in the order they were met, and what became of each."""

    executor: Executor
    place: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    batches: deque[Future[list[str]]] = field(default_factory=deque)
    known: list[str] = field(default_factory=list)

    def add(self, texts: Iterable[str]) -> None:
        """Have the new ones among these texts lemmatised."""
        new = [text for text in texts if text not in self.place]
        self.place.update(zip(new, count(len(self.place)), strict=False))
        self.waiting += new
        while len(self.waiting) >= _BATCH:
            self._send(_BATCH)

    def fields(self, texts: Sequence[str]) -> list[str]:
        """What ``words.analyse`` says of each of these texts, which were added before."""
        places = [self.place[text] for text in texts]
        last = max(places, default=-1)
        while len(self.known) <= last:
            if not self.batches:
                self._send(_BATCH)
            self.known += self.batches.popleft().result()
        return [self.known[place] for place in places]

    def _send(self, size: int) -> None:
        batch, self.waiting = self.waiting[:size], self.waiting[size:]
        self.batches.append(self.executor.submit(lemmatise, tuple(batch)))


def process_episodes(jobs: Iterable[EpisodeJob], executor: Executor) -> Iterator[Outcome | Failure]:
    """Analyse episodes; one that fails costs only itself.

    Raises:
        JangmyeonError: a worker process died.
    """
    try:
        yield from _process(iter(jobs), executor)
    except BrokenExecutor as error:
        raise JangmyeonError(
            "a worker process died while analysing",
            remedy="finished episodes are kept: run index again to go on",
        ) from error


def _process(jobs: Iterator[EpisodeJob], executor: Executor) -> Iterator[Outcome | Failure]:
    texts = _Texts(executor)
    reading: deque[tuple[EpisodeJob, Future[ReadEpisode]]] = deque()
    reads: deque[tuple[EpisodeJob, ReadEpisode | Failure]] = deque()
    analysing: deque[tuple[EpisodeJob, ReadEpisode, Future[EpisodeRecord]] | Failure] = deque()
    while True:
        for job in islice(jobs, max(0, _READ_AHEAD - len(reading) - len(reads))):
            reading.append((job, executor.submit(read_episode, job)))
        while reading and (reading[0][1].done() or not reads):
            job, future = reading.popleft()
            read = _read_result(job, future)
            if isinstance(read, ReadEpisode):
                texts.add(read.texts)
            reads.append((job, read))
        if reads and len(analysing) < _ANALYSE_AHEAD:
            analysing.append(_analyse(*reads.popleft(), texts, executor))
            continue
        if not analysing:
            return
        yield _outcome(analysing.popleft())


def _read_result(job: EpisodeJob, future: Future[ReadEpisode]) -> ReadEpisode | Failure:
    try:
        read = future.result()
    except BrokenExecutor:
        raise
    except Exception as error:
        return Failure(job, (_fault(job, error),))
    return read if read.tracks else Failure(job, read.skipped or (_nothing(job),))


def _analyse(
    job: EpisodeJob, read: ReadEpisode | Failure, texts: _Texts, executor: Executor
) -> tuple[EpisodeJob, ReadEpisode, Future[EpisodeRecord]] | Failure:
    if isinstance(read, Failure):
        return read
    fields = texts.fields(read.texts)
    return job, read, executor.submit(record_episode, job, read, fields)


def _outcome(
    waiting: tuple[EpisodeJob, ReadEpisode, Future[EpisodeRecord]] | Failure,
) -> Outcome | Failure:
    if isinstance(waiting, Failure):
        return waiting
    job, read, future = waiting
    try:
        record = future.result()
    except BrokenExecutor:
        raise
    except Exception as error:
        return Failure(job, (*read.skipped, _fault(job, error)))
    mended = tuple(
        Skipped(packed.track.path, notice) for packed in read.tracks for notice in packed.notices
    )
    return Outcome(job, record, read.skipped, mended)


def _fault(job: EpisodeJob, error: Exception) -> Skipped:
    path = job.files.tracks[0].path if job.files.tracks else job.files.video
    detail = error.message if isinstance(error, JangmyeonError) else repr(error)
    return Skipped(path, f"could not be analysed ({detail}): please report this with the file")


def _nothing(job: EpisodeJob) -> Skipped:
    if not job.files.tracks:
        reason = "has no captions in it or beside it: put a caption file beside it"
        return Skipped(job.files.video, reason)
    reason = "has no captions in it: replace it or delete it, then index again"
    return Skipped(job.files.tracks[0].path, reason)
