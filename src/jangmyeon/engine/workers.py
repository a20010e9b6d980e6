"""Executors for this machine: worker processes, or this very thread for small work."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_WATCH_SECONDS = 0.5
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Settings of numerical libraries: one thread a worker, since every processor has a worker."""


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


def local_executor(workers: int | None = None) -> Executor:
    """Worker processes on this machine, as many as it has processors unless told otherwise.

    loky's workers start without running the caller's script again, so that a program needs no
    ``if __name__ == "__main__"`` to call ``Library.index``.
    """
    from loky import ProcessPoolExecutor

    count = workers or len(os.sched_getaffinity(0))
    executor: Executor = ProcessPoolExecutor(
        max_workers=count,
        initializer=_begin,
        initargs=(os.getpid(),),
        env=dict.fromkeys(_THREADS, "1"),
    )
    return executor


def _begin(parent: int) -> None:
    """Make a worker ready: it ends with its parent, even when that is killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    # A worker makes captions by the ten thousand and no cycles: rarely is there garbage to collect.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
