"""Stills show what the video shows, are kept within bounds, and have a stand-in."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.films import BROKEN, DRAMA, NONE, code_of

from jangmyeon.web.watch.media import VideoError, video_at
from jangmyeon.web.watch.stills import Stills, take_still

av = pytest.importorskip("av", reason="needs PyAV (the extra jangmyeon[video])")


def brightness(picture: bytes) -> float:
    """How bright a picture is, 0 to 255."""
    with av.open(io.BytesIO(picture)) as container:
        frame = next(container.decode(video=0))
        return float(frame.to_ndarray(format="gray").mean())


@pytest.mark.parametrize(
    "name", ["plain.mp4", "copied.mkv", "free.webm", "old.avi", "broadcast.ts", "reordered.avi"]
)
def test_a_still_is_what_shows_at_its_second(films: dict[str, Path], name: str) -> None:
    video = video_at(films[name])
    assert brightness(take_still(video, 10.5)) > 230
    for at in (0, 5, 9.8, 12, 23.9, 500):
        assert brightness(take_still(video, at)) < 200, at


def test_a_still_is_480_pixels_wide(films: dict[str, Path]) -> None:
    with av.open(io.BytesIO(take_still(video_at(films["plain.mp4"]), 1))) as container:
        [stream] = container.streams.video
        assert (stream.codec_context.width, stream.codec_context.height) == (480, 270)


def test_a_still_comes_as_a_jpeg_and_is_not_sent_twice(viewer: TestClient) -> None:
    path = f"/stills/{DRAMA}/S01E01/10.5.jpg"
    answer = viewer.get(path)
    assert answer.headers["content-type"] == "image/jpeg"
    assert brightness(answer.content) > 230
    assert viewer.get(path).content == answer.content
    again = viewer.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    wide = viewer.get(f"{path}?wide=true")
    assert wide.headers["etag"] != answer.headers["etag"]
    assert wide.content != answer.content


@pytest.mark.parametrize("code", [BROKEN, NONE])
def test_where_no_still_can_be_had_a_drawing_stands(viewer: TestClient, code: str) -> None:
    answer = viewer.get(f"/stills/{DRAMA}/{code}/5.jpg")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"


def test_a_still_of_an_episode_that_is_not_there_is_not_found(viewer: TestClient) -> None:
    assert viewer.get(f"/stills/{DRAMA}/S07E01/5.jpg").status_code == 404
    assert viewer.get(f"/stills/{DRAMA}/S01E01/-5.jpg").status_code == 422


def test_what_was_looked_at_last_stays_and_the_rest_makes_room(
    films: dict[str, Path], tmp_path: Path
) -> None:
    video = video_at(films["plain.mp4"])
    size = len(take_still(video, 1))
    stills = Stills(tmp_path / "stills", largest=5 * size)
    known: set[Path] = set()
    for second in range(12):
        stills.taken(video, second)
        for path in {*(tmp_path / "stills").iterdir()} - known:
            os.utime(path, (second + 1, second + 1))  # each is older than the next ...
            known.add(path)
        stills.kept(video, 0)  # ... but the first is looked at again and again
        assert sum(p.stat().st_size for p in (tmp_path / "stills").iterdir()) <= 6 * size
    assert stills.kept(video, 0) is not None
    assert stills.kept(video, 3) is None
    assert not list((tmp_path / "stills").glob("*.part"))


def test_a_still_of_a_video_that_was_replaced_is_taken_anew(
    films: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(films["plain.mp4"].read_bytes())
    stills = Stills(tmp_path / "stills")
    stills.taken(video_at(path), 1)
    assert stills.kept(video_at(path), 1) is not None
    os.utime(path, (1, 1))
    assert stills.kept(video_at(path), 1) is None


def test_a_data_folder_that_cannot_be_written_keeps_nothing(
    films: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "stills").write_text("a file where the folder should be")
    assert Stills(tmp_path / "stills").taken(video_at(films["plain.mp4"]), 1)


def test_a_broken_video_gives_no_still(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no film")
    with pytest.raises(VideoError, match=r"film\.mp4"):
        take_still(video_at(path), 1)


def test_stills_are_kept_with_the_data_of_the_library(viewer: TestClient, watched: Path) -> None:
    viewer.get(f"/stills/{DRAMA}/{code_of('free.webm')}/3.jpg")
    assert list((watched / "data" / "stills").glob("*.jpg"))
