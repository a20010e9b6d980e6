"""Answers that were kept are never older than the library."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.testclient import TestClient
from tests.web.serving import visiting

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor
from jangmyeon.sample import sample_folder
from jangmyeon.web.memory import Memory

Answer = TypeVar("Answer")
SETTLED = 2.1  # seconds after which a change can be told from the one before


def episodes_of(client: TestClient) -> int:
    count: int = client.get("/index.json").json()["episodes"]
    return count


def codes_of(client: TestClient) -> set[str]:
    answers = client.get("/find.json", params={"q": "할머니 바다"}).json()["answers"]
    return {answer["code"] for answer in answers}


def index(folder: Path, data: Path) -> None:
    with Library(folder, data) as library:
        library.index(executor=InlineExecutor())


def test_what_is_indexed_while_it_serves_is_found_at_once(tmp_path: Path) -> None:
    folder, data = tmp_path / "shelf", tmp_path / "data"
    shutil.copytree(sample_folder(), folder)
    last = [path for path in folder.rglob("*") if "S01E03" in path.name]
    kept = tmp_path / "kept"
    kept.mkdir()
    for path in last:
        path.rename(kept / path.name)
    index(folder, data)
    with visiting(folder, data) as client:
        time.sleep(SETTLED)
        for _ in range(3):
            assert episodes_of(client) == 2
            assert codes_of(client) == {"S01E01", "S01E02"}
        for path in last:
            (kept / path.name).rename(path)
        index(folder, data)
        assert episodes_of(client) == 3
        assert codes_of(client) == {"S01E01", "S01E02", "S01E03"}
        for path in last:
            path.unlink()
        index(folder, data)
        assert episodes_of(client) == 2
        assert codes_of(client) == {"S01E01", "S01E02"}


def test_a_library_that_is_built_anew_is_opened_anew(tmp_path: Path, sample_data: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_data, data)
    with visiting(sample_folder(), data) as client:
        assert episodes_of(client) == 3
        shutil.rmtree(data)
        assert client.get("/index.json").status_code == 503
        shutil.copytree(sample_data, data)
        assert episodes_of(client) == 3
        assert codes_of(client)


def test_each_viewer_gets_answers_of_their_own(writer: TestClient) -> None:
    time.sleep(SETTLED)
    for _ in range(2):
        for language, title in (("en", "Last Ferry"), ("ko", "막배는")):
            shelf = writer.get("/index.json", headers={"cookie": f"language={language}"}).json()
            assert shelf["dramas"][0]["title"].startswith(title)


def test_the_oldest_answers_are_let_go() -> None:
    memory = Memory[str](most=100)
    for number in range(20):
        memory.keep(number, "x" * 30)
        memory.recall(0)
    assert [number for number in range(20) if memory.recall(number)] == [0, 18, 19]
    memory.keep("too large", "x" * 101)
    assert memory.recall("too large") is None
    memory.keep(1, "x" * 60)
    memory.keep(1, "y" * 60)
    assert memory.recall(1) == "y" * 60


def test_a_remembered_page_has_each_visitors_own_token(writer: TestClient) -> None:
    time.sleep(SETTLED)
    told = []
    for _ in range(3):
        writer.cookies.clear()
        page = writer.get("/").text
        told.append(page.split('name="csrf" value="', 1)[1].split('"', 1)[0])
        cookies = dict(writer.cookies)
        answer = writer.post("/settings/appearance", data={"csrf": told[-1], "theme": "dark"})
        assert answer.status_code in {200, 303}, cookies
    assert len(set(told)) == 3


def apart(ask: Callable[[], Coroutine[object, object, Answer]]) -> Answer:
    """What a coroutine answers in a thread of its own: a browser may have a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask())).result()


def test_what_many_ask_for_at_once_is_sought_once() -> None:
    sought = []

    async def seek() -> str:
        sought.append(1)
        await asyncio.sleep(0.01)
        return "found"

    async def ask() -> list[str]:
        memory = Memory[str]()
        gone = asyncio.ensure_future(memory.once("key", seek))
        await asyncio.sleep(0)
        gone.cancel()
        answers = [*await asyncio.gather(*(memory.once("key", seek) for _ in range(5)))]
        assert memory.recall("key") == answers[0]
        return answers

    assert apart(ask) == ["found"] * 5
    assert len(sought) == 1


def test_a_search_that_fails_is_tried_again() -> None:
    async def fail() -> str:
        raise ValueError("no such drama")

    async def succeed() -> str:
        return "found"

    async def ask() -> str:
        memory = Memory[str]()
        with pytest.raises(ValueError, match="no such drama"):
            await memory.once("key", fail)
        await asyncio.sleep(0)
        return await memory.once("key", succeed)

    assert apart(ask) == "found"
