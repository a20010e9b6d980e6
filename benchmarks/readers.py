"""Readers of caption files: Jangmyeon's, and those of the libraries that people use in Python.

Each takes the bytes of a file to what it makes of them (which is timed), and tells the captions of
that (which is not). The others come with the extra ``bench``; one that is not installed is absent.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias

from jangmyeon.captions import read_script
from jangmyeon.captions.encoding import decode
from jangmyeon.captions.formats import FORMATS, format_of
from jangmyeon.captions.timeline import mend
from jangmyeon.model import Track

_VOICE = re.compile(r"<v [^<>]*>")
_EXTENSION = {each.name: each.extensions[0] for each in FORMATS}


@dataclass(frozen=True, slots=True)
class Told:
    """A caption as a reader tells it; times in milliseconds."""

    start: int
    end: int
    text: str
    has_speaker: bool = False
    is_sound: bool = False

    @property
    def letters(self) -> str:
        """Its letters and digits, without which markup, spaces and signs are left."""
        return "".join(filter(str.isalnum, self.text))


Read: TypeAlias = Callable[[bytes], Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: by format, how it reads the bytes of a file; and the captions of what it read.

    ``whole`` readers part a caption into what each person says, so that times are not comparable.
    """

    name: str
    reads: Mapping[str, Read]
    told: Callable[[Any], list[Told]]
    whole: bool = False


def ours() -> tuple[Reader, Reader]:
    """Jangmyeon's reading of the captions as they stand, and all of its reading."""
    captions = {each: partial(_captions, _EXTENSION[each]) for each in _EXTENSION}
    scripts = {each: partial(_scripts, _EXTENSION[each]) for each in _EXTENSION}
    return (
        Reader("**Jangmyeon**, captions", captions, _told_captions),
        Reader("**Jangmyeon**, all", scripts, _told_scripts, whole=True),
    )


def _captions(extension: str, data: bytes) -> Any:  # noqa: ANN401
    text = decode(data).text
    found = format_of(text, extension)
    if found is None:
        raise ValueError("no captions of a known format")
    return [mend(reading.captions)[0] for reading in found.read(text)]


def _told_captions(read: Any) -> list[Told]:  # noqa: ANN401
    return [
        Told(_ms(each.start), _ms(each.end), _VOICE.sub("", each.text), "<v " in each.text)
        for captions in read
        for each in captions
    ]


def _scripts(extension: str, data: bytes) -> Any:  # noqa: ANN401
    return read_script(data, Track(f"captions{extension}"))


def _told_scripts(read: Any) -> list[Told]:  # noqa: ANN401
    lines = [
        Told(_ms(each.start), _ms(each.end), each.text, bool(each.speaker))
        for script in read
        for each in script.lines
    ]
    sounds = [
        Told(_ms(each.start), _ms(each.end), each.text, is_sound=True)
        for script in read
        for each in script.sounds
    ]
    return lines + sounds


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _text(data: bytes) -> str:
    """The text of a file as ``open`` would give it."""
    return io.TextIOWrapper(io.BytesIO(data), "utf-8-sig").read()


def others() -> tuple[list[Reader], list[str]]:
    """The readers that are installed, and the names of the packages that are not."""
    found, absent = [], []
    for package, make in _OTHERS.items():
        try:
            named = f"{package} {version(package)}"
            found.append(make(named))
        except (PackageNotFoundError, ImportError):
            absent.append(package)
    return found, absent


def _pysubs2(name: str) -> Reader:
    from pysubs2 import SSAFile

    formats = {"ttml": "ttml", "webvtt": "vtt", "subrip": "srt", "substation": "ass"}
    formats["sami"] = "sami"

    def read(named: str, data: bytes) -> SSAFile:
        return SSAFile.from_string(_text(data), format_=named)

    def told(read: SSAFile) -> list[Told]:
        return [
            Told(each.start, each.end, each.plaintext, bool(each.name))
            for each in read.events
            if not each.is_comment
        ]

    return Reader(name, {each: partial(read, named) for each, named in formats.items()}, told)


def _pycaption(name: str) -> Reader:
    import pycaption

    def read(kind: Any, data: bytes) -> Any:  # noqa: ANN401
        return kind().read(_text(data))

    def told(read: Any) -> list[Told]:  # noqa: ANN401
        return [
            Told(round(each.start / 1000), round(each.end / 1000), each.get_text())
            for language in read.get_languages()
            for each in read.get_captions(language)
        ]

    reads = {
        "ttml": partial(read, pycaption.DFXPReader),
        "webvtt": partial(read, pycaption.WebVTTReader),
        "subrip": partial(read, pycaption.SRTReader),
        "sami": partial(read, pycaption.SAMIReader),
    }
    return Reader(name, reads, told)


def _ttconv(name: str) -> Reader:
    from xml.etree import ElementTree

    from ttconv.imsc import reader as imsc
    from ttconv.srt import reader as subrip
    from ttconv.vtt import reader as webvtt

    reads: dict[str, Read] = {
        "ttml": lambda data: imsc.to_model(ElementTree.ElementTree(ElementTree.fromstring(data))),
        "webvtt": lambda data: webvtt.to_model(io.StringIO(_text(data))),
        "subrip": lambda data: subrip.to_model(io.StringIO(_text(data))),
    }
    return Reader(name, reads, _told_by_ttconv)


def _told_by_ttconv(document: Any) -> list[Told]:  # noqa: ANN401
    from ttconv.model import P, Text

    body = document.get_body()
    return [
        Told(
            *_span(each),
            "".join(part.get_text() for part in each.dfs_iterator() if isinstance(part, Text)),
        )
        for each in (body.dfs_iterator() if body is not None else ())
        if isinstance(each, P) and each.get_end() is not None
    ]


def _span(paragraph: Any) -> tuple[int, int]:  # noqa: ANN401
    """When a paragraph shows: its times count from where that begins which holds it."""
    since = sum(each.get_begin() or 0 for each in _above(paragraph))
    return _ms(since + (paragraph.get_begin() or 0)), _ms(since + paragraph.get_end())


def _above(element: Any) -> Iterator[Any]:  # noqa: ANN401
    while (element := element.parent()) is not None:
        yield element


def _webvtt(name: str) -> Reader:
    from webvtt import WebVTT

    def read(named: str, data: bytes) -> WebVTT:
        return WebVTT.from_buffer(io.StringIO(_text(data)), format=named)

    def told(read: WebVTT) -> list[Told]:
        return [
            Told(_clock(each.start), _clock(each.end), each.text, bool(each.voice))
            for each in read.captions
        ]

    return Reader(name, {"webvtt": partial(read, "vtt"), "subrip": partial(read, "srt")}, told)


def _clock(text: str) -> int:
    """Milliseconds of a time.

    >>> _clock("01:02:03.456")
    3723456
    """
    hours, minutes, seconds = text.split(":")
    return _ms(int(hours) * 3600 + int(minutes) * 60 + float(seconds))


def _srt(name: str) -> Reader:
    import srt

    def told(read: Any) -> list[Told]:  # noqa: ANN401
        return [
            Told(_ms(each.start.total_seconds()), _ms(each.end.total_seconds()), each.content)
            for each in read
        ]

    return Reader(name, {"subrip": lambda data: list(srt.parse(_text(data)))}, told)


_OTHERS: dict[str, Callable[[str], Reader]] = {
    "pysubs2": _pysubs2,
    "pycaption": _pycaption,
    "ttconv": _ttconv,
    "webvtt-py": _webvtt,
    "srt": _srt,
}
