"""Train the scene cutter on annotated episodes.

    python training/scenes.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Prints boundary F1, cross-validated by drama, as ``score.py scenes`` counts it; ``--write`` then
trains on all and writes ``src/jangmyeon/scenes/cutter.npz``. Needs scikit-learn; takes some ten
minutes.

Three models are trained, one after the other; ``training/reader.py`` trains a fourth beside them,
``training/second_look.py`` a fifth upon them. A *teacher* (signals without phrases) learns from the
annotated episodes and says of all episodes how likely each cut is. From that a *phrasebook* learns
what scenes begin and end with. The last, with all signals, learns from the annotated episodes, and
never from one whose drama the phrasebook had seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

import annotated
import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.cutter import FILE, HOPELESS, REACH, Choice
from jangmyeon.scenes.cutting import SOFT, best_cuts, stripped, tells
from jangmyeon.scenes.phrases import FARTHER, phrase_signals, phrases
from jangmyeon.scenes.signals import signals
from jangmyeon.scenes.windows import FloatArray
from jangmyeon.words import all_lemmas, flat

TARGET = annotated.ROOT / "src/jangmyeon/scenes" / FILE
FOLDS = 8
LEAST = 3  # of 127: phrases that weigh less are left out
ABOUT = "Made by training/scenes.py: networks, trees and phrases that tell where a scene begins."
DRAMAS = 5  # a phrase must be met in so many, so that none is a name
CHOICES = list(product((0.19, 0.22, 0.25, 0.28, 0.31, 0.34), (0.03, 0.05, 0.08)))
TREES = {
    "max_iter": 160,
    "learning_rate": 0.06,
    "max_leaf_nodes": 12,
    "max_depth": 5,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.15,
    "early_stopping": False,
    "random_state": 0,
}
NETWORKS = 5
UNITS = 32
NETWORK = {"alpha": 1.0, "max_iter": 8, "batch_size": 256}


@dataclass
class Told:
    """An episode as the cutter sees it, and where its scenes are cut in truth."""

    drama: str
    real: bool  # to be judged by: as its track is, nothing stripped, and annotated by others
    shown: Sequence[Line | Sound]
    lemmas: Mapping[str, Sequence[str]]
    told: bool
    spans: list[tuple[float, float]]
    begins: list[float]

    @cached_property
    def starts(self) -> FloatArray:
        """Starts of the captions, in seconds."""
        return np.array([item.start for item in self.shown])

    @cached_property
    def texts(self) -> list[str]:
        """Their flat texts."""
        return [flat(item.text) for item in self.shown]

    @cached_property
    def named(self) -> tuple[list[str], np.ndarray]:
        """Names of the signals, and their table."""
        found = signals(self.shown, self.texts, self.lemmas, self.told)
        return [name for name, _ in found], np.stack([v for _, v in found], 1).astype(np.float32)

    @property
    def table(self) -> np.ndarray:
        """A row of signals for each caption, those of phrases left out."""
        return self.named[1]

    @cached_property
    def truth(self) -> np.ndarray:
        """1 where a scene begins, else 0."""
        truth = np.zeros(len(self.shown))
        at = np.searchsorted(self.starts, np.array(self.begins) - 0.06)
        truth[np.minimum(at, len(truth) - 1)] = 1
        truth[0] = 0
        return truth


def read(episodes: Sequence[annotated.Analysed], told: bool) -> list[Told]:
    found = []
    for episode in episodes:
        shown: Sequence[Line | Sound] = episode.shown
        telling = tells(shown)
        if told and not telling:
            continue
        spans = [(a.end - SOFT, b.start + SOFT) for a, b in pairwise(episode.scenes)]
        begins = [scene.start for scene in episode.scenes[1:]]
        lemmas = {text: all_lemmas(field) for text, field in episode.fields.items()}
        shown = shown if told else stripped(shown)
        if len(shown) > 1:
            drama = episode.episode.drama.title
            real = (told or not telling) and not episode.ours
            found.append(Told(drama, real, shown, lemmas, told, spans, begins))
    return found


class Phrases:
    """All phrases that many dramas have, and where they stand in each episode."""

    def __init__(self, episodes: Sequence[Told]) -> None:
        dramas: dict[str, set[str]] = defaultdict(set)
        told = []
        for e in episodes:
            rows = [phrases(i, t, e.lemmas[t]) for i, t in zip(e.shown, e.texts, strict=True)]
            told.append(rows)
            for phrase in {phrase for row in rows for phrase in row}:
                dramas[phrase].add(e.drama)
        self.names = sorted(phrase for phrase, where in dramas.items() if len(where) >= DRAMAS)
        at = {phrase: n for n, phrase in enumerate(self.names)}
        self.design = [self._design(rows, at) for rows in told]

    def _design(self, rows: Sequence[Sequence[str]], at: Mapping[str, int]) -> sparse.csr_matrix:
        ids = [[at[phrase] for phrase in row if phrase in at] for row in rows]
        ends = np.concatenate(([0], np.cumsum([len(row) for row in ids])))
        flat_ids = np.array([n for row in ids for n in row], int)
        shape = (len(rows), len(at))
        own = sparse.csr_matrix((np.ones(len(flat_ids), np.float32), flat_ids, ends), shape)

        def moved(back: int) -> sparse.csr_matrix:
            away = sparse.diags([np.ones(len(rows))], [-back], shape=(len(rows), len(rows)))
            return away.tocsr().astype(np.float32) @ own

        farther = FARTHER * (moved(2) + moved(3)), FARTHER * (moved(-1) + moved(-2))
        return sparse.hstack([moved(1), own, *farther], format="csr")


def regression() -> LogisticRegression:
    return LogisticRegression(C=0.02, max_iter=200)


def teach(episodes: Sequence[Told]) -> tuple[StandardScaler, LogisticRegression]:
    table = np.concatenate([e.table for e in episodes])
    scaler = StandardScaler().fit(table)
    return scaler, regression().fit(
        scaler.transform(table), np.concatenate([e.truth for e in episodes])
    )


def learn_phrases(episodes: Sequence[Told], book: Phrases, use: Sequence[int]) -> np.ndarray:
    """Weights of phrases, learned from what the teacher says of the episodes to use."""
    scaler, teacher = teach([episodes[n] for n in use if episodes[n].spans])
    likely = []
    for n in use:
        e = episodes[n]
        told = teacher.predict_proba(scaler.transform(e.table))[:, 1]
        likely.append(e.truth if e.spans else told)
    target = np.concatenate(likely)
    sure = np.concatenate(
        [np.full(len(episodes[n].shown), 1.0 + bool(episodes[n].spans)) for n in use]
    )
    design = sparse.vstack([book.design[n] for n in use], format="csr")
    maybe = np.flatnonzero(target > 0.02)
    model = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=3, tol=None, average=True, random_state=0
    )
    model.fit(
        sparse.vstack([design, design[maybe]], format="csr"),
        np.concatenate((np.zeros(len(target)), np.ones(len(maybe)))),
        sample_weight=np.concatenate(((1 - target) * sure, target[maybe] * sure[maybe])),
    )
    return model.coef_[0].astype(np.float32)


def with_phrases(e: Told, design: sparse.csr_matrix, weights: np.ndarray) -> np.ndarray:
    extra = [values for _, values in phrase_signals(np.asarray(design @ weights))]
    return np.hstack([e.table, np.stack(extra, 1)]).astype(np.float32)


@dataclass
class Model:
    """Networks and trees, as ``cutter.Cutter`` has them."""

    scaler: StandardScaler
    networks: list[MLPClassifier]
    trees: HistGradientBoostingClassifier

    def likelihood(self, table: np.ndarray) -> FloatArray:
        """As ``Cutter.likelihood`` has it."""
        measured = np.clip(self.scaler.transform(table), -REACH, REACH)
        likely = np.mean([n.predict_proba(measured)[:, 1] for n in self.networks], axis=0)
        mean = (likely + self.trees.predict_proba(table)[:, 1]) / 2
        mean[0] = 0.0
        return np.asarray(np.where(likely > HOPELESS, mean, likely))


def train(tables: Sequence[np.ndarray], truths: Sequence[np.ndarray]) -> Model:
    table, truth = np.concatenate(tables), np.concatenate(truths)
    scaler = StandardScaler().fit(table)
    measured = np.clip(scaler.transform(table), -REACH, REACH)
    networks = [
        MLPClassifier((UNITS,), random_state=seed, **NETWORK).fit(measured, truth)
        for seed in range(NETWORKS)
    ]
    return Model(scaler, networks, HistGradientBoostingClassifier(**TREES).fit(table, truth))


def lengths(episodes: Sequence[Told]) -> tuple[float, float]:
    """Mean and deviation of the log of scenes' lengths in seconds."""
    logs = np.concatenate([np.log(np.maximum(np.diff(e.begins), 1.0)) for e in episodes])
    return float(logs.mean()), float(logs.std())


