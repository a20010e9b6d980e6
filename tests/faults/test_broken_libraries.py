"""Libraries that something happened to: told clearly, mended by the doctor, nothing own lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.shelves import flip, make_shelf
from typer.testing import CliRunner

from jangmyeon import JangmyeonError, Library
from jangmyeon.cli.app import app
from jangmyeon.errors import ShelfError, StoreError
from jangmyeon.library import Spot
from jangmyeon.search import unsound_files
from jangmyeon.store.yours.backups import FOLDER, backups

DRAMA = "harbor-2021"
PIER = Spot(DRAMA, 1, 1, 6.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with its library, in which something was said, and a backup of that."""
    root = tmp_path_factory.mktemp("made")
    with Library(make_shelf(root), root / "data") as library:
        library.index()
        library.note(PIER, "the pier")
        library.rate(PIER, 5)
        library.close()
        (kept,) = backups(library.data)
        before = kept.path.read_bytes()
        library.note(PIER, "again")
        library.close()
        backups(library.data)[0].path.write_bytes(before)  # as if the power had failed before that
    return root


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Library(tmp_path / "shelf", tmp_path / "data")


def notes(library: Library) -> list[str]:
    return [note.text for note in library.notes()]


def doctor(library: Library, *options: str) -> tuple[int, str]:
    where = [f"--library={library.folder}", f"--data={library.data}"]
    said = CliRunner().invoke(app, ["doctor", *options, *where])
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    return said.exit_code, said.output


def segment(library: Library, ending: str) -> Path:
    return next((library.data / "search").glob(f"*.{ending}"))


def wipe(path: Path, table: str) -> None:
    """Make a table of a database unreadable."""
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = db.execute(query, (table,)).fetchone()
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    path.write_bytes(data)


def scrambled_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(range(256)) * 16
    path.write_bytes(data)


WAYS: dict[str, Callable[[Library], object]] = {
    "the database is no database": lambda lib: (lib.data / "library.db").write_bytes(b"no" * 999),
    "the database is empty": lambda lib: (lib.data / "library.db").write_bytes(b""),
    "the database is gone": lambda lib: (lib.data / "library.db").unlink(),
    "the database is cut short": lambda lib: _cut(lib.data / "library.db"),
    "a page of the database is scrambled": lambda lib: scrambled_page(lib.data / "library.db"),
    "captions in the database are damaged": lambda lib: _spoil(lib, "tracks", "script"),
    "words in the database are damaged": lambda lib: _spoil(lib, "forms", "words"),
    "lemmas in the database are damaged": lambda lib: _spoil(lib, "concordances", "lemmas"),
    "the search index is gone": lambda lib: shutil.rmtree(lib.data / "search"),
    "the index's list is no JSON": lambda lib: (lib.data / "search/meta.json").write_text("{"),
    "a file of the index is gone": lambda lib: segment(lib, "term").unlink(),
    "a file of the index is cut short": lambda lib: _cut(segment(lib, "idx")),
    "a bit of the index's words is flipped": lambda lib: flip(segment(lib, "term")),
    "a bit of the index's postings is flipped": lambda lib: flip(segment(lib, "idx")),
    "a bit of the index's columns is flipped": lambda lib: flip(segment(lib, "fast")),
    "yours.db is no database": lambda lib: (lib.data / "yours.db").write_bytes(b"not" * 999),
    "yours.db is empty": lambda lib: (lib.data / "yours.db").write_bytes(b""),
    "yours.db is gone": lambda lib: (lib.data / "yours.db").unlink(),
    "yours.db is cut short": lambda lib: _cut(lib.data / "yours.db"),
    "a page of yours.db is scrambled": lambda lib: scrambled_page(lib.data / "yours.db"),
    "a run left a copy half made": lambda lib: (lib.data / FOLDER / "x.db.part").write_bytes(b"x"),
    "a run left files of the index": lambda lib: (lib.data / "search/0ff.idx").write_bytes(b"x"),
}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _spoil(library: Library, table: str, column: str) -> None:
    """Change packed records in a way that SQLite cannot see."""
    with closing(sqlite3.connect(library.data / "library.db")) as db:
        rows = db.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
        for key, packed in rows:
            spoilt = packed[:-3] + bytes([packed[-3] ^ 1]) + packed[-2:]
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (spoilt, key))
        db.commit()


@pytest.mark.parametrize("way", WAYS)
def test_the_doctor_tells_it_mends_it_and_loses_nothing_of_yours(
    library: Library, way: str
) -> None:
    WAYS[way](library)
    code, said = doctor(library)
    assert code == 1, said
    assert "wrong: " in said
    code, said = doctor(library, "--mend")
    assert "mended: " in said
    assert (code, doctor(library)[0]) == (0, 0), said
    assert [hit.scene.episode.number for hit in library.find("lighthouse lantern part 2")]
    assert len(library.captions(DRAMA, 1, 2)) == 4
    assert "the pier" in notes(library)
    assert [rating.stars for rating in library.ratings()] == [5]


