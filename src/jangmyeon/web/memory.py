"""Answers that were given, kept until the library or what is the viewer's own changes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

Data_co = TypeVar("Data_co", covariant=True)
_MOST = 24 * 1024 * 1024  # bytes of JSON: some two thousand searches


@dataclass(frozen=True, slots=True)
class Answered(Generic[Data_co]):
    """What a page shows, and the same as JSON."""

    data: Data_co
    json: bytes


class Memory:
    """What was answered last; the oldest goes where there is too much.

    A key has to hold all that an answer hangs on, ``Library.state`` among it: an answer to a state
    of before is never asked for again, and goes by itself.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._sought: dict[Hashable, asyncio.Task[Answered[Any]]] = {}
        self._most = most
        self._held = 0
        self._answers: OrderedDict[Hashable, Answered[object]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable) -> Answered[object] | None:
        """The answer that was kept under a key, if it still is."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Hashable, answer: Answered[object]) -> None:
        """Keep an answer."""
        with self._lock:
            before = self._answers.pop(key, None)
            self._held += len(answer.json) - (len(before.json) if before else 0)
            self._answers[key] = answer
            while self._held > self._most:
                self._held -= len(self._answers.popitem(last=False)[1].json)

    async def once(
        self, key: Hashable, seek: Callable[[], Awaitable[Answered[Data_co]]]
    ) -> Answered[Data_co]:
        """An answer that is not kept yet: sought once, however many ask for it meanwhile."""
        task = self._sought.get(key)
        if task is None:
            task = self._sought[key] = asyncio.ensure_future(self._seek(key, seek))
            task.add_done_callback(partial(self._found, key))
        return await asyncio.shield(task)  # who asked first may go away; the others still wait

    def _found(self, key: Hashable, task: asyncio.Task[Answered[Any]]) -> None:
        del self._sought[key]
        if not task.cancelled():
            task.exception()  # told to those who wait; if all have gone, to nobody

    async def _seek(
        self, key: Hashable, seek: Callable[[], Awaitable[Answered[Data_co]]]
    ) -> Answered[Data_co]:
        answer = await seek()
        self.keep(key, answer)
        return answer
