"""The library is the same whoever did the work, and one episode's fault is its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from benchmarks.content import content
from benchmarks.kills import small_shelf

from jangmyeon import Library
from jangmyeon.engine import EpisodeJob, Failure, InlineExecutor, process_episodes
from jangmyeon.engine.tasks import read_scripts
from jangmyeon.model import Track
from jangmyeon.shelf import EpisodeFiles, scan


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return small_shelf(tmp_path)


def test_processes_threads_and_this_thread_make_the_same_library(
    shelf: Path, tmp_path: Path
) -> None:
    libraries = []
    for name, executor in (
        ("inline", InlineExecutor()),
        ("threads", ThreadPoolExecutor(3)),
        ("processes", None),
    ):
        with Library(shelf, tmp_path / name) as library:
            library.index(executor=executor)
        libraries.append(content(tmp_path / name))
    assert libraries[0] == libraries[1] == libraries[2]


def test_an_episode_without_its_file_fails_alone(shelf: Path) -> None:
    first, *rest = scan(shelf).episodes
    gone = EpisodeFiles(first.episode, (Track("gone.srt"),), ())
    jobs = [EpisodeJob(str(shelf), files, "") for files in (gone, *rest)]
    failed, *done = process_episodes(jobs, InlineExecutor())
    assert isinstance(failed, Failure)
    assert "No such file" in failed.skipped[0].reason
    assert len(done) == len(rest)
    assert not any(isinstance(outcome, Failure) for outcome in done)


def test_the_track_that_tells_most_comes_first() -> None:
    from jangmyeon.sample import sample_folder

    files = scan(sample_folder()).episodes[0]
    scripts, _ = read_scripts(EpisodeJob(str(sample_folder()), files, ""))
    assert [script.track.language for script in scripts] == ["ko", "en"]
