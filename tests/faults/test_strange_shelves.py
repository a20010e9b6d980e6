"""Folders in which things are not what they seem, go away, or may not be read."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.shelves import LINES, make_shelf, srt

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor
from jangmyeon.errors import JangmyeonError
from jangmyeon.indexing import IndexProgress
from jangmyeon.library import Spot


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return make_shelf(tmp_path)


def drama(shelf: Path) -> Path:
    return shelf / "Harbor (2021)"


def test_links_that_lead_around_in_circles_are_walked_once(shelf: Path, tmp_path: Path) -> None:
    (drama(shelf) / "again").symlink_to(shelf)
    (drama(shelf) / "self").symlink_to(drama(shelf) / "self")
    (shelf / "one").symlink_to(shelf / "two")
    (shelf / "two").symlink_to(shelf / "one")
    (shelf / "up").symlink_to(tmp_path.parent)
    (drama(shelf) / "Harbor S01E09.en.srt").symlink_to("Harbor S01E09.en.srt")
    with Library(shelf, tmp_path / "data") as library:
        report = library.index()
        assert (report.episodes, len(library.dramas())) == (2, 1)
        assert any("E09" in skip.path for skip in report.skipped)


def test_pipes_sockets_and_folders_named_like_captions_hold_nothing_up(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(drama(shelf) / "Harbor S01E03.en.srt")
    (drama(shelf) / "Harbor S01E04.en.srt").mkdir()
    monkeypatch.chdir(drama(shelf))  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("Harbor S01E05.srt")
        with Library(shelf, tmp_path / "data") as library:
            assert library.index().episodes == 2


def test_what_may_not_be_read_is_told_and_costs_only_itself(shelf: Path, tmp_path: Path) -> None:
    other = shelf / "Locked (2020)"
    other.mkdir()
    (other / "Locked S01E01.en.srt").write_text(srt(*LINES))
    forbidden = drama(shelf) / "Harbor S01E03.en.srt"
    forbidden.write_text(srt(*LINES))
    forbidden.chmod(0)
    other.chmod(0)
    program = (
        "import os, sys\n"
        "from jangmyeon import Library\n"
        "from jangmyeon.engine import InlineExecutor\n"
        f"lib = Library({str(shelf)!r}, {str(tmp_path / 'data')!r})\n"
        "report = lib.index(executor=InlineExecutor())\n"
        "print(report.episodes, *(f'{s.path}: {s.reason}' for s in report.skipped), sep='\\n')\n"
    )
    command = [sys.executable, "-c", program]
    if not os.geteuid():  # root may read everything, unless that right is taken from it
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and there is no setpriv to change that")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    other.chmod(0o755)
    assert said.returncode == 0, said.stderr
    episodes, *skipped = said.stdout.splitlines()
    assert episodes == "2"
    assert len(skipped) == 2
    assert all("ermi" in row or "read" in row for row in skipped), skipped


def test_files_that_vanish_while_they_are_read_cost_only_themselves(
    shelf: Path, tmp_path: Path
) -> None:
    for number in range(3, 6):
        (drama(shelf) / f"Harbor S01E{number:02}.en.srt").write_text(srt(*LINES, f"Part {number}."))

    def vanish(progress: IndexProgress) -> None:
        if progress.done == 1:
            (drama(shelf) / "Harbor S01E05.en.srt").unlink(missing_ok=True)

    with Library(shelf, tmp_path / "data") as library:
        report = library.index(progress=vanish, executor=InlineExecutor())
        assert report.episodes >= 4
        again = library.index()
        assert (again.episodes, again.skipped) == (4, ())


def test_a_shelf_that_cannot_be_written_keeps_its_data_elsewhere(
    shelf: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "readonly"
    disk.mkdir()
    bind = ["mount", "--bind", str(shelf), str(disk)]
    freeze = ["mount", "-o", "remount,ro,bind", str(disk)]
    if os.geteuid() or subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("mounting for reading only needs root, and a kernel that lets root mount")
    try:
        subprocess.run(freeze, check=True)
        with Library(disk) as library:
            assert not library.data.is_relative_to(disk)
            assert library.index().episodes == 2
            assert library.find("lighthouse")
        with Library(disk, disk / "data") as library, pytest.raises(JangmyeonError, match="--data"):
            library.index()
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_library_that_cannot_be_written_is_read_all_the_same(shelf: Path, tmp_path: Path) -> None:
    with Library(shelf) as library:
        library.index()
        library.set_seen("harbor-2021", 1)
    disk = tmp_path / "readonly"
    disk.mkdir()
    bind = ["mount", "--bind", str(shelf), str(disk)]
    if os.geteuid() or subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("mounting for reading only needs root, and a kernel that lets root mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        with Library(disk) as library:
            assert {hit.scene.episode.number for hit in library.find("lighthouse")} == {1}
            assert library.damage() == []
            with pytest.raises(JangmyeonError, match="writ"):
                library.set_seen("harbor-2021", 2)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_names_that_are_no_text_or_pass_for_others_are_told_and_tamed(
    shelf: Path, tmp_path: Path
) -> None:
    folder = os.fsencode(drama(shelf))
    with open(folder + b"/Harbor S01E03 \xff\xfe.en.srt", "wb") as file:  # noqa: PTH123
        file.write(srt(*LINES).encode())
    name = "Harbor S01E04 \u202egpj\u2066\x1b[2J\n.en.srt"
    (drama(shelf) / name).write_text(srt(*LINES), "utf-8")
    with Library(shelf, tmp_path / "data") as library:
        report = library.index()
        assert report.episodes == 3
        assert any("not valid UTF-8" in skip.reason for skip in report.skipped)
        titles = "".join(e.title for e in library.episodes("harbor-2021"))
        assert not {*"\u202e\u2066\x1b\n"} & {*titles}


def test_what_is_said_in_half_signs_is_kept_without_them(shelf: Path, tmp_path: Path) -> None:
    with Library(shelf, tmp_path / "data") as library:
        library.index()
        spot = Spot("harbor-2021", 1, 1, 6.0)
        assert library.note(spot, "the \ud800pier\x1b[2J").text == "the pier[2J"
        assert library.tag(spot, "ra\udfffin") == ("rain",)
        assert library.add_to_list("be\ud800st", spot)
        assert [named.name for named in library.lists()] == ["best"]
        for lost in ("\ud800", "no\ud800thing"):
            with pytest.raises(JangmyeonError):
                library.find("lighthouse", drama=lost)
            with pytest.raises(JangmyeonError):
                library.listed(lost)
            with pytest.raises(JangmyeonError):
                library.remove_list(lost)
            with pytest.raises(JangmyeonError):
                library.tagged(lost)


def test_an_article_whose_name_is_no_text_is_linked_and_kept(shelf: Path, tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(b"In Harbor, they count the waves: the lighthouse is dark tonight.\n" * 3)
    article = Path(os.fsdecode(place))
    with Library(shelf, tmp_path / "data") as library:
        library.index()
        library.link(article)
        (kept,) = library.writeups()
        assert kept.source.endswith("caf\\udce9.txt")
        library.remove_writeup(article)
        assert library.writeups() == []
