"""Shelves made on the spot: a list of paths, or of paths with what stands in the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jangmyeon.shelf import Shelf, scan

Build = Callable[..., Shelf]


@pytest.fixture
def shelf_of(tmp_path: Path) -> Build:
    """Make the files in a folder of the given name and scan it."""

    def build(*paths: str, root: str = "Shelf", files: Mapping[str, str | bytes] | None = None):
        folder = tmp_path / root
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in {**dict.fromkeys(paths, ""), **(files or {})}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return scan(folder)

    return build
