"""A disk that is full: told clearly, what was there stays, and with room the next run goes on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.shelves import make_shelf

from jangmyeon import Library
from jangmyeon.errors import JangmyeonError
from jangmyeon.library import Spot

PIER = Spot("harbor-2021", 1, 1, 6.0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the tests may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root, and a kernel that lets root mount")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, left: int) -> Path:
    """Leave so many bytes free."""
    state = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.write(b"x" * max(state.f_bavail * state.f_frsize - left, 0))
    return filler


@pytest.mark.parametrize("left", [0, 40_000, 150_000, 300_000])
def test_indexing_onto_a_full_disk_is_told_and_goes_on_with_room(
    small_disk: Path, tmp_path: Path, left: int
) -> None:
    shelf = make_shelf(tmp_path, episodes=3)
    filler = fill(small_disk, left)
    with Library(shelf, small_disk / "data") as library:
        try:
            library.index()
        except JangmyeonError as error:
            told = error.message.lower()
            assert "no room" in told or "no space" in told, told
            assert str(small_disk) in error.where
        filler.unlink()
        library.index()
        assert library.find("lighthouse")
        assert library.damage() == []


def test_a_note_that_has_no_room_is_told_and_the_others_stay(
    small_disk: Path, tmp_path: Path
) -> None:
    with Library(make_shelf(tmp_path), tmp_path / "data") as library:
        library.index()
    shutil.copytree(tmp_path / "data", small_disk / "data")
    with Library(tmp_path / "shelf", small_disk / "data") as library:
        library.note(PIER, "kept")
        library.close()
        fill(small_disk, 0)
        with pytest.raises(JangmyeonError, match="room"):
            for count in range(500):
                library.note(PIER, f"{count}" * 500)
        (small_disk / "filler").unlink()
        library.close()
        assert "kept" in [note.text for note in library.notes()]
        library.note(PIER, "and on")
        assert library.damage() == []


def test_a_file_that_may_grow_no_more_is_told(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path, episodes=3)
    program = (
        "import resource, signal, sys\n"
        "from jangmyeon import Library, JangmyeonError\n"
        "from jangmyeon.engine import InlineExecutor\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))\n"
        f"lib = Library({str(shelf)!r}, {str(tmp_path / 'data')!r})\n"
        "try:\n"
        "    lib.index(executor=InlineExecutor())\n"
        "except JangmyeonError as error:\n"
        "    print('told:', error.message)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert "told: " in said.stdout
    with Library(shelf, tmp_path / "data") as library:
        library.index()
        assert library.find("lighthouse")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
