"""Scenes for other programs: chapters, playlists, tables, edit decision lists.

Pure functions from scenes to text or bytes; where a scene needs a title, ``scene_title`` gives a
plain one, and any other function may be handed in.
"""

from jangmyeon.exports.chapters import ffmetadata, matroska_chapters, webvtt_chapters
from jangmyeon.exports.edl import cmx3600
from jangmyeon.exports.playlists import Clip, m3u, mpv_edl
from jangmyeon.exports.tables import TABLES, Captioned, Shelf, parquet, scenes_csv
from jangmyeon.exports.titles import Title, scene_title

__all__ = [
    "TABLES",
    "Captioned",
    "Clip",
    "Shelf",
    "Title",
    "cmx3600",
    "ffmetadata",
    "m3u",
    "matroska_chapters",
    "mpv_edl",
    "parquet",
    "scene_title",
    "scenes_csv",
    "webvtt_chapters",
]
