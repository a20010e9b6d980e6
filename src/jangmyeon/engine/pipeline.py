"""Many episodes through an executor, in order.

A few are under way ahead of the one that is waited for. Results come in the order of the jobs,
whichever worker was first, so that a library is the same whoever did the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import TypeVar

from jangmyeon.engine.tasks import EpisodeJob, Failure, Outcome, process_episode
from jangmyeon.errors import JangmyeonError

_AHEAD = 16  # tasks under way: enough for every worker to have the next at hand

Job = TypeVar("Job")
Result = TypeVar("Result")


def process_episodes(jobs: Iterable[EpisodeJob], executor: Executor) -> Iterator[Outcome | Failure]:
    """Analyse episodes; one that fails costs only itself.

    Raises:
        JangmyeonError: a worker process died.
    """
    waiting = iter(jobs)
    under_way: deque[Future[Outcome | Failure]] = deque()
    while True:
        for job in islice(waiting, _AHEAD - len(under_way)):
            under_way.append(submit(executor, process_episode, job))
        if not under_way:
            return
        yield result_of(under_way.popleft())


def submit(executor: Executor, task: Callable[[Job], Result], job: Job) -> Future[Result]:
    """Have a task done.

    Raises:
        JangmyeonError: a worker process died.
    """
    try:
        return executor.submit(task, job)
    except BrokenExecutor as error:
        raise _died() from error


def result_of(future: Future[Result]) -> Result:
    """What came of a task; waits for it.

    Raises:
        JangmyeonError: a worker process died.
    """
    try:
        return future.result()
    except BrokenExecutor as error:
        raise _died() from error


def _died() -> JangmyeonError:
    return JangmyeonError(
        "a worker process died while analysing",
        remedy="finished episodes are kept: run index again to go on",
    )
