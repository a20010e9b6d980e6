"""What a viewer says of scenes stays theirs, whatever becomes of the library."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon import JangmyeonError, Library
from jangmyeon.errors import NotOnShelfError, QueryError, StoreError
from jangmyeon.library import Spot
from jangmyeon.sample import sample_folder
from jangmyeon.store import FILE_NAME
from jangmyeon.store.yours.backups import keep_backup
from jangmyeon.store.yours.file import Yours
from jangmyeon.store.yours.opening import open_yours

DRAMA = "last-ferry-from-sorado-2024"
PIER = Spot(DRAMA, 1, 2, 600.0)


@pytest.fixture
def own(sample_data: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample drama, with data of its own."""
    data = tmp_path / "data"
    shutil.copytree(sample_data, data)
    with Library(sample_folder(), data) as library:
        yield library


def _say(library: Library) -> None:
    hit = library.find("우산은 한 번도 못 폈는데")[0]
    library.note(hit, "the umbrella")
    library.rate(hit, 5)
    library.tag(hit, "rain", "pier")
    library.add_to_list("to watch again", hit)


def _said(library: Library) -> list[object]:
    return [library.notes(), library.ratings(), library.tagged(), library.listed("to watch again")]


def test_a_title_will_do_for_a_drama(own: Library) -> None:
    note = own.note(Spot("막배는 다섯 시 사십 분", 1, 2, 600.0), "the pier")
    assert note.spot == PIER
    assert own.notes("Last Ferry from Sorado", 1, 2) == [note]
    assert own.notes(DRAMA, 1, 1) == []


def test_it_outlives_a_library_that_is_built_anew(own: Library) -> None:
    _say(own)
    before = _said(own)
    assert all(before)
    own.close()
    (own.data / FILE_NAME).unlink()
    shutil.rmtree(own.data / "search")
    own.index()
    assert _said(own) == before


def test_it_waits_while_a_drama_is_away(own: Library, tmp_path: Path) -> None:
    _say(own)
    folder = tmp_path / "shelf"
    folder.mkdir()
    with Library(folder, own.data) as away:
        away.index()
        assert [(note.text, note.scene) for note in away.notes()] == [("the umbrella", None)]
    own.index()
    assert own.notes()[0].scene is not None


def test_scenes_that_become_one_keep_what_was_said_last(tmp_path: Path) -> None:
    folder, path = tmp_path / "shelf", tmp_path / "shelf" / "Harbor S01E01.ko.srt"
    folder.mkdir()

    def write(gap: int) -> None:
        times = [n * 4 + (gap if n >= 10 else 0) for n in range(20)]
        path.write_text(
            "\n".join(
                f"{n}\n00:{t // 60:02}:{t % 60:02},000 --> 00:{t // 60:02}:{t % 60 + 2:02},000\n"
                f"등대로 가자 {n}\n"
                for n, t in enumerate(times, 1)
            ),
            "utf-8",
        )

    write(100)
    with Library(folder) as library:
        library.index()
        first, *_, last = library.scenes("Harbor", 1, 1)
        assert first != last
        library.rate(first, 2)
        library.rate(last, 4)
        library.tag(first, "lighthouse")
        write(0)
        library.index()
        [scene] = library.scenes("Harbor", 1, 1)
        assert [rating.stars for rating in library.ratings()] == [4]
        library.rate(scene, 3)
        assert [rating.stars for rating in library.ratings()] == [3]
        assert [tagged.scene.end for tagged in library.tagged("lighthouse")] == [scene.end]


def test_a_scene_has_one_rating_and_each_tag_once(own: Library) -> None:
    scene = own.scenes(DRAMA, 1, 2)[0]
    for stars, at in ((2, scene.start), (4, scene.end - 0.1)):
        own.rate(Spot(DRAMA, 1, 2, at), stars)
        own.tag(Spot(DRAMA, 1, 2, at), "rain")
        own.add_to_list("best", Spot(DRAMA, 1, 2, at))
    assert [rating.stars for rating in own.ratings()] == [4]
    assert [(tag.name, tag.scenes) for tag in own.tags()] == [("rain", 1)]
    assert [(each.name, each.scenes) for each in own.lists()] == [("best", 1)]
    own.rate(scene, None)
    own.untag(scene, "rain")
    own.remove_from_list("best", scene)
    assert (own.ratings(), own.tags(), own.lists()) == ([], [], [])


def test_notes_on_later_scenes_are_hidden_and_kept(own: Library) -> None:
    own.note(Spot(DRAMA, 1, 3, 60.0), "later")
    own.set_seen(DRAMA, 2)
    assert own.notes() == []
    with pytest.raises(NotOnShelfError, match="beyond what you have seen"):
        own.note(Spot(DRAMA, 1, 3, 60.0), "again")
    with pytest.raises(QueryError, match="no note"):
        own.remove_note(1)
    assert [note.text for note in own.notes(spoilers=True)] == ["later"]
    own.set_seen(DRAMA, None)
    assert [note.text for note in own.notes()] == ["later"]


