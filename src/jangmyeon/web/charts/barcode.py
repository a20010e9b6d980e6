"""The moods of an episode, of a season or of a drama, as thin stripes side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from jangmyeon.web.charts.svg import element, number

_WIDTH, _HEIGHT = 1000.0, 10.0
_LEVELS = 4
_SHORTEST, _LONGEST = 1e-3, 1e9  # of a stripe's length, that sums of them keep their sense
PLAIN = "plain"
"""The mood of a stretch without one."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A stretch of time (seconds, or any other unit) and its mood, with how strong it is (0 to 1).

    ``mood`` is the end of a class ``mood-…`` of the style sheet; empty for a stretch without one.
    """

    length: float
    mood: str = ""
    strength: float = 1.0


def barcode(stripes: Iterable[Stripe], label: str = "", *, most: int = 240) -> Markup:
    """Stripes from left to right, as an SVG that fills whatever box it is put into.

    Args:
        label: what it tells, in words, for those who do not see it and as its tooltip. Without
            one it is decoration, and not told of.
        most: stripes that are drawn; where there are more, each stands for several.
    """
    told = condensed([each for each in stripes if _counts(each)], most)
    paths = (
        element("path", class_=classes, d=outline)
        for classes, outline in sorted(_outlines(told).items())
    )
    words = (element("title", label),) if label else ()
    return element(
        "svg",
        *words,
        *paths,
        class_="barcode",
        viewbox=f"0 0 {number(_WIDTH)} {number(_HEIGHT)}",
        preserveaspectratio="none",
        role="img" if label else None,
        aria_label=label or None,
        aria_hidden=None if label else "true",
        focusable="false",
    )


def level(strength: float) -> int:
    """Which of the few shades a strength (0 to 1) is drawn in, 1 to 4.

    >>> level(0), level(0.3), level(0.6), level(1)
    (1, 2, 3, 4)
    """
    share = min(max(strength, 0.0), 1.0) if isfinite(strength) else 0.0
    return min(int(share * _LEVELS) + 1, _LEVELS)


def shade(mood: str, strength: float) -> str:
    """The classes of something with a mood, as style sheets color it.

    >>> shade("sad", 0.6), shade("", 0)
    ('mood-sad level-3', 'mood-plain level-1')
    """
    return f"mood-{mood or PLAIN} level-{level(strength) if mood else 1}"


def condensed(stripes: Sequence[Stripe], most: int) -> list[Stripe]:
    """At most so many stripes of equal length, each with the mood that there is most of in it.

    >>> condensed([Stripe(3, "sad"), Stripe(1, "tense"), Stripe(4, "comic")], 2)
    [Stripe(length=4.0, mood='sad', strength=0.75), Stripe(length=4.0, mood='comic', strength=1.0)]
    """
    if len(stripes) <= most:
        return list(stripes)
    each = sum(stripe.length for stripe in stripes) / most
    sums: list[defaultdict[str, float]] = [defaultdict(float) for _ in range(most)]
    for place, mood, amount in _spread(stripes, each, most):
        sums[place][mood] += amount
    return [_strongest(found, each) for found in sums]


def _spread(stripes: Sequence[Stripe], each: float, most: int) -> Iterator[tuple[int, str, float]]:
    """How much of a mood goes into which of the equal stretches."""
    start = 0.0
    for stripe in stripes:
        end = start + stripe.length
        first, last = int(start / each), int(end / each)
        for place in range(first, min(last + 1, most)):
            share = min(end, (place + 1) * each) - max(start, place * each)
            if stripe.mood:
                yield place, stripe.mood, max(share, 0.0) * stripe.strength
        start = end


def _strongest(found: dict[str, float], length: float) -> Stripe:
    mood = max(found, key=lambda each: found[each], default="")
    return Stripe(length, mood, min(found[mood] / length, 1.0) if mood else 0.0)


def _outlines(stripes: Sequence[Stripe]) -> dict[str, str]:
    """The stripes of each mood and shade as one path: few elements draw many stripes."""
    total = sum(stripe.length for stripe in stripes) or 1.0
    found: dict[str, str] = defaultdict(str)
    start = 0.0
    for stripe in stripes:
        end = start + stripe.length
        low, high = number(_WIDTH * start / total, 2), number(_WIDTH * end / total, 2)
        found[shade(stripe.mood, stripe.strength)] += f"M{low} 0H{high}V{number(_HEIGHT)}H{low}z"
        start = end
    return found


def _counts(stripe: Stripe) -> bool:
    return _SHORTEST <= stripe.length <= _LONGEST
