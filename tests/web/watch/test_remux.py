"""What browsers do not open is put into MP4 as it plays: in sync, bounded, and let go of."""

from __future__ import annotations

import gc
import io
import shutil
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.films import BROKEN, DRAMA, LENGTH, NEWER, NONE, code_of, make_film
from tests.web.serving import copied, serving

from jangmyeon.web.watch import streams
from jangmyeon.web.watch.media import VideoError, video_at
from jangmyeon.web.watch.ranges import Span
from jangmyeon.web.watch.remux import remux, stream_start

av = pytest.importorskip("av", reason="needs PyAV (the extra jangmyeon[video])")

REMUXED = ("copied.mkv", "surround.mkv", "broadcast.ts", "silent.mkv")
FLASH = 10.0  # seconds


def stream_of(name: str, start: float = 0) -> str:
    """The address of an episode's stream."""
    return f"/watch/{DRAMA}/{code_of(name)}/stream?start={start:g}"


def first_white(video: bytes) -> float:
    """When the picture turns white, in seconds of the stream."""
    with av.open(io.BytesIO(video)) as container:
        for frame in container.decode(video=0):
            if frame.to_ndarray(format="gray").mean() > 230:
                return float(frame.time)
    raise AssertionError("it never turns white")


def first_tone(video: bytes) -> float:
    """When the sound sets in, in seconds of the stream."""
    with av.open(io.BytesIO(video)) as container:
        for frame in container.decode(audio=0):
            if abs(frame.to_ndarray()).max() > 0.02:
                return float(frame.time)
    raise AssertionError("it stays silent")


@pytest.mark.parametrize("name", REMUXED)
def test_picture_and_sound_come_at_their_time(films: dict[str, Path], name: str) -> None:
    video = video_at(films[name])
    for start in (0.0, 7.5):
        made = b"".join(remux(video, start))
        begins = stream_start(video, start)
        assert begins <= start + 0.1
        assert begins + first_white(made) == pytest.approx(FLASH, abs=0.1)
        if name != "silent.mkv":
            assert begins + first_tone(made) == pytest.approx(FLASH, abs=0.15)
        with av.open(io.BytesIO(made)) as container:
            assert {s.codec_context.name for s in container.streams} <= {"h264", "aac"}
            last = max(p.pts * p.time_base for p in container.demux(video=0) if p.pts)
        assert begins + float(last) == pytest.approx(LENGTH, abs=0.3)


@pytest.mark.parametrize("name", NEWER)
def test_newer_codecs_are_copied_or_made_aac(tmp_path: Path, name: str) -> None:
    video = video_at(make_film(tmp_path / name, name))
    made = b"".join(remux(video, 6))
    assert stream_start(video, 6) + first_white(made) == pytest.approx(FLASH, abs=0.1)
    assert stream_start(video, 6) + first_tone(made) == pytest.approx(FLASH, abs=0.15)


@settings(max_examples=25, deadline=None)
@given(start=st.floats(0, LENGTH + 5))
def test_a_stream_starts_at_a_key_picture_until_its_second(
    films: dict[str, Path], start: float
) -> None:
    video = video_at(films["copied.mkv"])
    assert (
        start - 4.3 <= stream_start(video, min(start, LENGTH - 0.1)) + max(start - LENGTH, 0) + 0.2
    )
    with av.open(io.BytesIO(b"".join(remux(video, start)))) as container:
        packet = next(p for p in container.demux(video=0) if p.size)
        assert packet.is_keyframe


def test_a_stream_tells_where_it_begins(viewer: TestClient) -> None:
    path = stream_of("copied.mkv", 9)
    answer = viewer.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "video/mp4"
    assert "content-length" not in answer.headers
    assert float(answer.headers["x-start"]) + first_white(answer.content) == pytest.approx(
        FLASH, abs=0.1
    )
    assert viewer.head(path).headers["x-start"] == answer.headers["x-start"]


def test_what_cannot_be_remuxed_says_why(viewer: TestClient) -> None:
    for code, said in (
        (code_of("old.avi"), "MPEG-4 Part 2"),
        (code_of("reordered.avi"), "H.264"),
        (BROKEN, "broken"),
    ):
        answer = viewer.get(f"/watch/{DRAMA}/{code}/stream", headers={"Accept": "application/json"})
        assert answer.status_code == 415
        assert said in answer.text
    assert viewer.get(f"/watch/{DRAMA}/{NONE}/stream").status_code == 404


