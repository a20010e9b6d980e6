"""Which folders are one drama, what it is called, and that its id stays what it was."""

from __future__ import annotations

import pytest

from jangmyeon.model import Drama, Episode
from jangmyeon.shelf import same_captions, slug

NFO = (
    "<tvshow><title>Moon River</title><year>2021</year><uniqueid type='tvdb'>{}</uniqueid></tvshow>"
)


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        ("Moon River/Season 1", "disk/Moon River (2021)/Season 2", ["moon-river-2021"]),
        ("Moon River (2021)/Season 1", "disk/Moon River (2021)/Season 2", ["moon-river-2021"]),
        ("Moon.River.S01.1080p-GRP", "moon river season 2", ["moon-river"]),
        ("D.P. (2021)/Season 1", "DP (2021)/Season 2", ["d-p-2021"]),
        (
            "Moon River (2021)/Season 1",
            "Moon River (2009)/Season 2",
            ["moon-river-2009", "moon-river-2021"],
        ),
        ("Moon River/Season 1", "Old River/Season 2", ["moon-river", "old-river"]),
    ],
)
def test_folders_are_one_drama_when_title_and_year_agree(shelf_of, one, other, ids):
    shelf = shelf_of(f"{one}/E01.srt", f"{other}/E01.srt")
    assert [drama.id for drama in shelf.dramas] == ids
    assert len(shelf.episodes) == 2


def test_a_folder_without_year_beside_two_of_its_title_stays_apart_and_is_told(shelf_of):
    shelf = shelf_of("River (2009)/E01.srt", "River (2021)/E01.srt", "River/E01.srt")
    assert [drama.id for drama in shelf.dramas] == ["river", "river-2009", "river-2021"]
    assert "add the year" in shelf.notices[0].reason


def test_one_title_and_year_with_different_ids_are_two_dramas_told_apart(shelf_of):
    files = {f"{name}/tvshow.nfo": NFO.format(n) for n, name in enumerate("abc", start=7)}
    shelf = shelf_of("a/E01.srt", "b/E01.srt", "c/E01.srt", files=files)
    assert [drama.id for drama in shelf.dramas] == [
        "moon-river-2021",
        "moon-river-2021-2",
        "moon-river-2021-3",
    ]
    by_id = {one.episode.drama.id: one.tracks[0].path for one in shelf.episodes}
    assert by_id["moon-river-2021"] == "a/E01.srt"


def test_the_nfo_is_believed_over_the_folder_and_the_folder_over_the_file(shelf_of):
    shelf = shelf_of("달의 강/MR.S01E01.1080p.srt", files={"달의 강/tvshow.nfo": NFO.format(7)})
    assert [drama.title for drama in shelf.dramas] == ["Moon River"]
    shelf = shelf_of("달의 강/MR.S01E01.1080p.srt", root="other")
    assert [drama.title for drama in shelf.dramas] == ["달의 강"]


def test_episodes_come_in_order_with_specials_first(shelf_of):
    shelf = shelf_of(
        "Moon River/Season 02/E01.srt",
        "Moon River/Season 01/E10.srt",
        "Moon River/Season 01/E02.srt",
        "Moon River/Specials/E01.srt",
        "Birch/E01.srt",
    )
    assert [(one.episode.drama.id, one.episode.code) for one in shelf.episodes] == [
        ("birch", "S01E01"),
        ("moon-river", "S00E01"),
        ("moon-river", "S01E02"),
        ("moon-river", "S01E10"),
        ("moon-river", "S02E01"),
    ]


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("Moon River", 2021, "moon-river-2021"),
        ("사랑의 강", None, "사랑의-강"),
        ("Salt & Pepper!", None, "salt-and-pepper"),
        ("Café Noir", 2013, "cafe-noir-2013"),
        ("???", None, "drama"),
    ],
)
def test_ids_can_be_read_and_typed(title, year, expected):
    assert slug(title, year) == expected


RIVER, TREE = Drama("moon-river", "Moon River"), Drama("old-tree", "Old Tree")


def test_two_episodes_with_the_same_captions_are_told():
    spoken = [(Episode(RIVER, 1, n), digest) for n, digest in [(1, "x"), (3, "y"), (4, "y")]]
    (notice,) = same_captions([*spoken, (Episode(TREE, 1, 1), "z")])
    assert notice.path == "moon-river S01E04"
    assert notice.reason.startswith("S01E03 and S01E04 have identical captions")


def test_the_same_captions_in_another_drama_name_that_drama():
    (notice,) = same_captions([(Episode(RIVER, 1, 1), "x"), (Episode(TREE, 1, 1), "x")])
    assert "Moon River S01E01 and S01E01" in notice.reason


def test_two_tracks_of_one_episode_and_silent_ones_are_no_mistake():
    spoken = [(Episode(RIVER, 1, 1), "x"), (Episode(RIVER, 1, 1), "x")]
    assert same_captions([*spoken, (Episode(RIVER, 1, 2), ""), (Episode(RIVER, 1, 3), "")]) == ()
