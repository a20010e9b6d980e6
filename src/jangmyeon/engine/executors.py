"""Executors for this machine: worker processes, or this very thread for small work."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import ParamSpec, TypeVar, cast

from jangmyeon.engine.worker import WorkerDiedError, WorkerProcess

P = ParamSpec("P")
T = TypeVar("T")

_MOST_MEMORY = 1 << 30
"""Bytes. A worker that ever held more gives way to a fresh one; three times what most ever need."""


class InlineExecutor(Executor):
    """Runs each task at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``fn`` now; its result or error is in the future that comes back."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[object]
    function: Callable[..., object]
    args: tuple[object, ...]
    kwargs: dict[str, object]


class LocalExecutor(Executor):
    """Worker processes on this machine.

    A worker that dies costs at most the task it was at: that is tried once more in a fresh worker,
    and if it takes that one too its future raises ``WorkerDiedError``. A worker that has grown past
    a bound of memory is replaced by a fresh one. Leaving its ``with`` by an error (Ctrl-C, too)
    ends the workers at once.

    Args:
        workers: how many; as many as this process has processors unless told otherwise.
        most_memory: the bound, in bytes.
    """

    def __init__(self, workers: int | None = None, most_memory: int = _MOST_MEMORY) -> None:
        self.workers = workers or processors()
        self._most_memory = most_memory
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._keepers: list[threading.Thread] = []
        self._running: set[WorkerProcess] = set()
        self._is_open = True
        self._is_ended = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a task done by the next free worker. Function and arguments are pickled."""
        future: Future[object] = Future()
        with self._lock:
            if not self._is_open:
                raise RuntimeError("cannot take on new tasks after shutdown")
            self._tasks.put(_Task(future, fn, args, dict(kwargs)))
            if len(self._keepers) < self.workers:
                keeper = threading.Thread(target=self._keep_worker, daemon=True)
                self._keepers.append(keeper)
                keeper.start()
        return cast("Future[T]", future)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take on nothing more; wait until everything is done, unless told otherwise."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                if cancel_futures:
                    self._cancel_waiting()
                for _ in self._keepers:
                    self._tasks.put(None)
        if wait:
            for keeper in self._keepers:
                keeper.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way; after an error, end it."""
        if kind is not None:
            with self._lock:
                self._is_ended = True
                for worker in self._running:
                    worker.kill()
        self.shutdown(cancel_futures=kind is not None)

    def _cancel_waiting(self) -> None:
        while True:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                return
            if task is not None:
                task.future.cancel()

    def _keep_worker(self) -> None:
        """Hand one worker after another its tasks: the life of a thread."""
        worker: WorkerProcess | None = None
        while (task := self._tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                worker = self._do(task, worker)
            del task  # its result may be large, and the next task long in coming
        self._let_go(worker)

    def _do(self, task: _Task, worker: WorkerProcess | None) -> WorkerProcess | None:
        """Do a task with a worker, or a fresh one; returns the worker for the next task."""
        for is_last in (False, True):
            try:
                worker = worker or self._started()
                task.future.set_result(worker.do(task.function, *task.args, **task.kwargs))
            except WorkerDiedError as error:
                self._let_go(worker)
                worker = None
                if is_last or self._is_ended:
                    task.future.set_exception(error)
                    break
            except Exception as error:
                task.future.set_exception(error)
                break
            else:
                break
        if worker is None or worker.memory <= self._most_memory:
            return worker
        self._let_go(worker)
        return None

    def _started(self) -> WorkerProcess:
        with self._lock:
            if self._is_ended:
                raise WorkerDiedError("the work was broken off")
            worker = WorkerProcess()
            self._running.add(worker)
            return worker

    def _let_go(self, worker: WorkerProcess | None) -> None:
        if worker is None:
            return
        worker.end()
        with self._lock:
            self._running.discard(worker)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