def found(starts: FloatArray, cuts: Sequence[int], spans: Sequence[tuple[float, float]]) -> int:
    mine = [starts[i] for i in cuts[1:]]
    used: set[int] = set()
    for low, high in spans:
        at = next((i for i, t in enumerate(mine) if i not in used and low <= t <= high), None)
        if at is not None:
            used.add(at)
    return len(used)


def score(episodes: Sequence[Told], likely: Sequence[FloatArray], choice: Choice) -> np.ndarray:
    total = np.zeros(3)
    for e, p in zip(episodes, likely, strict=True):
        cuts = best_cuts(e.starts, p, choice)
        total += (found(e.starts, cuts, e.spans), len(cuts) - 1, len(e.spans))
    return total


def f1(total: np.ndarray) -> float:
    return float(2 * total[0] / (total[1] + total[2]))


def folds(episodes: Sequence[Told]) -> np.ndarray:
    gold = sorted({e.drama for e in episodes if e.spans})
    others = sorted({e.drama for e in episodes} - set(gold))
    of = {drama: n % FOLDS for n, drama in enumerate([*gold, *others])}
    return np.array([of[e.drama] for e in episodes])


def cross_validate(
    episodes: Sequence[Told], book: Phrases
) -> tuple[dict[int, np.ndarray], dict[int, FloatArray]]:
    """For each annotated episode its table and likelihoods, by models that never saw its drama."""
    fold = folds(episodes)
    gold = np.array([n for n, e in enumerate(episodes) if e.spans])
    tables: dict[int, np.ndarray] = {}
    for k in range(FOLDS):
        weights = learn_phrases(episodes, book, np.flatnonzero(fold != k))
        for n in gold[fold[gold] == k]:
            tables[n] = with_phrases(episodes[n], book.design[n], weights)
    likely: dict[int, FloatArray] = {}
    for k in range(FOLDS):
        seen = gold[fold[gold] != k]
        model = train([tables[n] for n in seen], [episodes[n].truth for n in seen])
        for n in gold[fold[gold] == k]:
            likely[n] = model.likelihood(tables[n])
    return tables, likely


