"""Films are season 1, episode 1 of themselves."""

from __future__ import annotations

import pytest

FILM_NFO = "<movie><title>Old Harbor</title><year>2009</year></movie>"


@pytest.mark.parametrize(
    "paths",
    [
        ["Old Harbor (2009)/Old Harbor (2009).mkv", "Old Harbor (2009)/Old Harbor (2009).ko.srt"],
        ["Old Harbor (2009)/Old Harbor (2009).ko.srt"],
        ["Old Harbor (2009).ko.srt"],
        ["Old.Harbor.2009.1080p.BluRay.x264-GRP.ko.srt"],
        ["Films/Old Harbor (2009).ko.srt", "Films/Old Harbor (2009).mkv"],
        [
            "Old.Harbor.2009.1080p-GRP/Old.Harbor.2009.1080p-GRP.mkv",
            "Old.Harbor.2009.1080p-GRP/Subs/2_Korean.srt",
        ],
        ["Old Harbor (2009)/Old Harbor (2009) - 1080p.mkv", "Old Harbor (2009)/ko.srt"],
    ],
)
def test_a_film_is_found_by_its_year_or_video(shelf_of, paths):
    shelf = shelf_of(*paths)
    assert [(f.episode.drama.id, f.episode.code) for f in shelf.episodes] == [
        ("old-harbor-2009", "S01E01")
    ]
    assert [track.language for track in shelf.episodes[0].tracks] == ["ko"]
    assert bool(shelf.episodes[0].video) == any(path.endswith(".mkv") for path in paths)
    assert shelf.skipped == ()


@pytest.mark.parametrize("nfo", ["movie.nfo", "anything.nfo"])
def test_a_film_is_found_by_its_nfo(shelf_of, nfo):
    shelf = shelf_of(files={"Odd Folder/anything.srt": "", f"Odd Folder/{nfo}": FILM_NFO})
    assert [(f.episode.drama.id, f.episode.code) for f in shelf.episodes] == [
        ("old-harbor-2009", "S01E01")
    ]


def test_all_captions_in_a_films_folder_go_with_its_nfo(shelf_of):
    files = {
        "Old Harbor (2009)/harbor.mkv": "",
        "Old Harbor (2009)/harbor.nfo": FILM_NFO.replace("Old Harbor", "The Old Harbor"),
        "Old Harbor (2009)/Old Harbor.ko.srt": "",
        "Old Harbor (2009)/Subs/2_English.srt": "",
    }
    shelf = shelf_of(files=files)
    assert [drama.title for drama in shelf.dramas] == ["The Old Harbor"]
    assert [track.language for track in shelf.episodes[0].tracks] == ["ko", "en"]
    assert shelf.episodes[0].video == "Old Harbor (2009)/harbor.mkv"


def test_a_numbered_sequel_is_a_film_and_no_episode(shelf_of):
    shelf = shelf_of("Old Harbor 2 (2012).srt", "Old Harbor (2009).srt")
    assert [drama.id for drama in shelf.dramas] == ["old-harbor-2-2012", "old-harbor-2009"]


def test_captions_of_another_name_alone_in_a_films_folder_are_its_own_and_told(shelf_of):
    shelf = shelf_of("옛 항구 (2009)/Old.Harbor.2009.1080p.ko.srt")
    assert [drama.id for drama in shelf.dramas] == ["옛-항구-2009"]
    assert "taken for the film" in shelf.notices[0].reason


def test_a_film_and_a_drama_of_one_name_stay_apart(shelf_of):
    shelf = shelf_of(
        "Films/Old Harbor (2009)/Old Harbor (2009).srt", "Old Harbor (2009)/Season 01/E01.srt"
    )
    assert [drama.id for drama in shelf.dramas] == ["old-harbor-2009", "old-harbor-2009-2"]


def test_the_later_part_of_a_split_film_is_reported(shelf_of):
    shelf = shelf_of("Old Harbor (2009)/Old Harbor CD1.srt", "Old Harbor (2009)/Old Harbor CD2.srt")
    assert [track.path[-7:] for track in shelf.episodes[0].tracks] == ["CD1.srt"]
    assert "join the parts" in shelf.skipped[0].reason
