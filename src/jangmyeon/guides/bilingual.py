"""The same words in another language: captions of two tracks that stand at the same time."""

from __future__ import annotations

from collections.abc import Iterable

from jangmyeon.model import Line

_LEAST = 0.4  # of the shorter one's time, that two captions have in common


def counterpart(line: Line, others: Iterable[Line]) -> Line | None:
    """The line of another track that stands at the same time as one; None where none does.

    >>> korean, english = Line(10, 12, "사랑해"), Line(10.2, 12.4, "I love you")
    >>> counterpart(korean, [Line(7, 10, "Wait"), english]).text
    'I love you'
    """
    found = max(others, key=lambda each: _shared(line, each), default=None)
    return found if found is not None and _shared(line, found) >= _LEAST else None


def _shared(one: Line, other: Line) -> float:
    """How much of the shorter one's time both stand together; below 0 where they never do."""
    both = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return both / shorter if shorter > 0 else min(both, 0.0)
