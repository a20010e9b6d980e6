"""Many episodes through an executor, in order.

A few are under way ahead of the one that is waited for. Results come in the order of the jobs,
whichever worker was first, so that a library is the same whoever did the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import ExitStack
from functools import cached_property
from itertools import islice
from typing import Self, TypeVar

from jangmyeon.engine.executors import InlineExecutor, LocalExecutor
from jangmyeon.engine.tasks import EpisodeJob, Failure, Outcome, carrying, lost, process_episode
from jangmyeon.engine.worker import WorkerDiedError
from jangmyeon.errors import JangmyeonError
from jangmyeon.shelf import Reach

_AHEAD = 16  # tasks under way: enough for every worker to have the next at hand
_MOST_AHEAD = 512  # on however many workers: results that wait for their turn take memory

Job = TypeVar("Job")
Result = TypeVar("Result")


def process_episodes(jobs: Iterable[EpisodeJob], executor: Executor) -> Iterator[Outcome | Failure]:
    """Analyse episodes; one that fails costs only itself, even where it takes its worker along.

    Raises:
        JangmyeonError: the executor gave up.
    """
    waiting = iter(jobs)
    under_way: deque[tuple[EpisodeJob, Future[Outcome | Failure]]] = deque()
    with _Sender(executor) as sender:
        while True:
            for job in islice(waiting, _ahead(executor) - len(under_way)):
                under_way.append((job, sender.send(job)))
            if not under_way:
                return
            job, future = under_way.popleft()
            try:
                yield result_of(future)
            except WorkerDiedError as error:
                yield lost(job, error.what)


def submit(executor: Executor, task: Callable[[Job], Result], job: Job) -> Future[Result]:
    """Have a task done.

    Raises:
        JangmyeonError: the executor gave up.
    """
    try:
        return executor.submit(task, job)
    except BrokenExecutor as error:
        raise _gave_up() from error


def result_of(future: Future[Result]) -> Result:
    """What came of a task; waits for it.

    Raises:
        WorkerDiedError: whoever did it died, and again when it was tried anew.
        JangmyeonError: the executor gave up.
    """
    try:
        return future.result()
    except (BrokenExecutor, CancelledError) as error:
        raise _gave_up() from error


class _Sender(ExitStack):
    """Sends episodes to an executor, each with what its workers cannot read where they are."""

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self._executor = executor
        self._distance = _distance(executor)

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def send(self, job: EpisodeJob) -> Future[Outcome | Failure]:
        """Have an episode analysed."""
        if self._distance <= job.source.reach:
            return submit(self._executor, process_episode, job)
        if job.captions_are_in_video:
            # A video is too much to send. Its captions are read here, and it must be the same here.
            return submit(self._here, process_episode, job)
        return submit(self._executor, process_episode, carrying(job))

    @cached_property
    def _here(self) -> Executor:
        return self.enter_context(LocalExecutor(1))


def _distance(executor: Executor) -> Reach:
    """How far away an executor's workers may be."""
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

    if isinstance(executor, InlineExecutor | ThreadPoolExecutor):
        return Reach.PROCESS
    if isinstance(executor, LocalExecutor | ProcessPoolExecutor):
        return Reach.MACHINE
    return Reach.ANYWHERE


def _ahead(executor: Executor) -> int:
    """How many tasks to have under way; workers may come and go."""
    return min(_MOST_AHEAD, max(_AHEAD, 2 * getattr(executor, "workers", 0)))


def _gave_up() -> JangmyeonError:
    return JangmyeonError(
        "the executor gave up: one of its workers died, or it was shut down",
        remedy="finished episodes are kept: run index again to go on",
    )
