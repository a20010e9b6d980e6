"""Learn what Korean lemmas mean, as small vectors: src/jangmyeon/search/meaning.npz.

    python training/meaning.py --cache FILE [--write]

A lemma's vector has two halves. The first is of Kiwi's own language model (Apache License 2.0),
which has read far more Korean than any shelf: similarities to some hundred words, reduced. The
second tells in what scenes of dramas it stands: positive pointwise mutual information of lemmas
within half a minute, reduced (Levy and Goldberg, "Neural word embedding as implicit matrix
factorization", 2014). What each dimension counts for is learned from annotated scenes: a summary
and the queries for a scene must be nearer to it than to the rest of its episode.

Needs scipy, which the program itself does not. Lemmas of fewer than five dramas, and so most
names, are left out.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from annotated import Analysed, options, read_shelf
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.sparse.linalg import svds

from jangmyeon.words import all_lemmas, analyse, english_words, flat, is_korean, translate

OUT = Path(__file__).parents[1] / "src/jangmyeon/search/meaning.npz"
HALF = 64  # dimensions of each half
DRAMAS, USES = 5, 12  # a lemma must occur in so many dramas, so many times
LANDMARKS = 800
WINDOW = 30.0  # seconds
CELL = 20.0
SCALE, PULL = 20.0, 3.0  # of the learning: sharpness, and the pull of each weight to one
FOLDS = 4

Floats = NDArray[np.float64]
Weighted = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Asked:
    """Words that describe a span of an episode."""

    groups: tuple[Weighted, ...]
    start: float
    end: float


def main() -> None:
    told = options(__doc__ or "").parse_args()
    shelf = read_shelf(told)
    lemmas, uses = vocabulary(shelf)
    general = kiwi_half(lemmas, uses)
    asked = dict(questions(shelf, told.gold))
    crossed(shelf, lemmas, uses, general, asked)
    halves = unit(np.concatenate((general, shelf_half(shelf, lemmas)), axis=1))
    weights = learned(pairs(shelf, lemmas, uses, halves, asked))
    if told.write:
        write(lemmas, rarity(uses), halves, weights)


def vocabulary(shelf: Sequence[Analysed]) -> tuple[list[str], Floats]:
    """Korean lemmas of enough dramas, most frequent first, and how often each is used."""
    uses: Counter[str] = Counter()
    dramas: dict[str, set[str]] = defaultdict(set)
    for episode in shelf:
        for _, lemma in spoken(episode):
            uses[lemma] += 1
            dramas[lemma].add(episode.episode.drama.id)
    kept = [w for w, n in uses.most_common() if n >= USES and len(dramas[w]) >= DRAMAS]
    kept = [lemma for lemma in kept if is_korean(lemma)]
    return kept, np.array([uses[lemma] for lemma in kept], float)


def spoken(episode: Analysed) -> Iterator[tuple[float, str]]:
    for item in episode.shown:
        for lemma in all_lemmas(episode.fields[flat(item.text)]):
            yield item.start, lemma


def rarity(uses: Floats) -> Floats:
    """What each lemma counts for: smooth inverse frequency (Arora, Liang and Ma, 2017)."""
    return 1e-4 / (1e-4 + uses / uses.sum())


def unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def kiwi_half(lemmas: Sequence[str], uses: Floats) -> Floats:
    """From similarities to landmarks, by the method of Nystrom; zeros for words Kiwi lacks."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1)
    anything = kiwi.most_similar_morphemes(("울", "VV"), top_n=1_000_000)
    ids: dict[tuple[str, str], int] = {}
    for each in anything:
        ids.setdefault((each.form, each.tag), each.id)
    known = {n: found for n, lemma in enumerate(lemmas) if (found := _kiwi_id(lemma, ids))}
    rows, numbers = list(known), list(known.values())
    half = LANDMARKS // 2
    marks = [*range(half), *random.Random(1).sample(range(half, len(rows)), half)]
    similar = kiwi.morpheme_similarity
    table = np.array(
        [[1.0 if a == numbers[m] else similar(a, numbers[m]) for m in marks] for a in numbers]
    )
    core = table[marks]
    values, vectors = np.linalg.eigh((core + core.T) / 2)
    best = np.argsort(-values)[:256]
    placed = table @ vectors[:, best] / np.sqrt(values[best])
    weight = rarity(uses)[rows]
    placed -= (placed * weight[:, None]).sum(axis=0) / weight.sum()
    _, _, turned = np.linalg.svd(placed * np.sqrt(weight)[:, None], full_matrices=False)
    result = np.zeros((len(lemmas), HALF))
    result[rows] = unit(placed @ turned[:HALF].T)
    return result


