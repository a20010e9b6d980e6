"""The page tells how an episode can be watched, or why not; nothing off the shelf is served."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import words
from tests.web.films import BROKEN, DRAMA, FILMS, LENGTH, NONE, code_of
from tests.web.serving import copied, visiting

from jangmyeon import Library
from jangmyeon.web.watch.ways import Make, Picture, Voice, playing

pytest.importorskip("av", reason="needs PyAV (the extra jangmyeon[video])")

WAYS = {
    "plain.mp4": ("as is", ""),
    "copied.mkv": ("remux", ""),
    "surround.mkv": ("remux", ""),
    "free.webm": ("as is", ""),
    "old.avi": ("no", "codec"),
    "broadcast.ts": ("remux", ""),
    "silent.mkv": ("remux", ""),
    "reordered.avi": ("no", "times"),
}


def player_of(viewer: TestClient, code: str, query: str = "?end=12") -> dict[str, Any]:
    """What the page knows of an episode's player."""
    answer = viewer.get(f"/watch/{DRAMA}/{code}/8.25.json{query}")
    assert answer.status_code == 200
    return answer.json()["player"]


@pytest.fixture
def own(watched: Path, tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """A visitor to a copy of the shelf, and the folder of its drama."""
    shutil.copytree(watched / "shelf", tmp_path / "shelf")
    data = copied(watched / "data", tmp_path / "data")
    with visiting(tmp_path / "shelf", data) as client:
        yield client, tmp_path / "shelf" / "Paper Kites (2023)"


@pytest.mark.parametrize("name", FILMS)
def test_each_kind_of_video_is_played_in_its_way(viewer: TestClient, name: str) -> None:
    player = player_of(viewer, code_of(name))
    assert (player["way"], player["obstacle"]) == WAYS[name]
    assert player["duration"] == pytest.approx(LENGTH, abs=0.5)
    assert (player["start"], player["end"]) == (8.25, 12)
    assert "mpv --start=8.2 '/" in player["command"]
    assert viewer.head(player["file"]).status_code == 200
    if player["way"] == "no":
        assert not player["address"]
        return
    assert viewer.head(player["address"].partition("#")[0]).status_code == 200
    assert viewer.get(player["poster"]).headers["content-type"] == "image/jpeg"
    assert [each["language"] for each in player["captions"]] == ["ko", "en"]
    assert [each["chosen"] for each in player["captions"]] == [False, True]
    assert all("WEBVTT" in viewer.get(each["address"]).text for each in player["captions"])


def test_what_cannot_be_played_is_told_with_a_remedy(viewer: TestClient) -> None:
    for code, said in (
        (code_of("old.avi"), "Browsers cannot play MPEG-4 Part 2 (DivX, Xvid)"),
        (code_of("reordered.avi"), "does not tell when each picture shows"),
        (BROKEN, "it is broken or was not copied to its end"),
    ):
        page = viewer.get(f"/watch/{DRAMA}/{code}/8")
        assert said in words(page)
        assert "mpv --start=8.0" in words(page)
        assert "<video" not in page.text
    page = viewer.get(f"/watch/{DRAMA}/{NONE}/8")
    assert f"Paper Kites (2023)/Paper Kites {NONE}.ko.sdh.srt" in words(page)
    assert "mpv" not in page.text


def test_the_page_speaks_korean(viewer: TestClient) -> None:
    page = viewer.get(f"/watch/{DRAMA}/S01E01/8?end=9", headers={"Accept-Language": "ko"})
    assert "이 장면 재생" in words(page)
    assert 'label="한국어" srclang="ko" default' in page.text


def test_a_video_put_beside_its_captions_is_there_at_once(own: tuple[TestClient, Path]) -> None:
    viewer, drama = own
    assert player_of(viewer, NONE)["obstacle"] == "none"
    shutil.copy(drama / "Paper Kites S01E01.mp4", drama / f"Paper Kites {NONE}.mp4")
    assert player_of(viewer, NONE)["way"] == "as is"


def test_links_that_lead_out_of_the_shelf_are_not_followed(
    own: tuple[TestClient, Path], tmp_path: Path
) -> None:
    viewer, drama = own
    outside = tmp_path / "outside.mp4"
    shutil.move(drama / "Paper Kites S01E01.mp4", outside)
    (drama / "Paper Kites S01E01.mp4").symlink_to(outside)
    (drama / f"Paper Kites {NONE}.mkv").symlink_to("/etc/passwd")
    for code in ("S01E01", NONE):
        assert player_of(viewer, code)["obstacle"] == "none"
        for path in ("", "/stream"):
            assert viewer.get(f"/watch/{DRAMA}/{code}{path}").status_code == 404
        assert viewer.get(f"/stills/{DRAMA}/{code}/1.jpg").headers["content-type"] != "image/jpeg"


def test_a_link_to_what_is_no_video_serves_nothing(own: tuple[TestClient, Path]) -> None:
    viewer, drama = own
    (drama / f"Paper Kites {NONE}.mp4").symlink_to("Paper Kites S01E01.en.srt")
    assert viewer.get(f"/watch/{DRAMA}/{NONE}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/watch/../S01E01",
        f"/watch/{DRAMA}/..%2F..%2Fdata",
        f"/watch/{DRAMA}/S01E01%2F..%2F..",
        "/watch/..%2F..%2Fetc%2Fpasswd/S01E01",
        f"/watch/{DRAMA}/S01E01/..%2f..%2fx.vtt",
        f"/stills/{DRAMA}/S01E01/..%2F1.jpg",
        f"/watch/{DRAMA}/S09E09",
        "/watch/no-such-drama/S01E01/5",
    ],
)
def test_no_address_leads_anywhere_else(viewer: TestClient, path: str) -> None:
    answer = viewer.get(path)
    assert answer.status_code in {404, 422}


