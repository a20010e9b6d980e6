"""Tables: every row arrives, spreadsheets run nothing, and what is missing is told."""

from __future__ import annotations

import csv
import io
import sys

import pytest

from jangmyeon import Library
from jangmyeon.errors import JangmyeonError
from jangmyeon.exports import TABLES, Captioned, Shelf, parquet, scenes_csv
from jangmyeon.model import Drama, Episode, Scene


def shelf(library: Library) -> Shelf:
    dramas = library.dramas()
    told = []
    for drama in dramas:
        for episode in library.episodes(drama.id):
            where = drama.id, episode.season, episode.number
            told.append(Captioned(episode, library.scenes(*where), library.captions(*where)))
    return Shelf(dramas, {drama.id: library.people(drama.id) for drama in dramas}, told)


def test_each_scene_is_a_row_of_the_csv(sample: Library) -> None:
    scenes = [scene for each in shelf(sample).episodes for scene in each.scenes]
    rows = list(csv.DictReader(io.StringIO(scenes_csv(scenes))))
    assert len(rows) == len(scenes)
    assert float(rows[0]["start"]) == scenes[0].start
    assert [row["people"] for row in rows] == [";".join(scene.people) for scene in scenes]


def test_a_spreadsheet_takes_no_title_for_a_formula() -> None:
    scene = Scene(Episode(Drama("x", "X"), 1, 1), 1, 0.0, 1.0)
    text = scenes_csv([scene], lambda _: "=1+2")
    assert "'=1+2" in text


def test_all_tables_are_written_as_parquet(sample: Library) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow, of the extra jangmyeon[data]")
    import pyarrow.parquet

    whole = shelf(sample)
    files = parquet(whole)
    assert set(files) == set(TABLES)
    read = {name: pyarrow.parquet.read_table(io.BytesIO(data)) for name, data in files.items()}
    assert read["scenes"].num_rows == sum(len(each.scenes) for each in whole.episodes)
    assert read["captions"].num_rows == sum(len(each.captions) for each in whole.episodes)
    assert read["moments"].column("score").to_pylist()


def test_without_pyarrow_the_extra_is_named(
    sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(JangmyeonError, match=r"jangmyeon\[data\]"):
        parquet(shelf(sample), ["dramas"])