def test_what_was_seen_is_remembered_by_season(own: Library) -> None:
    assert own.seen(DRAMA) is None
    assert own.set_seen(DRAMA, 2) == (1, 2)
    own.close()
    assert own.seen(DRAMA) == (1, 2)
    assert [episode.number for episode in own.episodes(DRAMA)] == [1, 2]
    assert [episode.number for episode in own.episodes(DRAMA, seen=1)] == [1]
    assert own.set_seen(DRAMA, 1, season=3) == (3, 1)
    assert own.set_seen(DRAMA, 4) == (3, 4)
    assert own.episodes(DRAMA, seen=(1, 0)) == []
    assert [told.drama for told in own.all_seen()] == [DRAMA]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda lib: lib.note(PIER, "  "), "needs words"),
        (lambda lib: lib.rate(PIER, 6), "1 to 5"),
        (lambda lib: lib.rate(PIER, 0), "1 to 5"),
        (lambda lib: lib.tag(PIER, " "), "needs a name"),
        (lambda lib: lib.listed("nowhere"), "no list"),
        (lambda lib: lib.remove_list("nowhere"), "no list"),
        (lambda lib: lib.remove_note(7), "no note"),
        (lambda lib: lib.note(Spot(DRAMA, 1, 2, 9999), "x"), "no second 9999"),
        (lambda lib: lib.note(Spot(DRAMA, 1, 9, 1), "x"), "no S01E09"),
        (lambda lib: lib.note(Spot("No Such", 1, 1, 1), "x"), "no drama"),
        (lambda lib: lib.set_seen(DRAMA, -1), "number"),
        (lambda lib: lib.find("umbrella", seen=-2), "number"),
    ],
)
def test_what_makes_no_sense_is_refused(own: Library, act, message: str) -> None:
    with pytest.raises(JangmyeonError, match=message):
        act(own)
    assert own.notes(spoilers=True) == []


def test_looking_makes_no_file(own: Library) -> None:
    own.find("umbrella", seen=2)
    own.notes()
    own.lists()
    assert not (own.data / "yours.db").exists()


def test_a_backup_restores_everything_and_loses_nothing(own: Library, tmp_path: Path) -> None:
    _say(own)
    own.set_seen(DRAMA, 2)
    own.export_own(tmp_path / "mine.json")
    before = _said(own)
    assert own.import_own(tmp_path / "mine.json").notes == 0
    own.close()
    (own.data / "yours.db").unlink()
    assert own.notes() == []
    own.note(PIER, "new")
    merged = own.import_own(tmp_path / "mine.json")
    assert (merged.notes, merged.ratings, merged.tags, merged.listed, merged.seen) == (
        1,
        1,
        2,
        1,
        1,
    )
    assert {note.text for note in own.notes()} == {"new", "the umbrella"}
    assert _said(own)[1:] == before[1:]
    assert own.seen(DRAMA) == (1, 2)


_spots = st.builds(Spot, st.sampled_from("ab"), st.just(1), st.integers(1, 2), st.integers(0, 3))
_acts = st.lists(st.tuples(st.sampled_from(["note", "rate", "tag", "list"]), _spots), max_size=8)


def _acted(acts: list[tuple[str, Spot]], clock: int) -> Yours:
    yours = Yours(open_yours(Path("/nowhere")))
    for number, (what, spot) in enumerate(acts):
        written, around = f"{clock + number:03}", (spot.at, spot.at + 0.1)
        if what == "note":
            yours.note(spot, "text", written)
        elif what == "rate":
            yours.rate(spot, around, 1 + number % 5, written)
        elif what == "tag":
            yours.tag(spot, around, ["tag"], written)
        else:
            yours.put_on_list("list", spot, around, written)
    return yours


def _told(yours: Yours) -> dict[str, set[str]]:
    told = json.loads(yours.as_text())
    return {
        table: {
            json.dumps(row)
            if table in {"seen", "ratings"}
            else json.dumps({k: v for k, v in row.items() if k != "written"})
            for row in rows
        }
        for table, rows in told.items()
        if isinstance(rows, list)
    }


@settings(max_examples=60, deadline=None)
@given(_acts, _acts)
def test_two_viewers_merge_to_the_same_whichever_way(
    mine: list[tuple[str, Spot]], theirs: list[tuple[str, Spot]]
) -> None:
    one, other = _acted(mine, 0), _acted(theirs, 500)
    texts = one.as_text(), other.as_text()
    one.merge(texts[1], "theirs")
    other.merge(texts[0], "mine")
    assert _told(one) == _told(other)
    for text in texts:
        one.merge(text, "again")
    assert _told(one) == _told(other)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"format": "something/else"}',
        '{"format": "jangmyeon/yours", "version": 9}',
        '{"format": "jangmyeon/yours", "version": 1, "notes": [{"text": "x"}]}',
        '{"format": "jangmyeon/yours", "version": 1, "notes": "x"}',
        '{"format": "jangmyeon/yours", "version": 1, "ratings": [{"drama_id": "d", "season": 1, '
        '"number": 1, "at": 1.0, "stars": 9, "written": "x"}]}',
        '{"format": "jangmyeon/yours", "version": 1, "writeups": [{"source": "x"}]}',
    ],
)
def test_a_file_that_is_no_backup_changes_nothing(own: Library, tmp_path: Path, text: str) -> None:
    own.note(PIER, "mine")
    before = own.notes()
    (tmp_path / "bad.json").write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"bad\.json"):
        own.import_own(tmp_path / "bad.json")
    assert own.notes() == before
    with pytest.raises(StoreError, match=r"none\.json"):
        own.import_own(tmp_path / "none.json")


def test_a_file_from_a_newer_version_is_left_alone(own: Library) -> None:
    own.note(PIER, "mine")
    own.close()
    with sqlite3.connect(own.data / "yours.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="update jangmyeon"):
        own.notes()


def test_a_damaged_file_is_a_clear_error(own: Library) -> None:
    (own.data / "yours.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"yours\.db"):
        own.notes()


def test_a_file_is_copied_before_its_schema_changes(own: Library) -> None:
    own.note(PIER, "mine")
    connection = open_yours(own.data)
    copy = keep_backup(connection, own.data)
    connection.close()
    assert copy is not None
    with sqlite3.connect(copy.path) as db:
        assert db.execute("SELECT text FROM notes").fetchall() == [("mine",)]
    db.close()
