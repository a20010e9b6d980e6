"""The web app over the sample drama, as a browser without JavaScript meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs the extra jangmyeon[web]")

from starlette.testclient import TestClient
from tests.web.browsing import post
from tests.web.serving import copied, settings_of, visiting

from jangmyeon.sample import sample_folder
from jangmyeon.web import Settings, create_app

DRAMA = "last-ferry-from-sorado-2024"
AT_HOME = "http://127.0.0.1:8421"


@pytest.fixture(scope="session")
def visitor(sample_data: Path) -> Iterator[TestClient]:
    """A visitor to the sample drama who only reads."""
    with visiting(sample_folder(), sample_data) as client:
        yield client


@pytest.fixture
def writer(sample_data: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A visitor to the sample drama who may write: the data is the test's own."""
    with visiting(sample_folder(), copied(sample_data, tmp_path / "data")) as client:
        yield client


@pytest.fixture
def settings(sample_data: Path, tmp_path: Path) -> Settings:
    """A server for a copy of the sample library, which may be written."""
    return settings_of(sample_folder(), copied(sample_data, tmp_path / "data"))


@pytest.fixture
def serve() -> Iterator[Callable[[Settings], TestClient]]:
    """Starts servers, as the settings have it; a browser at the home of each is given."""
    with ExitStack() as started:

        def start(settings: Settings) -> TestClient:
            client = TestClient(
                create_app(settings),
                base_url=AT_HOME,
                raise_server_exceptions=False,
                client=("127.0.0.1", 50000),
                headers={"accept": "text/html,*/*;q=0.8"},
            )
            return started.enter_context(client)

        yield start


@pytest.fixture
def web(writer: TestClient) -> TestClient:
    """A browser at the server's home; what it writes is the test's own."""
    writer.headers["accept"] = "text/html,*/*;q=0.8"
    return writer


@pytest.fixture
def send(web: TestClient) -> Callable[..., httpx.Response]:
    """Sends a form as a page of the server's would, and follows to the page after."""

    def sent(path: str, **fields: object) -> httpx.Response:
        return post(web, path, **fields)

    return sent
