"""A language model may have a say in the order of answers, and only where it is asked to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.errors import QueryError
from jangmyeon.model import Drama, Episode, Hit, Line, Scene, Sound, Why
from jangmyeon.search.neural import PART, SentenceReranker, blend, passage, rerank

EPISODE = Episode(Drama("harbor-2020", "Harbor"), 1, 1)
FIGURES = st.floats(-1e3, 1e3).map(lambda figure: round(figure, 3))
WORDS = ["부두", "배", "떠나다", "울다", "커피", "집", "pier", "ship", "cry", "coffee"]


def hit(start: float, score: float) -> Hit:
    scene = Scene(EPISODE, int(start // 60) + 1, start, start + 60)
    return Hit(scene, start, start + 60, score, (Why("words", "pier", score),), start)


def starts(hits: Sequence[Hit]) -> list[float]:
    return [each.start for each in hits]


class Longest:
    """Likes long passages."""

    def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        return [float(len(text)) for text in passages]


def test_what_the_model_likes_best_moves_up() -> None:
    hits = [hit(0, 5.0), hit(60, 4.9), hit(120, 1.0)]
    assert starts(rerank("pier", hits, ["a", "a b c d", "a"], Longest())) == [60, 0, 120]


def test_a_model_does_not_overrule_what_is_far_better() -> None:
    hits = [hit(0, 50.0), hit(60, 5.0), hit(120, 4.0)]
    assert blend(hits, [0.1, 0.2, 0.3])[0].start == 0


def test_a_model_decides_where_nothing_else_does() -> None:
    assert starts(blend([hit(0, 5.0), hit(60, 5.0)], [0.1, 0.2])) == [60, 0]


def test_why_tells_what_the_model_added() -> None:
    hits = blend([hit(0, 5.0), hit(60, 4.0)], [0.1, 0.9], "its view")
    for each in hits:
        assert [part.detail for part in each.why if part.part == PART] == ["its view"]
        assert sum(part.weight for part in each.why) == pytest.approx(each.score, abs=1e-3)


@pytest.mark.parametrize("scores", [[3.0, 3.0], [float("nan"), 1.0]])
def test_a_model_that_tells_nothing_changes_nothing(scores: list[float]) -> None:
    hits = [hit(0, 5.0), hit(60, 4.0)]
    assert blend(hits, scores) == hits


@given(st.lists(st.tuples(FIGURES, FIGURES), max_size=8))
def test_no_answer_is_lost_or_changed_otherwise(figures: list[tuple[float, float]]) -> None:
    hits = [hit(60.0 * n, score) for n, (score, _) in enumerate(figures)]
    blended = blend(hits, [told for _, told in figures])
    assert sorted(starts(blended)) == starts(hits)
    assert [each.score for each in blended] == sorted((h.score for h in blended), reverse=True) or (
        len(hits) < 2
    )


@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=2, max_size=8), st.floats(0.1, 100))
def test_the_scale_of_a_model_does_not_matter(
    figures: list[tuple[float, float]], scale: float
) -> None:
    hits = [hit(60.0 * n, score) for n, (score, _) in enumerate(figures)]
    told = [score for _, score in figures]
    for once, again in zip(
        sorted(blend(hits, told), key=lambda each: each.start),
        sorted(blend(hits, [score * scale for score in told]), key=lambda each: each.start),
        strict=True,
    ):
        assert once.score == pytest.approx(again.score, abs=1e-3)


def test_with_no_share_all_stays_as_it_was() -> None:
    hits = [hit(0, 5.0), hit(60, 4.0)]
    assert blend(hits, [0.1, 0.9], share=0) == hits


def test_a_passage_is_what_is_said_and_heard_there() -> None:
    lines = [Line(9, 10, "too early"), Line(12, 14, "떠나지\n마", "은서"), Line(30, 31, "late")]
    lines.append(Line(13, 14, "made by hand", kind="credit"))
    assert (
        passage(lines, [Sound("sound", "뱃고동", start=11)], 10, 30) == "[뱃고동]\n은서: 떠나지 마"
    )


def test_without_the_extra_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(QueryError, match=r'pip install "jangmyeon\[neural\]"'):
        SentenceReranker("any")


def needs_the_extra() -> Any:
    pytest.importorskip("sentence_transformers", reason='needs pip install "jangmyeon[neural]"')
    import transformers

    return transformers


def tiny_model(folder: Path, kind: str, **told: Any) -> Path:
    """A BERT of one layer with weights drawn by chance, and the words that it knows."""
    transformers = needs_the_extra()
    import torch

    torch.manual_seed(7)
    folder.mkdir()
    words = folder / "words.txt"
    words.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), "utf-8")
    config = transformers.BertConfig(
        vocab_size=5 + len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        **told,
    )
    getattr(transformers, kind)(config).save_pretrained(folder)
    transformers.BertTokenizerFast(str(words), do_lower_case=False).save_pretrained(folder)
    return folder


def test_a_model_in_a_folder_says_which_passage_is_nearest(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "model", "BertModel")
    reranker = SentenceReranker(model)
    same, other = reranker.rerank("부두 배", ["부두 배", "커피 집"])
    assert same == pytest.approx(1.0, abs=1e-4)
    assert other < same
    assert reranker.rerank("부두", []) == []


def test_a_cross_encoder_reads_query_and_passage_together(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "model", "BertForSequenceClassification", num_labels=1)
    hits = [hit(0, 5.0), hit(60, 5.0)]
    reranked = rerank("부두", hits, ["배 울다", "커피 집"], SentenceReranker(model))
    assert {part.part for each in reranked for part in each.why} == {"words", PART}


def test_a_model_that_is_not_there_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_the_extra()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    empty = tmp_path / "no-model"
    empty.mkdir()
    with pytest.raises(QueryError, match="no-model"):
        SentenceReranker(empty)
