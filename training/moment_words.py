"""Learn what words mean from all episodes, annotated or not, for the reading of moments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import annotated
import numpy as np
import scipy.sparse as sp
from annotated import Analysed
from moment_senses import read_senses

from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.vocabulary import Vocabulary, make_vocabulary
from jangmyeon.words import all_lemmas, commonness, flat

DIMENSIONS = 64
WINDOW = 30.0  # seconds within which words count as said together
FEWEST_DRAMAS = 4
FEWEST_USES = 12
MOST_IN_ONE = 0.7  # of a lemma's frequency that one drama may have; names have nearly all


def words_of(episode: Analysed) -> list[tuple[str, ...]]:
    return [all_lemmas(episode.fields[flat(item.text)]) for item in episode.shown]


def count_lemmas(shelf: Sequence[Analysed]) -> list[str]:
    """Lemmas that several dramas share; names and what only one drama speaks of are left out."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for episode in shelf:
        lemmas = [lemma for row in words_of(episode) for lemma in row]
        drama = episode.episode.drama.title
        sizes[drama] += len(lemmas)
        for lemma in lemmas:
            uses[lemma][drama] += 1

    def shared(lemma: str) -> bool:
        counts = uses[lemma]
        if len(counts) < FEWEST_DRAMAS or counts.total() < FEWEST_USES or lemma.isdigit():
            return False
        if not commonness(lemma) and len(counts) < 2 * FEWEST_DRAMAS:
            return False
        rates = [count / sizes[drama] for drama, count in counts.items()]
        return max(rates) <= sum(rates) * (MOST_IN_ONE if lemma in glossed else 0.4)

    glossed = lemmas_with_gloss()
    return sorted(filter(shared, uses))


def lemmas_with_gloss() -> frozenset[str]:
    text = (annotated.ROOT / "src/jangmyeon/words/ko-en.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in text.splitlines() if not row.startswith("#"))
    return frozenset(row[0] for row in rows if row[3] != "-")


def learn_vocabulary(shelf: Sequence[Analysed]) -> Vocabulary:
    """Vectors by the singular values of positive pointwise mutual information; Kiwi's senses."""
    lemmas = count_lemmas(shelf)
    numbers = {lemma: number for number, lemma in enumerate(lemmas)}
    rows: list[int] = []
    columns: list[int] = []
    before = 0
    for episode in shelf:
        window = before
        for item, words in zip(episode.shown, words_of(episode), strict=True):
            window = before + int(item.start // WINDOW)
            known = [numbers[word] for word in words if word in numbers]
            rows += [window] * len(known)
            columns += known
        before = window + 1
    ones = np.ones(len(rows), np.float32)
    counts = sp.csr_matrix((ones, (rows, columns)), shape=(before, len(lemmas)))
    rarity = np.log(before / (1 + np.bincount(counts.indices, minlength=len(lemmas))))
    counts.data = np.minimum(counts.data, 3)
    return make_vocabulary(lemmas, rarity, _vectors(counts), read_senses(lemmas, rarity))


def _vectors(counts: sp.csr_matrix) -> FloatArray:
    together = (counts.T @ counts).tocoo()
    keep = (together.row != together.col) & (together.data >= 2)
    row, column, data = together.row[keep], together.col[keep], together.data[keep]
    sums = np.bincount(row, data, minlength=counts.shape[1]) + 1
    context = sums**0.75
    information = np.log(data * context.sum() / (sums[row] * context[column]))
    keep = information > 0
    table = sp.csr_matrix((information[keep], (row[keep], column[keep])), shape=together.shape)
    left, values = _singular(table, DIMENSIONS)
    vectors = left * np.sqrt(values)
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))


def _singular(table: sp.csr_matrix, size: int) -> tuple[FloatArray, FloatArray]:
    """Randomised singular value decomposition (Halko, Martinsson and Tropp)."""
    basis = np.random.default_rng(0).standard_normal((table.shape[1], size + 20))
    for _ in range(4):
        basis, _ = np.linalg.qr(table @ basis)
        basis, _ = np.linalg.qr(table.T @ basis)
    left, values, _ = np.linalg.svd(table @ basis, full_matrices=False)
    return left[:, :size], values[:size]
