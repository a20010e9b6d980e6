"""What a browser can play, and how: pure, from what a video file is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["as is", "remux", "no"]
Obstacle = Literal["", "codec", "times", "means"]
"""What is in the way: browsers do not know the codec, the file does not tell when pictures show,
or there is no PyAV to remux it with."""

_MP4 = frozenset({"mov", "mp4", "m4a", "3gp", "3g2", "mj2"})
_MP4_VIDEO = frozenset({"h264", "av1", "vp9"})
_MP4_AUDIO = frozenset({"aac", "mp3", "opus", "flac"})
_WEBM_VIDEO = frozenset({"vp8", "vp9", "av1"})
_WEBM_AUDIO = frozenset({"opus", "vorbis"})
_ONLY_SOME = frozenset({"hevc"})
"""Played where the machine has the means for it: the browser is asked."""

_EIGHT_BITS = frozenset({"yuv420p", "yuvj420p", "nv12", ""})
_COPIED_AUDIO = frozenset({"aac", "opus"})
"""What goes into MP4 as it is; all else is made AAC."""

_SHOWN = {
    "av1": "AV1",
    "h264": "H.264",
    "hevc": "HEVC (H.265)",
    "mpeg1video": "MPEG-1",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4 Part 2 (DivX, Xvid)",
    "msmpeg4v3": "MS MPEG-4 (DivX 3)",
    "rv40": "RealVideo 4",
    "theora": "Theora",
    "vc1": "VC-1",
    "vp8": "VP8",
    "vp9": "VP9",
    "wmv3": "Windows Media Video 9",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a video: FFmpeg's names of its codec and of how its colors are kept.

    ``mime`` names the codec as RFC 6381 does, empty where that cannot be told.
    ``guessed`` tells that the file does not say when each picture shows.
    """

    index: int
    codec: str
    pixels: str = ""
    width: int = 0
    height: int = 0
    mime: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the sound tracks of a video; ``language`` as the file has it."""

    index: int
    codec: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Make:
    """What a video file is made of.

    ``containers`` are the names that FFmpeg has for the kind of file, ``duration`` is in seconds.
    """

    containers: frozenset[str]
    extension: str
    duration: float
    picture: Picture | None
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Playing:
    """How a video is played in a page.

    ``mime`` is the type of what the browser gets, with its codecs where they can be told. ``codec``
    is what the picture is in, for people. With ``perhaps``, only some browsers can.
    ``voice`` is the index of the sound track, None where there is none; ``copied`` tells that it
    goes out as it is. ``obstacle`` tells why there is no way.
    """

    way: Way
    mime: str = ""
    codec: str = ""
    perhaps: bool = False
    voice: int | None = None
    copied: bool = True
    obstacle: Obstacle = ""


def playing(make: Make) -> Playing:
    """How a browser can be given a video."""
    picture, voice = make.picture, preferred(make.voices)
    if picture is None:
        return Playing("no", obstacle="codec")
    codec, index = shown_codec(picture), voice.index if voice else None
    if _is_webm(make, picture, voice):
        return Playing("as is", "video/webm", codec, voice=index)
    playable = picture.codec in _MP4_VIDEO and picture.pixels in _pixels(picture.codec)
    if not (playable or picture.codec in _ONLY_SOME):
        return Playing("no", codec=codec, obstacle="codec")
    if picture.guessed:
        return Playing("no", codec=codec, obstacle="times")
    perhaps = not playable
    first = not make.voices or index == make.voices[0].index
    if make.containers & _MP4 and first and (voice is None or voice.codec in _MP4_AUDIO):
        return Playing("as is", _mime(picture, ""), codec, perhaps, index)
    copied = voice is None or voice.codec in _COPIED_AUDIO
    heard = "" if voice is None else "opus" if copied and voice.codec == "opus" else "mp4a.40.2"
    return Playing("remux", _mime(picture, heard), codec, perhaps, index, copied)


def preferred(voices: tuple[Voice, ...]) -> Voice | None:
    """The sound track to hear: the first in Korean, or else the first."""
    korean = (voice for voice in voices if voice.language in {"ko", "kor"})
    return next(korean, voices[0] if voices else None)


def shown_codec(picture: Picture) -> str:
    """A codec as people know it.

    >>> shown_codec(Picture(0, "h264", "yuv420p10le"))
    'H.264 in 10 bits'
    """
    name = _SHOWN.get(picture.codec, picture.codec.upper())
    deep = "10" in picture.pixels and picture.codec == "h264"
    return f"{name} in 10 bits" if deep else name


def _pixels(codec: str) -> frozenset[str]:
    """How a codec's colors may be kept for browsers to show them."""
    return _EIGHT_BITS if codec == "h264" else _EIGHT_BITS | {"yuv420p10le"}


def _is_webm(make: Make, picture: Picture, voice: Voice | None) -> bool:
    """Whether a file is WebM. A Matroska file is, by whatever name, with nothing else in it."""
    named = make.extension == ".webm" or picture.codec == "vp8"
    return (
        named
        and "webm" in make.containers
        and picture.codec in _WEBM_VIDEO
        and (voice is None or voice.codec in _WEBM_AUDIO)
    )


def _mime(picture: Picture, voice: str) -> str:
    codecs = ", ".join(filter(None, (picture.mime, voice)))
    return f'video/mp4; codecs="{codecs}"' if picture.mime else "video/mp4"
