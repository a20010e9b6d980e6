"""Words are found whatever form they stand in."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon.words import analyse, lemmas_of, stem, translate


def lemmas(text: str) -> set[str]:
    return {lemma for word in lemmas_of(text, next(analyse([text]))).lemmas for lemma in word}


def test_all_forms_of_a_korean_verb_are_one_lemma() -> None:
    for text in ("뛰지 마시오", "왜 뛰었어?", "뛰는 사람", "막 뛰더라고"):
        assert "뛰다" in lemmas(text)


def test_particles_do_not_hide_a_noun() -> None:
    for text in ("우산이", "우산을", "우산은요?", "우산만"):
        assert "우산" in lemmas(text)


def test_english_words_meet_in_their_stem() -> None:
    assert stem("running") == stem("runs") == "run"
    assert lemmas("She was running") == {"run"}


def test_each_lemma_stands_at_its_own_word() -> None:
    text = "그렇게 가 버리면 난 어떡해"
    analysed = lemmas_of(text, next(analyse([text])))
    assert dict(zip(analysed.words, analysed.lemmas, strict=True))["버리면"] == ("버리다",)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_the_fields_stay_aligned_with_the_words_of_any_text(text: str) -> None:
    text = " ".join(text.split())
    analysed = lemmas_of(text, next(analyse([text])))
    assert len(analysed.words) == len(analysed.lemmas)


def test_an_english_word_brings_its_korean_lemmas_likeliest_first() -> None:
    [umbrella] = translate(["umbrella"])
    assert umbrella.lemmas[:2] == (("umbrella", 1.0), ("우산", 1.0))


def test_phrases_are_translated_whole() -> None:
    [older_sister] = translate(["older", "sister"])
    assert older_sister.source == "older sister"
    assert "누나" in dict(older_sister.lemmas)


def test_a_phrase_without_a_usual_word_of_its_own_stands_for_its_words_as_well() -> None:
    pouring, rain = (dict(told.lemmas) for told in translate(["pouring", "rain"]))
    assert "장대비" in pouring.keys() & rain.keys()
    assert rain["비"] == 1.0


def test_a_phrase_whose_one_word_is_seldom_said_stands_for_its_words_as_well() -> None:
    eats, alone = (dict(told.lemmas) for told in translate(["eats", "alone"]))
    assert "혼밥" in eats.keys() & alone.keys()
    assert "먹다" in eats
    assert "혼자" in alone


def test_a_phrase_that_is_seldom_told_as_one_stands_for_its_verb_as_well() -> None:
    [kneeling] = translate(["kneels", "down"])
    lemmas = dict(kneeling.lemmas)
    assert {"꿇어앉다", "무릎", "꿇다"} <= lemmas.keys()
    assert lemmas["무릎"] < 1.0
    [breaking] = translate(["break", "up"])  # 헤어지다, and nothing of what breaks
    assert "부러지다" not in dict(breaking.lemmas)


def test_a_form_with_a_meaning_of_its_own_has_that_of_its_verb_as_well() -> None:
    [caught] = translate(["caught"])
    [catches] = translate(["catches"])
    assert {"들키다", "잡다"} <= dict(caught.lemmas).keys()
    assert "들키다" not in dict(catches.lemmas)
    [stuck] = translate(["stuck"])
    assert "갇히다" in dict(stuck.lemmas)
    assert "막대기" not in dict(stuck.lemmas)


def test_kiwi_is_not_loaded_for_english() -> None:
    program = (
        "import sys; from jangmyeon.words import analyse; list(analyse(['hello there']));"
        "sys.exit('kiwipiepy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
