"""Learn what it is worth that a span reads like the query: ``_WORTH`` of search/quotes.py.

    python training/quotes.py --captions DIR --data DIR --folds DIR [--share SHARE]

Queries in Korean are answered with weights learned from other dramas (``together.py``). Of the
first hits of each the text is read, and the weights of both likenesses make those that answer
likelier than the others (the softmax over a query's hits), learned from our own queries. Figures
are those of the queries that are judged by: before, after, and with replays put together, as the
program does. Shares as in ``find.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import together
from scipy.optimize import minimize

import find
from find import UNLIKELY, Case, Floats
from jangmyeon.model import Episode
from jangmyeon.search.features import FEATURES
from jangmyeon.search.quotes import BESIDE, CHANCE, READ, likeness, plain, remembered
from jangmyeon.search.replays import Shown, is_replay
from jangmyeon.store import Reader, airing, open_reader

MOST = 20  # hits of a query
PULL = 1.0  # of the weights to zero


@dataclass(frozen=True)
class Hits:
    """What was found, best first: of each hit its score and both likenesses, and what it shows."""

    setting: str
    judged: bool
    told: Floats
    right: np.ndarray
    episodes: list[Episode]
    shown: list[Shown]


def main() -> None:
    told = find.read_options(__doc__ or "", share=0.4)
    cases = [case for case in find.read_cases(told) if case.spans]
    _, scores = together.crossed(cases, np.ones(len(FEATURES), bool))
    episodes = Episodes(Reader(open_reader(told.data)))
    hits = [read(case, scores[n], episodes) for n, case in enumerate(cases)]
    weights = learned(each for each in hits if not each.judged and is_korean(each))
    print("score, stretch, pairs", np.round(weights, 2))
    alone = np.array([1.0, 0.0, 0.0])
    judged = [each for each in hits if each.judged]
    print("before", figures(judged, alone, once=False))
    print("after", figures(judged, weights, once=False))
    print("replays as one", figures(judged, weights, once=True))


class Episodes:
    """What is said in each episode, in Korean, and what it shows."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys = {each.episode: each.key for each in reader.episodes()}
        self._texts = cache(lambda key: reader.spoken(key, "ko"))
        self._concordances = cache(reader.concordance)

    def said(self, episode: Episode, start: float, end: float) -> str:
        said = self._texts(self._keys[episode])
        return plain(said.within(start - BESIDE, end + BESIDE)) if said else ""

    def shown(self, episode: Episode, start: float, end: float) -> Shown:
        concordance = self._concordances(self._keys[episode])
        assert concordance is not None
        return Shown(concordance, start, end)


def is_korean(hits: Hits) -> bool:
    return hits.setting.startswith("ko")


def read(case: Case, scores: Floats, episodes: Episodes) -> Hits:
    wanted = remembered(case.text)
    first = find.likeliest(case, scores, MOST)
    spans = [case.spans[at] for at, _ in first]
    rows = []
    for n, (span, (_, score)) in enumerate(zip(spans, first, strict=True)):
        alike, share = 0.0, 0.0
        if case.setting.startswith("ko") and n < READ:
            alike, share = likeness(wanted, episodes.said(span.episode, span.start, span.end))
        rows.append((score, max(alike - CHANCE, 0.0), share))
    right = np.array([case.right[at] for at, _ in first])
    shown = [episodes.shown(each.episode, each.start, each.end) for each in spans]
    where = [each.episode for each in spans]
    return Hits(case.setting, case.judged, np.array(rows), right, where, shown)


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


def figures(hits: Sequence[Hits], weights: Floats, once: bool) -> dict[str, tuple[float, float]]:
    """By setting, how often the first hit answers, and how often one of the first ten does.

    Args:
        once: whether a scene and its replays are one hit, the first showing.
    """
    ranks: dict[str, list[int]] = {}
    for each in hits:
        order = np.argsort(-(each.told @ weights), kind="stable").tolist()
        order = each_once(each, order) if once else order
        answers = (n for n, at in enumerate(order) if each.right[at])
        ranks.setdefault(each.setting, []).append(next(answers, MOST))
    return {
        setting: (float(np.mean([r == 0 for r in found])), float(np.mean([r < 10 for r in found])))
        for setting, found in ranks.items()
    }


def each_once(hits: Hits, order: Sequence[int]) -> list[int]:
    """The hits in an order, but the first showing alone of those that show the same."""
    kept: list[int] = []
    for at in order:
        same = [n for n, other in enumerate(kept) if shows_same(hits, at, other)]
        if not same:
            kept.append(at)
        elif len(same) == 1 and aired(hits, at) < aired(hits, kept[same[0]]):
            kept[same[0]] = at
    return kept


def shows_same(hits: Hits, one: int, other: int) -> bool:
    first, later = sorted((one, other), key=lambda at: aired(hits, at))
    same_drama = hits.episodes[one].drama.id == hits.episodes[other].drama.id
    return same_drama and is_replay(hits.shown[first], hits.shown[later])


def aired(hits: Hits, at: int) -> tuple[int, int]:
    episode = hits.episodes[at]
    return airing((episode.season, episode.number))


if __name__ == "__main__":
    main()
