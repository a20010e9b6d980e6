"""Train the reading of moments on annotated episodes, with the help of all the others.

    python training/moments.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Prints figures as ``score.py moments`` and ``score.py romance`` count them, on the annotated spans,
cross-validated by drama, beside two baselines; ``--write`` then trains on all and writes
``src/jangmyeon/moments/weights.npz``. Needs scikit-learn and scipy.

Two readers are trained. That of signals learns from the annotated scenes alone. That of bare words
has thousands of weights, too many for so few scenes: it learns from them and from what the first
reader says of the episodes that nobody annotated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import annotated
import numpy as np
import scipy.sparse as sp
from annotated import Analysed
from moment_words import learn_vocabulary
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from jangmyeon.moments.judging import likelihood, mixed, scaled
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.observed import Observed, observe
from jangmyeon.moments.signals import Spans, bags_of, signals, term_weights
from jangmyeon.moments.vocabulary import Vocabulary
from jangmyeon.words import all_lemmas, flat

RARE_SPANS = Path(__file__).with_name("rare_moments.tsv")
RARE_KINDS = "kiss", "proposal", "breakup", "rejection", "jealousy", "reunion", "reconciliation"
TARGET = annotated.ROOT / "src/jangmyeon/moments/weights.npz"
FOLDS = 8
SIGNAL_STRENGTH = 0.01  # the inverse of the penalty on weights
WORD_STRENGTH = 10.0
UNSEEN_WEIGHT = 0.3  # of a span that nobody annotated, beside one that somebody did
SAME = 1e-4  # deviation below which a signal is the same in all scenes
LENGTHS = 4.15, 0.55  # mean and deviation of the log of a scene's seconds
RARE = 0.6  # how far thresholds follow each kind's own best, from the best of all kinds together

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Spanned:
    """Spans of episodes, one row each: the drama, the signals, and the words' weights."""

    dramas: NDArray[np.str_]
    signals: FloatArray
    words: sp.csr_matrix


@dataclass(frozen=True)
class Truth:
    """What readers said of annotated scenes, one row each; ``bags`` are for the baseline."""

    kinds: FloatArray  # 1 where a scene has a kind
    feelings: FloatArray  # romance, intensity
    bags: list[str]


@dataclass(frozen=True)
class Judged:
    """Spans read for some kinds only; ``kinds`` is 1 for those they have, 0, or else not known."""

    spanned: Spanned
    kinds: FloatArray


@dataclass(frozen=True)
class Model:
    """Both readers: log-odds of the kinds, and of each grade of the two feelings."""

    middles: FloatArray
    spreads: FloatArray
    kinds: FloatArray
    biases: FloatArray
    words: FloatArray
    word_biases: FloatArray
    feelings: FloatArray
    feeling_biases: FloatArray

    def chances(self, spanned: Spanned) -> FloatArray:
        """How likely each kind is."""
        by_signals = self._scaled(spanned) @ self.kinds + self.biases
        return likelihood(mixed(by_signals, spanned.words @ self.words + self.word_biases))

    def felt(self, spanned: Spanned) -> FloatArray:
        """Romance and intensity."""
        passed = likelihood(self._scaled(spanned) @ self.feelings + self.feeling_biases)
        return np.asarray(passed.reshape(len(passed), 2, -1).sum(axis=2))

    def _scaled(self, spanned: Spanned) -> FloatArray:
        return scaled(spanned.signals, self.middles, self.spreads)


def lemmas_by_text(episode: Analysed) -> dict[str, tuple[str, ...]]:
    return {text: all_lemmas(field) for text, field in episode.fields.items()}


def read_spanned(episodes: Sequence[Analysed], vocabulary: Vocabulary) -> Spanned:
    dramas, rows, words = [], [], []
    for number, episode in enumerate(episodes):
        seen = observe(episode.shown, lemmas_by_text(episode), vocabulary)
        spans = [(scene.start, scene.end) for scene in episode.scenes] or chance_spans(seen, number)
        dramas += [episode.episode.drama.title] * len(spans)
        rows.append(signals(seen, spans, vocabulary))
        words.append(word_rows(seen, spans, vocabulary))
    return Spanned(np.array(dramas), np.vstack(rows), sp.vstack(words).tocsr())


