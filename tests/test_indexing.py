"""What a user changes in the folder shows in the library, and nothing else does."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.content import content
from benchmarks.kills import run_index, small_shelf, trial

from jangmyeon import Library
from jangmyeon.errors import LibraryBusyError, ShelfError, StoreError
from jangmyeon.search import open_index
from jangmyeon.search.index import FOLDER_NAME
from jangmyeon.store import FILE_NAME

LINES = ("The lighthouse is dark tonight.", "Bring the lantern, quickly!", "I counted the waves.")


def srt(lines: tuple[str, ...] = LINES) -> str:
    return "\n\n".join(
        f"{n}\n00:00:{n * 5:02},000 --> 00:00:{n * 5 + 3:02},000\n{line}"
        for n, line in enumerate(lines, 1)
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    for number in (1, 2):
        path = folder / "Harbor (2021)" / f"Harbor S01E{number:02}.en.srt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(srt((*LINES, f"This is part {number}.")), "utf-8")
    return folder


def test_an_unchanged_folder_is_left_alone(shelf: Path) -> None:
    with Library(shelf) as library:
        assert library.index().analysed == 2
        again = library.index()
        assert (again.analysed, again.unchanged, again.removed) == (0, 2, 0)


def test_a_file_that_was_only_touched_is_left_alone(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        os.utime(next(shelf.rglob("*E01*")), (1, 1))
        assert library.index().analysed == 0


def test_changed_added_and_removed_files_show_in_the_answers(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        first, second = sorted(shelf.rglob("*.srt"))
        first.write_text(srt(("A whale swam past the pier.",)), "utf-8")
        second.unlink()
        (first.parent / "Harbor S01E03.en.srt").write_text(srt(("Mind the anchor.",)), "utf-8")
        report = library.index()
        assert (report.analysed, report.removed, report.episodes) == (2, 1, 2)
        assert [h.scene.episode.number for h in library.find("whale")] == [1]
        assert [h.scene.episode.number for h in library.find("anchor")] == [3]
        assert library.find("lantern") == []
        assert open_index(library.data).size == 2  # nothing of what was there before


def test_a_library_whose_last_drama_went_is_empty(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        shutil.rmtree(shelf / "Harbor (2021)")
        assert library.index().episodes == 0
        assert library.dramas() == []
        assert library.find("lighthouse") == []


def test_one_bad_file_costs_only_itself_and_is_told(shelf: Path) -> None:
    (shelf / "Harbor (2021)" / "Harbor S01E03.en.srt").write_bytes(b"\xff\xd8\xff\xe0" * 500)
    with Library(shelf) as library:
        report = library.index()
        assert report.episodes == 2
        [skipped] = report.skipped
        assert skipped.path.endswith("S01E03.en.srt")
        assert library.index().skipped == report.skipped


def test_a_drama_of_bad_files_only_costs_only_itself(shelf: Path) -> None:
    (shelf / "Reef (2022)").mkdir()
    for number in (1, 2):
        bad = shelf / "Reef (2022)" / f"Reef S01E{number:02}.en.srt"
        bad.write_bytes(b"\xff\xd8\xff\xe0" * 500)
    with Library(shelf) as library:
        report = library.index()
        assert (report.episodes, len(report.skipped)) == (2, 2)
        assert [drama.title for drama in library.dramas()] == ["Harbor"]


def test_a_second_language_is_kept_beside_the_first_and_searched(shelf: Path) -> None:
    other = shelf / "Harbor (2021)" / "Harbor S01E01.ko.srt"
    other.write_text(srt(("오늘 밤은 등대가 어둡네", "빨리 등불을 가져와!")), "utf-8")
    with Library(shelf) as library:
        library.index()
        assert library.find("등불")[0].scene.episode.number == 1
        assert {h.scene.episode.number for h in library.find("lantern")} == {1, 2}


def test_doubled_captions_are_reported(shelf: Path) -> None:
    first, second = sorted(shelf.rglob("*.srt"))
    second.write_text(first.read_text("utf-8"), "utf-8")
    with Library(shelf) as library:
        assert any("identical captions" in n.reason for n in library.index().notices)


def test_titles_from_an_nfo_show_without_reading_captions_again(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        (shelf / "Harbor (2021)" / "tvshow.nfo").write_text(
            "<tvshow><title>Harbor</title><originaltitle>항구</originaltitle><year>2021</year>"
            "</tvshow>",
            "utf-8",
        )
        assert library.index().analysed == 0
        assert library.drama("항구").title == "Harbor"


def test_a_cast_list_that_comes_later_names_the_people(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        (shelf / "Harbor (2021)" / "tvshow.nfo").write_text(
            "<tvshow><title>Harbor</title><year>2021</year>"
            "<actor><name>Ahn A</name><role>Kang Na-ri</role></actor></tvshow>",
            "utf-8",
        )
        library.index()
        assert library.drama("Harbor").cast[0].character == "Kang Na-ri"
        assert [person.actor for person in library.people("Harbor")] == ["Ahn A"]


def test_a_second_writer_is_told_to_wait(shelf: Path) -> None:
    program = (
        "import sys, jangmyeon\n"
        "from jangmyeon.store import Writer\n"
        f"from pathlib import Path; writer = Writer(Path({str(shelf / '.jangmyeon')!r}))\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusyError, match="wait until it has finished"):
            Library(shelf).index()
    finally:
        holder.communicate("")
    Library(shelf).index()


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ShelfError):
        Library(tmp_path / "nowhere", tmp_path / "data").index()


def test_a_library_from_a_newer_version_is_left_alone(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
    with sqlite3.connect(library.data / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    for use in (library.index, library.dramas):
        with pytest.raises(StoreError, match="update jangmyeon"):
            use()


def test_a_damaged_database_is_a_clear_error(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
    (library.data / FILE_NAME).write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match="jangmyeon doctor"):
        library.dramas()


def test_a_lost_search_index_is_made_anew(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
    shutil.rmtree(library.data / FOLDER_NAME)
    assert library.damage()
    library.index()
    assert library.find("lighthouse")
    assert library.damage() == []


def test_a_damaged_search_index_is_made_anew(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
    (library.data / FOLDER_NAME / "meta.json").write_text("{")
    with pytest.raises(StoreError, match="jangmyeon doctor"):
        library.find("lighthouse")
    library.index()
    assert library.find("lighthouse")


def test_reading_goes_on_while_another_process_indexes(shelf: Path) -> None:
    with Library(shelf) as reader:
        reader.index()
        assert reader.find("lighthouse")
        new = shelf / "Harbor (2021)" / "Harbor S01E03.en.srt"
        new.write_text(srt(("The parade begins at noon.",)), "utf-8")
        assert run_index(shelf, reader.data).wait() == 0
        assert reader.find("parade")[0].scene.episode.number == 3


@pytest.mark.parametrize("share", [0.15, 0.4, 0.6, 0.75, 0.9])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, share: float) -> None:
    shelf = small_shelf(tmp_path)
    assert run_index(shelf, tmp_path / "whole").wait() == 0
    trial(shelf, tmp_path / "killed", share * 2.5)
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
