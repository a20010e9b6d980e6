"""Short films made by ffmpeg, and a shelf with them beside captions of our own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor

DRAMA = "paper-kites-2023"
LENGTH = 24  # seconds
KOREAN = (
    "(다람)\n거기 누구 있어요?",
    "[잔잔한 음악]",
    "(솔)\n나야, 솔이 & <친구>",
    "우산은 어디에 뒀어?",
    "♪ 비가 오면 ♪",
)
ENGLISH = (
    "Who is there?",
    "[gentle music]",
    "It's me, Sol & a <friend>.",
    "Where is the umbrella?",
)

H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "96", "-bf", "2", "-pix_fmt", "yuv420p")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-pix_fmt", "yuv420p")
FILMS = {
    "plain.mp4": (*H264, "-c:a", "aac"),
    "copied.mkv": (*H264, "-c:a", "aac"),
    "surround.mkv": (*H264, "-c:a", "ac3"),
    "free.webm": (*VP9, "-c:a", "libopus"),
    "old.avi": ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "broadcast.ts": (*H264, "-c:a", "aac"),
    "silent.mkv": (*H264, "-an"),
    "reordered.avi": (*H264, "-c:a", "aac"),
}
"""Films by name, with how ffmpeg makes them. A white flash and a tone come at 10 s, for 1 s."""

NEWER = {
    "modern.mkv": ("-c:v", "libsvtav1", "-preset", "12", "-g", "96", "-c:a", "libopus"),
    "lossless.mkv": (*H264, "-c:a", "flac"),
}
"""Films that not every ffmpeg can make."""

EPISODES = (*FILMS, None, None)
"""The film of each episode; that of the last but one is broken, the last has none."""

BROKEN, NONE = f"S01E{len(FILMS) + 1:02}", f"S01E{len(FILMS) + 2:02}"

_PICTURE = (
    f"testsrc=size=160x90:rate=24:duration={LENGTH},"
    "drawbox=c=white:t=fill:enable='between(t,10,10.99)'"
)
_SOUND = f"sine=frequency=440:duration={LENGTH},volume='if(between(t,10,11),1,0)':eval=frame"


def make_film(path: Path, name: str) -> Path:
    """Make one of ``FILMS`` or ``NEWER``; the test skips where ffmpeg cannot."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg to make a video")
    pytest.importorskip("av", reason="needs PyAV (the extra jangmyeon[video])")
    sources = ["-f", "lavfi", "-i", _PICTURE, "-f", "lavfi", "-i", _SOUND]
    command = ["ffmpeg", "-y", "-v", "error", *sources, *{**FILMS, **NEWER}[name], str(path)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"this ffmpeg cannot make {name}: {made.stderr[-200:]}")
    return path


def make_shelf(folder: Path, films: tuple[str | None, ...]) -> Library:
    """A drama with an episode for each film (none for None), indexed."""
    drama = folder / "shelf" / "Paper Kites (2023)"
    drama.mkdir(parents=True)
    for number, name in enumerate(films, 1):
        stem = f"Paper Kites S01E{number:02}"
        (drama / f"{stem}.ko.sdh.srt").write_text(_srt(KOREAN, number), "utf-8")
        (drama / f"{stem}.en.srt").write_text(_srt(ENGLISH, number), "utf-8")
        if name is not None:
            make_film(drama / f"{stem}{Path(name).suffix}", name)
    library = Library(folder / "shelf", folder / "data")
    library.index(executor=InlineExecutor())
    return library


def code_of(name: str) -> str:
    """The episode that has a film."""
    return f"S01E{EPISODES.index(name) + 1:02}"


def _srt(texts: tuple[str, ...], number: int) -> str:
    """A caption every two seconds; what is said of the number differs between episodes."""
    rows = []
    for place, text in enumerate([*texts, f"{number} - {number * 7}"]):
        at = 1 + 2 * place
        rows.append(f"{place + 1}\n00:00:{at:02},000 --> 00:00:{at + 1:02},500\n{text}\n")
    return "\n".join(rows)
