"""Signals for a cut from what is said: words that come again, manners of speech, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from jangmyeon.scenes.uses import Uses
from jangmyeon.scenes.windows import FloatArray, IntArray, moved, total
from jangmyeon.words import commonness, is_korean

_TONES = ".!?~…"
_MANNERS = (
    ("formal", ("니다", "니까", "십시오", "습네다")),
    ("polite", ("요", "죠")),
    ("old", ("소", "오", "느냐", "거라", "나이다", "구려", "하네", "는가")),
)
_ENDINGS = (("question", ("?",)), ("cry", ("!",)), ("trailing off", ("...", "…")))
_EVERYWHERE = frozenset(("하다", "있다", "되다"))
_RARE = 60.0  # uses per million below which a word coming again means the same subject
_NAME_USES = 3  # a word unknown to the lexicon is taken for a name if used so often


def word_signals(
    texts: Sequence[str],
    lemmas: Mapping[str, Sequence[str]],
    starts: FloatArray,
    spoken: np.ndarray,
) -> list[tuple[str, FloatArray]]:
    """How what is said before each caption and from it on differ."""
    bags = [
        tuple(dict.fromkeys(lemmas[text])) if said else ()
        for text, said in zip(texts, spoken.tolist(), strict=True)
    ]
    said = [text if is_line else "" for text, is_line in zip(texts, spoken.tolist(), strict=True)]
    return [*_cohesion(bags, starts), *_manners(said, starts), *_endings(said, texts)]


def _cohesion(bags: Sequence[Sequence[str]], starts: FloatArray) -> list[tuple[str, FloatArray]]:
    spoken = Uses.of(starts, bags)
    words, uses = spoken.words, np.bincount(spoken.which)
    common = np.array([commonness(word) for word in words])
    weights = _weights(common, uses, len(bags))
    content = (weights > 0) & np.array([len(word) > 1 for word in words], bool)
    named = (uses >= _NAME_USES) & (common == 0)
    named[named] = [is_korean(words[number]) for number in np.flatnonzero(named).tolist()]
    telling = np.array([word not in _EVERYWHERE for word in words], bool)
    topics, subjects = spoken.only(content), spoken.only(content & (common < _RARE))
    names = spoken.only(named)
    kinds = ("cosine", "shared", "new", "gone")
    values = names.differing(60)
    return [
        *((f"words again in {near} s", topics.chains(near, weights)) for near in (15, 40, 100)),
        *((f"rare words again in {near} s", subjects.chains(near)) for near in (25, 90)),
        *((f"names again in {near} s", names.chains(near)) for near in (30, 90)),
        *((f"names {kind}", v) for kind, v in zip(kinds, values, strict=True)),
        ("topics apart", topics.apart(45)),
        ("words apart", spoken.only(telling).apart(25)),
    ]


def _weights(common: FloatArray, uses: IntArray, captions: int) -> FloatArray:
    """How much words tell of their subject: little if common in dramas, or in this episode."""
    in_dramas = np.log(1e6 / (common + 20)) - 4.0
    return np.maximum(np.minimum(np.log(captions / uses), in_dramas), 0)


def _manners(said: Sequence[str], starts: FloatArray) -> list[tuple[str, FloatArray]]:
    lines = [bool(text) for text in said]
    bare = [text.rstrip(_TONES) for text in said]
    manners = [[text.endswith(endings) for text in bare] for _, endings in _MANNERS]
    flags = np.array([lines, *manners], float).T
    found = []
    for near in (10, 30):
        before, after = total(starts, flags, -near, 0).T, total(starts, flags, 0, near).T
        before, after = (each[1:] / np.maximum(each[0], 1) for each in (before, after))
        for (name, _), past, coming in zip(_MANNERS, before, after, strict=True):
            found.append((f"{name} before {near} s", past))
            found.append((f"{name} after {near} s", coming))
            found.append((f"{name} apart {near} s", np.abs(coming - past)))
    return found


def _endings(said: Sequence[str], texts: Sequence[str]) -> list[tuple[str, FloatArray]]:
    found = []
    for name, signs in _ENDINGS:
        flags = np.array([text.endswith(signs) for text in said], float)
        found += [(f"{name} before", moved(flags, 1)), (name, flags)]
    sizes = np.array([len(text) for text in texts], float)
    return found + [(f"size {-back:+}", moved(sizes, back)) for back in (1, 0, -1)]
