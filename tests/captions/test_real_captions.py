"""Real captions of real dramas, where a folder of them is at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from jangmyeon.captions import CAPTION_EXTENSIONS, read_script
from jangmyeon.model import Script, Track


@pytest.fixture(scope="module")
def scripts(shared: Path) -> list[Script]:
    """A file of each drama."""
    read = []
    for drama in sorted(path for path in (shared / "captions").iterdir() if path.is_dir()):
        files = sorted(path for path in drama.rglob("*") if path.suffix in CAPTION_EXTENSIONS)
        for path in files[:1]:
            relative = path.relative_to(shared / "captions").as_posix()
            read += read_script(path.read_bytes(), Track(relative, sdh=".sdh." in relative))
    return read


def test_every_file_gives_an_episode_of_korean_lines(scripts: list[Script]) -> None:
    assert scripts
    for script in scripts:
        assert script.track.language == "ko"
        assert len(script.lines) > 200


def test_no_signs_of_the_captions_are_left_in_what_is_said(scripts: list[Script]) -> None:
    for script in scripts:
        if script.track.sdh:
            odd = [line.text for line in script.lines if set("[]♪<>{}") & set(line.text)]
            assert odd == []


def test_captions_for_the_deaf_tell_speakers_and_sounds(scripts: list[Script]) -> None:
    for script in scripts:
        if script.track.sdh:
            speakers = Counter(line.speaker for line in script.lines if line.speaker)
            assert len(speakers) > 10
            assert max(map(len, speakers)) <= 30
            assert len(script.sounds) > 50
