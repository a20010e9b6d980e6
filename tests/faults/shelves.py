"""A small shelf, and ways to break what is there."""

from __future__ import annotations

import random
from pathlib import Path

LINES = ("The lighthouse is dark tonight.", "Bring the lantern, quickly!", "I counted the waves.")


def srt(*lines: str) -> str:
    """A SubRip file of these lines, five seconds each."""
    rows = []
    for number, line in enumerate(lines, 1):
        minutes, seconds = divmod(number * 5, 60)
        start, end = f"00:{minutes:02}:{seconds:02},000", f"00:{minutes:02}:{seconds + 3:02},000"
        rows.append(f"{number}\n{start} --> {end}\n{line}")
    return "\n\n".join(rows)


def make_shelf(root: Path, episodes: int = 2) -> Path:
    """One drama of a few episodes."""
    folder = root / "shelf"
    for number in range(1, episodes + 1):
        path = folder / "Harbor (2021)" / f"Harbor S01E{number:02}.en.srt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(srt(*LINES, f"This is part {number}."), "utf-8")
    return folder


def flip(path: Path, seed: int = 1, *, after: int = 0) -> None:
    """Change one bit of a file, at or after a byte."""
    data = bytearray(path.read_bytes())
    at = random.Random(seed).randrange(after, len(data))
    data[at] ^= 1 << seed % 8
    path.write_bytes(data)
