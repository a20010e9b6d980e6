"""Values along time as smooth lines and areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite
from typing import TypeAlias

from markupsafe import Markup

from jangmyeon.web.charts.svg import element, number

Stretch: TypeAlias = tuple[float, float, float]
"""Where it starts and ends, in seconds, and its value."""

_RAISED = {"tense": 1.6, "tender": 1.7, "sad": 3.2, "comic": 1.0}
_BEND = 6.0  # the larger, the closer a line keeps to straight ones


def sampled(stretches: Iterable[Stretch], length: float, many: int) -> list[float]:
    """The mean value in each of so many equal parts of a length of time; 0 where nothing is told.

    >>> sampled([(0, 10, 1.0), (10, 20, 0.5)], 20, 4)
    [1.0, 1.0, 0.5, 0.5]
    """
    sums = [0.0] * many
    each = length / many if many else 0.0
    if not (isfinite(each) and each > 0):
        return sums
    for start, end, value in stretches:
        low, high = max(start, 0.0), min(end, length)
        if not (isfinite(low) and isfinite(high) and isfinite(value)) or high <= low:
            continue
        for place in range(min(int(low / each), many - 1), min(int(high / each), many - 1) + 1):
            share = min(high, (place + 1) * each) - max(low, place * each)
            sums[place] += max(share, 0.0) / each * value
    return sums


def smoothed(values: Sequence[float]) -> list[float]:
    """Values with each drawn a little to its neighbors.

    >>> smoothed([0.0, 4.0, 0.0])
    [1.0, 2.0, 1.0]
    """
    padded = [*values[:1], *values, *values[-1:]]
    return [
        before / 4 + value / 2 + after / 4
        for before, value, after in zip(padded, padded[1:], padded[2:], strict=False)
    ]


def raised(mood: str, values: Iterable[float]) -> tuple[float, ...]:
    """A tone as high as it is drawn: what is rarer in dramas tells more, and stands out as much.

    >>> raised("sad", (0.0, 0.1, 1.0)), raised("comic", (0.5,))
    ((0.0, 0.286, 1.0), (0.5,))
    """
    power = _RAISED.get(mood, 1.0)
    return tuple(
        round(1 - (1 - min(max(value, 0.0), 1.0)) ** power, 3) if isfinite(value) else 0.0
        for value in values
    )


def ridge(values: Sequence[float], name: str, top: float, height: float) -> Markup:
    """Values (0 to 1) as a line over an area, as wide as the picture and ``height`` pixels high.

    Args:
        name: the class of both.
        top: where it begins, in pixels.
    """
    line = outline(values, 100.0)
    if not line:
        return Markup()
    width = number(max(len(values) - 1, 1))
    return element(
        "svg",
        element("path", class_=f"area {name}", d=f"{line}V100H0z"),
        element("path", class_=f"line {name}", d=line, vector_effect="non-scaling-stroke"),
        x="0",
        y=top,
        width="100%",
        height=height,
        viewbox=f"0 0 {width} 100",
        preserveaspectratio="none",
        class_="ridge",
    )


def outline(values: Sequence[float], height: float) -> str:
    """A smooth path through values (0 to 1), one unit apart; it never leaves 0 to ``height``.

    >>> outline([0.5, 0.5], 100)
    'M0 50C0.17 50 0.83 50 1 50'
    """
    if not values:
        return ""
    levels = [height * (1 - min(max(value, 0.0), 1.0)) if isfinite(value) else height
              for value in values]  # fmt: skip
    if len(levels) == 1:
        levels *= 2
    slopes = [
        (levels[min(n + 1, len(levels) - 1)] - levels[max(n - 1, 0)]) / _BEND
        for n in range(len(levels))
    ]
    parts = [f"M0 {number(levels[0])}"]
    for at, ((here, slope), (there, other)) in enumerate(
        pairwise(zip(levels, slopes, strict=True))
    ):
        first = min(max(here + slope, 0.0), height)
        second = min(max(there - other, 0.0), height)
        parts.append(
            f"C{number(at + 1 / _BEND, 2)} {number(first)} "
            f"{number(at + 1 - 1 / _BEND, 2)} {number(second)} {at + 1} {number(there)}"
        )
    return "".join(parts)
