"""Answers that were given, kept until the library or what is the viewer's own changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

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
