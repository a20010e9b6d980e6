"""The web app for tests: within the process, and behind a real server on a port of its own."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from jangmyeon.web import create_app
from jangmyeon.web.settings import Rates, Settings

UNHURRIED = Rates(usual=10_000, burst=10_000, local=10_000, logins=10_000)
"""Tests ask for more in a second than people do."""

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
"""What browsers say they take."""

_STARTS_WITHIN = 30.0  # seconds


def settings_of(folder: Path, data: Path, **others: Any) -> Settings:
    """Settings for a library, as ``jangmyeon serve`` makes them."""
    return Settings(library=folder, data=data, **{"rates": UNHURRIED, **others})


@contextmanager
def serving(folder: Path, data: Path, **others: Any) -> Iterator[str]:
    """A server over a library; gives its address."""
    import uvicorn

    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        held.listen(128)
        port = held.getsockname()[1]
        app = create_app(settings_of(folder, data, port=port, **others))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, args=([held],), daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


def _wait(server: Any, thread: threading.Thread) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the server did not start")
        time.sleep(0.02)


def copied(data: Path, to: Path) -> Path:
    """A library's data copied, for a test that writes."""
    return Path(shutil.copytree(data, to))


@contextmanager
def visiting(folder: Path, data: Path, **others: Any) -> Iterator[TestClient]:
    """A visitor without a browser to the app over a library, within the process."""
    app = create_app(settings_of(folder, data, **others))
    with TestClient(app, base_url="http://127.0.0.1:8421", client=("127.0.0.1", 50000)) as client:
        client.headers["accept"] = BROWSER
        yield client


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """All methods and paths of an app, those of its routers included."""
    found, waiting = set(), list(app.routes)
    while waiting:
        route = waiting.pop()
        router = getattr(route, "original_router", None)
        waiting += router.routes if router is not None else []
        methods = getattr(route, "methods", None) or ()
        found |= {(method, route.path) for method in methods if method != "HEAD"}
    return sorted(found)
