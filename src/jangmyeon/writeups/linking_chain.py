"""Sentences in a row tell of one moment, of what follows, or leap somewhere else.

A hidden Markov model over the points of a drama: what speaks for each point is what a sentence
brings, and where the next one leads is how write-ups tell stories. Forward and backward passes
give for each sentence how likely each point is (Rabiner, "A tutorial on hidden Markov models",
1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangmyeon.writeups.linking_table import Floats

Doubles = NDArray[np.float64]

_BESIDE = 1  # points to either side that are the same moment
_FOLLOWING = 30  # points: ten minutes
_CLOSELY = 10  # points: three minutes
_STRETCH = 20  # points to either side that a write-up about one scene tells of
_STRAYS = 0.5  # how likely a sentence of such a write-up tells of something else
_ANSWER = 4  # points to either side that are one answer
_SURE_OF_PRIOR = 0.95
_FOCUS = 15  # points to either side of what a write-up is about


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence in a row.

    Attributes:
        evidence: the logarithm of how much likelier it makes each point.
        trust: how likely it is to tell of a moment at all.
        stay: how likely it tells of the same moment as the one before it.
        follow: how likely it tells of something in the minutes that follow.
        is_close: whether those are three, as where one scene is told blow by blow, or ten.
        leap: how likely it leads to each point where it does neither; None: as the row does.
    """

    evidence: Floats
    trust: float
    stay: float
    follow: float
    is_close: bool = False
    leap: Doubles | None = None

    @property
    def reach(self) -> int:
        """So many points follow."""
        return _CLOSELY if self.is_close else _FOLLOWING


def likely_points(steps: Sequence[Step], leap: Doubles) -> list[Doubles]:
    """How likely each point is what each sentence tells of; each sums up to 1.

    Args:
        leap: how likely a row begins at each point, or leaps to it; as ``prior`` gives it.
    """
    shown = [_share(step.evidence, step.trust) for step in steps]
    ahead: list[Doubles] = []
    leaps = [leap if step.leap is None else step.leap for step in steps]
    for step, here, anew in zip(steps, shown, leaps, strict=True):
        led = _led(ahead[-1], anew, step) if ahead else anew
        now = led * here
        ahead.append(now / now.sum())
    found: list[Doubles] = []
    back = np.ones(len(leap))
    parts = zip(steps[::-1], shown[::-1], ahead[::-1], leaps[::-1], strict=True)
    for step, here, before, anew in parts:
        both = before * back
        found.append(both / both.sum())
        back = _leading(here * back, anew, step)
        back /= back.max()
    return found[::-1]


def prior(evidence: Floats) -> Doubles:
    """How likely each point is, from the logarithm of what speaks for it."""
    return _share(evidence, _SURE_OF_PRIOR)


def focused(leap: Doubles, mean: Doubles, share: float) -> Doubles:
    """The prior again, drawn to where a write-up was found to lead, by a share of 0 to 1.

    Args:
        mean: where all its sentences together were found to lead.
    """
    width = 2 * _FOCUS + 1
    drawn = leap * (_sum_around(mean, _FOCUS) / width + 1e-9)
    found: Doubles = (1 - share) * leap + share * drawn / drawn.sum()
    return found


def stretch(steps: Sequence[Step], leap: Doubles) -> Doubles:
    """How likely each point lies in the one stretch of an episode that all sentences tell of.

    A stretch is likely when many of them, each on its own, may tell of something in it.

    Args:
        leap: how likely each point is before any sentence is read, as ``prior`` gives it.
    """
    width = 2 * _STRETCH + 1
    told = np.log(_sum_around(leap, _STRETCH) + 1e-9)
    for step in steps:
        lift = _sum_around(_share(step.evidence, step.trust), _STRETCH) * len(leap) / width
        told += np.log(_STRAYS + (1 - _STRAYS) * lift)
    centers = np.exp(told - told.max())
    found = _sum_around(centers / centers.sum(), _STRETCH)
    found /= found.sum()
    return found


def within(leap: Doubles, likely: Doubles, share: float) -> Doubles:
    """The prior again, kept to the stretch that a write-up tells of, by a share of 0 to 1.

    Args:
        likely: what ``stretch`` gives.
    """
    drawn = leap * (likely + 1e-9)
    kept = (drawn / drawn.sum() + likely) / 2
    found: Doubles = (1 - share) * leap + share * kept
    return found


def answers(likely: Doubles) -> Doubles:
    """How likely the answer lies about each point: within eighty seconds to either side."""
    return _sum_around(likely, _ANSWER)


def middle(likely: Doubles, point: int) -> int:
    """The point in the middle of what is likely around a point."""
    low, high = max(point - _ANSWER, 0), min(point + _ANSWER + 1, len(likely))
    here = likely[low:high]
    return low + round(float(here @ np.arange(len(here))) / max(float(here.sum()), 1e-12))


def _share(evidence: Floats, trust: float) -> Doubles:
    """What evidence makes of each point, where it may mislead."""
    power = np.exp((evidence - evidence.max()).astype(np.float64))
    found: Doubles = trust * power / power.sum() + (1 - trust) / len(power)
    return found


def _led(before: Doubles, leap: Doubles, step: Step) -> Doubles:
    """Where the next sentence is likely to be, from where this one is."""
    sums = _sums(before, step.reach)
    size = len(before)
    earlier = sums[step.reach : step.reach + size] - sums[:size]
    return _moved(sums, earlier, step) + (1 - step.stay - step.follow) * leap


def _leading(after: Doubles, leap: Doubles, step: Step) -> Doubles:
    """The same backwards: how well each point leads to where the next sentence is."""
    sums = _sums(after, step.reach)
    later = sums[2 * step.reach + 1 :] - sums[step.reach + 1 : step.reach + 1 + len(after)]
    return _moved(sums, later, step) + (1 - step.stay - step.follow) * float(leap @ after)


def _moved(sums: Doubles, onward: Doubles, step: Step) -> Doubles:
    """What of all that ``sums`` adds up stays beside each point, and what goes on."""
    at, size = step.reach, len(onward)
    beside = sums[at + _BESIDE + 1 : at + _BESIDE + 1 + size] - sums[at - _BESIDE :][:size]
    return step.stay / (2 * _BESIDE + 1) * beside + step.follow / step.reach * onward


def _sum_around(values: Doubles, reach: int) -> Doubles:
    sums = _sums(values, reach)
    found: Doubles = sums[2 * reach + 1 :] - sums[: len(values)]
    return found


def _sums(values: Doubles, reach: int) -> Doubles:
    """The sum of all values before each, and beyond either end for ``reach`` further points."""
    sums = np.zeros(len(values) + 1 + 2 * reach)
    np.cumsum(values, out=sums[reach + 1 : reach + 1 + len(values)])
    sums[reach + 1 + len(values) :] = sums[reach + len(values)]
    return sums
