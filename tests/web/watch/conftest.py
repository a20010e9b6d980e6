"""A shelf of episodes, each with a video of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs the extra jangmyeon[web]")

from starlette.testclient import TestClient
from tests.web.films import BROKEN, EPISODES, FILMS, make_film, make_shelf
from tests.web.serving import visiting


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The films by name."""
    folder = tmp_path_factory.mktemp("films")
    return {name: make_film(folder / name, name) for name in FILMS}


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ``shelf`` of all films and its ``data``."""
    folder = tmp_path_factory.mktemp("watched")
    make_shelf(folder, EPISODES).close()
    drama = folder / "shelf" / "Paper Kites (2023)"
    (drama / f"Paper Kites {BROKEN}.mp4").write_bytes(b"no film at all " * 999)
    return folder


@contextmanager
def _visit(folder: Path) -> Iterator[TestClient]:
    with visiting(folder / "shelf", folder / "data") as client:
        yield client


@pytest.fixture(scope="session")
def viewer(watched: Path) -> Iterator[TestClient]:
    """Somebody who watches."""
    with _visit(watched) as client:
        yield client
