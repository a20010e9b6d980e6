"""The video of an episode is found by its captions, and only on the shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from jangmyeon.shelf import find_video

VIDEO = "Harbor (2021)/Harbor S01E01"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf with nothing on it, beside other things."""
    (tmp_path / "shelf" / "Harbor (2021)" / "Subs").mkdir(parents=True)
    (tmp_path / "private.mkv").write_bytes(b"private")
    return tmp_path / "shelf"


@pytest.mark.parametrize("suffix", [".mp4", ".m4v", ".webm", ".mkv", ".avi", ".ts", ".mov", ".MKV"])
@pytest.mark.parametrize("track", [".srt", ".ko.srt", ".en.sdh.vtt", ".ko.forced.2.ass"])
def test_a_video_of_the_same_name_is_found(shelf: Path, suffix: str, track: str) -> None:
    video = shelf / f"{VIDEO}{suffix}"
    video.touch()
    (shelf / f"{VIDEO}.nfo").touch()
    assert find_video(shelf, "", [f"{VIDEO}{track}"]) == video


def test_captions_in_a_folder_of_their_own_are_those_of_the_videos_above(shelf: Path) -> None:
    video = shelf / f"{VIDEO}.mkv"
    video.touch()
    assert find_video(shelf, "", ["Harbor (2021)/Subs/Harbor S01E01.ko.srt"]) == video


def test_names_that_look_alike_are_the_same(shelf: Path) -> None:
    import unicodedata

    video = shelf / "Harbor (2021)" / f"{unicodedata.normalize('NFD', '항구')} 1화.mp4"
    video.touch()
    assert find_video(shelf, "", ["Harbor (2021)/항구 1화.ko.smi"]) == video


def test_the_video_whose_captions_were_read_is_the_one(shelf: Path) -> None:
    video = shelf / f"{VIDEO}.mkv"
    video.touch()
    assert find_video(shelf, "", [f"{VIDEO}.mkv"]) == video


def test_what_the_scan_found_is_believed_while_it_is_there(shelf: Path) -> None:
    (shelf / f"{VIDEO}.mp4").touch()
    other = shelf / "Harbor (2021)" / "first night.mkv"
    other.touch()
    known = "Harbor (2021)/first night.mkv"
    assert find_video(shelf, known, [f"{VIDEO}.srt"]) == other
    other.unlink()
    assert find_video(shelf, known, [f"{VIDEO}.srt"]) == shelf / f"{VIDEO}.mp4"


def test_videos_of_other_episodes_are_not_taken(shelf: Path) -> None:
    (shelf / "Harbor (2021)" / "Harbor S01E02.mp4").touch()
    (shelf / "Harbor (2021)" / "Harbor S01E01 extra.mp4").touch()
    (shelf / f"{VIDEO}.mp4").mkdir()
    assert find_video(shelf, "", [f"{VIDEO}.ko.srt"]) is None


@pytest.mark.parametrize(
    "known",
    ["../private.mkv", "/etc/passwd", "Harbor (2021)/../../private.mkv", "a\0b.mkv", "x" * 999],
)
def test_no_path_leads_out_of_the_shelf(shelf: Path, known: str) -> None:
    assert find_video(shelf, known, [known]) is None


def test_links_are_followed_within_the_shelf_only(shelf: Path) -> None:
    real = shelf / "Harbor (2021)" / "first night.mkv"
    real.touch()
    link = shelf / f"{VIDEO}.mkv"
    link.symlink_to(real)
    assert find_video(shelf, "", [f"{VIDEO}.srt"]) == real
    link.unlink()
    link.symlink_to(shelf.parent / "private.mkv")
    assert find_video(shelf, "", [f"{VIDEO}.srt"]) is None
    link.unlink()
    link.symlink_to(link)
    assert find_video(shelf, "", [f"{VIDEO}.srt"]) is None