def chance_spans(seen: Observed, seed: int) -> Spans:
    """Spans as long as scenes are, one after the other."""
    random = np.random.default_rng(seed)
    lengths = np.exp(random.normal(*LENGTHS, size=1000)).clip(20, 240)
    ends = np.cumsum(lengths)
    ends = ends[: int(np.searchsorted(ends, seen.ends.max())) + 1]
    return list(zip((ends - lengths[: len(ends)]).tolist(), ends.tolist(), strict=True))


def word_rows(seen: Observed, spans: Spans, vocabulary: Vocabulary) -> sp.csr_matrix:
    bags = bags_of(seen, spans)
    ends = np.cumsum([0, *(len(words) for words, _ in bags)])
    values = np.concatenate([term_weights(bag, vocabulary) for bag in bags])
    shape = len(spans), len(vocabulary.numbers)
    return sp.csr_matrix((values, np.concatenate([words for words, _ in bags]), ends), shape=shape)


def read_truth(episodes: Sequence[Analysed]) -> Truth:
    kinds, feelings, bags = [], [], []
    for episode in episodes:
        lemmas, shown = lemmas_by_text(episode), episode.shown
        for scene in episode.scenes:
            kinds.append([kind in scene.moments for kind in KINDS])
            feelings.append((scene.romance, scene.intensity))
            inside = (item for item in shown if scene.start - 0.05 <= item.start < scene.end)
            bags.append(" ".join(word for item in inside for word in lemmas[flat(item.text)]))
    return Truth(np.array(kinds, float), np.array(feelings, float), bags)


def read_judged(episodes: Sequence[Analysed], vocabulary: Vocabulary) -> Judged:
    """The spans of ``rare_moments.tsv``."""
    shelf = {(e.episode.drama.title, e.episode.season, e.episode.number): e for e in episodes}
    lines = RARE_SPANS.read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    dramas, rows, words, kinds = [], [], [], []
    for drama, season, number, start, end, told in table[1:]:  # the first names the columns
        episode = shelf[drama, int(season), int(number)]
        seen = observe(episode.shown, lemmas_by_text(episode), vocabulary)
        span = [(float(start), float(end))]
        dramas.append(drama)
        rows.append(signals(seen, span, vocabulary))
        words.append(word_rows(seen, span, vocabulary))
        sure = dict.fromkeys(RARE_KINDS, 0.0) | dict.fromkeys(told.split(), 1.0)
        kinds.append([sure.get(kind, np.nan) for kind in KINDS])
    spanned = Spanned(np.array(dramas), np.vstack(rows), sp.vstack(words).tocsr())
    return Judged(spanned, np.array(kinds))


def train(
    spanned: Spanned, truth: Truth, rows: BoolArray, unseen: Spanned, judged: Judged
) -> Model:
    middles, spreads = spanned.signals[rows].mean(axis=0), spanned.signals[rows].std(axis=0)
    spreads[spreads < SAME] = 1.0
    values, unseen_values, judged_values = (
        scaled(found, middles, spreads)
        for found in (spanned.signals[rows], unseen.signals, judged.spanned.signals)
    )
    grades = [truth.feelings[rows, at] > grade for at in range(2) for grade in range(3)]
    feelings, feeling_biases = logistic(values, np.stack(grades, axis=1).astype(float))

    kinds, biases = logistic(values, truth.kinds[rows])
    guessed = likelihood(judged_values @ kinds + biases)
    known = np.vstack((truth.kinds[rows], np.where(np.isnan(judged.kinds), guessed, judged.kinds)))
    kinds, biases = logistic(np.vstack((values, judged_values)), known)

    words, word_biases = logistic(
        sp.vstack((spanned.words[rows], judged.spanned.words, unseen.words)).tocsr(),
        np.vstack((known, likelihood(unseen_values @ kinds + biases))),
        np.repeat((1.0, UNSEEN_WEIGHT), (len(known), len(unseen.dramas))),
        WORD_STRENGTH,
        rounds=25,
    )
    return Model(middles, spreads, kinds, biases, words, word_biases, feelings, feeling_biases)


