"""The page on which a scene is watched, and what its player needs to know."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Query

from jangmyeon.library import Library
from jangmyeon.model import Track
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.parameters import At, Code, DramaId, season_and_number
from jangmyeon.web.viewer import Viewer
from jangmyeon.web.watch.media import Video, VideoError, how_to_play, look_at, video_at
from jangmyeon.web.watch.ways import Playing

End = Annotated[
    float,
    Query(
        description="The second at which the scene ends; 0 where it goes on.",
        ge=0,
        le=86_400,
        examples=[700],
    ),
]


@dataclass(frozen=True, slots=True)
class CaptionsShown:
    """Captions to show with a video: ``chosen`` are those that show at first."""

    language: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Player:
    """A player of one scene.

    ``address`` is what is played, of the type ``media_type``; ``file`` the video as it is, and
    ``command`` plays it with mpv. All are empty where there is no video. ``duration`` is that of
    the episode. ``perhaps`` tells that not every browser knows the ``codec``. ``obstacle`` says why
    nothing can be played here, in full in ``reason`` where a video is ``broken``; ``beside`` is the
    caption file beside which a video is looked for.
    """

    start: float
    end: float
    way: Literal["as is", "remux", "no"] = "no"
    address: str = ""
    media_type: str = ""
    duration: float = 0.0
    captions: tuple[CaptionsShown, ...] = ()
    poster: str = ""
    file: str = ""
    command: str = ""
    codec: str = ""
    perhaps: bool = False
    obstacle: Literal["", "none", "broken", "codec", "times", "means"] = ""
    reason: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class WatchPage:
    """A scene to watch."""

    drama: str
    title: str
    title_language: str
    code: str
    player: Player


def watch(
    library: Library, viewer: Viewer, drama: DramaId, code: Code, at: At, end: End = 0
) -> WatchPage:
    """Watch an episode from a second on: how its video can be played, if it is there.

    The video itself is at ``/watch/{drama}/{code}``.
    """
    found = library.drama(drama, spoilers=viewer.spoilers)
    title = title_of(found, viewer)
    place = (found.id, *season_and_number(code))
    path = library.video(*place, spoilers=viewer.spoilers)
    tracks = library.tracks(*place, spoilers=viewer.spoilers)
    code = code.upper()
    where = f"/watch/{quote(found.id, safe='')}/{code}"
    player = _player(where, path, tracks, at, max(end, 0.0), viewer)
    return WatchPage(found.id, title, language_of(title), code, player)


def _player(
    where: str, path: Path | None, tracks: list[Track], at: float, end: float, viewer: Viewer
) -> Player:
    if path is None:
        beside = tracks[0].path if tracks else ""
        return Player(at, end, obstacle="none", beside=beside)
    command = f"mpv --start={at:.1f} {shlex.quote(str(path))}"
    try:
        video = video_at(path)
        how = how_to_play(video)
    except VideoError as error:
        return Player(at, end, file=where, command=command, obstacle="broken", reason=error.message)
    second = f"{round(at, 3):.10g}"
    from_here = f"?start={second}" if how.way == "remux" else ""
    return Player(
        at,
        end,
        how.way,
        address=_address(where, how, second),
        media_type=how.mime,
        duration=_duration(video),
        captions=_captions(where, tracks, viewer, from_here),
        poster=f"{where.replace('/watch/', '/stills/', 1)}/{second}.jpg?wide=true",
        file=where,
        command=command,
        codec=how.codec,
        perhaps=how.perhaps,
        obstacle=how.obstacle,
    )


def _address(where: str, how: Playing, second: str) -> str:
    if how.way == "remux":
        return f"{where}/stream?start={second}"
    return f"{where}#t={second}" if how.way == "as is" else ""


def _duration(video: Video) -> float:
    """In seconds; 0 where it cannot be told."""
    try:
        return look_at(video).duration
    except ImportError:
        return 0.0


def _captions(
    where: str, tracks: list[Track], viewer: Viewer, from_here: str
) -> tuple[CaptionsShown, ...]:
    """One track a language; that of the interface shows at first, or else the most telling one."""
    languages = list(dict.fromkeys(track.language for track in tracks))
    chosen = viewer.language if viewer.language in languages else next(iter(languages), "")
    return tuple(
        CaptionsShown(each, f"{where}/{each}.vtt{from_here}", each == chosen) for each in languages
    )
