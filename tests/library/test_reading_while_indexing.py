"""Whoever reads while another process indexes sees an episode as it was or as it is, all of it."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError
from jangmyeon.model import Line, Scene

WRITER = """
import runpy
import sys
from pathlib import Path
from jangmyeon import Library
from jangmyeon.engine import InlineExecutor

write = runpy.run_path(sys.argv[1])["write"]
shelf, data = Path(sys.argv[2]), Path(sys.argv[3])
for turn in range(1, int(sys.argv[4])):
    write(shelf, turn)
    with Library(shelf, data) as library:
        library.index(executor=InlineExecutor())
"""
EDITIONS = (("lantern", 0), ("balloon", 2000))  # a word that each line has, and when they begin
LINES = 60
EPISODES = 4
TURNS = 8


def write(shelf: Path, turn: int) -> None:
    """The shelf of a turn: all episodes in another edition than before, one comes and goes."""
    word, begin = EDITIONS[turn % 2]
    for number in range(1, EPISODES + 1):
        path = shelf / "Harbor (2021)" / f"Harbor S01E{number:02}.en.srt"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number == EPISODES and turn % 2:
            path.unlink()
            continue
        rows = []
        for line in range(LINES):
            at = begin + line * 9
            times = f"{_clock(at)},000 --> {_clock(at + 3)},000"
            rows.append(f"{line + 1}\n{times}\nTOM: The {word} of turn {turn} line {line}.\n")
        path.write_text("\n".join(rows), "utf-8")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def test_a_reader_sees_whole_episodes_only(tmp_path: Path) -> None:
    shelf, data = tmp_path / "shelf", tmp_path / "data"
    write(shelf, 0)
    with Library(shelf, data) as library:
        library.index()
    command = [sys.executable, "-c", WRITER, __file__, str(shelf), str(data), str(TURNS)]
    turns: set[int] = set()
    with subprocess.Popen(command) as writer, Library(shelf, data) as library:
        while writer.poll() is None:
            for number in range(1, EPISODES + 1):
                turns |= _look_at(library, number)
            _find(library)
    assert writer.returncode == 0
    assert len(turns) > TURNS / 2  # it did read while the other wrote
    with Library(shelf, data) as library:
        assert library.damage() == []


def _look_at(library: Library, number: int) -> set[int]:
    """Look at an episode; the turn whose edition it is of, if it is there."""
    try:
        captions = library.captions("Harbor", 1, number)
        scenes = library.scenes("Harbor", 1, number)
    except NotOnShelfError:
        assert number == EPISODES
        return set()
    assert len(captions) == LINES
    told = {(line.text.split()[1], int(line.text.split()[4])) for line in captions}
    [(word, turn)] = told
    assert {line.speaker for line in captions if isinstance(line, Line)} == {"TOM"}
    begin = dict(EDITIONS)[word]
    assert captions[0].start == begin
    _is_whole(scenes)
    return {turn}


def _is_whole(scenes: list[Scene]) -> None:
    """Whether these are all scenes of one edition."""
    assert [scene.number for scene in scenes] == list(range(1, len(scenes) + 1))
    begin = max(begin for _, begin in EDITIONS if begin <= scenes[0].start)
    duration = begin + (LINES - 1) * 9 + 3
    assert scenes[-1].end == scenes[0].episode.duration == duration
    for before, after in pairwise(scenes):
        assert before.end <= after.start + 0.001


def _find(library: Library) -> None:
    for word, _ in EDITIONS:
        for hit in library.find(f"{word} line", limit=5):
            begin = hit.scene.episode.duration - (LINES - 1) * 9 - 3
            assert begin in dict(EDITIONS).values()
            assert begin <= hit.start < hit.end <= hit.scene.episode.duration
            assert begin <= hit.at <= hit.scene.episode.duration
            assert begin <= hit.scene.start < hit.scene.end <= hit.scene.episode.duration