def logistic(
    values: FloatArray | sp.csr_matrix,
    truth: FloatArray,
    importance: FloatArray | None = None,
    strength: float = SIGNAL_STRENGTH,
    rounds: int = 60,
) -> tuple[FloatArray, FloatArray]:
    """One logistic regression a column of ``truth``, all at once, by L-BFGS."""
    weight = np.ones((len(truth), 1)) if importance is None else importance[:, None]
    shape = values.shape[1] + 1, truth.shape[1]
    across = values.T.tocsr() if sp.issparse(values) else values.T
    rates = ((weight * truth).sum(axis=0) / weight.sum()).clip(1e-4, 1 - 1e-4)
    begin = np.zeros(shape)
    begin[-1] = np.log(rates / (1 - rates))

    def loss(flat_weights: FloatArray) -> tuple[float, FloatArray]:
        weights = flat_weights.reshape(shape)
        odds = values @ weights[:-1] + weights[-1]
        error = weight * (likelihood(odds) - truth)
        total = (weight * (np.logaddexp(0, odds) - truth * odds)).sum()
        total += (weights[:-1] ** 2).sum() / (2 * strength)
        slope = np.vstack((across @ error + weights[:-1] / strength, error.sum(axis=0)))
        return float(total), slope.ravel()

    best = minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    weights = best.x.reshape(shape)
    return weights[:-1], weights[-1]


def tell(chances: FloatArray, thresholds: FloatArray) -> FloatArray:
    told = chances >= thresholds
    told[np.arange(len(told)), chances.argmax(axis=1)] = True
    return told.astype(float)


def choose_thresholds(chances: FloatArray, truth: FloatArray) -> FloatArray:
    """Between the best for micro-F1, the same for all kinds, and the best for each kind's own F1.

    Half of the F1 that can be had is the best threshold for it, where chances are true.
    """
    best = 0.5
    for _ in range(8):
        best = micro_f1(tell(chances, np.full(len(KINDS), best / 2)), truth)
    own = np.array([_own_best(chances[:, k], truth[:, k]) for k in range(len(KINDS))])
    return np.asarray(np.exp(RARE * np.log(own) + (1 - RARE) * np.log(best / 2)))


def _own_best(chances: FloatArray, truth: FloatArray) -> float:
    order = np.argsort(-chances)
    right = np.cumsum(truth[order])
    told = np.arange(1, len(order) + 1)
    scores = 2 * (right + 0.5) / (told + truth.sum() + 3)  # smoothed, for kinds of few scenes
    return float(chances[order[scores.argmax()]])


def micro_f1(told: FloatArray, truth: FloatArray) -> float:
    return float(2 * (told * truth).sum() / (told.sum() + truth.sum()))


def by_kind(told: FloatArray, truth: FloatArray) -> FloatArray:
    return 2 * (told * truth).sum(axis=0) / np.maximum(told.sum(axis=0) + truth.sum(axis=0), 1)


def folds_of(dramas: NDArray[np.str_]) -> NDArray[np.int64]:
    names = sorted(set(dramas))
    order = np.random.default_rng(3).permutation(len(names))
    place = {name: int(np.flatnonzero(order == n)[0]) % FOLDS for n, name in enumerate(names)}
    return np.array([place[drama] for drama in dramas])


def report(name: str, chances: FloatArray, truth: Truth, folds: NDArray[np.int64]) -> FloatArray:
    told = np.zeros_like(chances)
    for fold in range(FOLDS):
        rest = folds != fold
        thresholds = choose_thresholds(chances[rest], truth.kinds[rest])
        told[~rest] = tell(chances[~rest], thresholds)
    scores = by_kind(told, truth.kinds)
    common = truth.kinds.sum(axis=0) >= 5
    first = truth.kinds[np.arange(len(chances)), chances.argmax(axis=1)].mean()
    figures = {
        "micro-F1": micro_f1(told, truth.kinds),
        "macro-F1": scores[common].mean(),
        "top1": first,
        "kinds a span": told.sum() / len(told),
    }
    print(f"{name:30}", "  ".join(f"{what} {value:.4f}" for what, value in figures.items()))
    return scores


def baselines(truth: Truth, folds: NDArray[np.int64]) -> None:
    majority, plain = np.zeros_like(truth.kinds), np.zeros_like(truth.kinds)
    texts = TfidfVectorizer(analyzer=str.split, min_df=3, sublinear_tf=True)
    rows = texts.fit_transform(truth.bags)
    for fold in range(FOLDS):
        rest = folds != fold
        majority[~rest] = truth.kinds[rest].mean(axis=0)
        for kind in range(len(KINDS)):
            model = LogisticRegression(C=10, max_iter=200)
            model.fit(rows[rest], truth.kinds[rest, kind])
            plain[~rest, kind] = model.predict_proba(rows[~rest])[:, 1]
    report("majority", majority, truth, folds)
    report("TF-IDF + logistic regression", plain, truth, folds)


