"""What a span of an episode shows, as numbers: the signals that the kinds of moment are read from.

The columns are in the order of ``names``: counts and shares of marks, cues, people, place in the
episode, and what the words are about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jangmyeon.moments.cues import ALONG, OUTRIGHT, STRONG
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import LINE_MARKS, SOUND_MARKS, FloatArray
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.vocabulary import Vocabulary

Spans = Sequence[tuple[float, float]]
IntArray = NDArray[np.int64]
Bag = tuple[IntArray, IntArray]

_SHORTEST = 3.0  # seconds; shorter spans count as this long
_ABOUT = ("lines", "pace", "lyrics", "screens", "seconds", "talk")
_SHARES = LINE_MARKS[LINE_MARKS.index("screen") + 1 :]
_PLACE = ("at", "at_squared", "opening", "closing", "part")
_PEOPLE = ("speakers", "people", "two", "crowd", "nobody")
_LEADS = ("first", "second", "third", "both", "alone", "leads", "known", "told")
_CUES = ("outright", "strong", "along", "density")
_LETTERS = 20.0  # of a line, about as many as there are in a full one
SMOOTH_WORDS = 8.0  # summed rarity that holds a span of few words near the middle
SMOOTH_TERMS = 5.0
_TELLING = 2.5  # rarity of words that are not said in every second scene
_NEAREST = 10
_SMOOTH_CAPTIONS = 10.0
_TOLD = 20  # marks of sounds from which a track is one that tells sounds
_MOST_OUTRIGHT = 4.0  # cues beyond these add nothing to their density


def names(dimensions: int) -> tuple[str, ...]:
    """The names of the signals, in the order of their columns."""
    cues = [f"{kind}.{how}" for how in _CUES for kind in KINDS]
    words = [f"words.{n}" for n in range(dimensions)]
    nearest = [f"{kind}.nearest" for kind in KINDS]
    return (
        *_ABOUT,
        *_SHARES,
        *SOUND_MARKS,
        *_PLACE,
        *_PEOPLE,
        *_LEADS,
        *cues,
        *nearest,
        *words,
    )


def captions_of(seen: Observed, spans: Spans) -> tuple[IntArray, IntArray]:
    """Numbers of the first caption in each span, and of the first after it."""
    starts = np.array([start for start, _ in spans], float)
    ends = np.array([end for _, end in spans], float)
    first = np.searchsorted(seen.starts, starts - 0.05)
    return first, np.maximum(np.searchsorted(seen.starts, ends - 1e-4), first)


def signals(seen: Observed, spans: Spans, vocabulary: Vocabulary) -> FloatArray:
    """The signals of each span; shape (spans, ``names``)."""
    first, last = captions_of(seen, spans)
    seconds = np.array([max(end - start, _SHORTEST) for start, end in spans])
    bags = bags_of(seen, spans)
    columns = (
        _marks(seen, first, last, seconds),
        _place(seen, spans, seconds),
        _people(seen, first, last),
        _cues(seen, first, last),
        _nearest(bags, vocabulary),
        _words(bags, vocabulary),
    )
    return np.hstack(columns)


def summed(values: FloatArray, first: IntArray, last: IntArray) -> FloatArray:
    """Sums of consecutive rows, from each ``first`` up to before its ``last``."""
    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    return np.asarray(sums[last] - sums[first])


def _marks(seen: Observed, first: IntArray, last: IntArray, seconds: FloatArray) -> FloatArray:
    counts = summed(seen.marks, first, last)
    lines, lyrics, screens = counts[:, 0], counts[:, 1], counts[:, 2]
    shares = counts[:, 3 : len(LINE_MARKS)] / np.maximum(lines, 1)[:, None]
    shares[:, _SHARES.index("letters")] /= _LETTERS
    sounds = np.log1p(counts[:, len(LINE_MARKS) :] / np.sqrt(seconds / 60 + 0.5)[:, None])
    shown = summed((seen.ends - seen.starts)[:, None], first, last)[:, 0]
    about = (
        np.log1p(lines),
        lines / seconds * 10,
        np.log1p(lyrics),
        np.log1p(screens),
        np.log(seconds),
        np.clip(shown / seconds, 0, 1.5),
    )
    return np.hstack((np.stack(about, axis=1), shares, sounds))


def _place(seen: Observed, spans: Spans, seconds: FloatArray) -> FloatArray:
    whole = max(float(seen.ends.max(initial=0.0)), _SHORTEST)
    at = np.clip(np.array([(start + end) / 2 for start, end in spans]) / whole, 0, 1)
    return np.stack((at, at**2, at < 0.05, at > 0.93, seconds / whole * 50), axis=1)


def _people(seen: Observed, first: IntArray, last: IntArray) -> FloatArray:
    """How many are there, and what part in it the episode's leads have."""
    spoken = Counter(name for name in seen.speakers if name)
    leads = [name for name, _ in spoken.most_common(3)]
    leads += [""] * (3 - len(leads))
    told = float(seen.marks[:, len(LINE_MARKS) :].sum() > _TOLD)
    rows = []
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        speakers = {name for name in seen.speakers[a:b] if name}
        turns = Counter(name for name in (*seen.speakers[a:b], *seen.heard[a:b]) if name)
        many, total = len(turns), max(turns.total(), 1)
        shares = [turns[name] / total for name in leads]
        both = shares[0] > 0 and shares[1] > 0
        people = len(speakers), many, many == 2, many >= 5, many <= 1
        part = both, both and many == 2, shares[0] + shares[1], bool(leads[1]), told
        rows.append((*people, *shares, *part))
    return np.array(rows, float).reshape(-1, len(_PEOPLE) + len(_LEADS))


