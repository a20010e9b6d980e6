"""The lexicon turned round says what the lexicon says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jangmyeon.words import gloss, translate

TRAINING = Path(__file__).parents[2] / "training"


def test_the_files_made_of_the_lexicon_are_those_it_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    import senses

    for path, text in senses.texts().items():
        assert path.read_text("utf-8") == text, f"run training/senses.py --write for {path.name}"
    sys.modules.pop("senses")


@pytest.mark.parametrize(
    ("english", "korean"),
    [("revolving door", "회전문"), ("tambourine", "탬버린"), ("shooting star", "별똥별")],
)
def test_less_usual_words_are_known(english: str, korean: str) -> None:
    assert korean in dict(translate(english.split())[0].lemmas)
    assert gloss(korean) == english


def test_a_phrase_of_a_rare_lemma_does_not_stand_for_its_parts() -> None:
    assert "회전문" not in dict(translate(["door"])[0].lemmas)
