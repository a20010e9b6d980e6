"""Playlists and edit lists: players open them, and every clip starts where its scene does."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.errors import QueryError
from jangmyeon.exports import Clip, cmx3600, m3u, mpv_edl

CLIPS = [
    Clip("/dramas/Pier, 2020/E01 = one.mkv", 2.5, 4.0, "세리, 정혁"),
    Clip("b.mkv", 61.0, 63.5),
]


def test_a_playlist_tells_where_each_clip_starts_and_stops() -> None:
    rows = m3u(CLIPS, "Farewells").splitlines()
    assert rows[:2] == ["#EXTM3U", "#PLAYLIST:Farewells"]
    assert "#EXTVLCOPT:start-time=2.500" in rows
    assert "#EXTVLCOPT:stop-time=63.500" in rows
    assert rows[-1] == "b.mkv"


def test_a_file_that_looks_like_a_comment_is_still_played() -> None:
    assert m3u([Clip("#1.mkv", 0, 1)]).splitlines()[-1] == "./#1.mkv"


def test_a_file_name_with_a_line_break_is_told() -> None:
    with pytest.raises(QueryError, match="rename the file"):
        m3u([Clip("a\nb.mkv", 0, 1)])
    with pytest.raises(QueryError, match="rename the file"):
        mpv_edl([Clip("a\nb.mkv", 0, 1)])


def test_mpv_opens_the_edit_list(tmp_path: Path) -> None:
    mpv, ffmpeg = shutil.which("mpv"), shutil.which("ffmpeg")
    if mpv is None or ffmpeg is None:
        pytest.skip("needs mpv and ffmpeg, which are not installed")
    video = tmp_path / "pier, 2020; = 100%.mkv"
    source = "color=gray:s=64x36:r=5:d=9"
    subprocess.run([ffmpeg, "-v", "error", "-f", "lavfi", "-i", source, str(video)], check=True)
    told = tmp_path / "clips.edl"
    told.write_text(mpv_edl([Clip(str(video), 1, 3, "하나, 둘"), Clip(str(video), 5, 8)]), "utf-8")
    done = subprocess.run(
        [mpv, "--no-config", "--vo=null", "--ao=null", "--frames=1",
         "--term-playing-msg=length=${=duration} chapters=${chapters}", str(told)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "length=5.0" in done.stdout


def test_an_edit_decision_list_counts_frames() -> None:
    rows = cmx3600([Clip("a.mkv", 3600.0, 3601.0, "one"), Clip("b.mkv", 0.0, 2.0)], 25).splitlines()
    assert rows[1] == "FCM: NON-DROP FRAME"
    assert rows[3] == "001  AX       V     C        01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00"
    assert rows[-2].endswith("00:00:00:00 00:00:02:00 00:00:01:00 00:00:03:00")


def test_non_drop_timecode_falls_behind_the_clock_at_a_fractional_rate() -> None:
    row = cmx3600([Clip("a.mkv", 3600.0, 3610.0)], 29.97).splitlines()[3]
    assert "00:59:56:12" in row  # 107892 frames, of which 30 are counted a second


def test_an_unknown_frame_rate_is_told() -> None:
    with pytest.raises(QueryError, match="no frame rate"):
        cmx3600(CLIPS, 26)


@given(
    st.lists(st.tuples(st.floats(0, 9000), st.floats(0.05, 400)), min_size=1, max_size=20),
    st.sampled_from([23.976, 24, 25, 29.97, 30, 50, 59.94, 60]),
)
def test_the_edit_takes_as_long_as_its_clips_and_has_no_gaps(
    spans: list[tuple[float, float]], rate: float
) -> None:
    rows = cmx3600([Clip("a.mkv", at, at + length) for at, length in spans], rate).splitlines()
    events = [row.split()[-4:] for row in rows if " V     C " in row]
    base = round(rate)

    def frames(stamp: str) -> int:
        hours, minutes, seconds, rest = map(int, stamp.split(":"))
        assert rest < base
        return ((hours * 60 + minutes) * 60 + seconds) * base + rest

    for source_in, source_out, record_in, record_out in events:
        assert frames(source_out) - frames(source_in) == frames(record_out) - frames(record_in) > 0
    for one, other in pairwise(events):
        assert one[3] == other[2]
