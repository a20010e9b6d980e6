"""Whom captions only number is found by what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from jangmyeon import Library

SAID = ("어디로 갔어?", "저쪽이야, 빨리!", "놓치지 마", "거기 서!", "잡아!")


def srt(second: int, label: str) -> str:
    """Twenty minutes of one voice, and five lines of another from one second on."""
    rows = [(at, "(가람) 오늘은 바람이 참 좋네") for at in range(10, 1200, 30)]
    rows += [(second + 4 * n, f"({label}) {text}") for n, text in enumerate(SAID)]
    return "\n\n".join(
        f"{n}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60 + 1:02},000\n{text}"
        for n, (at, text) in enumerate(sorted(rows), 1)
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "Harbor (2021)"
    folder.mkdir()
    for number, label in enumerate(("형사2", "기자들", "가람 모"), 1):
        path = folder / f"Harbor S01E{number:02}.ko.srt"
        path.write_text(srt(600, label), "utf-8")
    found = Library(tmp_path, tmp_path / "data")
    found.index()
    return found


@pytest.mark.parametrize(
    ("query", "episode"),
    [
        ("형사", 1),
        ("detective", 1),
        ("기자", 2),
        ("reporters", 2),
        ("엄마", 3),
        ("어머니", 3),
    ],
)
def test_an_unnamed_speaker_is_found_by_what_they_are(
    library: Library, query: str, episode: int
) -> None:
    with library:
        best = library.find(query)[0]
        assert best.scene.episode.number == episode
        assert best.start <= 600 <= best.end
