"""The captions of a span that show a kind of moment, as a person would point to them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from jangmyeon.model import Line, Sound
from jangmyeon.moments.marks import LINE_MARKS, MARKS, SOUND_MARKS, FloatArray
from jangmyeon.moments.observed import Observed
from jangmyeon.moments.signals import SMOOTH_TERMS, SMOOTH_WORDS, captions_of, names
from jangmyeon.moments.vocabulary import Vocabulary, Weights
from jangmyeon.words import flat

_MOST = 3
_SHARE = 0.45  # of the best caption's strength, below which another is left out
_MEANING, _TERMS = 0.3, 0.2  # how much what was learned of words counts beside the written cues
_MUSIC = 0.5  # how much music shows, beside what people say and do
_SOUNDS = 0.7  # log(1 + 1), as one sound in a minute adds to its signal


class Evidence:
    """How strongly each caption of an episode speaks for each kind of moment."""

    def __init__(self, seen: Observed, vocabulary: Vocabulary, weights: Weights) -> None:
        self._seen = seen
        self._vocabulary = vocabulary
        self._weights = weights

    def shows(self, kind: int, span: tuple[float, float]) -> tuple[str, ...]:
        """Up to three captions of a span that speak most for a kind, the strongest first."""
        first, last = (int(at[0]) for at in captions_of(self._seen, [span]))
        strengths = self._strengths[first:last, kind]
        if not len(strengths):
            return ()
        floor = max(float(strengths.max()) * _SHARE, 0.0)
        texts: dict[str, None] = {}
        for at in np.argsort(-strengths, kind="stable").tolist():
            if strengths[at] <= floor or len(texts) == _MOST:
                break
            texts[quoted(self._seen.shown[first + at])] = None
        return tuple(texts) or (quoted(self._seen.shown[first + int(np.argmax(strengths))]),)

    @cached_property
    def _strengths(self) -> FloatArray:
        """Shape (captions, ``KINDS``), in log-odds as if each caption stood alone."""
        words = _MEANING * self._by_meaning() + _TERMS * self._by_terms()
        strengths = self._seen.cues + words + _SOUNDS * self._by_sounds()
        music = self._seen.marks[:, [MARKS.index("music"), MARKS.index("lyric")]].any(axis=1)
        return np.asarray(strengths * np.where(music, _MUSIC, 1.0)[:, None])

    def _by_meaning(self) -> FloatArray:
        vectors = self._vocabulary.vectors[self._seen.words]
        rarity = self._vocabulary.rarity[self._seen.words, None]
        sums = self._by_caption(vectors @ self._a_signal[-vectors.shape[1] :] * rarity)
        return np.asarray(sums / (self._by_caption(rarity) + SMOOTH_WORDS))

    @property
    def _a_signal(self) -> FloatArray:
        """What one of each signal adds to the log-odds of each kind."""
        return np.asarray(self._weights.kinds / self._weights.spreads[:, None])

    def _by_terms(self) -> FloatArray:
        rarity = self._vocabulary.rarity[self._seen.words, None]
        sums = self._by_caption(self._weights.words[self._seen.words] * rarity)
        return np.asarray(sums / (np.sqrt(self._by_caption(rarity**2)) + SMOOTH_TERMS))

    def _by_caption(self, values: FloatArray) -> FloatArray:
        """Sums over the words of each caption."""
        sums = np.vstack((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
        return np.asarray(sums[self._seen.firsts[1:]] - sums[self._seen.firsts[:-1]])

    def _by_sounds(self) -> FloatArray:
        first = names(0).index(SOUND_MARKS[0])
        weights = self._a_signal[first : first + len(SOUND_MARKS)]
        return np.asarray(self._seen.marks[:, len(LINE_MARKS) :] @ weights)


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
