"""What lemmas mean in other Korean texts, as Kiwi's language model knows it.

Kiwi's CoNg model (https://github.com/bab2min/Kiwi) tells how alike two morphemes are, the cosine of
vectors that it keeps to itself. From the likeness to enough of them the vectors come back, turned
as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from kiwipiepy import Kiwi

from jangmyeon.moments.marks import FloatArray

DIMENSIONS = 48
ANCHORS = 900  # several times the dimensions of Kiwi's vectors
LEAST = 0.02  # variance of the anchors below which an axis is noise
_STEMS = "VV", "VA", "VX", "VV-R", "VV-I", "VA-R", "VA-I", "VX-R", "VX-I"
_WHOLE = "NNG", "NNP", "NNB", "NR", "NP", "XR", "MAG", "MM", "IC", "SH"


def read_senses(lemmas: Sequence[str], rarity: FloatArray) -> FloatArray:
    """A vector a lemma, zero for those that Kiwi does not know; shape (lemmas, ``DIMENSIONS``)."""
    kiwi = Kiwi(num_workers=1)
    numbers = _morphemes(kiwi)
    known = [at for at, lemma in enumerate(lemmas) if lemma in numbers]
    ids = [numbers[lemmas[at]] for at in known]
    anchors = np.argsort(rarity[known], kind="stable")[:ANCHORS]
    anchor_ids = [ids[at] for at in anchors]
    like = np.array([[kiwi.morpheme_similarity(a, b) for b in anchor_ids] for a in ids])
    like[anchors, np.arange(len(anchors))] = 1.0
    values, axes = np.linalg.eigh((like[anchors] + like[anchors].T) / 2)
    kept = values > LEAST
    vectors = like @ axes[:, kept] / np.sqrt(values[kept])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(axis=0)
    _, _, main = np.linalg.svd(vectors, full_matrices=False)
    senses = np.zeros((len(lemmas), DIMENSIONS))
    senses[known] = vectors @ main[:DIMENSIONS].T
    return senses


def _morphemes(kiwi: Kiwi) -> dict[str, int]:
    """Kiwi's number of each lemma: of its commonest morpheme that stands for itself."""
    endings = dict.fromkeys(_WHOLE, "") | dict.fromkeys(_STEMS, "다")
    alike = kiwi.most_similar_morphemes(("사랑", "NNG"), top_n=1_000_000)  # that is to say, all
    numbers: dict[str, int] = {}
    for found in sorted(alike, key=lambda found: (found.tag.startswith("VX"), found.id)):
        if found.tag in endings:
            numbers.setdefault(found.form + endings[found.tag], found.id)
    return numbers