def cross_validate(
    spanned: Spanned, truth: Truth, unseen: Spanned, judged: Judged, folds: NDArray[np.int64]
) -> FloatArray:
    """Chances of each kind for each scene, by readers that met nothing of its drama."""
    chances, felt = np.zeros_like(truth.kinds), np.zeros_like(truth.feelings)
    for fold in range(FOLDS):
        held = folds == fold
        others = ~np.isin(unseen.dramas, spanned.dramas[held])
        apart = ~np.isin(judged.spanned.dramas, spanned.dramas[held])
        kept = Judged(some(judged.spanned, apart), judged.kinds[apart])
        model = train(spanned, truth, ~held, some(unseen, others), kept)
        chances[held] = model.chances(some(spanned, held))
        felt[held] = model.felt(some(spanned, held))
    scores = report("this reader", chances, truth, folds)
    for at, name in enumerate(("romance", "intensity")):
        rank = spearmanr(felt[:, at], truth.feelings[:, at]).statistic
        print(f"{name}: rank correlation {rank:.4f}")
    for kind in np.argsort(-scores):
        print(f"    {KINDS[kind]:15} {scores[kind]:.3f}  of {int(truth.kinds[:, kind].sum())}")
    return chances


def some(spanned: Spanned, rows: BoolArray) -> Spanned:
    return Spanned(spanned.dramas[rows], spanned.signals[rows], spanned.words[rows])


def write(vocabulary: Vocabulary, model: Model, thresholds: FloatArray) -> None:
    about = (
        "Made by training/moments.py. lemmas: those that several dramas share, one a line, UTF-8; "
        "rarity: log of half minutes over those with the lemma; vectors, vector_scales: lemmas by "
        "positive pointwise mutual information within half minutes, reduced by singular values; "
        "kinds, biases: logistic regressions over the signals of spans, in deviations (spreads) "
        "from the mean (middles); words, word_scales, "
        "word_biases: the same over TF-IDF; thresholds: from which chance a kind is told; "
        "feelings, feeling_biases: romance over 0, 1, 2 and intensity over 0, 1, 2."
    )
    vector_scales = np.abs(vocabulary.vectors).max(axis=1) / 127 + 1e-12
    word_scales = np.abs(model.words).max(axis=0) / 127
    np.savez_compressed(
        TARGET,
        about=np.array(about),
        lemmas=np.frombuffer("\n".join(vocabulary.numbers).encode(), np.uint8),
        rarity=vocabulary.rarity.astype(np.float16),
        vectors=np.round(vocabulary.vectors / vector_scales[:, None]).astype(np.int8),
        vector_scales=vector_scales.astype(np.float32),
        middles=model.middles.astype(np.float32),
        spreads=model.spreads.astype(np.float32),
        kinds=model.kinds.astype(np.float32),
        biases=model.biases.astype(np.float32),
        words=np.round(model.words / word_scales).astype(np.int8),
        word_scales=word_scales.astype(np.float32),
        word_biases=model.word_biases.astype(np.float32),
        thresholds=thresholds.astype(np.float32),
        feelings=model.feelings.astype(np.float32),
        feeling_biases=model.feeling_biases.astype(np.float32),
    )


def main() -> None:
    told = annotated.options(__doc__ or "").parse_args()
    shelf = [episode for episode in annotated.read_shelf(told) if episode.shown]
    gold = [episode for episode in shelf if episode.scenes]
    vocabulary = learn_vocabulary(shelf)
    spanned, truth = read_spanned(gold, vocabulary), read_truth(gold)
    unseen = read_spanned([episode for episode in shelf if not episode.scenes], vocabulary)
    judged = read_judged(shelf, vocabulary)
    folds = folds_of(spanned.dramas)
    baselines(truth, folds)
    chances = cross_validate(spanned, truth, unseen, judged, folds)
    if told.write:
        model = train(spanned, truth, np.ones(len(folds), bool), unseen, judged)
        write(vocabulary, model, choose_thresholds(chances, truth.kinds))


if __name__ == "__main__":
    main()
