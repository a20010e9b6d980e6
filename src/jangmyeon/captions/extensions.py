"""The extensions of files that captions are read from, in small letters and with the dot."""

from __future__ import annotations

CAPTION_EXTENSIONS = frozenset(
    {".ass", ".dfxp", ".sami", ".smi", ".srt", ".ssa", ".ttml", ".vtt", ".xml"}
)
VIDEO_EXTENSIONS = frozenset(
    {
        ".3gp", ".asf", ".avi", ".divx", ".flv", ".m2ts", ".m4v", ".mk3d", ".mkv", ".mov", ".mp4",
        ".mpeg", ".mpg", ".mts", ".ogm", ".ogv", ".ts", ".vob", ".webm", ".wmv",
    }
)  # fmt: skip
EXTENSIONS = CAPTION_EXTENSIONS | VIDEO_EXTENSIONS
