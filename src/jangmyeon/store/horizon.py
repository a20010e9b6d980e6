"""The spoiler horizon: how far dramas have been seen, and the gate that hides what comes later.

The gate stands in the database connection itself. An unqualified table name means a temporary view
before it means a table, so that views of the tables' names, which leave out what lies beyond the
horizon, stand before every query, and none can forget them. Which tables to stand before is read
from the schema: tables made later are covered by what their columns are called.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Mark: TypeAlias = tuple[int, int]
"""Season and number of the last episode seen. Number 0 says that nothing was."""

_LAST = 1 << 30  # the season whose place specials take: nobody knows when they were aired

_WITHIN = (
    "NOT EXISTS (SELECT 1 FROM temp.horizon AS seen WHERE seen.drama_id = it.drama_id "
    f"AND (iif(it.season = 0, {_LAST}, it.season), it.number) > (seen.season, seen.number))"
)
_OF_EPISODE = "EXISTS (SELECT 1 FROM temp.episodes WHERE id = it.episode_id)"
_UNMARKED = "it.drama_id NOT IN (SELECT drama_id FROM temp.horizon)"
_UNMARKED_SCENE = (
    "EXISTS (SELECT 1 FROM main.episodes AS e WHERE e.id = it.episode_id "
    "AND e.drama_id NOT IN (SELECT drama_id FROM temp.horizon))"
)
_FOLDER = "substr({0}, 1, instr({0}, '/'))"
_OF_SEEN_FILE = (  # of a drama with a mark, whose folder its tracks tell, only what is of a track
    "it.path IN (SELECT path FROM temp.tracks UNION ALL SELECT video FROM temp.episodes) OR "
    f"{_FOLDER.format('it.path')} NOT IN (SELECT {_FOLDER.format('path')} FROM main.tracks AS t "
    "JOIN main.episodes AS e ON e.id = t.episode_id "
    "WHERE e.drama_id IN (SELECT drama_id FROM temp.horizon))"
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far each drama has been seen; dramas that are not named show everything.

    ``marks`` are a drama's id with the season and number of the last episode seen, by id.

    >>> horizon = Horizon().having("signal-2016", (1, 7))
    >>> horizon.shows("signal-2016", 1, 7), horizon.shows("signal-2016", 1, 8)
    (True, False)
    """

    marks: tuple[tuple[str, Mark], ...] = ()

    @classmethod
    def of(cls, marks: Mapping[str, Mark] | Iterable[tuple[str, Mark]]) -> Horizon:
        """A horizon of these marks, in whatever order."""
        return cls(tuple(sorted(dict(marks).items())))

    def mark(self, drama_id: str) -> Mark | None:
        """The last episode seen of a drama; None where everything is shown."""
        return dict(self.marks).get(drama_id)

    def having(self, drama_id: str, mark: Mark | None) -> Horizon:
        """The horizon with another mark for one drama, or with none."""
        others = {each: known for each, known in self.marks if each != drama_id}
        return Horizon.of(others if mark is None else {**others, drama_id: mark})

    def shows(self, drama_id: str, season: int, number: int) -> bool:
        """Whether an episode lies within the horizon."""
        mark = self.mark(drama_id)
        return mark is None or airing((season, number)) <= _limit(mark)


def airing(mark: Mark) -> Mark:
    """What puts episodes in the order in which they are seen; specials come last.

    >>> sorted([(0, 1), (2, 1), (1, 16)], key=airing)
    [(1, 16), (2, 1), (0, 1)]
    """
    season, number = mark
    return season or _LAST, number


def _limit(mark: Mark) -> Mark:
    """The last place that a mark lets one see; of a season that was not begun not even E00."""
    season, number = airing(mark)
    return season, number or -1


def draw(connection: sqlite3.Connection, horizon: Horizon) -> None:
    """Let a connection read nothing that lies beyond a horizon.

    People, cast lists and who is in a scene are told from all of a drama: of a drama with a mark
    they are left out altogether, for ``met`` to tell anew.
    """
    if not horizon.marks:
        return
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(
        "CREATE TEMP TABLE horizon (drama_id TEXT PRIMARY KEY, season INTEGER, number INTEGER)"
    )
    rows = ((drama_id, *_limit(mark)) for drama_id, mark in horizon.marks)
    connection.executemany("INSERT INTO horizon VALUES (?, ?, ?)", rows)
    tables = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    told = {table: _columns(connection, table) for (table,) in tables.fetchall()}
    for table, columns in sorted(told.items(), key=lambda item: "season" not in item[1]):
        condition = _condition(table, columns)
        if condition:
            shown = ", ".join(_shown(table, column) for column in columns)
            view = f"SELECT {shown} FROM main.{table} AS it WHERE {condition}"
            connection.execute(f"CREATE TEMP VIEW {table} AS {view}")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))
    return [name for (name,) in rows]


def _condition(table: str, columns: Iterable[str]) -> str:
    """Which rows of a table may be read; empty where it holds nothing of an episode."""
    named = set(columns)
    if named >= {"drama_id", "season", "number"}:
        return _WITHIN
    if "episode_id" in named:
        return _OF_EPISODE
    if table in {"people", "roles"}:
        return _UNMARKED
    return _OF_SEEN_FILE if table == "notices" else ""


def _shown(table: str, column: str) -> str:
    if (table, column) == ("scenes", "people"):
        return f"iif({_UNMARKED_SCENE}, it.people, '[]') AS people"
    return f'it."{column}"'
