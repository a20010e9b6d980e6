"""Chapters: the tools that people use take them, with the right times and titles."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.exports import ffmetadata, matroska_chapters, scene_title, webvtt_chapters
from jangmyeon.model import Drama, Episode, Moment, Scene

EPISODE = Episode(Drama("pier-2020", "Pier"), 1, 2, duration=9.0)
ODD = ["가지 마 = 세리; #1", 'She said "<wait> & see"', "back\\slash\nand a line break"]


def scenes(*starts: float, end: float = 9.0) -> list[Scene]:
    edges = [*starts, end]
    return [
        Scene(EPISODE, n, low, high, ("세리",), moments=(Moment("farewell", 0.6),))
        for n, (low, high) in enumerate(pairwise(edges), 1)
    ]


def odd_title(scene: Scene) -> str:
    return ODD[scene.number - 1]


def needs(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"needs {tool}, which is not installed")
    return found


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine seconds of a gray picture."""
    path = tmp_path_factory.mktemp("video") / "pier.mkv"
    run(needs("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", "color=gray:s=64x36:r=5:d=9", path)
    return path


def run(*words: str | Path) -> str:
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def chapters_of(path: Path) -> list[tuple[float, str]]:
    told = run(needs("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", path)
    return [
        (float(each["start_time"]), each["tags"]["title"]) for each in json.loads(told)["chapters"]
    ]


def test_ffmpeg_takes_the_chapters_with_any_signs_in_their_titles(
    video: Path, tmp_path: Path
) -> None:
    told = tmp_path / "chapters.txt"
    told.write_text(ffmetadata(scenes(0.5, 3.0, 6.25), odd_title), "utf-8")
    made = tmp_path / "made.mkv"
    run(
        needs("ffmpeg"), "-v", "error", "-i", video, "-i", told, "-map_chapters", "1", "-c", "copy",
        made,
    )  # fmt: skip
    expected = [" ".join(title.split()) for title in ODD]
    assert chapters_of(made) == list(zip((0.0, 3.0, 6.25), expected, strict=True))


def test_mkvmerge_takes_the_chapters(video: Path, tmp_path: Path) -> None:
    told = tmp_path / "chapters.xml"
    told.write_text(matroska_chapters(scenes(0.0, 3.0, 6.25), odd_title, "kor"), "utf-8")
    made = tmp_path / "made.mkv"
    run(needs("mkvmerge"), "-q", "-o", made, "--chapters", told, video)
    assert [at for at, _ in chapters_of(made)] == [0.0, 3.0, 6.25]
    assert chapters_of(made)[1][1] == ODD[1]


def test_ffmpeg_reads_the_webvtt_chapters_as_captions(tmp_path: Path) -> None:
    told = tmp_path / "chapters.vtt"
    told.write_text(webvtt_chapters(scenes(0.0, 3.0), scene_title), "utf-8")
    shown = run(needs("ffmpeg"), "-v", "error", "-i", told, "-f", "srt", "-")
    assert "00:00:03,000 --> 00:00:09,000" in shown
    assert "2. 세리: farewell" in shown


def test_an_episode_without_scenes_has_no_chapters() -> None:
    assert "[CHAPTER]" not in ffmetadata([])
    assert webvtt_chapters([]) == "WEBVTT\n"
    assert not list(
        ElementTree.fromstring(_without_doctype(matroska_chapters([]))).iter("ChapterAtom")
    )


@given(
    st.lists(st.floats(0, 5000), min_size=1, max_size=30).map(sorted),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=40),
)
def test_chapters_follow_each_other_and_stay_well_formed(
    starts: Sequence[float], title: str
) -> None:
    told = scenes(*starts, end=starts[-1] + 10)
    tree = ElementTree.fromstring(_without_doctype(matroska_chapters(told, lambda _: title)))
    begins = [each.text for each in tree.iter("ChapterTimeStart")]
    ends = [each.text for each in tree.iter("ChapterTimeEnd")]
    assert begins[0] == "00:00:00.000000000"
    assert begins[1:] == ends[:-1]
    assert webvtt_chapters(told, lambda _: title).count("-->") == len(begins)


def _without_doctype(text: str) -> str:
    return "\n".join(row for row in text.splitlines()[1:] if not row.startswith("<!DOCTYPE"))
