"""Signals for a cut from what is said: words that come again, manners of speech, questions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from jangmyeon.scenes.windows import Chains, FloatArray, apart, apart_few, moved, total
from jangmyeon.words import commonness, is_korean

_END = r"[.!?~…]*$"
_MANNERS = (
    ("formal", re.compile("(니다|니까|십시오|습네다)" + _END)),
    ("polite", re.compile("(요|죠)" + _END)),
    ("old", re.compile("(소|오|느냐|거라|나이다|구려|하네|는가)" + _END)),
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
    uses = Counter(word for bag in bags for word in bag)
    common = {word: commonness(word) for word in uses}
    weights = {word: _weight(common[word], len(bags) / count) for word, count in uses.items()}
    content = {word for word, weight in weights.items() if weight > 0 and len(word) > 1}
    rare = {word for word in content if common[word] < _RARE}
    names = {w for w, n in uses.items() if n >= _NAME_USES and not common[w] and is_korean(w)}
    topics, subjects, named, spoken = (
        [tuple([word for word in bag if word in kept]) for bag in bags]
        for kept in (content, rare, names, uses.keys() - _EVERYWHERE)
    )
    chains = Chains(starts, topics)
    heavy = np.array([weights[word] for word in chains.words])
    again, called = Chains(starts, subjects), Chains(starts, named)
    kinds = ("cosine", "shared", "new", "gone")
    values = apart_few(starts, named, 60)
    return [
        *((f"words again in {near} s", chains.over(near, heavy)) for near in (15, 40, 100)),
        *((f"rare words again in {near} s", again.over(near)) for near in (25, 90)),
        *((f"names again in {near} s", called.over(near)) for near in (30, 90)),
        *((f"names {kind}", v) for kind, v in zip(kinds, values, strict=True)),
        ("topics apart", apart(starts, topics, 45)),
        ("words apart", apart(starts, spoken, 25)),
    ]


def _weight(per_million: float, captions_a_use: float) -> float:
    """How much a word tells of its subject: little if common in dramas, or in this episode."""
    return max(0.0, min(math.log(captions_a_use), math.log(1e6 / (per_million + 20)) - 4.0))


def _manners(said: Sequence[str], starts: FloatArray) -> list[tuple[str, FloatArray]]:
    lines = np.array([bool(text) for text in said], float)
    found = []
    for name, pattern in _MANNERS:
        flags = np.array([bool(pattern.search(text)) for text in said], float)
        for near in (10, 30):
            before = total(starts, flags, -near, 0) / np.maximum(total(starts, lines, -near, 0), 1)
            after = total(starts, flags, 0, near) / np.maximum(total(starts, lines, 0, near), 1)
            found.append((f"{name} before {near} s", before))
            found.append((f"{name} after {near} s", after))
            found.append((f"{name} apart {near} s", np.abs(after - before)))
    return found


def _endings(said: Sequence[str], texts: Sequence[str]) -> list[tuple[str, FloatArray]]:
    found = []
    for name, signs in _ENDINGS:
        flags = np.array([text.endswith(signs) for text in said], float)
        found += [(f"{name} before", moved(flags, 1)), (name, flags)]
    sizes = np.array([len(text) for text in texts], float)
    return found + [(f"size {-back:+}", moved(sizes, back)) for back in (1, 0, -1)]
