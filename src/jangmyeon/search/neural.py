"""A second look at the first answers by a language model, for those who want one.

Nothing else in Jangmyeon needs it, and it is off unless asked for: ``find`` ranks by what can be
shown. A model reads the query and the captions of each answer and says how well they go together;
what it says is one more part of the score, told in ``why`` as any other. Models come by way of
sentence-transformers (https://sbert.net), which ``pip install "jangmyeon[neural]"`` brings.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from jangmyeon.errors import QueryError
from jangmyeon.model import Hit, Line, Sound, Why

SHARE = 0.5
"""How much the model counts beside all else, unless told otherwise."""

PART = "neural"

_CROSS_ENCODER = "ForSequenceClassification"
_LONGEST = 2_000  # characters of a passage; models read less than that
_FARTHEST = 2.5  # spreads from the mean that one answer may be taken to lie


class Reranker(Protocol):
    """Says how well passages answer a query."""

    def rerank(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """A score for each passage, in their order, on any scale; higher is better."""


class SentenceReranker:
    """A reranker by any model that sentence-transformers can load.

    A cross-encoder reads query and passage together, which is slow and exact; any other model
    compares their vectors. For Korean captions and English queries it has to be multilingual.

    Args:
        model: a folder that holds a model, or the name of one on the Hugging Face Hub, from where
            it is fetched once.

    Raises:
        QueryError: sentence-transformers is not installed, or there is no such model.
    """

    def __init__(self, model: str | Path) -> None:
        self._name = str(Path(model).expanduser()) if Path(model).expanduser().exists() else model
        try:
            import sentence_transformers
            from transformers import AutoConfig
        except ImportError as error:
            raise QueryError(
                "no answers can be reranked without sentence-transformers by the model",
                where=str(model),
                remedy='run pip install "jangmyeon[neural]"',
            ) from error
        try:
            self._is_cross = _is_cross_encoder(AutoConfig.from_pretrained(self._name))
            kind = "CrossEncoder" if self._is_cross else "SentenceTransformer"
            self._model: Any = getattr(sentence_transformers, kind)(self._name)
        except (OSError, ValueError) as error:
            raise QueryError(
                "no answers can be reranked: there is no such model as",
                where=str(model),
                remedy="name a folder that holds one, or one of https://huggingface.co/models "
                "while you are online",
            ) from error

    def rerank(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """How well each passage answers, by the model."""
        if not passages:
            return []
        if self._is_cross:
            pairs = [(query, passage) for passage in passages]
            return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]
        vectors = self._model.encode(
            [query, *passages], normalize_embeddings=True, show_progress_bar=False
        )
        return [float(score) for score in vectors[1:] @ vectors[0]]


def _is_cross_encoder(config: Any) -> bool:  # noqa: ANN401  transformers is not always there
    names = config.architectures or ()
    return config.num_labels == 1 and any(name.endswith(_CROSS_ENCODER) for name in names)


def passage(lines: Iterable[Line], sounds: Iterable[Sound], start: float, end: float) -> str:
    r"""What a model reads of a span (seconds): its captions in order, with who speaks.

    >>> passage([Line(1, 2, "가지 마", "세리")], [Sound("music", "슬픈 음악", start=3)], 0, 9)
    '세리: 가지 마\n[슬픈 음악]'
    """
    told = [
        (line.start, f"{line.speaker}: {line.text}" if line.speaker else line.text)
        for line in lines
        if line.kind != "credit"
    ]
    told += [(sound.start, f"[{sound.text}]") for sound in sounds]
    within = [" ".join(text.split()) for at, text in sorted(told) if start <= at < end]
    return "\n".join(within)[:_LONGEST]


def blend(
    hits: Sequence[Hit], scores: Sequence[float], detail: str = "", share: float = SHARE
) -> list[Hit]:
    """Hits with what a model says of each added to their scores and reasons, best first.

    Models have scales of their own, so it counts how far a score lies from the mean of them all,
    as a share of how far the hits' own scores lie apart: the order changes where the model is
    surer than the difference between two hits.

    Args:
        scores: what the model says of each hit.
        detail: what to call it in ``why``, such as the query.
        share: what it counts beside all else; with 0 nothing changes, with 1 it counts as much.

    Raises:
        ValueError: there are not as many scores as hits.
    """
    if len(hits) != len(scores):
        raise ValueError(f"{len(scores)} scores for {len(hits)} hits")
    if len(hits) < 2 or not share:
        return list(hits)
    own = statistics.pstdev(hit.score for hit in hits) or 1.0
    blended = [
        _with_part(hit, Why(PART, detail, round(share * own * apart, 4)))
        for hit, apart in zip(hits, _apart(scores), strict=True)
    ]
    return sorted(blended, key=lambda hit: -hit.score)


def rerank(
    query: str,
    hits: Sequence[Hit],
    passages: Sequence[str],
    reranker: Reranker,
    share: float = SHARE,
) -> list[Hit]:
    """Hits in the order that a reranker's scores and their own give together, best first.

    Args:
        passages: what each hit says, see ``passage``.
    """
    return blend(hits, reranker.rerank(query, passages), "what the model makes of it", share)


def _apart(scores: Sequence[float]) -> list[float]:
    """How many spreads each score lies from the mean of all, within reason."""
    if not all(map(math.isfinite, scores)):
        return [0.0] * len(scores)
    mean, spread = statistics.fmean(scores), statistics.pstdev(scores)
    if spread <= 1e-9 * max(abs(mean), 1e-9):  # all alike
        return [0.0] * len(scores)
    return [min(max((score - mean) / spread, -_FARTHEST), _FARTHEST) for score in scores]


def _with_part(hit: Hit, part: Why) -> Hit:
    if not part.weight:
        return hit
    why = tuple(sorted((*hit.why, part), key=lambda each: -each.weight))
    return replace(hit, score=round(hit.score + part.weight, 4), why=why)
