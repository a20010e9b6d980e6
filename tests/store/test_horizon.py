"""The gate of the spoiler horizon stands before every table that tells of an episode."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.store import Horizon, Reader, Writer, open_reader
from jangmyeon.store.horizon import draw
from jangmyeon.store.yours.opening import open_yours

TELLS_NO_STORY = {
    "dramas": "titles and what their description files tell",
    "lemmas": "words of all episodes; Reader.full_names asks for those of known people",
    "forms": "what words mean wherever they stand",
    "files": "names of files, for indexing",
    "uncast": "what has yet to be done, for indexing",
    "writeups": "what somebody wrote; its text is asked for by nobody but who links it anew",
    "passages": "read through the links only, which are gated",
    "met": "who has been met within a horizon",
}


def _tables(connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
    """The tables of a database, and those that the gate stands before."""
    draw(connection, Horizon().having("drama", (1, 1)))
    tables = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    views = connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'view'")
    return {name for (name,) in tables.fetchall()}, {name for (name,) in views.fetchall()}


def test_a_table_is_gated_or_tells_no_story(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    for connection in (open_reader(tmp_path), open_yours(tmp_path, create=True)):
        tables, gated = _tables(connection)
        assert tables - gated <= TELLS_NO_STORY.keys()
        assert not gated & TELLS_NO_STORY.keys()
        connection.close()


def test_what_cannot_be_seen_cannot_be_changed_either(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    connection = open_yours(tmp_path, create=True)
    _tables(connection)
    with pytest.raises(sqlite3.OperationalError, match="is a view"):
        connection.execute("DELETE FROM notes")
    connection.close()


def test_a_drama_without_a_mark_is_shown_in_full(sample_data: Path) -> None:
    reader = Reader(open_reader(sample_data), Horizon().having("another-2020", (1, 0)))
    whole = Reader(open_reader(sample_data))
    assert reader.totals() == whole.totals()
    [drama] = reader.dramas()
    assert drama == whole.dramas()[0]
    assert reader.people(drama.id) == whole.people(drama.id)
    assert [reader.scenes(e) for e in reader.episodes()] == [
        whole.scenes(e) for e in whole.episodes()
    ]
    reader.close()
    whole.close()


@given(st.integers(0, 3), st.integers(0, 20), st.integers(0, 3), st.integers(0, 20))
def test_the_gate_and_the_horizon_agree(season: int, number: int, last: int, until: int) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE told (drama_id TEXT, season INTEGER, number INTEGER)")
    connection.execute("INSERT INTO told VALUES ('d', ?, ?)", (season, number))
    horizon = Horizon().having("d", (last, until))
    draw(connection, horizon)
    shown = connection.execute("SELECT * FROM told").fetchall()
    connection.close()
    assert bool(shown) == horizon.shows("d", season, number)


def test_specials_come_last_and_nothing_seen_is_nothing() -> None:
    horizon = Horizon.of({"a": (1, 16), "b": (1, 0), "c": (0, 1)})
    assert not horizon.shows("a", 0, 1)
    assert not horizon.shows("b", 1, 0)
    assert horizon.shows("c", 5, 1)
    assert not horizon.shows("c", 0, 2)
