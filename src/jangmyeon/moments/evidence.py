"""The captions of a span that show a kind of moment, as a person would point to them."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np

from jangmyeon.model import Line, Sound
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import LINE_MARKS, MARKS, SOUND_MARKS, FloatArray
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.signals import SMOOTH_TERMS, SMOOTH_WORDS, names, summed
from jangmyeon.moments.vocabulary import Vocabulary, Weights
from jangmyeon.scenes.layers import Floats
from jangmyeon.words import flat

_MOST = 3
_SHARE = 0.3  # of what the best caption counts for, below which another is left out
_WRITTEN = 0.3  # what cues and words count for beside what the networks see
_MEANING, _TERMS = 0.3, 0.2  # how much what was learned of words counts beside the written cues
_MUSIC = 0.5  # how much music shows, beside what people say and do
_SOUNDS = 0.7  # log(1 + 1), as one sound in a minute adds to its signal


class Evidence:
    """How strongly each caption of an episode speaks for each kind of moment.

    Args:
        shows: how much each caption counts for each kind to the networks, as a log; shape
            (captions, ``KINDS``). They learned it from readers who named such captions.
    """

    def __init__(
        self, seen: Observed, vocabulary: Vocabulary, weights: Weights, shows: Floats
    ) -> None:
        self._shows = shows
        self._seen = seen
        self._vocabulary = vocabulary
        self._weights = weights

    def shows(self, kind: int, first: int, last: int) -> tuple[str, ...]:
        """Up to three captions that speak most for a kind, the strongest first.

        Args:
            first, last: numbers of the first caption that may, and of the first after those.
        """
        strengths = self._shows[first:last, kind] + _WRITTEN * self._strengths[first:last, kind]
        if not len(strengths):
            return ()
        counts = np.exp(strengths - strengths.max())
        texts: dict[str, None] = {}
        for at in np.argsort(-counts, kind="stable").tolist():
            if counts[at] < _SHARE or len(texts) == _MOST:
                break
            texts[quoted(self._seen.shown[first + at])] = None
        return tuple(texts)

    @cached_property
    def _strengths(self) -> FloatArray:
        """Shape (captions, ``KINDS``), in log-odds as if each caption stood alone."""
        strengths = self._seen.cues + self._by_words() + _SOUNDS * self._by_sounds()
        music = self._seen.marks[:, [MARKS.index("music"), MARKS.index("lyric")]].any(axis=1)
        return np.asarray(strengths * np.where(music, _MUSIC, 1.0)[:, None])

    def _by_words(self) -> FloatArray:
        worths = _worths(self._vocabulary, self._weights)
        sums = self._by_caption(worths.take(self._seen.words, axis=0))
        meaning, terms = sums[:, : len(KINDS)], sums[:, len(KINDS) : -2]
        rarity, squares = sums[:, -2:-1], sums[:, -1:]
        by_meaning = meaning / (rarity + SMOOTH_WORDS)
        by_terms = terms / (np.sqrt(squares) + SMOOTH_TERMS)
        return np.asarray(_MEANING * by_meaning + _TERMS * by_terms)

    def _by_caption(self, values: FloatArray) -> FloatArray:
        """Sums over the words of each caption."""
        return summed(values, self._seen.firsts[:-1], self._seen.firsts[1:])

    def _by_sounds(self) -> FloatArray:
        first = names(0).index(SOUND_MARKS[0])
        weights = _a_signal(self._weights)[first : first + len(SOUND_MARKS)]
        return np.asarray(self._seen.marks[:, len(LINE_MARKS) :] @ weights)


@lru_cache(maxsize=1)
def _worths(vocabulary: Vocabulary, weights: Weights) -> FloatArray:
    """What each word adds to a caption: by its meaning and as a term, to each kind, and rarity.

    Shape (lemmas, twice ``KINDS`` and 2); the last two columns are its rarity and the square of it.
    """
    rarity = vocabulary.rarity[:, None]
    meaning = vocabulary.vectors @ _a_signal(weights)[-vocabulary.vectors.shape[1] :]
    return np.hstack((meaning * rarity, weights.words * rarity, rarity, rarity**2))


def _a_signal(weights: Weights) -> FloatArray:
    """What one of each signal adds to the log-odds of each kind."""
    return np.asarray(weights.kinds / weights.spreads[:, None])


def quoted(item: Line | Sound) -> str:
    """A caption as evidence shows it.

    >>> quoted(Line(0.0, 1.0, "사랑하오", speaker="정혁"))
    '정혁: "사랑하오"'
    >>> quoted(Sound("voice", "세리가 흐느낀다"))
    '[세리가 흐느낀다]'
    """
    text = flat(item.text)
    if isinstance(item, Sound):
        return f"[{text}]"
    return f'{item.speaker}: "{text}"' if item.speaker else f'"{text}"'
