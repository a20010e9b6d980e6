"""Whether the files of the search index are as they were written.

Tantivy puts a checksum at the end of each file of a segment, but does not look at it when it opens
an index: a file that was changed or cut short gives wrong answers, or none.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from jangmyeon.search.index import FOLDER_NAME

_ENDINGS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
_MAGIC = 1337  # the last four bytes; the four before them are the length of the footer
_AT_ONCE = 1 << 20  # bytes
_LONGEST_FOOTER = 50_000


def unsound_files(data: Path) -> list[str]:
    """The files of an index that are missing or changed, each with what is wrong; none when sound.

    Args:
        data: the library's data folder.
    """
    folder = data / FOLDER_NAME
    try:
        names = [*_names(folder)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{FOLDER_NAME}/meta.json cannot be read ({type(error).__name__})"]
    return [
        f"{FOLDER_NAME}/{name} {wrong}" for name in names if (wrong := _wrong_with(folder / name))
    ]


def stray_files(data: Path) -> list[Path]:
    """Files in an index's folder that are no part of it, as runs leave that are cut short."""
    folder = data / FOLDER_NAME
    try:
        known = {*_names(folder)}
        return sorted(
            path
            for path in folder.iterdir()
            if path.name not in known and path.suffix not in {".json", ".lock"}
        )
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _names(folder: Path) -> Iterator[str]:
    """The files that an index is made of."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (f"{name}.{ending}" for ending in _ENDINGS)
        if segment["deletes"]:
            yield f"{name}.{segment['deletes']['opstamp']}.del"


def _wrong_with(path: Path) -> str:
    try:
        return "" if _checksum_holds(path) else "is not as it was written"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _checksum_holds(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < 8:
            return False
        file.seek(size - 8)
        length, magic = struct.unpack("<II", file.read(8))
        if magic != _MAGIC or length > min(size - 8, _LONGEST_FOOTER):
            return False
        left = size - 8 - length
        file.seek(left)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found = 0
        while left > 0:
            piece = file.read(min(left, _AT_ONCE))
            if not piece:
                return False
            found = zlib.crc32(piece, found)
            left -= len(piece)
        return bool(found == expected)
