"""Things that many tests need: the sample drama as a library, and the shared data when present."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from jangmyeon import Library
from jangmyeon.sample import sample_folder

ROOT = Path(__file__).parents[1]

# No test is timed: a slow machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what the user has."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the sample drama, indexed once."""
    data = tmp_path_factory.mktemp("sample-data")
    with Library(sample_folder(), data) as library:
        library.index()
    return data


@pytest.fixture
def sample(sample_data: Path) -> Iterator[Library]:
    """The sample drama, indexed."""
    with Library(sample_folder(), sample_data) as library:
        yield library


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real captions and gold data; tests skip where it is absent."""
    folder = Path(os.environ.get("JANGMYEON_SHARED", ROOT.parent / "shared"))
    if not (folder / "captions").is_dir():
        pytest.skip(f"needs real captions in {folder} (JANGMYEON_SHARED names another folder)")
    return folder
