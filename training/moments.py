"""Train the reading of moments on annotated episodes, with the help of all the others.

    python training/moments.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Prints figures as ``score.py moments`` and ``score.py romance`` count them, on the annotated spans,
cross-validated by drama, beside two baselines; ``--write`` then trains on all and writes
``src/jangmyeon/moments/weights.npz``. Needs scikit-learn, scipy and torch; takes
half an hour.

Three readers are trained. That of signals learns from the annotated scenes alone. That of bare
words has thousands of weights, too many for so few scenes: it learns from them and from what the
first reader says of the episodes that nobody annotated. That of captions (networks) also learns
from second readers, who named the captions that show each kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import annotated
import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed, parallel_config
from moment_networks import Lesson, train_network
from moment_spans import (
    Captioned,
    Judged,
    Spanned,
    Truth,
    read_annotated_spans,
    read_captions,
    read_judged,
    read_truth,
    read_unseen,
)
from moment_words import learn_vocabulary
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from jangmyeon.moments.judging import felt, likelihood, mixed, scaled
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.networks import Network, log_odds_of, near, packed
from jangmyeon.moments.vocabulary import Vocabulary
from jangmyeon.scenes.layers import Floats

TARGET = annotated.ROOT / "src/jangmyeon/moments/weights.npz"
FOLDS = 8
NETWORKS = 4
SIGNAL_STRENGTH = 0.01  # the inverse of the penalty on weights
WORD_STRENGTH = 10.0
UNSEEN_WEIGHT = 0.3  # of a span that nobody annotated, beside one that somebody did
SAME = 1e-4  # deviation below which a signal is the same in all scenes
TRUTH = 0.5  # part that the truth has beside chances where thresholds are chosen for micro-F1
FEW = 50  # scenes below which what is best for a kind is a matter of chance
TOLD = 1.2  # times as many scenes are told to be of such a kind as are
SECOND = 0.5  # part that second readers have in what is true of a scene, beside the first
GRADES = 3  # romance and intensity may pass 0, 1 and 2


@dataclass(frozen=True)
class Model:
    """All readers: log-odds of the kinds, and of each grade of the two feelings."""

    middles: FloatArray
    spreads: FloatArray
    kinds: FloatArray
    biases: FloatArray
    words: FloatArray
    word_biases: FloatArray
    feelings: FloatArray
    feeling_biases: FloatArray
    networks: tuple[Network, ...]

    def odds(self, spanned: Spanned, episodes: Sequence[Captioned]) -> tuple[FloatArray, ...]:
        """What each reader says of the kinds, and the first and the last of the grades.

        Args:
            episodes: whose scenes the spans are.
        """
        found = scaled(spanned.signals, self.middles, self.spreads)
        by_signals = found @ self.kinds + self.biases
        by_words = spanned.words @ self.words + self.word_biases
        starts = np.cumsum([0, *(len(each.first) for each in episodes)])
        told = np.vstack(
            [
                log_odds_of(self.networks, each.traits, each.first, each.last, near(found[a:b]))[0]
                for each, a, b in zip(episodes, starts, starts[1:], strict=False)
            ]
        )
        graded = found @ self.feelings + self.feeling_biases
        return by_signals, by_words, told[:, : len(KINDS)], graded, told[:, len(KINDS) :]


def train(
    spanned: Spanned,
    truth: Truth,
    rows: NDArray[np.bool_],
    unseen: Spanned,
    judged: Judged,
    episodes: Sequence[Captioned],
) -> Model:
    """All readers, of the rows that are true; ``episodes`` are those of all rows."""
    own = spanned.some(rows)
    middles, spreads = own.signals.mean(axis=0), own.signals.std(axis=0)
    spreads[spreads < SAME] = 1.0
    values, unseen_values, judged_values = (
        scaled(one.signals, middles, spreads) for one in (own, unseen, judged.spanned)
    )
    kinds, biases = logistic(values, truth.kinds[rows])
    guessed = likelihood(judged_values @ kinds + biases)
    known = np.vstack((truth.kinds[rows], np.where(np.isnan(judged.kinds), guessed, judged.kinds)))
    both = np.vstack((values, judged_values))
    kinds, biases = logistic(both, known)

    words, word_biases = logistic(
        sp.vstack((own.words, judged.spanned.words, unseen.words)).tocsr(),
        np.vstack((known, likelihood(unseen_values @ kinds + biases))),
        np.repeat((1.0, UNSEEN_WEIGHT), (len(known), len(unseen.dramas))),
        WORD_STRENGTH,
        rounds=25,
    )
    passed = grades(truth.feelings[rows])
    feelings, feeling_biases = logistic(values, passed)
    deviations = near(scaled(spanned.signals, middles, spreads))
    answers = np.hstack((truth.kinds, grades(truth.feelings)))
    lessons = [lesson_of(each, deviations, answers) for each in episodes if rows[each.rows].all()]
    networks = tuple(train_network(lessons, seed) for seed in range(NETWORKS))
    return Model(
        middles,
        spreads,
        kinds,
        biases,
        words,
        word_biases,
        feelings,
        feeling_biases,
        networks,
    )


def lesson_of(episode: Captioned, deviations: Floats, answers: FloatArray) -> Lesson:
    """What networks learn of an episode: of each scene what its readers say of it on the whole."""
    truth = answers[episode.rows].copy()
    told, readers = episode.reread
    read = readers > 0
    second = told[read] / readers[read, None]
    own = truth[read, : len(KINDS)]
    truth[read, : len(KINDS)] = (1 - SECOND) * own + SECOND * second
    found = deviations[episode.rows]
    whole = found, truth.astype(np.float32), episode.shown, episode.ours
    return Lesson(episode.traits, episode.first, episode.last, *whole)


def grades(feelings: FloatArray) -> FloatArray:
    """Whether romance passes 0, 1, 2, and intensity."""
    passed = feelings[:, :, None] > np.arange(GRADES)
    return passed.reshape(len(feelings), -1).astype(float)


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
    """The best for micro-F1; rare kinds are told as often as they are met."""
    kinds = list(zip(chances.T, truth.T, strict=True))
    thresholds = np.full(len(KINDS), 0.25)
    for _ in range(8):
        least = micro_f1(tell(chances, thresholds), truth) / 2
        thresholds = np.array([_worth_telling(own, true, least) for own, true in kinds])
    for kind, (own, true) in enumerate(kinds):
        if true.sum() < FEW:
            thresholds[kind] = np.sort(own)[-int(true.sum() * TOLD) - 1]
    return thresholds


def _worth_telling(chances: FloatArray, truth: FloatArray, least: float) -> float:
    """From where on telling a kind adds to micro-F1: it must be right in ``least`` of the scenes.

    That is half of the F1 that can be had. How often it is right is taken half from the truth and
    half from the chances: the truth of a kind is of few scenes, and readers differ in what they
    call a kind.
    """
    order = np.argsort(-chances)
    right = TRUTH * truth[order] + (1 - TRUTH) * chances[order]
    told = int(np.argmax(np.cumsum(right - least)))
    around = chances[order][told : told + 2]
    return float(np.exp(np.log(around).mean()))


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
    """Print figures of the scenes to be judged by; returns F1 by kind."""
    chances, folds = chances[truth.judging], folds[truth.judging]
    truth = truth.some(truth.judging)
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
    spanned: Spanned,
    truth: Truth,
    unseen: Spanned,
    judged: Judged,
    episodes: Sequence[Captioned],
    folds: NDArray[np.int64],
) -> FloatArray:
    """Chances of each kind for each scene, by readers that met nothing of its drama."""
    shape = len(folds), len(KINDS)
    graded = len(folds), 2 * GRADES
    odds = tuple(np.zeros(each) for each in (shape, shape, shape, graded, graded))

    def told(fold: int) -> Sequence[FloatArray]:
        held = folds == fold
        others = ~np.isin(unseen.dramas, spanned.dramas[held])
        apart = ~np.isin(judged.spanned.dramas, spanned.dramas[held])
        kept = Judged(judged.spanned.some(apart), judged.kinds[apart])
        model = train(spanned, truth, ~held, unseen.some(others), kept, episodes)
        return model.odds(spanned.some(held), [each for each in episodes if held[each.rows].all()])

    with parallel_config("loky", inner_max_num_threads=1):
        answers = Parallel(n_jobs=-1)(delayed(told)(fold) for fold in range(FOLDS))
    for fold, answer in enumerate(answers):
        for all_rows, rows in zip(odds, answer, strict=True):
            all_rows[folds == fold] = rows
    for name, reader in zip(("signals", "words", "captions"), odds[:3], strict=True):
        report(f"reader of {name}", likelihood(reader), truth, folds)
    chances = likelihood(mixed(*odds[:3]))
    scores = report("all readers", chances, truth, folds)
    own = truth.judging
    for at, name in enumerate(("romance", "intensity")):
        rank = spearmanr(felt(*odds[3:])[own, at], truth.feelings[own, at]).statistic
        print(f"{name}: rank correlation {rank:.4f}")
    for kind in np.argsort(-scores):
        print(f"    {KINDS[kind]:15} {scores[kind]:.3f}  of {int(truth.kinds[own, kind].sum())}")
    return chances


def write(vocabulary: Vocabulary, model: Model, thresholds: FloatArray) -> None:
    about = (
        "Made by training/moments.py. lemmas: those that several dramas share, one a line, UTF-8; "
        "rarity: log of half minutes over those with the lemma; vectors, vector_scales: lemmas by "
        "positive pointwise mutual information within half minutes, reduced by singular values; "
        "kinds, biases: logistic regressions over the signals of spans, in deviations (spreads) "
        "from the mean (middles); words, word_scales, "
        "word_biases: the same over TF-IDF; thresholds: from which chance a kind is told; "
        "feelings, feeling_biases: romance over 0, 1, 2 and intensity over 0, 1, 2; "
        "senses, sense_scales: lemmas in the language model of Kiwi (kiwipiepy); networks: how "
        "many, each with arrays that begin with its number, see networks.py."
    )
    vector_scales = np.abs(vocabulary.vectors).max(axis=1) / 127 + 1e-12
    sense_scales = np.abs(vocabulary.senses).max(axis=1) / 127 + 1e-12
    word_scales = np.abs(model.words).max(axis=0) / 127
    networks = {
        name: array
        for number, network in enumerate(model.networks)
        for name, array in packed(network, number).items()
    }
    np.savez_compressed(
        TARGET,
        about=np.array(about),
        lemmas=np.frombuffer("\n".join(vocabulary.numbers).encode(), np.uint8),
        rarity=vocabulary.rarity.astype(np.float16),
        vectors=np.round(vocabulary.vectors / vector_scales[:, None]).astype(np.int8),
        vector_scales=vector_scales.astype(np.float32),
        senses=np.round(vocabulary.senses / sense_scales[:, None]).astype(np.int8),
        sense_scales=sense_scales.astype(np.float32),
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
        networks=np.array(len(model.networks)),
        **networks,
    )


def main() -> None:
    told = annotated.options(__doc__ or "").parse_args()
    shelf = [episode for episode in annotated.read_shelf(told) if episode.shown]
    gold = [episode for episode in shelf if episode.scenes]
    vocabulary = learn_vocabulary(shelf)
    spanned, truth = read_annotated_spans(gold, vocabulary), read_truth(gold)
    unseen = read_unseen([episode for episode in shelf if not episode.scenes], vocabulary)
    judged = read_judged(shelf, told.captions, vocabulary)
    episodes = read_captions(gold, vocabulary)
    folds = folds_of(spanned.dramas)
    baselines(truth, folds)
    chances = cross_validate(spanned, truth, unseen, judged, episodes, folds)
    if told.write:
        model = train(spanned, truth, np.ones(len(folds), bool), unseen, judged, episodes)
        own = truth.judging  # thresholds suit the readers by whom figures are told, as in these
        write(vocabulary, model, choose_thresholds(chances[own], truth.kinds[own]))


if __name__ == "__main__":
    main()