def _kiwi_id(lemma: str, ids: dict[tuple[str, str], int]) -> int | None:
    verbs = ("VV", "VA", "VV-I", "VA-I", "VV-R", "VA-R", "VX") if lemma.endswith("다") else ()
    tries = [(lemma[:-1], tag) for tag in verbs]
    tries += [(lemma, tag) for tag in ("NNG", "MAG", "XR", "NNB", "IC", "NP", "MM", "NR", "NNP")]
    return next((ids[each] for each in tries if each in ids), None)


def shelf_half(shelf: Iterable[Analysed], lemmas: Sequence[str]) -> Floats:
    """From which lemmas stand near each other in the dramas of a shelf."""
    place = {lemma: n for n, lemma in enumerate(lemmas)}
    rows: list[int] = []
    columns: list[int] = []
    row = 0
    for episode in shelf:
        near: dict[tuple[int, int], set[int]] = defaultdict(set)
        for at, lemma in spoken(episode):
            if lemma in place:
                near[0, int(at // WINDOW)].add(place[lemma])
                near[1, int((at + WINDOW / 2) // WINDOW)].add(place[lemma])
        for together in near.values():
            rows += [row] * len(together)
            columns += together
            row += 1
    shown = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (row, len(lemmas)))
    counts = (shown.T @ shown).tocoo()
    kept = (counts.row != counts.col) & (counts.data >= 3)
    one, other, both = counts.row[kept], counts.col[kept], counts.data[kept]
    smooth = np.bincount(other, both, len(lemmas)) ** 0.75
    smooth /= smooth.sum()
    alone = np.bincount(one, both, len(lemmas))
    chance = np.maximum(np.log(both / (alone[one] * smooth[other] + 1e-9)), 0)
    table = sparse.csr_matrix((chance, (one, other)), (len(lemmas),) * 2)
    left, values, _ = svds(table, k=HALF, random_state=0)
    return unit(left * np.sqrt(values))


def questions(shelf: Sequence[Analysed], gold: Path) -> Iterator[tuple[int, list[Asked]]]:
    """Summaries and queries of each annotated episode, by its place on the shelf."""
    queries: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(gold.glob("*.queries.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            query = json.loads(line)
            queries[query["drama"], query["season"], query["episode"]].append(query)
    for n, each in enumerate(shelf):
        episode = each.episode
        asked = [Asked(_english(s.summary), s.start, s.end) for s in each.scenes]
        for query in queries[episode.drama.title, episode.season, episode.number]:
            told = _english(query["en"]), _korean(query["ko"])
            asked += [Asked(groups, query["start"], query["end"]) for groups in told]
        if asked:
            yield n, asked


def _english(text: str) -> tuple[Weighted, ...]:
    return tuple(found.lemmas for found in translate(english_words(text)))


def _korean(text: str) -> tuple[Weighted, ...]:
    fields = next(iter(analyse([flat(text)])))
    return tuple(((lemma, 1.0),) for lemma in all_lemmas(fields))


Pairs = list[tuple[Floats, Floats, NDArray[np.bool_]]]


def pairs(
    shelf: Sequence[Analysed],
    lemmas: Sequence[str],
    uses: Floats,
    vectors: Floats,
    asked: dict[int, list[Asked]],
) -> Pairs:
    """By episode: vectors of questions, of points in time, and which answer which."""
    place = {lemma: n for n, lemma in enumerate(lemmas)}
    weighed = vectors * rarity(uses)[:, None]
    result = []
    for n, those in asked.items():
        told = [(int(at // CELL), place[w]) for at, w in spoken(shelf[n]) if w in place]
        cells = np.zeros((max(cell for cell, _ in told) + 1, vectors.shape[1]))
        np.add.at(cells, [cell for cell, _ in told], weighed[[row for _, row in told]])
        points = (unit(_around(cells, 1)) + unit(_around(cells, 3))) / 2
        middle = (np.arange(len(cells)) + 0.5) * CELL
        questions = [_meant(each.groups, place, weighed) for each in those]
        right = [(middle >= a.start - CELL / 2) & (middle <= a.end + CELL / 2) for a in those]
        good = [k for k, q in enumerate(questions) if q.any() and right[k].any()]
        result.append((unit(np.array([questions[k] for k in good])), points, np.array(right)[good]))
    return result


def _meant(groups: Iterable[Weighted], place: dict[str, int], weighed: Floats) -> Floats:
    total = np.zeros(weighed.shape[1])
    for group in groups:
        known = [(place[lemma], weight) for lemma, weight in group if lemma in place]
        whole = sum(weight for _, weight in known)
        for row, weight in known:
            total += weight / whole * weighed[row]
    return total


def _around(cells: Floats, reach: int) -> Floats:
    sums = np.concatenate((np.zeros((1, cells.shape[1])), np.cumsum(cells, axis=0)))
    at = np.arange(len(cells))
    return sums[np.minimum(at + reach + 1, len(cells))] - sums[np.maximum(at - reach, 0)]


def learned(examples: Pairs) -> Floats:
    """What each dimension counts for, by the softmax over the points of an episode."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for asked, points, right in examples:
            scores = SCALE * (asked * weights) @ points.T
            share = np.exp(scores - scores.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            good = share * right
            whole = good.sum(axis=1, keepdims=True) + 1e-12
            total -= float(np.log(whole).sum())
            slope += SCALE * (((share - good / whole) @ points) * asked).sum(axis=0)
        away = weights - 1
        return total + PULL * float(away @ away), slope + 2 * PULL * away

    size = examples[0][0].shape[1]
    found = minimize(loss, np.ones(size), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return np.asarray(found.x)


def crossed(
    shelf: Sequence[Analysed],
    lemmas: Sequence[str],
    uses: Floats,
    general: Floats,
    asked: dict[int, list[Asked]],
) -> None:
    """Print how often the right point of an episode comes first, on dramas not learned from."""
    titles = sorted({shelf[n].episode.drama.title for n in asked})
    first = five = count = 0
    for fold in range(FOLDS):
        out = set(titles[fold::FOLDS])
        rest = [episode for episode in shelf if episode.episode.drama.title not in out]
        vectors = unit(np.concatenate((general, shelf_half(rest, lemmas)), axis=1))
        of = {True: {}, False: {}}  # type: dict[bool, dict[int, list[Asked]]]
        for n, those in asked.items():
            of[shelf[n].episode.drama.title in out][n] = those
        weights = learned(pairs(shelf, lemmas, uses, vectors, of[False]))
        for questions_, points, right in pairs(shelf, lemmas, uses, vectors, of[True]):
            scores = (questions_ * weights) @ points.T
            best = np.where(right, scores, -np.inf).max(axis=1)
            rank = (scores > best[:, None]).sum(axis=1)
            first, five = first + int((rank == 0).sum()), five + int((rank < 5).sum())
            count += len(rank)
    print(f"right point of the episode first {first / count:.3f}, in five {five / count:.3f}")


def write(lemmas: Sequence[str], rare: Floats, vectors: Floats, weights: Floats) -> None:
    about = "Lemma vectors, made by training/meaning.py, whose docstring says how and of what."
    scale = np.abs(vectors).max(axis=0) / 127
    np.savez_compressed(
        OUT,
        about=np.array(about),
        lemmas=np.frombuffer("\n".join(lemmas).encode("utf-8"), np.uint8),
        rarity=rare.astype(np.float16),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        weights=weights.astype(np.float32),
    )
    print(f"{OUT.name}: {len(lemmas)} lemmas, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
