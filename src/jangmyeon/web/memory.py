"""What was answered, kept until the library or what is the viewer's own changes.

Kept as bytes and text, not as objects: many thousands of these would have Python's collector stop
the server for a while, again and again.
"""

from __future__ import annotations

import asyncio
import pickle
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Generic, Protocol, TypeVar, cast

Data_co = TypeVar("Data_co", covariant=True)
_MOST = 48 * 1024 * 1024  # bytes: some thousand searches


class Sized(Protocol):
    """Something that takes room."""

    @property
    def size(self) -> int:
        """How much, in bytes."""


Kept = TypeVar("Kept", bound=Sized)


@dataclass(frozen=True, slots=True)
class Answered(Generic[Data_co]):
    """What a page shows, packed, and the same as JSON."""

    packed: bytes
    json: bytes

    @classmethod
    def of(cls, data: Data_co, json: bytes) -> Answered[Data_co]:  # type: ignore[misc]
        """Pack what a page shows."""
        return cls(pickle.dumps(data, pickle.HIGHEST_PROTOCOL), json)

    @property
    def data(self) -> Data_co:
        """What the page shows."""
        return cast("Data_co", pickle.loads(self.packed))

    @property
    def size(self) -> int:
        """See ``Sized``."""
        return len(self.packed) + len(self.json)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as HTML."""

    html: str

    @property
    def size(self) -> int:
        """See ``Sized``."""
        return len(self.html)


class Memory(Generic[Kept]):
    """What was asked for last; the oldest goes where there is too much.

    A key has to hold all that an answer hangs on, ``Library.state`` among it: an answer to a state
    of before is never asked for again, and goes by itself.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._sought: dict[Hashable, asyncio.Task[Kept]] = {}
        self._most = most
        self._held = 0
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable) -> Kept | None:
        """What was kept under a key, if it still is."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Hashable, answer: Kept) -> None:
        """Keep something."""
        with self._lock:
            before = self._answers.pop(key, None)
            self._held += answer.size - (before.size if before else 0)
            self._answers[key] = answer
            while self._held > self._most:
                self._held -= self._answers.popitem(last=False)[1].size

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