def test_a_truncated_video_ends_and_lets_go_of_its_file(
    films: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "cut.mkv"
    content = films["copied.mkv"].read_bytes()
    for length in (len(content) // 2, 3000, 100):
        path.write_bytes(content[:length])
        pieces = remux(video_at(path), 0.0)
        try:
            sum(len(piece) for piece in pieces)
        except VideoError as error:
            assert error.where == "cut.mkv"
            assert error.remedy
        del pieces
        assert not held(path)


def test_only_some_are_remuxed_at_once(
    films: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_WAIT", 0.01)
    video = video_at(films["copied.mkv"])
    with ExitStack() as open_ones:
        for _ in range(3):
            _, rest = streams.remuxed(video, 0)
            open_ones.callback(rest.close)
        with pytest.raises(streams.BusyError):
            streams.remuxed(video, 0)
    _, rest = streams.remuxed(video, 0)
    rest.close()
    assert not held(films["copied.mkv"])


def test_one_stream_too_many_is_asked_to_come_again(
    viewer: TestClient, films: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_WAIT", 0.01)
    with ExitStack() as open_ones:
        for _ in range(3):
            open_ones.callback(streams.remuxed(video_at(films["copied.mkv"]), 0)[1].close)
        answer = viewer.get(stream_of("copied.mkv"))
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
    assert viewer.get(stream_of("copied.mkv")).status_code == 200


@pytest.mark.parametrize("path", [f"/watch/{DRAMA}/S01E01", stream_of("copied.mkv")])
def test_when_the_viewer_leaves_the_file_is_closed(watched: Path, path: str) -> None:
    drama = watched / "shelf" / "Paper Kites (2023)"
    with serving(watched / "shelf", watched / "data") as address:
        place = urlsplit(address)
        for _ in range(5):
            with socket.create_connection((place.hostname, place.port)) as visitor:
                visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
                assert visitor.recv(64).startswith(b"HTTP/1.1 200")
        until = time.monotonic() + 10
        while any(held(each) for each in drama.iterdir()) and time.monotonic() < until:
            time.sleep(0.05)
        assert not [each.name for each in drama.iterdir() if held(each)]


def test_a_viewer_who_takes_nothing_for_long_is_let_go(
    watched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_PATIENCE", 0.3)
    shutil.copytree(watched / "shelf", tmp_path / "shelf")
    film = tmp_path / "shelf" / "Paper Kites (2023)" / f"Paper Kites {NONE}.mp4"
    with film.open("wb") as file:
        file.truncate(64 * 1024 * 1024)  # more than sockets hold
    with (
        serving(tmp_path / "shelf", copied(watched / "data", tmp_path / "data")) as address,
        socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as visitor,
    ):
        asked = f"GET /watch/{DRAMA}/{NONE} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n\r\n"
        visitor.sendall(asked.encode())
        assert visitor.recv(64).startswith(b"HTTP/1.1 200")
        assert held(film)
        until = time.monotonic() + 10
        while held(film) and time.monotonic() < until:
            time.sleep(0.05)
        assert not held(film)


def test_a_large_video_is_read_in_small_pieces(tmp_path: Path) -> None:
    film = tmp_path / "large.mp4"
    with film.open("wb") as file:
        file.truncate(2**31)
    pieces = streams.file_bytes(video_at(film), Span(10, 2**31 - 1))
    assert {len(next(pieces)) for _ in range(20)} == {256 * 1024}
    pieces.close()
    assert not held(film)


def test_a_video_that_becomes_shorter_while_it_plays_is_told(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x" * 1000)
    with pytest.raises(VideoError, match="shorter"):
        list(streams.file_bytes(video_at(film), Span(0, 1999)))


def held(path: Path) -> int:
    """How many times this process has a file open."""
    gc.collect()
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("needs /proc to see what is open")
    found = 0
    for each in descriptors.iterdir():
        try:
            found += each.readlink() == path
        except OSError:
            continue  # closed in the meantime
    return found
