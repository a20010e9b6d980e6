"""A caption file -> lines and sounds: who says what when, and what is heard.

Formats: TTML (IMSC, DFXP), WebVTT, SubRip, SubStation Alpha, SAMI; text streams in video files.
Whatever the encoding, and however broken the times. Importing this package loads nothing else:
each name below is fetched from its module when it is first used, for a search needs only few.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jangmyeon.captions.extensions import CAPTION_EXTENSIONS, EXTENSIONS, VIDEO_EXTENSIONS
    from jangmyeon.captions.script import read_script
    from jangmyeon.captions.sound import read_sound
    from jangmyeon.captions.video import CaptionStream, caption_streams, read_video_scripts

__all__ = [
    "CAPTION_EXTENSIONS",
    "EXTENSIONS",
    "VIDEO_EXTENSIONS",
    "CaptionStream",
    "caption_streams",
    "read_script",
    "read_sound",
    "read_video_scripts",
]

_HOMES = {
    "extensions": ("CAPTION_EXTENSIONS", "EXTENSIONS", "VIDEO_EXTENSIONS"),
    "script": ("read_script",),
    "sound": ("read_sound",),
    "video": ("CaptionStream", "caption_streams", "read_video_scripts"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
