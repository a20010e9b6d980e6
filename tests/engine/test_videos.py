"""Captions inside a video are read where none stand beside it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from jangmyeon import Library


@pytest.fixture
def video(tmp_path: Path) -> Path:
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg to make a video")
    pytest.importorskip("av")
    captions = tmp_path / "captions.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:03,000\nThe gate is open.\n", "utf-8")
    path = tmp_path / "shelf" / "Harbor (2021)" / "Harbor S01E01.mkv"
    path.parent.mkdir(parents=True)
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=size=16x16:duration=5"]
    command += ["-i", str(captions), "-c:v", "mpeg4", "-c:s", "srt"]
    subprocess.run([*command, "-metadata:s:s:0", "language=eng", str(path)], check=True)
    return path


def test_a_video_with_captions_inside_is_an_episode(video: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "shelf") as library:
        assert library.index().episodes == 1
        [hit] = library.find("gate")
        assert hit.at == pytest.approx(1.0, abs=0.1)
        assert library.index().analysed == 0


def test_captions_beside_the_video_win(video: Path, tmp_path: Path) -> None:
    video.with_suffix(".en.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nThe drawbridge is up.\n", "utf-8"
    )
    with Library(tmp_path / "shelf") as library:
        library.index()
        assert library.find("drawbridge")
        assert not library.find("gate")


def test_a_video_without_any_captions_says_what_to_do(video: Path, tmp_path: Path) -> None:
    bare = video.with_name("Harbor S01E02.mkv")
    command = ["ffmpeg", "-v", "error", "-i", str(video), "-map", "0:v", "-c", "copy", str(bare)]
    subprocess.run(command, check=True)
    with Library(tmp_path / "shelf") as library:
        [skipped] = library.index().skipped
        assert "put a caption file beside it" in skipped.reason
