"""Tables of what a library holds: scenes as CSV, and all of it as Parquet files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from jangmyeon.errors import JangmyeonError
from jangmyeon.exports.titles import Title, scene_title
from jangmyeon.model import Drama, Episode, Line, Person, Scene, Sound

if TYPE_CHECKING:
    from types import ModuleType

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | float | int | bool | None
Rows = Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Captioned:
    """An episode with its scenes and captions."""

    episode: Episode
    scenes: Sequence[Scene]
    captions: Sequence[Line | Sound]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that is to be written; ``people`` are by the id of their drama."""

    dramas: Sequence[Drama]
    people: Mapping[str, Sequence[Person]]
    episodes: Sequence[Captioned]


def scenes_csv(scenes: Iterable[Scene], title: Title = scene_title) -> str:
    """Scenes as CSV (RFC 4180): one row each, lists joined by semicolons.

    A cell that a spreadsheet would take for a formula has an apostrophe put before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = TABLES["scenes"].columns
    writer.writerow([*(name for name, _ in columns), "title"])
    for scene in scenes:
        row = (*_scene_row(scene), title(scene))
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def parquet(shelf: Shelf, tables: Sequence[str] = ()) -> dict[str, bytes]:
    """Tables as Parquet files, by their names; all of ``TABLES`` unless some are named.

    Raises:
        JangmyeonError: pyarrow is not installed.
    """
    arrow, writer = _pyarrow()
    return {
        name: _parquet(arrow, writer, TABLES[name], TABLES[name].rows(shelf))
        for name in tables or TABLES
    }


def _parquet(arrow: ModuleType, writer: ModuleType, table: Table, rows: Rows) -> bytes:
    columns: list[list[Cell]] = [[] for _ in table.columns]
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            column.append(cell)
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in table.columns])
    made = arrow.table(dict(zip(schema.names, columns, strict=True)), schema=schema)
    out = io.BytesIO()
    writer.write_table(made, out, compression="zstd")
    return out.getvalue()


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise JangmyeonError(
            "Parquet files need pyarrow, which is not installed",
            remedy='run pip install "jangmyeon[data]"',
        ) from error
    return arrow, writer


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types as Arrow calls them, and its rows."""

    columns: tuple[tuple[str, str], ...]
    rows: Callable[[Shelf], Rows]


def _key(episode: Episode) -> tuple[Cell, ...]:
    return episode.drama.id, episode.season, episode.number


def _dramas(shelf: Shelf) -> Rows:
    for drama in shelf.dramas:
        genres = ";".join(drama.genres)
        yield (
            drama.id, drama.title, drama.original_title, drama.year, drama.network, genres,
            drama.plot,
        )  # fmt: skip


def _roles(shelf: Shelf) -> Rows:
    for drama in shelf.dramas:
        for position, role in enumerate(drama.cast, 1):
            yield drama.id, position, role.actor, role.character


def _people(shelf: Shelf) -> Rows:
    for drama, people in shelf.people.items():
        for one in people:
            yield (
                drama, one.name, one.latin, one.full_name, one.actor, one.kind,
                ";".join(one.spellings), ";".join(one.titles), one.lines, one.scenes,
            )  # fmt: skip


def _episodes(shelf: Shelf) -> Rows:
    for each in shelf.episodes:
        yield (*_key(each.episode), each.episode.title, each.episode.duration)


def _scenes(shelf: Shelf) -> Rows:
    for each in shelf.episodes:
        yield from map(_scene_row, each.scenes)


def _scene_row(scene: Scene) -> tuple[Cell, ...]:
    return (
        *_key(scene.episode), scene.number, scene.start, scene.end, ";".join(scene.people),
        scene.place, scene.time, scene.weather, ";".join(moment.kind for moment in scene.moments),
        scene.romance, scene.intensity,
    )  # fmt: skip


def _moments(shelf: Shelf) -> Rows:
    for each in shelf.episodes:
        for scene in each.scenes:
            for moment in scene.moments:
                evidence = "\n".join(moment.evidence)
                yield (*_key(scene.episode), scene.number, moment.kind, moment.score, evidence)


def _captions(shelf: Shelf) -> Rows:
    for each in shelf.episodes:
        for shown in each.captions:
            is_line = isinstance(shown, Line)
            yield (
                *_key(each.episode), shown.start, shown.end, "line" if is_line else "sound",
                shown.kind, shown.speaker if isinstance(shown, Line) else shown.subject,
                shown.text, "" if isinstance(shown, Line) else shown.mood,
                "" if isinstance(shown, Line) else shown.emotion, shown.language,
            )  # fmt: skip


_EPISODE = (("drama_id", "string"), ("season", "int32"), ("episode", "int32"))


def _strings(*names: str) -> Iterable[tuple[str, str]]:
    return ((name, "string") for name in names)


TABLES: Mapping[str, Table] = {
    "dramas": Table(
        (
            *_strings("id", "title", "original_title"),
            ("year", "int32"),
            *_strings("network", "genres", "plot"),
        ),
        _dramas,
    ),
    "roles": Table(
        (("drama_id", "string"), ("position", "int32"), *_strings("actor", "character")), _roles
    ),
    "people": Table(
        (
            *_strings("drama_id", "name", "latin", "full_name", "actor", "kind"),
            *_strings("spellings", "titles"),
            ("lines", "int32"),
            ("scenes", "int32"),
        ),
        _people,
    ),
    "episodes": Table((*_EPISODE, ("title", "string"), ("duration", "float64")), _episodes),
    "scenes": Table(
        (
            *_EPISODE,
            ("scene", "int32"),
            ("start", "float64"),
            ("end", "float64"),
            *_strings("people", "place", "time", "weather", "moments"),
            ("romance", "float64"),
            ("intensity", "float64"),
        ),
        _scenes,
    ),
    "moments": Table(
        (
            *_EPISODE,
            ("scene", "int32"),
            ("kind", "string"),
            ("score", "float64"),
            ("evidence", "string"),
        ),
        _moments,
    ),
    "captions": Table(
        (
            *_EPISODE,
            ("start", "float64"),
            ("end", "float64"),
            *_strings("shown", "kind", "who", "text", "mood", "emotion", "language"),
        ),
        _captions,
    ),
}
"""The tables of a library, by name. Times are seconds; lists are joined by semicolons."""
