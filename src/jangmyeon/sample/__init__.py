"""The sample drama: three short episodes, written for this package, to try Jangmyeon on."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from jangmyeon.errors import ShelfError

__all__ = ["sample_folder", "writeups_folder"]


def sample_folder() -> Path:
    """The library root that holds the sample drama.

    It lies within the installed package and may be read-only, so keep a library's data elsewhere.
    Raises ``ShelfError`` where the package is run from inside an archive, which has no folders.

    >>> sorted(path.name for path in sample_folder().iterdir())
    ['Last Ferry from Sorado (2024)']
    """
    return _folder("library")


def writeups_folder() -> Path:
    """The folder of the articles about the sample drama, for linking and proof-reading.

    Raises ``ShelfError`` as :func:`sample_folder` does.

    >>> sorted(path.suffix for path in writeups_folder().iterdir())
    ['.html', '.md']
    """
    return _folder("writeups")


def _folder(name: str) -> Path:
    folder = resources.files(__name__) / name
    if not isinstance(folder, Path):
        raise ShelfError(
            "cannot read the sample drama from inside an archive",
            where=str(folder),
            remedy="install Jangmyeon as ordinary files, with pip install jangmyeon",
        )
    return folder
