"""Chapters of an episode, one a scene: Matroska XML, FFmetadata, WebVTT.

Chapters follow each other without gaps: a scene's goes on until the next begins, and the first
begins with the episode, so that a player always stands in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from xml.sax.saxutils import escape as escape_xml

from jangmyeon.exports.titles import Title, one_line, scene_title
from jangmyeon.model import Scene

_UNDETERMINED = "und"
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "=;#\\"})


@dataclass(frozen=True, slots=True)
class _Chapter:
    start: int  # milliseconds
    end: int
    title: str


def matroska_chapters(
    scenes: Sequence[Scene], title: Title = scene_title, language: str = _UNDETERMINED
) -> str:
    """Chapters as Matroska's XML (RFC 9559), for ``mkvmerge --chapters``.

    Args:
        scenes: of one episode, in order.
        language: of the titles, by ISO 639-2, such as ``eng`` or ``kor``.
    """
    atoms = "".join(
        "    <ChapterAtom>\n"
        f"      <ChapterUID>{number}</ChapterUID>\n"
        f"      <ChapterTimeStart>{stamp(chapter.start)}000000</ChapterTimeStart>\n"
        f"      <ChapterTimeEnd>{stamp(chapter.end)}000000</ChapterTimeEnd>\n"
        "      <ChapterDisplay>\n"
        f"        <ChapterString>{escape_xml(chapter.title)}</ChapterString>\n"
        f"        <ChapterLanguage>{escape_xml(language)}</ChapterLanguage>\n"
        "      </ChapterDisplay>\n"
        "    </ChapterAtom>\n"
        for number, chapter in enumerate(_chapters(scenes, title), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE Chapters SYSTEM "matroskachapters.dtd">\n'
        f"<Chapters>\n  <EditionEntry>\n{atoms}  </EditionEntry>\n</Chapters>\n"
    )


def ffmetadata(scenes: Sequence[Scene], title: Title = scene_title) -> str:
    """Chapters as FFmpeg's metadata file, for ``ffmpeg -i video -i chapters -map_chapters 1``."""
    chapters = (
        f"\n[CHAPTER]\nTIMEBASE=1/1000\nSTART={chapter.start}\nEND={chapter.end}\n"
        f"title={chapter.title.translate(_SPECIAL)}\n"
        for chapter in _chapters(scenes, title)
    )
    return "".join((";FFMETADATA1\n", *chapters))


def webvtt_chapters(scenes: Sequence[Scene], title: Title = scene_title) -> str:
    """Chapters as a WebVTT track of ``kind="chapters"``, for a ``video`` element."""
    cues = (
        f"{number}\n{stamp(chapter.start)} --> {stamp(chapter.end)}\n"
        f"{escape(chapter.title, quote=False)}\n"
        for number, chapter in enumerate(_chapters(scenes, title), 1)
    )
    return "\n".join(("WEBVTT\n", *cues))


def _chapters(scenes: Sequence[Scene], title: Title) -> Iterator[_Chapter]:
    """Chapters with a length, in order; scenes that start together are one."""
    starts = [round(scene.start * 1000) for scene in scenes]
    if starts:
        starts[0] = 0
    ends = [*starts[1:], max(round(scenes[-1].end * 1000), starts[-1] + 1)] if starts else []
    for scene, start, end in zip(scenes, starts, ends, strict=True):
        if end > start:
            yield _Chapter(start, end, one_line(title(scene)) or str(scene.number))


def stamp(milliseconds: int) -> str:
    """A time as ``HH:MM:SS.mmm``.

    >>> stamp(3_723_004)
    '01:02:03.004'
    """
    seconds, thousandths = divmod(milliseconds, 1000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}.{thousandths:03}"
