"""A shelf at a URL is read like a folder, and only what has changed is read again."""

from __future__ import annotations

import functools
import http.server
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.content import content
from benchmarks.kills import small_shelf

from jangmyeon import Library
from jangmyeon.errors import ShelfError
from jangmyeon.shelf import Shelf, Url, scan

fsspec = pytest.importorskip("fsspec", reason="needs jangmyeon[remote]")

SRT = "1\n00:00:01,000 --> 00:00:04,000\nThe lighthouse is dark.\n"
NFO = "<tvshow><title>Harbor</title><originaltitle>항구</originaltitle></tvshow>"
FILES = {
    "Harbor (2021)/tvshow.nfo": NFO,
    "Harbor (2021)/Season 1/Harbor S01E01 #1.ko.srt": SRT,
    "Harbor (2021)/Season 1/Harbor S01E02.en.srt": SRT.replace("dark", "lit"),
    "Harbor (2021)/Trailers/Harbor S01E09.srt": SRT,
    "Harbor (2021)/notes.txt": "none of ours",
    "등대/.ignore": "*.vtt",
    "등대/등대 3화.srt": SRT.replace("The lighthouse", "The lamp"),
    "등대/등대 4화.vtt": "WEBVTT\n",
    "Left out/.nomedia": "",
    "Left out/Left out S01E01.srt": SRT,
}


@pytest.fixture
def memory() -> Iterator[Any]:
    """A store in this process's memory, and the URL of a shelf in it."""
    store = fsspec.filesystem("memory")
    root = f"/{uuid.uuid4().hex}"
    for path, text in FILES.items():
        store.pipe(f"{root}/{path}", text.encode())
    yield store, f"memory:/{root}"
    store.rm(root, recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / "shelf" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "shelf"


def told(shelf: Shelf) -> list[object]:
    episodes = [(e.episode, e.tracks, e.video) for e in shelf.episodes]
    return [episodes, shelf.skipped, shelf.notices, shelf.identities]


def test_memory_holds_the_same_as_a_folder(memory: Any, folder: Path) -> None:
    _, url = memory
    assert told(scan(Url(url))) == told(scan(folder))
    assert [e.episode.code for e in scan(Url(url)).episodes] == ["S01E01", "S01E02", "S01E03"]


def test_an_archive_holds_the_same_as_a_folder(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    assert told(scan(Url(f"zip://::{tmp_path / 'all.zip'}"))) == told(scan(folder))


def test_a_web_server_holds_the_same_as_a_folder(folder: Path) -> None:
    pytest.importorskip("aiohttp", reason="fsspec reads http by it")
    for hidden in folder.rglob(".*"):  # what a listing on the web shows, and no more
        hidden.unlink()
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        assert told(scan(Url(url))) == told(scan(folder))
        server.shutdown()


def test_a_file_url_is_a_folder(folder: Path) -> None:
    with Library(folder.as_uri()) as library:
        assert library.folder == folder
        assert library.data == folder / ".jangmyeon"


def test_a_library_of_a_shelf_in_memory_answers_and_follows_changes(
    memory: Any, tmp_path: Path
) -> None:
    store, url = memory
    with Library(url, tmp_path / "data") as library:
        assert library.index().analysed == 3
        assert [hit.scene.episode.number for hit in library.find("lamp")] == [3]
        assert library.drama("항구").title == "Harbor"
        assert library.index().unchanged == 3
        path = "Harbor (2021)/Season 1/Harbor S01E02.en.srt"
        store.pipe(f"{url.removeprefix('memory:/')}/{path}", SRT.replace("dark", "new").encode())
        report = library.index()
        assert (report.analysed, report.unchanged) == (1, 2)
        store.rm(f"{url.removeprefix('memory:/')}/{path}")
        assert library.index().removed == 1


def test_a_shelf_in_memory_gives_the_library_that_its_folder_gives(tmp_path: Path) -> None:
    shelf = small_shelf(tmp_path)
    store = fsspec.filesystem("memory")
    root = f"/{uuid.uuid4().hex}"
    for path in shelf.rglob("*.xml"):
        store.pipe(f"{root}/{path.relative_to(shelf).as_posix()}", path.read_bytes())
    for place, data in ((shelf, "a"), (f"memory:/{root}", "b")):
        with Library(place, tmp_path / data) as library:
            library.index()  # by worker processes, which cannot see this memory
    store.rm(root, recursive=True)
    assert _without_marks(content(tmp_path / "a")) == _without_marks(content(tmp_path / "b"))


def _without_marks(tables: list[list[tuple[object, ...]]]) -> list[list[tuple[object, ...]]]:
    """Without the episodes' fingerprints and the files' versions, of which those are made."""
    tables[2] = [row[:-1] for row in tables[2]]
    tables[12] = [(row[0], row[4]) for row in tables[12]]
    return tables


def test_captions_inside_a_remote_video_are_skipped_and_told(memory: Any, tmp_path: Path) -> None:
    store, url = memory
    store.pipe(f"{url.removeprefix('memory:/')}/Harbor (2021)/Harbor S01E05.mkv", b"\x1aE\xdf\xa3")
    with Library(url, tmp_path / "data") as library:
        [skipped] = library.index().skipped
        assert skipped.path.endswith("S01E05.mkv")
        assert "put a caption file beside it" in skipped.reason


def test_a_library_keeps_what_it_had_when_its_shelf_cannot_be_reached(
    memory: Any, tmp_path: Path
) -> None:
    store, url = memory
    with Library(url, tmp_path / "data") as library:
        library.index()
        saved = {path: store.cat(path) for path in store.find(url.removeprefix("memory:/"))}
        store.rm(url.removeprefix("memory:/"), recursive=True)
        with pytest.raises(ShelfError, match=r"no such folder .*: check the address"):
            library.index()
        assert library.totals().episodes == 3
        for path, data in saved.items():
            store.pipe(path, data)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense://shelf", "cannot be read here"),
        ("zip://::/nowhere/all.zip", "no such folder"),
    ],
)
def test_an_address_without_a_shelf_is_a_clear_error(url: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ShelfError, match=said) as raised:
        Library(url, tmp_path / "data").index()
    assert raised.value.where == url


def test_without_data_a_remote_library_lies_with_the_users_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    data = Library("s3://mine/dramas").data
    assert data.parent == tmp_path / "jangmyeon"
    assert data.name.startswith("dramas-")
    assert Library("s3://mine/dramas/").data == data


class _Quiet(http.server.SimpleHTTPRequestHandler):
    log_message: Callable[..., None] = lambda *_: None