def _cues(seen: Observed, first: IntArray, last: IntArray) -> FloatArray:
    outright, strong, along = (
        summed((seen.cues == weight).astype(float), first, last)
        for weight in (OUTRIGHT, STRONG, ALONG)
    )
    total = 3 * np.minimum(outright, _MOST_OUTRIGHT) + outright + 1.5 * strong + 0.5 * along
    density = total / (last - first + _SMOOTH_CAPTIONS)[:, None]
    return np.hstack((np.log1p(outright), np.log1p(strong), np.log1p(along), density))


def bags_of(seen: Observed, spans: Spans) -> list[Bag]:
    """The distinct known words of each span, by number, with how often they are said."""
    first, last = captions_of(seen, spans)
    begin, end = seen.firsts[first], seen.firsts[last]
    sizes = end - begin
    span = np.repeat(np.arange(len(spans)), sizes)
    at = np.arange(len(span)) - np.repeat(np.cumsum(sizes) - sizes - begin, sizes)
    beyond = int(seen.words.max(initial=0)) + 1
    found, counts = np.unique(span * beyond + seen.words[at], return_counts=True)
    words, cuts = found % beyond, np.searchsorted(found, np.arange(len(spans) + 1) * beyond)
    return [(words[a:b], counts[a:b]) for a, b in pairwise(cuts.tolist())]


def _nearest(bags: Sequence[Bag], vocabulary: Vocabulary) -> FloatArray:
    """How near the ten nearest words of a span come to the cues of each kind."""
    result = np.zeros((len(bags), len(KINDS)))
    for row, (words, _) in enumerate(bags):
        telling = words[vocabulary.rarity[words] > _TELLING]
        leanings = vocabulary.leanings[telling]
        if len(telling) > _NEAREST:
            leanings = np.partition(leanings, -_NEAREST, axis=0)[-_NEAREST:]
        result[row] = leanings.sum(axis=0) / _NEAREST
    return result


def _words(bags: Sequence[Bag], vocabulary: Vocabulary) -> FloatArray:
    """The mean vector of a span's words, rare ones counting more, repetitions less."""
    means = np.zeros((len(bags), vocabulary.vectors.shape[1]))
    for row, (words, counts) in enumerate(bags):
        weights = np.log1p(counts) * vocabulary.rarity[words]
        means[row] = weights @ vocabulary.vectors[words] / (weights.sum() + SMOOTH_WORDS)
    return means


def term_weights(bag: Bag, vocabulary: Vocabulary) -> FloatArray:
    """TF-IDF of a span's words (log of counts), of nearly length 1 where there are many."""
    words, counts = bag
    weights = (1 + np.log(counts)) * vocabulary.rarity[words]
    return np.asarray(weights / (np.linalg.norm(weights) + SMOOTH_TERMS))
