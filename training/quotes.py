"""Learn what it is worth that a span reads like the query: ``_WORTH`` of search/quotes.py.

    python training/quotes.py --captions DIR --data DIR --folds DIR [--share SHARE]

Queries in Korean are answered with weights learned from other dramas (``together.py``). Of the
first hits of each the text is read, and the weights of both likenesses make those that answer
likelier than the others (the softmax over a query's hits), learned from our own queries. Figures
are those of the queries that are judged by, before and after; shares as in ``find.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import together
from scipy.optimize import minimize

import find
from find import UNLIKELY, Case, Floats
from jangmyeon.model import Episode
from jangmyeon.search.features import FEATURES
from jangmyeon.search.quotes import BESIDE, CHANCE, READ, likeness, plain, remembered
from jangmyeon.store import Reader, Spoken, open_reader

PULL = 1.0  # of the weights to zero


@dataclass(frozen=True)
class Hits:
    """What was found: a row for each hit, with its score and both likenesses, best first."""

    setting: str
    judged: bool
    told: Floats
    right: np.ndarray


def main() -> None:
    told = find.read_options(__doc__ or "", share=0.4)
    cases = [case for case in find.read_cases(told) if case.spans]
    _, scores = together.crossed(cases, np.ones(len(FEATURES), bool))
    texts = Texts(Reader(open_reader(told.data)))
    hits = [
        read(case, scores[n], texts) for n, case in enumerate(cases) if case.setting[:2] == "ko"
    ]
    weights = learned(each for each in hits if not each.judged)
    print("score, stretch, pairs", np.round(weights, 2))
    for title, by in (("before", np.array([1.0, 0.0, 0.0])), ("after", weights)):
        print(title, figures([each for each in hits if each.judged], by))


class Texts:
    """What is said in each episode, in Korean."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys = {each.episode: each.key for each in reader.episodes()}
        self._read: dict[int, Spoken | None] = {}

    def within(self, episode: Episode, start: float, end: float) -> str:
        key = self._keys[episode]
        if key not in self._read:
            self._read[key] = self._reader.spoken(key, "ko")
        said = self._read[key]
        return plain(said.within(start - BESIDE, end + BESIDE)) if said else ""


def read(case: Case, scores: Floats, texts: Texts) -> Hits:
    wanted = remembered(case.text)
    first = find.likeliest(case, scores, READ)
    rows = []
    for at, score in first:
        span = case.spans[at]
        alike, share = likeness(wanted, texts.within(span.episode, span.start, span.end))
        rows.append((score, max(alike - CHANCE, 0.0), share))
    right = np.array([case.right[at] for at, _ in first])
    return Hits(case.setting, case.judged, np.array(rows), right)


def learned(hits: Iterable[Hits]) -> Floats:
    """The weights of the score and of both likenesses."""
    kept = [each for each in hits if each.right.any() and not each.right.all()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = PULL / 2 * weights[1:] @ weights[1:], PULL * weights * [0, 1, 1]
        for each in kept:
            power = np.exp((scores := each.told @ weights) - scores.max())
            power /= power.sum()
            right = power[each.right].sum()
            total -= np.log(UNLIKELY + right)
            slope -= each.told.T @ (power * (each.right - right)) / (UNLIKELY + right)
        return float(total), slope

    return np.asarray(minimize(loss, np.array([1.0, 0.0, 0.0]), jac=True, method="L-BFGS-B").x)


def figures(hits: Sequence[Hits], weights: Floats) -> dict[str, tuple[float, float]]:
    """By setting, how often the first hit answers, and how often one of the first ten does."""
    ranks: dict[str, list[int]] = {}
    for each in hits:
        ranks.setdefault(each.setting, []).append(next(answering(each, weights), READ))
    return {
        setting: (float(np.mean([r == 0 for r in found])), float(np.mean([r < 10 for r in found])))
        for setting, found in ranks.items()
    }


def answering(hits: Hits, weights: Floats) -> Iterator[int]:
    """The places (0, 1 ...) of the hits that answer."""
    order = np.argsort(-(hits.told @ weights), kind="stable")
    yield from np.flatnonzero(hits.right[order]).tolist()


if __name__ == "__main__":
    main()
