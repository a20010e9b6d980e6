"""The library as a server holds it: asked without holding up other requests.

A library's databases belong to the thread that opened them. What pages show is looked up in worker
processes, where the server was told to have some, so that every processor has its share and the
server itself stays free; each has the library open. All else, and pages where there are none, is
asked in a few threads that have a ``Library`` of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from jangmyeon.engine import LocalExecutor
from jangmyeon.errors import JangmyeonError
from jangmyeon.library import Library
from jangmyeon.shelf import ShelfPlace
from jangmyeon.web.settings import Settings

Answer = TypeVar("Answer")
_MOST_MEMORY = 4 << 30  # bytes; a worker that ever held more gives way to a fresh one
_ANYTHING = "장면 scene"
_UNKNOWN = "장면찾개비"
"""A word that no drama has: the analyser is loaded for such, which takes a while."""


def _look_around(words: str, library: Library) -> None:
    with suppress(JangmyeonError):
        library.find(words, 1)


@cache
def _library(folder: str | ShelfPlace, data: Path | None) -> Library:
    """The library that a worker process has open."""
    return Library(folder, data)


def _looked_up(
    folder: str | ShelfPlace, data: Path | None, question: Callable[[Library], Answer]
) -> Answer:
    return question(_library(folder, data))


class Shelves:
    """A library for each of a few threads, and one for each worker process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="shelf")
        self._workers: LocalExecutor | None = None
        if settings.workers > 1:
            self._workers = LocalExecutor(settings.workers, _MOST_MEMORY)
        self._looked_up = partial(_looked_up, settings.library, settings.data)
        self._own = threading.local()
        self._opened: list[Library] = []
        self._unopened = Library(settings.library, settings.data)

    @property
    def state(self) -> str | None:
        """See ``Library.state``."""
        return self._unopened.state

    async def ask(self, question: Callable[[Library], Answer]) -> Answer:
        """Answer a question in a thread that has the library open."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._answer, question)

    async def look_up(self, question: Callable[[Library], Answer]) -> Answer:
        """Answer a question in a worker process; in a thread where there are none.

        Args:
            question: it and its answer are pickled.
        """
        if self._workers is None:
            return await self.ask(question)
        return await asyncio.wrap_future(self._workers.submit(self._looked_up, question))

    def warm(self) -> None:
        """Let all open the library, and read what every search needs, ahead of visitors."""
        if self._workers is not None:
            for number in range(self._settings.workers):
                self._workers.submit(self._looked_up, _first_look(number))
            return
        for number in range(self._settings.threads):
            self._threads.submit(self._answer, _first_look(number))

    def close(self) -> None:
        """Wait for what is being answered, and let go of the databases."""
        if self._workers is not None:
            self._workers.shutdown(wait=True, cancel_futures=True)
        self._threads.shutdown(wait=True, cancel_futures=True)
        for library in self._opened:
            library.close()
        self._opened.clear()

    def _answer(self, question: Callable[[Library], Answer]) -> Answer:
        library: Library | None = getattr(self._own, "library", None)
        if library is None:
            library = self._own.library = Library(self._settings.library, self._settings.data)
            self._opened.append(library)
        return question(library)


def _first_look(number: int) -> Callable[[Library], None]:
    """What one of several looks for first: only one need know words that no drama has."""
    return partial(_look_around, _ANYTHING if number else f"{_ANYTHING} {_UNKNOWN}")
