"""Worker processes: what dies costs one episode, what grows is replaced, and Ctrl-C leaves nothing.

The tests of dying need a system with signals.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.content import content
from benchmarks.kills import run_index, small_shelf

from jangmyeon import Library
from jangmyeon.engine import (
    EpisodeJob,
    Failure,
    InlineExecutor,
    LocalExecutor,
    WorkerDiedError,
    process_episodes,
)
from jangmyeon.model import Track
from jangmyeon.shelf import EpisodeFiles, scan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return small_shelf(tmp_path)


@pytest.fixture
def pair() -> Iterator[LocalExecutor]:
    with LocalExecutor(2) as executor:
        yield executor


def test_a_task_that_crashes_every_worker_fails_alone(pair: LocalExecutor) -> None:
    fatal = pair.submit(signal.raise_signal, signal.SIGSEGV)
    others = [pair.submit(abs, -number) for number in range(20)]
    with pytest.raises(WorkerDiedError, match=r"crashed \(SIGSEGV\)"):
        fatal.result()
    assert [other.result() for other in others] == list(range(20))


def test_a_task_whose_worker_is_killed_is_done_by_another(pair: LocalExecutor) -> None:
    slow = pair.submit(time.sleep, 1.0)
    while not _workers(pair):
        time.sleep(0.01)
    killed = _kill_all(pair)
    assert slow.result() is None
    assert [pair.submit(abs, -number).result() for number in range(4)] == [0, 1, 2, 3]
    assert not killed & _workers(pair)


def test_what_a_task_raises_is_raised_to_the_caller(pair: LocalExecutor) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        pair.submit(int, "x").result()
    with pytest.raises(TypeError, match="pickle"):
        pair.submit(threading.Lock).result()
    assert pair.submit(abs, -1).result() == 1


def test_what_a_task_prints_does_not_come_between_answers(pair: LocalExecutor) -> None:
    assert pair.submit(os.write, 1, b"").result() == 0
    assert pair.submit(print, "a stray line").result() is None
    assert pair.submit(abs, -1).result() == 1


def test_a_worker_that_has_grown_is_replaced() -> None:
    with LocalExecutor(1) as steady:
        assert len({steady.submit(os.getpid).result() for _ in range(5)}) == 1
    with LocalExecutor(1, most_memory=1) as strict:
        assert len({strict.submit(os.getpid).result() for _ in range(5)}) == 5


def test_an_error_ends_the_workers_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), LocalExecutor(2) as executor:
        under_way = [executor.submit(time.sleep, 600) for _ in range(4)]
        while not under_way[1].running():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert all(future.done() for future in under_way)
    assert not _workers(executor)


def test_an_episode_that_takes_its_worker_along_is_skipped_and_told(shelf: Path) -> None:
    first, second, *_ = scan(shelf).episodes
    os.mkfifo(shelf / "deadly.srt")  # whoever reads it waits, and is killed meanwhile
    deadly = EpisodeFiles(first.episode, (Track("deadly.srt"),), ())
    jobs = [EpisodeJob(str(shelf), files, "") for files in (deadly, second)]
    with LocalExecutor(1) as executor:
        killer = threading.Thread(target=_kill_readers, args=(shelf / "deadly.srt", executor, 2))
        killer.start()
        failed, done = process_episodes(jobs, executor)
        killer.join()
    assert isinstance(failed, Failure)
    assert failed.skipped[0].path == "deadly.srt"
    assert "was killed (SIGKILL)" in failed.skipped[0].reason
    assert "run index again" in failed.skipped[0].reason
    assert not isinstance(done, Failure)


def test_a_worker_killed_midway_costs_nothing(shelf: Path, tmp_path: Path) -> None:
    killed: set[int] = set()
    with LocalExecutor(2) as pair, Library(shelf, tmp_path / "killed") as library:
        report = library.index(lambda _: killed or killed.update(_kill_all(pair)), pair)
    assert killed
    assert (report.analysed, report.skipped) == (8, ())
    with Library(shelf, tmp_path / "whole") as library:
        library.index(executor=InlineExecutor())
    assert content(tmp_path / "killed") == content(tmp_path / "whole")


def test_ctrl_c_ends_all_at_once_in_one_line_and_the_next_run_goes_on(
    shelf: Path, tmp_path: Path
) -> None:
    process = run_index(shelf, tmp_path / "data")
    while len(workers := _children(process.pid)) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate()
    assert said.decode() == "jangmyeon: interrupted; what is finished is kept\n"
    assert process.returncode == 130
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert run_index(shelf, tmp_path / "data").wait() == 0
    assert run_index(shelf, tmp_path / "whole").wait() == 0
    assert content(tmp_path / "data") == content(tmp_path / "whole")


def test_a_program_needs_no_main_guard_and_leaves_no_process(shelf: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from jangmyeon import Library\n"
        f"print(Library({str(shelf)!r}, {str(tmp_path / 'data')!r}).index(workers=2).analysed)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, program], capture_output=True, check=True, text=True)
    assert (done.stdout, done.stderr) == ("8\n", "")


def _children(pid: int) -> list[int]:
    told = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return sorted(int(child) for line in told for child in line.split())


def _workers(executor: LocalExecutor) -> set[int]:
    return {worker.pid for worker in list(executor._running)}


def _kill_all(executor: LocalExecutor) -> set[int]:
    found = _workers(executor)
    for worker in found:
        os.kill(worker, signal.SIGKILL)
    return found


def _kill_readers(pipe: Path, executor: LocalExecutor, times: int) -> None:
    for _ in range(times):
        with pipe.open("wb"):  # opens when a worker has begun to read
            killed = _kill_all(executor)
            while killed & _workers(executor):
                time.sleep(0.01)