def judge(episodes: Sequence[Told], likely: Mapping[int, FloatArray]) -> None:
    """Print how good each choice is, by these networks and trees alone."""
    usual, spread = lengths([episodes[n] for n in likely])
    real = [n for n in likely if episodes[n].real]
    scored = {}
    for price, length in CHOICES:
        choice = Choice(price, usual, spread, length)
        total = score([episodes[n] for n in real], [likely[n] for n in real], choice)
        scored[choice] = f1(total)
        hit, made, cuts = total
        print(f"  {price} {length}: P {hit / made:.3f} R {hit / cuts:.3f} F1 {scored[choice]:.4f}")
    best = max(scored, key=lambda choice: scored[choice])
    print("best:", best.price, best.length, f"F1 {scored[best]:.4f} of", len(real), "episodes")


def forest(trees: HistGradientBoostingClassifier) -> dict[str, np.ndarray]:
    """The trees as ``trees.Forest`` holds them: breadth first, children side by side."""
    roots, column, threshold, left, value = [], [], [], [], []
    for (tree,) in trees._predictors:
        nodes, order = tree.nodes, [0]
        roots.append(len(column))
        for at in order:
            if not nodes[at]["is_leaf"]:
                order += [int(nodes[at]["left"]), int(nodes[at]["right"])]
        place = {at: roots[-1] + n for n, at in enumerate(order)}
        for at in order:
            node, leaf = nodes[at], bool(nodes[at]["is_leaf"])
            column.append(0 if leaf else int(node["feature_idx"]))
            threshold.append(0.0 if leaf else float(node["num_threshold"]))
            left.append(0 if leaf else place[int(node["left"])])
            value.append(float(node["value"]) if leaf else 0.0)
    return {
        "roots": np.array(roots, np.int32),
        "column": np.array(column, np.int16),
        "threshold": np.array(threshold, np.float32),
        "left": np.array(left, np.int32),
        "value": np.array(value, np.float32),
        "forest_bias": np.array(float(trees._baseline_prediction.ravel()[0])),
        "depth": np.array(max(tree.get_max_depth() for (tree,) in trees._predictors)),
    }


