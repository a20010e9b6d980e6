"""Mending the times of captions: whatever a file holds comes out in order, each with some length.

Nothing here is fatal, and nothing is done silently: every kind of mending is counted in a notice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from jangmyeon.captions.reading import counted
from jangmyeon.model import Caption

LATEST = 86_400.0
"""Seconds. No episode is a day long: what claims to come later has a broken time."""

_REPEATED_WITHIN = 0.1  # seconds between two pieces of one caption
_READ_SIGN = 0.08  # seconds a viewer takes to read one sign; a line of 16 takes a bit over a second
_READ_ANY = 1.0
_SHORTEST = 0.001

_DONE = {  # in the order in which things are done
    "absurd": "with a time before the start or beyond a day: left out",
    "early": "beginning before the start: cut",
    "order": "out of order: sorted",
    "length": "without length: given the time it takes to read",
    "overlap": "running into the next: shortened",
    "repeated": "repeating the one before without a pause: joined",
}


def mend(captions: Iterable[Caption]) -> tuple[list[Caption], tuple[str, ...]]:
    """Sort captions, and give, take or join time where it cannot be right.

    Captions that begin together stay so: they show together. Returned captions are in order of
    start, and each starts at 0 or later and before its end.

    >>> captions, notices = mend([Caption(5, 6, "둘"), Caption(1, 9, "하나")])
    >>> [(caption.start, caption.end, caption.text) for caption in captions]
    [(1, 5, '하나'), (5, 6, '둘')]
    >>> notices
    ('1 caption out of order: sorted', '1 caption running into the next: shortened')
    """
    mended = list(captions)
    if _is_sound(mended):
        return mended, ()
    done: Counter[str] = Counter()
    kept = [fitted for caption in mended if (fitted := _within_a_day(caption)) is not None]
    done["absurd"] = len(mended) - len(kept)
    done["early"] = sum(-LATEST < caption.start < 0 < caption.end for caption in mended)
    done["order"] = sum(later.start < earlier.start for earlier, later in pairwise(kept))
    kept.sort(key=lambda caption: caption.start)
    kept = _given_length(kept, done)
    kept = _joined(kept, done)
    kept = _parted(kept, done)
    return kept, tuple(counted(done[key], "caption", _DONE[key]) for key in _DONE if done[key])


def _is_sound(captions: list[Caption]) -> bool:
    """Whether there is nothing to mend, as in any file from a broadcaster."""
    end = start = 0.0
    text = ""
    for caption in captions:
        if not start <= caption.start < caption.end <= LATEST or caption.start < end:
            return False
        if caption.text == text and caption.start - end < _REPEATED_WITHIN:
            return False
        start, end, text = caption.start, caption.end, caption.text
    return True


def _within_a_day(caption: Caption) -> Caption | None:
    start, end = caption.start, caption.end
    if math.isnan(end) or not -LATEST < start <= LATEST - _SHORTEST:
        return None
    if start < 0:
        return None if end <= 0 else _timed(caption, 0.0, min(end, LATEST))
    return caption if end <= LATEST else _timed(caption, start, start)  # the length is unknown


def _given_length(captions: list[Caption], done: Counter[str]) -> list[Caption]:
    """Where a caption ends before it starts, let it stay as long as reading it takes."""
    following = _next_starts(captions)
    kept = []
    for caption, next_start in zip(captions, following, strict=True):
        if caption.end - caption.start < _SHORTEST:
            done["length"] += 1
            end = min(
                caption.start + _READ_ANY + _READ_SIGN * len(caption.text), next_start, LATEST
            )
            kept.append(_timed(caption, caption.start, max(end, caption.start + _SHORTEST)))
        else:
            kept.append(caption)
    return kept


def _joined(captions: list[Caption], done: Counter[str]) -> list[Caption]:
    """Join a caption with the same one after it: one caption that was cut in two, or doubled."""
    kept: list[Caption] = []
    for caption in captions:
        before = kept[-1] if kept else None
        if (
            before is not None
            and caption.text == before.text
            and caption.start - before.end < _REPEATED_WITHIN
        ):
            done["repeated"] += 1
            kept[-1] = _timed(before, before.start, max(before.end, caption.end))
        else:
            kept.append(caption)
    return kept


def _parted(captions: list[Caption], done: Counter[str]) -> list[Caption]:
    """Let a caption end where the next begins, unless one of the two stands apart at the top."""
    kept = []
    for caption, (next_start, raised) in zip(captions, _next_captions(captions), strict=True):
        if next_start < caption.end - _SHORTEST and raised == caption.raised:
            done["overlap"] += 1
            kept.append(_timed(caption, caption.start, next_start))
        else:
            kept.append(caption)
    return kept


def _next_starts(captions: list[Caption]) -> list[float]:
    """For each caption, when the next one begins that does not begin with it."""
    return [start for start, _ in _next_captions(captions)]


def _next_captions(captions: list[Caption]) -> list[tuple[float, bool]]:
    """For each caption, the start of the next later one, and whether that is raised."""
    found: list[tuple[float, bool]] = []
    for place in range(len(captions) - 1, -1, -1):
        following = captions[place + 1] if place + 1 < len(captions) else None
        if following is None:
            found.append((math.inf, False))
        elif following.start > captions[place].start + _SHORTEST:
            found.append((following.start, following.raised))
        else:
            found.append(found[-1])
    return found[::-1]


def _timed(caption: Caption, start: float, end: float) -> Caption:
    return Caption(start, end, caption.text, caption.raised)
