"""A worker process of this machine: the side that asks, and the program that answers.

Standard executors give up all their work when one process dies, and cannot tell whose fault it
was. Here each worker is asked for one task at a time over a pipe of its own, so that a process that
dies takes one task with it. It runs nothing of the caller's program, which therefore needs no
``if __name__ == "__main__"``, and it ends when its parent does, however that ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from jangmyeon.errors import JangmyeonError

_WATCH_SECONDS = 0.5
_LENGTH_BYTES = 8
_PROGRAM = "from jangmyeon.engine.worker import serve; serve()"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Settings of numerical libraries: one thread a worker, since every processor has a worker."""


class WorkerDiedError(JangmyeonError):
    """The process that did a task ended before the task did."""


class WorkerProcess:
    """A process that does tasks one at a time; ``memory`` is the most that it ever held, in bytes.

    It stands in a process group of its own: Ctrl-C reaches the program, which ends its workers.
    """

    def __init__(self) -> None:
        where = os.pathsep.join(sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(_THREADS, "1"), "PYTHONPATH": where},
            process_group=0 if os.name == "posix" else None,
        )
        self.memory = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def do(self, task: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """Have a task done, and wait for it. What it raises is raised here.

        Raises:
            WorkerDiedError: the process ended before the task did.
        """
        order = pickle.dumps((task, args, kwargs), pickle.HIGHEST_PROTOCOL)
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            _write(self._process.stdin, order)
            answer = _read(self._process.stdout)
        except (OSError, EOFError) as error:
            raise WorkerDiedError(f"its worker {_how(self._process.wait())}") from error
        worked, told, self.memory = pickle.loads(answer)
        if not worked:
            raise told
        return told

    def end(self) -> None:
        """Let the process end, and wait for it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it did not read any more
                    pipe.close()
        self._process.wait()

    def kill(self) -> None:
        """End the process in the midst of what it does."""
        self._process.kill()


def _how(code: int) -> str:
    """How a process ended, by its exit code.

    >>> _how(-11), _how(-9), _how(3)
    ('crashed (SIGSEGV)', 'was killed (SIGKILL), as happens when memory runs out', 'ended with 3')
    """
    if code >= 0:
        return f"ended with {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if name == "SIGKILL":
        return f"was killed ({name}), as happens when memory runs out"
    return f"crashed ({name})"


def serve() -> None:
    """Do the tasks that come by standard input until it is closed."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a library prints must not come between the answers
    _watch_parent()
    # A worker makes captions by the ten thousand and no cycles: rarely is there garbage to collect.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            _write(answers, _answer(_read(orders)))


def _answer(order: bytes) -> bytes:
    try:
        task, args, kwargs = pickle.loads(order)
        told = (True, task(*args, **kwargs), _most_memory())
        return pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        try:
            answer = pickle.dumps((False, error, _most_memory()))
            pickle.loads(answer)
        except Exception:  # an error that cannot travel
            answer = pickle.dumps((False, RuntimeError(repr(error)), _most_memory()))
        return answer


def _watch_parent() -> None:
    """End with the parent, even when that is killed while a task takes long."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _most_memory() -> int:
    """The most memory that this process ever held, in bytes; 0 where that is not told."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH_BYTES), "big"))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    read = pipe.read(length)
    if len(read) < length:
        raise EOFError
    return read
