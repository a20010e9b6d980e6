"""The library as a server holds it: opened once a thread, asked without holding up other requests.

A library's databases belong to the thread that opened them, so questions are put to a few threads
that each have a ``Library`` of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

from jangmyeon.errors import JangmyeonError
from jangmyeon.library import Library
from jangmyeon.web.settings import Settings

Answer = TypeVar("Answer")
_ANYTHING = "장면 scene"
_UNKNOWN = "장면찾개비"
"""A word that no drama has: the analyser is loaded for such, which takes a while."""


def _look_around(words: str, library: Library) -> None:
    with suppress(JangmyeonError):
        library.find(words, 1)


class Shelves:
    """A library for each of a few threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._quick = ThreadPoolExecutor(1, thread_name_prefix="quick")
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="shelf")
        self._own = threading.local()
        self._opened: list[Library] = []
        self._unopened = Library(settings.library, settings.data)

    @property
    def state(self) -> str | None:
        """See ``Library.state``."""
        return self._unopened.state

    async def ask(self, question: Callable[[Library], Answer], *, quick: bool = False) -> Answer:
        """Answer a question in a thread that has the library open.

        Args:
            quick: one of many that take little time: they have a thread to themselves, which soon
                has at hand what they look up, and wait for nothing that takes long.
        """
        loop = asyncio.get_running_loop()
        threads = self._quick if quick else self._threads
        return await loop.run_in_executor(threads, self._answer, question)

    def warm(self) -> None:
        """Let each thread open the library, and read what searches need, ahead of visitors."""
        self._quick.submit(self._answer, partial(_look_around, f"{_ANYTHING} {_UNKNOWN}"))
        for _ in range(self._settings.threads):
            self._threads.submit(self._answer, partial(_look_around, _ANYTHING))

    def close(self) -> None:
        """Wait for what is being answered, and let go of the databases."""
        for threads in (self._quick, self._threads):
            threads.shutdown(wait=True, cancel_futures=True)
        for library in self._opened:
            library.close()
        self._opened.clear()

    def _answer(self, question: Callable[[Library], Answer]) -> Answer:
        library: Library | None = getattr(self._own, "library", None)
        if library is None:
            library = self._own.library = Library(self._settings.library, self._settings.data)
            self._opened.append(library)
        return question(library)
