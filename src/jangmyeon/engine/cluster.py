"""A Dask cluster as an executor: the same work on the machines that people already run.

The scheduler gives what a lost worker was at to another. Tasks are told apart by nothing but their
jobs and touch nothing, so that doing one twice does no harm. Dask comes with the extra
``jangmyeon[dask]``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from jangmyeon.engine.analysis import ANALYSIS_VERSION
from jangmyeon.engine.worker import WorkerDiedError
from jangmyeon.errors import JangmyeonError

P = ParamSpec("P")
T = TypeVar("T")

_CONNECT_SECONDS = 5.0
_WORKER_SECONDS = 10.0
_COUNT_SECONDS = 5.0  # after which workers are counted anew
_AGAIN_SECONDS = 0.5
_ALIVE = ("running", "connecting")
_PARTS = ("jangmyeon", "kiwipiepy", "kiwipiepy_model", "PyStemmer", "numpy")
"""What an analysis hangs on."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What a machine has installed of all that an analysis hangs on."""

    analysis: int
    parts: tuple[tuple[str, str], ...]

    def unlike(self, other: Versions) -> str:
        """What differs, in words; empty where nothing does.

        >>> here = Versions(6, (("jangmyeon", "0.2.0"), ("kiwipiepy", "0.24.1")))
        >>> here.unlike(Versions(6, (("jangmyeon", "0.1.0"), ("kiwipiepy", "0.24.1"))))
        'jangmyeon 0.1.0, not 0.2.0'
        """
        has = dict(other.parts)
        told = [
            f"{name} {has.get(name, 'unknown')}, not {ours}"
            for name, ours in self.parts
            if has.get(name) != ours
        ]
        if self.analysis != other.analysis:
            told.append(f"analysis {other.analysis}, not {self.analysis}")
        return ", ".join(told)


@cache
def versions_here() -> Versions:
    """The versions of this process."""
    return Versions(ANALYSIS_VERSION, tuple((name, _version(name)) for name in _PARTS))


class ClusterError(JangmyeonError):
    """A cluster cannot be reached, or lacks what the work needs."""


class ClusterExecutor(Executor):
    """Has tasks done by the workers of a Dask cluster.

    Args:
        address: the scheduler's, such as ``tcp://scheduler:8786``.

    Raises:
        ClusterError: Dask is not installed here; the scheduler cannot be reached; it has no
            workers; they have other versions of jangmyeon or of what it hangs on.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = _connected(address)
        self._here = versions_here()
        try:
            self._check_workers()
        except BaseException:
            self._client.close()
            raise
        self._under_way: set[Future[Any]] = set()
        self._counted: tuple[float, int] = (-_COUNT_SECONDS, 1)

    @property
    def workers(self) -> int:
        """How many tasks the cluster can do at once, as of some seconds ago."""
        now = time.monotonic()
        if now - self._counted[0] >= _COUNT_SECONDS:
            try:
                told = self._client.nthreads()
            except OSError:
                told = {}  # whoever waits for a task will learn it
            self._counted = now, sum(told.values())
        return self._counted[1]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a task done by a worker. Function and arguments are pickled.

        Raises:
            ClusterError: the scheduler is lost.
        """
        future: Future[T] = Future()
        if self._client.status != "running":
            raise self._lost()
        task = self._client.submit(_checked, self._here, fn, args, kwargs, pure=False)
        self._under_way.add(future)
        task.add_done_callback(lambda done: self._hand_on(done, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on without us; see ``Executor``."""
        if wait and not cancel_futures:
            wait_for(self._under_way)
        self._client.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way; after an error, have it dropped."""
        self.shutdown(cancel_futures=kind is not None)

    def _hand_on(self, task: Any, future: Future[T]) -> None:  # noqa: ANN401
        """Fetch what came of a task. Its worker may be lost even now: it then is done again."""
        while True:
            try:
                future.set_result(task.result())
            except CancelledError:
                future.set_exception(self._lost())
            except Exception as error:
                if task.status != "error" and self._client.status in _ALIVE:
                    time.sleep(_AGAIN_SECONDS)
                    continue
                future.set_exception(self._told(task, error))
            self._under_way.discard(future)
            return

    def _told(self, task: Any, error: Exception) -> Exception:  # noqa: ANN401
        if task.status != "error":
            return self._lost()
        if type(error).__name__ == "KilledWorker":
            return WorkerDiedError("its worker in the cluster died")
        return error

    def _lost(self) -> ClusterError:
        remedy = "finished episodes are kept; when it runs again, run index again to go on"
        return _trouble("lost the Dask scheduler", self._address, remedy)

    def _check_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        except TimeoutError as error:
            remedy = f"start some with dask worker {self._address}, then try again"
            raise _trouble("the Dask cluster has no workers", self._address, remedy) from error
        here = self._here

        def told() -> object:  # travels as code: a worker may have no jangmyeon to import it from
            try:
                from jangmyeon.engine.cluster import versions_here
            except ImportError:
                return None
            return versions_here()

        for worker, versions in sorted(self._client.run(told, on_error="ignore").items()):
            if versions is None:
                raise _unlike(worker, "no jangmyeon, or too old a one")
            if unlike := here.unlike(versions):
                raise _unlike(worker, unlike)


def _checked(
    expected: Versions, fn: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
) -> T:
    """Do a task on a worker, which may have joined the cluster after the others were looked at."""
    if unlike := expected.unlike(versions_here()):
        raise _unlike("of the cluster", unlike)
    return fn(*args, **kwargs)


def _connected(address: str) -> Any:  # noqa: ANN401  distributed has no types
    try:
        from distributed import Client
    except ImportError as error:
        raise _trouble(
            "no means to use a Dask cluster", address, 'pip install "jangmyeon[dask]"'
        ) from error
    try:
        client: Any = Client
        return client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        remedy = "check that dask scheduler runs there, and that its address is as it told"
        raise _trouble("cannot reach the Dask scheduler", address, remedy) from error


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _unlike(worker: str, unlike: str) -> ClusterError:
    remedy = "install the same versions there as here, then try again"
    return _trouble(f"a Dask worker has {unlike}", worker, remedy)


def _trouble(what: str, where: str, remedy: str) -> ClusterError:
    return ClusterError(what, where=where, remedy=remedy)
