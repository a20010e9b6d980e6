"""Pages that worker processes look up are those that the server looks up itself."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.serving import visiting

from jangmyeon.sample import sample_folder

PAGES = (
    "/",
    "/find?q=she+waits+in+the+rain",
    "/find?q=할머니+바다",
    "/find?q=",
    "/dramas/last-ferry-from-sorado-2019",
    "/dramas/last-ferry-from-sorado-2019/S01E02",
    "/dramas/last-ferry-from-sorado-2019/S01E02/300",
    "/dramas/last-ferry-from-sorado-2019/reasons",
    "/top/confession",
    "/quiz",
    "/lists",
    "/notes",
    "/writeups",
    "/settings",
    "/dramas/nowhere",
    "/dramas/last-ferry-from-sorado-2019/S09E09",
    "/top/nothing-of-that-kind",
)


@pytest.fixture(scope="module")
def served(sample_data: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """A server that has worker processes, and one that has none."""
    with (
        visiting(sample_folder(), sample_data, workers=2) as parted,
        visiting(sample_folder(), sample_data) as whole,
    ):
        yield parted, whole


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_same(served: tuple[TestClient, TestClient], page: str) -> None:
    path, _, query = page.partition("?")
    twin = "/index.json" if path == "/" else f"{path}.json"
    parted, whole = (client.get(f"{twin}?{query}") for client in served)
    assert (parted.status_code, parted.json()) == (whole.status_code, whole.json())
    drawn = {client.get(page).status_code for client in served}
    assert drawn == {whole.status_code}


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_worker_that_dies_costs_no_visitor_a_page(
    served: tuple[TestClient, TestClient],
) -> None:
    parted, _ = served
    for number in range(3):
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        assert parted.get("/find.json", params={"q": f"rain {number}"}).status_code == 200


def workers() -> list[int]:
    """The worker processes of this process."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [int(each) for task in tasks for each in task.read_text().split()]
    return [each for each in children if b"worker" in Path(f"/proc/{each}/cmdline").read_bytes()]