def test_nothing_of_later_episodes_can_be_watched(own: tuple[TestClient, Path]) -> None:
    viewer, drama = own
    with Library(drama.parent, drama.parents[1] / "data") as library:
        library.set_seen(DRAMA, 1)
    later = code_of("copied.mkv")
    for path in (f"/watch/{DRAMA}/{later}", f"/watch/{DRAMA}/{later}/stream"):
        assert viewer.get(path).status_code == 404
    for path in (f"/watch/{DRAMA}/{later}/5", f"/watch/{DRAMA}/{later}/ko.vtt"):
        assert viewer.get(path).status_code == 404
    assert viewer.get(f"/stills/{DRAMA}/{later}/5.jpg").status_code == 404
    assert viewer.get(f"/watch/{DRAMA}/S01E01").status_code == 200
    viewer.cookies.set("spoilers", "shown")
    assert viewer.get(f"/watch/{DRAMA}/{later}").status_code == 200


def test_without_pyav_what_browsers_open_still_plays(
    viewer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jangmyeon.web.watch import media

    media.look_at.cache_clear()
    monkeypatch.setitem(sys.modules, "av", None)
    assert player_of(viewer, "S01E01")["way"] == "as is"
    other = player_of(viewer, code_of("copied.mkv"))
    assert (other["way"], other["obstacle"]) == ("no", "means")
    assert viewer.get(f"/watch/{DRAMA}/{code_of('copied.mkv')}/stream").status_code == 415
    drawn = viewer.get(f"/stills/{DRAMA}/S01E01/2.2.jpg")
    assert drawn.headers["content-type"] == "image/svg+xml"


def made(codec: str, *voices: Voice, containers: str = "matroska,webm", pixels: str = "") -> Make:
    """What a file is made of, for the rules on it."""
    names = frozenset(containers.split(","))
    return Make(names, ".mkv", 60, Picture(0, codec, pixels), voices)


def test_a_korean_sound_track_is_heard_before_others() -> None:
    dubbed = Voice(1, "aac", "eng"), Voice(2, "aac", "kor")
    assert playing(made("h264", *dubbed)).voice == 2
    assert playing(made("h264", *dubbed, containers="mov,mp4")).way == "remux"
    assert playing(made("h264", dubbed[1], containers="mov,mp4")).way == "as is"


def test_codecs_that_some_browsers_know_are_left_to_the_browser() -> None:
    assert playing(made("hevc", Voice(1, "aac"))).perhaps
    assert playing(made("hevc", Voice(1, "aac"))).way == "remux"
    assert playing(made("h264", pixels="yuv420p10le")).codec == "H.264 in 10 bits"
    assert playing(made("h264", pixels="yuv420p10le")).way == "no"
    assert not playing(made("h264", Voice(1, "dts"))).copied
    assert playing(made("vp8", Voice(1, "vorbis"))).way == "as is"
