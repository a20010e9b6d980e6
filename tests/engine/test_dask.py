"""A Dask cluster makes the same library as this machine alone, whatever becomes of its workers."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from benchmarks.content import content
from benchmarks.kills import small_shelf

from jangmyeon import Library
from jangmyeon.engine import ClusterError, ClusterExecutor, InlineExecutor, WorkerDiedError
from jangmyeon.engine.cluster import Versions

dask = pytest.importorskip("dask", reason="needs jangmyeon[dask]")
distributed = pytest.importorskip("distributed", reason="needs jangmyeon[dask]")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes; a task may take one of them along, and fails when it takes another."""
    options = {"dashboard_address": ":0", "silence_logs": "CRITICAL"}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **options) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_shelf(tmp_path_factory.mktemp("dask"))


@pytest.fixture(scope="module")
def expected(shelf: Path) -> list[list[tuple[object, ...]]]:
    """What this machine alone makes of it."""
    with Library(shelf, shelf.parent / "local") as library:
        library.index(executor=InlineExecutor())
    return content(shelf.parent / "local")


def test_a_cluster_makes_the_same_library(
    cluster: Any, shelf: Path, expected: object, tmp_path: Path
) -> None:
    with Library(shelf, tmp_path / "data") as library:
        assert library.index(cluster=cluster.scheduler_address).analysed == 8
    assert content(tmp_path / "data") == expected


def test_a_worker_killed_midway_costs_nothing(
    cluster: Any, shelf: Path, expected: object, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_one(progress: object) -> None:
        if not killed:
            killed.append(next(iter(_processes(cluster))))
            os.kill(killed[0], signal.SIGKILL)

    with Library(shelf, tmp_path / "data") as library:
        report = library.index(progress=kill_one, cluster=cluster.scheduler_address)
    assert (report.analysed, report.skipped) == (8, ())
    assert content(tmp_path / "data") == expected
    assert killed[0] not in _processes(cluster)


def test_an_executor_of_the_caller_s_own_works_and_stays_open(
    cluster: Any, shelf: Path, expected: object, tmp_path: Path
) -> None:
    with distributed.Client(cluster, set_as_default=False) as client:
        executor = client.get_executor()
        with Library(shelf, tmp_path / "data") as library:
            library.index(executor=executor)
        assert executor.submit(abs, -1).result() == 1
    assert content(tmp_path / "data") == expected


def test_an_episode_that_kills_every_worker_fails_alone(cluster: Any) -> None:
    with ClusterExecutor(cluster.scheduler_address) as executor:
        fatal: Future[None] = executor.submit(signal.raise_signal, signal.SIGKILL)
        with pytest.raises(WorkerDiedError):
            fatal.result()
        assert executor.submit(abs, -1).result() == 1


def test_a_scheduler_that_is_not_there_is_told_within_seconds(tmp_path: Path) -> None:
    with socket.socket() as taken:  # nobody listens there
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(ClusterError, match=f'scheduler "{address}": check'):
            Library(tmp_path).index(cluster=address)
        assert time.monotonic() - began < 30


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="cannot reach"):
        Library(tmp_path).index(cluster="nonsense://")


def test_workers_with_another_version_are_told_apart() -> None:
    here = Versions(6, (("jangmyeon", "0.2.0"), ("kiwipiepy", "0.24.1")))
    assert here.unlike(here) == ""
    older = Versions(5, (("jangmyeon", "0.2.0"), ("kiwipiepy", "0.22.0")))
    assert here.unlike(older) == "kiwipiepy 0.22.0, not 0.24.1, analysis 5, not 6"


def _processes(cluster: Any) -> list[int]:
    with distributed.Client(cluster, set_as_default=False) as client:
        return sorted(client.run(os.getpid, on_error="ignore").values())