def committee(networks: Sequence[MLPClassifier]) -> dict[str, np.ndarray]:
    """The networks as ``cutter.Committee`` holds them, side by side."""
    return {
        "hidden": np.concatenate([n.coefs_[0] for n in networks], axis=1).astype(np.float16),
        "hidden_bias": np.concatenate([n.intercepts_[0] for n in networks]).astype(np.float32),
        "outer": np.stack([n.coefs_[1][:, 0] for n in networks]).astype(np.float32),
        "outer_bias": np.concatenate([n.intercepts_[1] for n in networks]).astype(np.float32),
    }


def pack(model: Model, names: Sequence[str], phrase_weights: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays that ``cutter.unpack`` reads, but for the phrases themselves."""
    book = phrase_weights.reshape(4, -1).T
    scale = np.quantile(np.abs(book).max(axis=1), 0.999) / 127
    whole = np.clip(np.rint(book / scale), -127, 127).astype(np.int8)
    rows = np.flatnonzero(np.abs(whole).max(axis=1) >= LEAST)
    return {
        "names": text(names),
        "mean": model.scaler.mean_,
        "scale": model.scaler.scale_,
        **committee(model.networks),
        "book": whole[rows],
        "book_rows": rows.astype(np.int32),
        "book_scale": np.array(scale, np.float32),
        **forest(model.trees),
    }


def text(rows: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(rows).encode(), np.uint8)


def learn(episodes: Sequence[Told], ship: bool) -> tuple[dict[str, np.ndarray], list[str]]:
    """Cross-validate, then train on all, if it is to be shipped; the arrays and the phrases."""
    book = Phrases(episodes)
    tables, likely = cross_validate(episodes, book)
    judge(episodes, likely)
    if not ship:
        return {}, []
    # Scores of phrases from models that had not seen the drama: as they will be for a new one.
    model = train([tables[n] for n in tables], [episodes[n].truth for n in tables])
    weights = learn_phrases(episodes, book, range(len(episodes)))
    extra = [name for name, _ in phrase_signals(np.zeros(9))]
    return pack(model, [*episodes[0].named[0], *extra], weights), book.names


def main() -> None:
    about, _, _ = (__doc__ or "").partition("\n")
    told = annotated.options(about).parse_args()
    shelf = annotated.read_shelf(told)
    shipped: dict[str, np.ndarray] = {"about": text([ABOUT])}
    parts = {kind: learn(read(shelf, kind == "told"), told.write) for kind in ("told", "plain")}
    if not told.write:
        return
    names = sorted({name for arrays, own in parts.values() for name in kept(arrays, own)})
    at = {name: n for n, name in enumerate(names)}
    for kind, (arrays, own) in parts.items():
        rows = np.array([at[name] for name in kept(arrays, own)], np.int32)
        shipped |= {f"{kind}.{name}": array for name, array in arrays.items()}
        shipped[f"{kind}.book_rows"] = rows
    np.savez_compressed(TARGET, phrases=text(names), **shipped)


def kept(arrays: Mapping[str, np.ndarray], names: Sequence[str]) -> list[str]:
    return [names[row] for row in arrays["book_rows"]]


if __name__ == "__main__":
    main()
