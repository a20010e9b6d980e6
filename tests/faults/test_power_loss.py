"""Power that fails midway: what was told to be done is done, and the next run goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.shelves import make_shelf

from jangmyeon import Library
from jangmyeon.library import Spot
from jangmyeon.store.yours.backups import DAYS, FOLDER, backups

PIER = Spot("harbor-2021", 1, 1, 6.0)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    with Library(make_shelf(tmp_path), tmp_path / "data") as library:
        library.index()
    return library


def killed_after(program: str, lines: int) -> list[str]:
    """What a program printed that was killed after so many lines."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", program], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    said += process.stdout.read().splitlines()
    process.wait()
    return said


@pytest.mark.parametrize("lines", [1, 7, 30])
def test_every_note_that_was_taken_is_there(library: Library, lines: int) -> None:
    program = (
        "from jangmyeon import Library\n"
        "from jangmyeon.library import Spot\n"
        f"lib = Library({str(library.folder)!r}, {str(library.data)!r})\n"
        "for count in range(10_000):\n"
        "    lib.note(Spot('harbor-2021', 1, 1, 6.0), f'note {count}')\n"
        "    print(f'note {count}')\n"
    )
    said = killed_after(program, lines)
    kept = {note.text for note in library.notes()}
    assert kept >= {*said[:-1]}
    assert library.damage() == []


def test_a_run_killed_at_any_time_is_finished_by_the_next(library: Library) -> None:
    library.note(PIER, "mine")
    library.close()
    program = (
        "from jangmyeon import Library\n"
        "from jangmyeon.engine import InlineExecutor\n"
        f"lib = Library({str(library.folder)!r}, {str(library.data)!r})\n"
        "lib.index(progress=lambda told: print(told, flush=True), executor=InlineExecutor())\n"
    )
    for number in (1, 2):
        shelf = Path(str(library.folder)) / "Harbor (2021)"
        text = (shelf / "Harbor S01E01.en.srt").read_text("utf-8")
        for episode in (1, 2):
            changed = text.replace("lighthouse", f"lighthouse {number}{episode}")
            (shelf / f"Harbor S01E{episode:02}.en.srt").write_text(changed, "utf-8")
        killed_after(program, number)
        for hit in library.find("lighthouse"):  # a whole episode or none
            assert hit.scene.episode.number in {1, 2}
        library.close()
        library.index()
        assert library.damage() == []
        assert len(library.find("lighthouse")) == 2
    assert [note.text for note in library.notes()] == ["mine"]


def test_mending_that_was_cut_short_is_finished_by_the_next(library: Library) -> None:
    library.note(PIER, "mine")
    library.close()
    (library.data / "library.db").rename(library.data / "library.db.broken")
    shutil.rmtree(library.data / "search")
    (library.data / "yours.db").rename(library.data / "yours-broken-20261121T101500.db")
    (library.data / "yours.db.part").write_bytes(b"half")
    assert library.mend()
    assert library.damage() == []
    assert library.find("lighthouse")
    assert [note.text for note in library.notes()] == ["mine"]


def test_copies_of_yours_do_not_pile_up(library: Library) -> None:
    for count in range(12):
        library.note(PIER, f"note {count}")
        library.close()
        for age, kept in enumerate(backups(library.data)):  # as if each were of another day
            made = kept.made - 86_400 * (age + 1)

            os.utime(kept.path, (made, made))
    assert 1 <= len(backups(library.data)) <= DAYS + 1
    assert len(list((library.data / FOLDER).iterdir())) == len(backups(library.data))


def test_looking_makes_no_copy(library: Library) -> None:
    library.find("lighthouse")
    library.notes()
    library.close()
    assert backups(library.data) == []
