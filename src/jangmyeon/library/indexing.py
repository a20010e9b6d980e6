"""Reading a folder, and telling what could not be read."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext

from jangmyeon.engine import ClusterExecutor, LocalExecutor
from jangmyeon.errors import QueryError
from jangmyeon.indexing import Progress, index_shelf
from jangmyeon.library.base import Seen
from jangmyeon.library.writeups import Writeups
from jangmyeon.model import IndexReport, Skipped


class Indexing(Writeups):
    """Brings a library up to date with its folder, and tells what could not be used of it."""

    def index(
        self,
        progress: Progress | None = None,
        executor: Executor | None = None,
        *,
        workers: int | None = None,
        cluster: str | None = None,
    ) -> IndexReport:
        """Read what is new or changed in the folder, and forget what is gone.

        Kept write-ups are linked anew where episodes came or went.

        Args:
            progress: called with an ``IndexProgress`` after each episode; ``print`` will do.
            executor: who does the work; worker processes on this machine unless told otherwise.
            workers: how many of those; one a processor unless told otherwise.
            cluster: address of the scheduler of a Dask cluster (``tcp://scheduler:8786``) that does
                the work, for which ``jangmyeon[dask]`` has to be installed here and there.

        Raises:
            ShelfError: the folder cannot be read.
            ClusterError: the cluster cannot be reached, or lacks what the work needs.
            LibraryBusyError: another process is indexing.
            StoreError: the data cannot be written.
        """
        self.close()
        with _chosen(executor, workers, cluster) as engine:
            report = index_shelf(self.folder, self.data, progress, engine)
        self._relink()
        return report

    def skipped(self, *, seen: Seen = None, spoilers: bool = False) -> list[Skipped]:
        """The files that could not be used, and why."""
        with self._sight(seen, spoilers) as sight:
            return sight.reader.notices("skipped")


def _chosen(
    executor: Executor | None, workers: int | None, cluster: str | None
) -> AbstractContextManager[Executor | None]:
    """Who does the work. An executor of the caller's own stays open."""
    if sum(choice is not None for choice in (executor, workers, cluster)) > 1:
        raise QueryError("executor, workers and cluster each say who does the work: tell one")
    if cluster is not None:
        return ClusterExecutor(cluster)
    if workers is not None:
        return LocalExecutor(workers)
    return nullcontext(executor)