@pytest.mark.parametrize("way", WAYS)
def test_whatever_happened_every_answer_is_right_or_a_clear_error(
    library: Library, way: str
) -> None:
    WAYS[way](library)
    for ask in (
        lambda: library.find("lighthouse"),
        lambda: library.captions(DRAMA, 1, 1),
        lambda: library.top("everyday"),
        library.notes,
        lambda: library.note(PIER, "a third time"),
        lambda: library.set_seen(DRAMA, 1),
        library.damage,
    ):
        try:
            ask()
        except JangmyeonError as error:
            assert error.what
            assert "jangmyeon" in error.remedy
            assert str(library.data) in error.where


@pytest.mark.parametrize("way", [way for way in WAYS if "index" in way or "run left" in way])
def test_the_next_run_builds_a_broken_search_index_anew_by_itself(
    library: Library, way: str
) -> None:
    WAYS[way](library)
    assert library.index().analysed == 0
    assert unsound_files(library.data) == []
    assert library.find("lighthouse")


def test_a_healthy_library_is_left_alone(library: Library) -> None:
    before = (library.data / "library.db").read_bytes()
    assert doctor(library)[0] == 0
    assert library.mend() == []
    assert (library.data / "library.db").read_bytes() == before


def test_what_is_yours_comes_back_with_what_was_said_after_the_backup(library: Library) -> None:
    wipe(library.data / "yours.db", "ratings")
    _, said = doctor(library, "--mend")
    assert "put back the backup of" in said
    assert "took in 1 notes" in said
    assert {"the pier", "again"} == {*notes(library)}
    assert [rating.stars for rating in library.ratings()] == [5]
    assert list(library.data.glob("yours-broken-*.db"))


def test_without_a_backup_what_can_be_read_is_saved(library: Library) -> None:
    shutil.rmtree(library.data / FOLDER)
    wipe(library.data / "yours.db", "ratings")
    code, said = doctor(library)
    assert code == 1
    assert "there is no backup" in said
    _, said = doctor(library, "--mend")
    assert "began a new file, and took in 2 notes" in said
    assert {*notes(library)} == {"the pier", "again"}


def test_captions_that_are_away_cost_no_library(library: Library) -> None:
    (library.data / "library.db").write_bytes(b"no" * 999)
    shelf = Path(str(library.folder))
    shelf.rename(shelf.with_name("away"))
    with pytest.raises(ShelfError, match="no such folder"):
        library.mend()
    shelf.mkdir()
    with pytest.raises(ShelfError, match="no captions to make the library from"):
        library.mend()
    assert (library.data / "library.db").read_bytes() == b"no" * 999
    shelf.rmdir()
    shelf.with_name("away").rename(shelf)
    assert library.mend()
    assert library.find("lighthouse")


def test_a_search_index_is_rebuilt_while_the_captions_are_away(library: Library) -> None:
    shutil.rmtree(library.data / "search")
    shelf = Path(str(library.folder))
    shelf.rename(shelf.with_name("away"))
    assert library.mend() == ["built the search index anew"]
    assert library.find("lighthouse")


@pytest.mark.parametrize("name", ["library.db", "yours.db"])
def test_files_of_a_newer_version_are_left_alone(library: Library, name: str) -> None:
    with closing(sqlite3.connect(library.data / name)) as db:
        db.execute("PRAGMA user_version = 99")
    before = (library.data / name).read_bytes()
    code, said = doctor(library, "--mend")
    assert code == 1
    assert "update jangmyeon" in said
    assert (library.data / name).read_bytes() == before


def test_a_database_made_anew_finds_nothing_by_the_old_index(library: Library) -> None:
    (library.data / "library.db").unlink()
    first = sorted(Path(str(library.folder)).rglob("*.srt"))[0]
    first.unlink()
    library.index()
    assert {hit.scene.episode.number for hit in library.find("lighthouse")} == {2}
    assert library.damage() == []


def test_the_doctor_tells_as_json_too(library: Library) -> None:
    shutil.rmtree(library.data / "search")
    code, said = doctor(library, "--json")
    told = json.loads(said)
    assert code == 1
    assert told["damage"][0]["part"] == "search"
    assert told["damage"][0]["mendable"] is True


def test_a_folder_without_a_library_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run jangmyeon index first"):
        Library(tmp_path, tmp_path / "data").damage()
