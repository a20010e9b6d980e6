"""Chance with a taste for edge cases: what every grammar draws from."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

NUMBERS = (0, 1, 2, 7, 59, 60, 61, 99, 100, 999, 1000, 65_535, 86_399, 86_400, 2**31, 2**63, 10**18)


class Chance(random.Random):
    """Random choices, the same for the same seed."""

    def one(self, choices: Sequence[T]) -> T:
        """One of some things."""
        return choices[int(self.random() * len(choices))]

    def likely(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random() < share

    def few(self, most: int) -> int:
        """A number from 0 to ``most``, mostly small."""
        return int(most * self.random() ** 3 + 0.5)

    def many(self, make: Callable[[], str], most: int, between: str = "") -> str:
        """Up to so many pieces of text, mostly few."""
        return between.join(make() for _ in range(self.few(most)))

    def number(self) -> int:
        """A number, one in four of them at an edge, one in ten of these below zero."""
        if not self.likely(0.25):
            return int(self.random() * 60)
        found = self.one(NUMBERS)
        return -found if self.likely(0.1) else found
