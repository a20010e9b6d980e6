"""What is left out of a shelf, what is reported, and what no walk may fall over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jangmyeon.errors import ShelfError
from jangmyeon.shelf import scan

EPISODE = "Moon River (2021)/Season 01/Moon River S01E01.ko.srt"


def paths(shelf) -> list[str]:
    return [track.path for files in shelf.episodes for track in files.tracks]


@pytest.mark.parametrize(
    "extra",
    [
        "Moon River (2021)/extras/S01E02.srt",
        "Moon River (2021)/Behind The Scenes/S01E02.srt",
        "Moon River (2021)/Season 01/Trailers/S01E02.srt",
        "Moon River (2021)/.actors/S01E02.srt",
        "Moon River (2021)/@eaDir/S01E02.srt",
        ".jangmyeon/S01E02.srt",
        "Moon River (2021)/Season 01/._Moon River S01E01.ko.srt",
        "Moon River (2021)/Moon River S01E02-trailer.mkv",
        "Moon River (2021)/Moon River S01E02-behindthescenes.ko.srt",
        "Moon River (2021)/sample.mkv",
        "Moon River (2021)/series.xml",
        "Moon River (2021)/cover.jpg",
    ],
)
def test_extras_and_hidden_files_are_no_episodes(shelf_of, extra):
    shelf = shelf_of(EPISODE, extra)
    assert paths(shelf) == [EPISODE]
    assert shelf.skipped == ()


@pytest.mark.parametrize("marker", [".nomedia", ".ignore"])
def test_a_marked_folder_is_left_out_with_all_below_it(shelf_of, marker):
    shelf = shelf_of(EPISODE, f"Old Tree/{marker}", "Old Tree/E01.srt", "Old Tree/Season 2/E01.srt")
    assert paths(shelf) == [EPISODE]


def test_rules_in_an_ignore_file_leave_out_only_what_they_name(shelf_of):
    files = {".ignore": "# no trailers\n*.en.srt\n/Old Tree/\n!keep.en.srt\n"}
    shelf = shelf_of(EPISODE, "Moon River (2021)/S01E02.en.srt", "Old Tree/E01.srt", files=files)
    assert paths(shelf) == [EPISODE]


@pytest.mark.parametrize("marker", [".nomedia", ".ignore"])
def test_a_shelf_that_is_marked_itself_is_refused_with_the_remedy(shelf_of, marker):
    with pytest.raises(ShelfError, match=r"delete the file \.nomedia or \.ignore"):
        shelf_of(marker, EPISODE)


def test_links_in_a_circle_do_not_hold_up_the_scan(shelf_of, tmp_path: Path):
    shelf_of(EPISODE)
    folder = tmp_path / "Shelf" / "Moon River (2021)"
    (folder / "again").symlink_to(tmp_path / "Shelf")
    (folder / "up").symlink_to(tmp_path)
    (folder / "Season 02").symlink_to(folder / "Season 01")
    (folder / "itself").symlink_to(folder / "itself")
    assert paths(scan(tmp_path / "Shelf")) == [EPISODE]


def test_a_linked_folder_outside_the_shelf_is_followed(shelf_of, tmp_path: Path):
    shelf_of(EPISODE)
    elsewhere = tmp_path / "disk" / "Old Tree"
    elsewhere.mkdir(parents=True)
    (elsewhere / "E01.srt").touch()
    (tmp_path / "Shelf" / "Old Tree").symlink_to(elsewhere)
    assert paths(scan(tmp_path / "Shelf")) == [EPISODE, "Old Tree/E01.srt"]


def test_a_link_that_leads_nowhere_is_reported(shelf_of, tmp_path: Path):
    shelf_of(EPISODE)
    (tmp_path / "Shelf" / "Old Tree E01.srt").symlink_to(tmp_path / "gone.srt")
    shelf = scan(tmp_path / "Shelf")
    assert [skip.path for skip in shelf.skipped] == ["Old Tree E01.srt"]
    assert "the link leads nowhere" in shelf.skipped[0].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every folder")
def test_an_unreadable_folder_is_reported_and_the_rest_is_read(shelf_of, tmp_path: Path):
    shelf_of(EPISODE, "Old Tree/E01.srt")
    closed = tmp_path / "Shelf" / "Old Tree"
    closed.chmod(0)
    try:
        shelf = scan(tmp_path / "Shelf")
        with pytest.raises(ShelfError, match="cannot be opened"):
            scan(closed)
    finally:
        closed.chmod(0o755)
    assert paths(shelf) == [EPISODE]
    assert [skip.path for skip in shelf.skipped] == ["Old Tree"]
    assert "the right to read it" in shelf.skipped[0].reason


def test_a_name_that_is_no_text_is_reported(shelf_of, tmp_path: Path):
    shelf_of(EPISODE)
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path / "Shelf") + b"/E01 \xff.srt"))).touch()
    except OSError:
        pytest.skip("this file system takes only names that are text")
    shelf = scan(tmp_path / "Shelf")
    assert paths(shelf) == [EPISODE]
    assert shelf.skipped[0].path == "E01 \\udcff.srt"


def test_captions_that_are_pictures_are_reported(shelf_of):
    names = ["Moon River E01.idx", "Moon River E01.sub", "Moon River E02.sup", "Moon River E03.sub"]
    shelf = shelf_of(*names)
    assert [skip.path for skip in shelf.skipped] == [names[0], names[2]]
    assert "pictures" in shelf.skipped[0].reason
    assert paths(shelf) == [names[3]]


def test_an_empty_folder_is_an_empty_shelf_and_says_what_to_put_there(tmp_path: Path):
    shelf = scan(tmp_path)
    assert (shelf.dramas, shelf.episodes, shelf.skipped) == ((), (), ())
    assert "put caption files" in shelf.notices[0].reason


def test_a_missing_folder_and_a_file_are_refused_with_a_remedy(tmp_path: Path):
    with pytest.raises(ShelfError, match="no such folder"):
        scan(tmp_path / "gone")
    file = tmp_path / "Moon River S01E01.srt"
    file.touch()
    with pytest.raises(ShelfError, match="give the folder that holds it"):
        scan(file)


def test_a_video_is_told_beside_the_captions_and_alone(shelf_of):
    shelf = shelf_of(
        "Moon River/Moon River S01E01.mkv",
        "Moon River/Moon River S01E01.ko.srt",
        "Moon River/Moon River S01E02.mkv",
    )
    assert [(len(files.tracks), files.video) for files in shelf.episodes] == [
        (1, "Moon River/Moon River S01E01.mkv"),
        (0, "Moon River/Moon River S01E02.mkv"),
    ]
    assert [stamp.path for stamp in shelf.episodes[0].files] == [
        "Moon River/Moon River S01E01.ko.srt",
        "Moon River/Moon River S01E01.mkv",
    ]


def test_stamps_tell_size_and_time_of_a_file(shelf_of, tmp_path: Path):
    shelf = shelf_of(files={"Moon River/E01.srt": b"12345"})
    state = (tmp_path / "Shelf/Moon River/E01.srt").stat()
    (stamp,) = shelf.episodes[0].files
    assert (stamp.size, stamp.mtime_ns) == (5, state.st_mtime_ns)


def test_a_track_with_only_a_language_goes_with_the_one_video_beside_it(shelf_of):
    shelf = shelf_of("Moon River/Moon River S01E03.mkv", "Moon River/Subs/2_Korean.srt")
    assert [track.path for track in shelf.episodes[0].tracks] == ["Moon River/Subs/2_Korean.srt"]
    assert shelf.episodes[0].episode.code == "S01E03"


def test_a_track_with_only_a_language_beside_several_videos_is_reported(shelf_of):
    shelf = shelf_of(
        "Moon River/S01E03.mkv", "Moon River/S01E04.mkv", "Moon River/Subs/2_Korean.srt"
    )
    assert [skip.path for skip in shelf.skipped] == ["Moon River/Subs/2_Korean.srt"]
    assert "the name of its video" in shelf.skipped[0].reason
