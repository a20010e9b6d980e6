"""Where things are kept on a user's machine: a library's data, and which library was used last."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from jangmyeon.shelf import ShelfPlace, Url, place_of_shelf
from jangmyeon.store import FILE_NAME

DATA_FOLDER = ".jangmyeon"


def data_folder(folder: ShelfPlace) -> Path:
    """Where the data of a media folder is kept: within it, or with the user's own data.

    The second is for folders that cannot be written, such as a share mounted for reading only, and
    for shelves at a URL.
    """
    if isinstance(folder, Url):
        return _apart(folder.name, str(folder).rstrip("/").encode())
    within = folder / DATA_FOLDER
    elsewhere = _apart(folder.resolve().name, os.fsencode(folder.resolve()))
    for place in (within, elsewhere):
        if (place / FILE_NAME).is_file():
            return place
    return within if _writable(within) or not folder.exists() else elsewhere


def _apart(name: str, address: bytes) -> Path:
    digest = hashlib.blake2b(address, digest_size=4).hexdigest()
    return _home("XDG_DATA_HOME", ".local/share") / f"{name}-{digest}"


def remember(folder: ShelfPlace, data: Path) -> None:
    """Make this library the one that commands use when none is named."""
    path = _remembered()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place = folder if isinstance(folder, Url) else folder.resolve()
        told = {"folder": str(place), "data": str(data.resolve())}
        path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    except OSError:
        return  # a convenience only


def remembered() -> tuple[ShelfPlace, Path] | None:
    """The shelf and data folder of the library that was indexed last, if it is still there."""
    try:
        told = json.loads(_remembered().read_text("utf-8"))
        folder, data = place_of_shelf(told["folder"]), Path(told["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (folder, data) if (data / FILE_NAME).is_file() else None


def library_above(folder: Path) -> Path | None:
    """The nearest folder, from this one upwards, that has a library of its own."""
    for place in (folder, *folder.parents):
        if (place / DATA_FOLDER / FILE_NAME).is_file():
            return place
    return None


def _remembered() -> Path:
    return _home("XDG_CONFIG_HOME", ".config") / "last-library.json"


def _home(variable: str, usual: str) -> Path:
    told = os.environ.get(variable)
    return (Path(told) if told else Path.home() / usual) / "jangmyeon"


def _writable(path: Path) -> bool:
    existing = path if path.exists() else path.parent
    return os.access(existing, os.W_OK)
