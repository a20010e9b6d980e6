"""What was answered, kept until the library or what is the viewer's own changes.

Kept as text or bytes, not as objects: many thousands of these would have Python's collector stop
the server for a while, again and again.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Generic, TypeVar

_MOST = 48 * 1024 * 1024  # letters or bytes: some two thousand searches

Kept = TypeVar("Kept", str, bytes)


class Memory(Generic[Kept]):
    """What was asked for last; the oldest goes where there is too much.

    A key has to hold all that an answer hangs on, ``Library.state`` among it: an answer to a state
    of before is never asked for again, and goes by itself. Not for use from several threads.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held = 0
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()
        self._sought: dict[Hashable, asyncio.Task[Kept]] = {}

    def recall(self, key: Hashable) -> Kept | None:
        """What was kept under a key, if it still is."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def keep(self, key: Hashable, answer: Kept) -> None:
        """Keep something."""
        before = self._answers.pop(key, None)
        self._held += len(answer) - (len(before) if before else 0)
        self._answers[key] = answer
        while self._held > self._most:
            self._held -= len(self._answers.popitem(last=False)[1])

    async def once(self, key: Hashable, seek: Callable[[], Awaitable[Kept]]) -> Kept:
        """What is kept, or else is sought: once, however many ask for it meanwhile."""
        if (kept := self.recall(key)) is not None:
            return kept
        task = self._sought.get(key)
        if task is None:
            task = self._sought[key] = asyncio.ensure_future(self._seek(key, seek))
            task.add_done_callback(partial(self._found, key))
        return await asyncio.shield(task)  # who asked first may go away; the others still wait

    def _found(self, key: Hashable, task: asyncio.Task[Kept]) -> None:
        del self._sought[key]
        if not task.cancelled():
            task.exception()  # told to those who wait; if all have gone, to nobody

    async def _seek(self, key: Hashable, seek: Callable[[], Awaitable[Kept]]) -> Kept:
        answer = await seek()
        self.keep(key, answer)
        return answer
