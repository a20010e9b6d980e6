"""An index in a place where nothing may be written, such as a share mounted for reading only.

Tantivy takes a lock in an index's folder even to read it. So it is shown another folder, which
holds links to the files of the index, and room for the lock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


class Shadow:
    """A folder of links to the files of an index, for as long as this object lives."""

    def __init__(self, index: Path) -> None:
        self._index = index.absolute()
        self._folder = tempfile.TemporaryDirectory(prefix="jangmyeon-index-")
        self.path = Path(self._folder.name)
        self.renew()

    def renew(self) -> None:
        """Link to the files that are there now."""
        for file in self._index.iterdir():
            link = self.path / file.name
            if file.suffix == ".lock" or link.exists():
                continue
            try:
                link.symlink_to(file)
            except OSError:  # where links are not to be had
                shutil.copyfile(file, link)


def shadow_of(index: Path) -> Shadow | None:
    """A shadow of an index that cannot be written; None where it can."""
    return None if os.access(index, os.W_OK) or not index.is_dir() else Shadow(index)
