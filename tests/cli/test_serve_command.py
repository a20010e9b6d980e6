"""``jangmyeon serve``: starts, answers, ends; and refuses what would let strangers in."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from jangmyeon.sample import sample_folder

pytest.importorskip("fastapi", reason="needs the extra jangmyeon[web]")

WITHIN = 120.0  # seconds in which a server starts, on a busy machine


def command(data: Path, *options: str) -> list[str]:
    start = [sys.executable, "-m", "jangmyeon", "serve", "-L", str(sample_folder())]
    return [*start, "--data", str(data), *options]


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@contextmanager
def started(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that runs, and its address."""
    port = free_port()
    server = subprocess.Popen(
        command(data, "--port", str(port), *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address)
        yield server, address
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)  # which its workers end by too
        server.communicate(timeout=WITHIN)


def _wait(server: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(f"{address}/static/icon.svg", timeout=WITHIN)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


def refused(data: Path, *options: str, **environment: str) -> str:
    """What is told by a server that does not start."""
    ended = subprocess.run(
        command(data, *options),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        env={**os.environ, **environment},
        check=False,
    )
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_answers_logs_and_ends_at_ctrl_c(sample_data: Path, workers: str) -> None:
    with started(sample_data, "--workers", workers) as (server, address):
        home = httpx.get(address, timeout=WITHIN)
        assert home.status_code == 200
        assert "Last Ferry from Sorado" in home.text
        assert httpx.get(f"{address}/find", params={"q": "rain"}, timeout=WITHIN).status_code == 200
        server.send_signal(signal.SIGINT)
        told, log = server.communicate(timeout=WITHIN)
    assert server.returncode == 0
    assert address in told
    assert "Traceback" not in log
    assert re.search(r"^\d\d:\d\d:\d\d 127\.0\.0\.1 GET / 200 \d+ ms$", log, re.M), log
    assert "rain" not in log, "what visitors look for is their own"


def test_strangers_are_not_let_in_without_a_password(sample_data: Path) -> None:
    assert "without a password" in refused(sample_data, "--host", "0.0.0.0")
    assert "without a password" in refused(sample_data, "--allow-host", "tv.example")


def test_a_port_that_is_taken_is_told(sample_data: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        told = refused(sample_data, "--port", str(held.getsockname()[1]))
    assert "in use" in told
    assert "--port" in told


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "run jangmyeon index" in refused(tmp_path)


def test_packages_that_are_missing_are_told(sample_data: Path, tmp_path: Path) -> None:
    (tmp_path / "fastapi.py").write_text("raise ModuleNotFoundError(name='fastapi')\n")
    told = refused(sample_data, PYTHONPATH=str(tmp_path))
    assert 'pip install "jangmyeon[web]"' in told
