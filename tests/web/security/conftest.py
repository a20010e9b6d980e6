"""Visitors of the web app over the sample drama who mean no good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.serving import copied, visiting

from jangmyeon.sample import sample_folder


@pytest.fixture(scope="session")
def visitor(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who reads the app over the sample drama; for tests that write nothing."""
    data = copied(sample_data, tmp_path_factory.mktemp("visited") / "data")
    with visiting(sample_folder(), data) as client:
        yield client


@pytest.fixture
def writer(sample_data: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Somebody who writes, with data of their own."""
    with visiting(sample_folder(), copied(sample_data, tmp_path / "data")) as client:
        yield client
