"""Playlists of scenes, from any dramas: M3U for VLC, Kodi and Jellyfin, EDL for mpv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jangmyeon.errors import QueryError
from jangmyeon.exports.titles import one_line

_LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of a video to be played: its file, start and end (seconds), and a title."""

    path: str
    start: float
    end: float
    title: str = ""


def m3u(clips: Iterable[Clip], name: str = "") -> str:
    """An extended M3U playlist in UTF-8.

    VLC starts and stops each clip as ``#EXTVLCOPT`` says. Players that do not know it, Jellyfin
    among them, play whole files.

    Raises:
        QueryError: a path has a line break, which no playlist can hold.
    """
    rows = ["#EXTM3U"]
    if name:
        rows.append(f"#PLAYLIST:{one_line(name)}")
    for clip in clips:
        path = _path(clip)
        length = max(clip.end - clip.start, _LEAST)
        rows += [
            f"#EXTINF:{length:.0f},{one_line(clip.title)}",
            f"#EXTVLCOPT:start-time={max(clip.start, 0):.3f}",
            f"#EXTVLCOPT:stop-time={max(clip.end, clip.start + _LEAST):.3f}",
            f"./{path}" if path.startswith("#") else path,
        ]
    return "\n".join(rows) + "\n"


def mpv_edl(clips: Iterable[Clip]) -> str:
    """An mpv EDL file: the clips one after the other as one video, each with a chapter.

    Paths and titles are length-prefixed (``%5%title``), as mpv wants those with commas.

    Raises:
        QueryError: a path has a line break, which no playlist can hold.
    """
    rows = ["# mpv EDL v0"]
    for clip in clips:
        length = max(clip.end - clip.start, _LEAST)
        title = f",title={_measured(one_line(clip.title))}" if clip.title else ""
        rows.append(f"{_measured(_path(clip))},{max(clip.start, 0):.3f},{length:.3f}{title}")
    return "\n".join(rows) + "\n"


def _path(clip: Clip) -> str:
    if not clip.path.isprintable():
        raise QueryError(
            "no playlist can hold the file name", where=clip.path, remedy="rename the file"
        )
    return clip.path


def _measured(text: str) -> str:
    """A value with its length in bytes before it.

    >>> _measured("a, b")
    '%4%a, b'
    """
    return f"%{len(text.encode('utf-8'))}%{text}"
