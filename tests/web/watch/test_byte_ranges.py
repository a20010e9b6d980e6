"""A player gets the bytes that it asks for, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from tests.web.films import DRAMA

from jangmyeon.web.watch.media import video_at
from jangmyeon.web.watch.ranges import Span, UnsatisfiableError, holds, names, read_range
from jangmyeon.web.watch.streams import file_response

AS_IS = f"/watch/{DRAMA}/S01E01"


@pytest.fixture(scope="session")
def content(watched: Path) -> bytes:
    """The bytes of the video."""
    return (watched / "shelf" / "Paper Kites (2023)" / "Paper Kites S01E01.mp4").read_bytes()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_range_gives_just_these_bytes(
    viewer: TestClient, content: bytes, data: st.DataObject
) -> None:
    size = len(content)
    first = data.draw(st.one_of(st.integers(0, size - 1), st.none()))
    last = data.draw(
        st.integers(first or 0, size * 2) if first is not None else st.integers(1, size)
    )
    told = f"bytes={'' if first is None else first}-{last}"
    answer = viewer.get(AS_IS, headers={"Range": told})
    wanted = content[-last:] if first is None else content[first : last + 1]
    begins = size - len(wanted) if first is None else first
    assert answer.status_code == 206
    assert answer.content == wanted
    ends = begins + len(wanted) - 1
    assert answer.headers["content-range"] == f"bytes {begins}-{ends}/{size}"
    assert answer.headers["content-length"] == str(len(wanted))


@given(st.text(max_size=30), st.integers(0, 1000))
def test_whatever_stands_in_the_header_is_a_range_within_the_file_or_none(
    text: str, size: int
) -> None:
    for header in (text, f"bytes={text}"):
        try:
            span = read_range(header, size)
        except UnsatisfiableError:
            continue
        assert span is None or (0 <= span.first <= span.last < size)


@pytest.mark.parametrize("header", ["bytes=5000-", "bytes=1000-1001", "bytes=-0"])
def test_a_range_beyond_the_file_cannot_be_met(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        read_range(header, 1000)


@pytest.mark.parametrize(
    "header",
    ["", "bytes=", "bytes=-", "bytes=9-5", "bytes=a-b", "lines=0-5", "bytes=0-1,4-5", "bytes=-5-9"],
)
def test_what_is_no_single_range_of_bytes_is_answered_with_the_whole(header: str) -> None:
    assert read_range(header, 1000) is None


def test_without_a_range_the_whole_file_comes(viewer: TestClient, content: bytes) -> None:
    answer = viewer.get(AS_IS)
    assert answer.status_code == 200
    assert answer.content == content
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "video/mp4"


def test_head_tells_the_length_and_sends_nothing(viewer: TestClient, content: bytes) -> None:
    answer = viewer.head(AS_IS, headers={"Range": "bytes=0-9"})
    assert answer.status_code == 206
    assert answer.content == b""
    assert answer.headers["content-length"] == "10"
    assert viewer.head(AS_IS).headers["content-length"] == str(len(content))


def test_a_range_beyond_the_video_is_refused_with_its_length(
    viewer: TestClient, content: bytes
) -> None:
    answer = viewer.get(AS_IS, headers={"Range": f"bytes={len(content)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(content)}"


def test_a_range_of_a_file_that_has_changed_since_is_the_whole(
    viewer: TestClient, content: bytes
) -> None:
    etag = viewer.head(AS_IS).headers["etag"]
    part = {"Range": "bytes=0-9"}
    assert viewer.get(AS_IS, headers={**part, "If-Range": etag}).status_code == 206
    changed = viewer.get(AS_IS, headers={**part, "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, content)
    modified = viewer.head(AS_IS).headers["last-modified"]
    assert viewer.get(AS_IS, headers={**part, "If-Range": modified}).status_code == 206
    assert not holds(f"W/{etag}", etag, modified)


def test_a_video_that_the_browser_has_is_not_sent_again(viewer: TestClient) -> None:
    had = viewer.head(AS_IS).headers
    again = viewer.get(AS_IS, headers={"If-None-Match": f'"x", W/{had["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert viewer.get(AS_IS, headers={"If-Modified-Since": had["last-modified"]}).status_code == 304
    assert viewer.get(AS_IS, headers={"If-Modified-Since": "long ago"}).status_code == 200
    assert names("*", had["etag"])


def test_an_empty_file_is_sent_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    video = video_at(path)
    assert file_response(video, Headers()).headers["content-length"] == "0"
    assert file_response(video, Headers({"range": "bytes=0-"})).status_code == 416


def test_a_span_counts_both_its_ends() -> None:
    assert Span(5, 5).length == 1
