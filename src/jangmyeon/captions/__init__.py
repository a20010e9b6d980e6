"""A caption file -> lines and sounds: who says what when, and what is heard.

Formats: TTML (IMSC, DFXP), WebVTT, SubRip, SubStation Alpha, SAMI; text streams in video files.
Whatever the encoding, and however broken the times. Importing this package is cheap: what reads
XML, guesses encodings or opens videos is loaded when first needed.
"""

from jangmyeon.captions.formats import BY_EXTENSION
from jangmyeon.captions.script import read_script
from jangmyeon.captions.sound import read_sound
from jangmyeon.captions.video import (
    VIDEO_EXTENSIONS,
    CaptionStream,
    caption_streams,
    read_video_scripts,
)

CAPTION_EXTENSIONS = frozenset(BY_EXTENSION)
"""Extensions of caption files, in small letters and with the dot."""

EXTENSIONS = CAPTION_EXTENSIONS | VIDEO_EXTENSIONS
"""Extensions of all files that captions can be read from."""

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
