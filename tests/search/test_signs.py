"""What is said in scenes that people describe with a word is known, however the word is written."""

from importlib import resources

import pytest

from jangmyeon import Library
from jangmyeon.search.signs import signs, signs_of_pair
from jangmyeon.words import is_korean


@pytest.mark.parametrize("word", ["humiliate", "humiliated", "humiliating"])
def test_any_form_of_an_english_word_has_the_same_signs(word: str) -> None:
    assert dict(signs(word)).keys() >= {"망신", "무릎"}


def test_irregular_forms_have_those_of_their_word() -> None:
    assert signs("wept") == signs("weeps") != ()


def test_a_korean_word_has_signs_by_its_lemma() -> None:
    assert dict(signs("결혼식"))["신부"] > dict(signs("결혼식")).get("축하", 0)


def test_a_phrase_has_those_of_its_words_together() -> None:
    both = {lemma for lemma, _ in (*signs("hospital"), *signs("wedding"))}
    assert {lemma for lemma, _ in signs("hospital wedding")} == both


def test_a_word_that_nobody_knows_has_none() -> None:
    assert signs("qwxyz") == signs("쀍뀕") == ()


def test_the_table_holds_each_word_once_and_korean_lemmas_alone() -> None:
    text = resources.files("jangmyeon.search").joinpath("signs.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    words = [row[0] for row in rows]
    assert len(words) == len(set(words))
    for _, *grades in rows:
        lemmas = " ".join(grades).split()
        assert len(grades) == 3
        assert len(lemmas) == len(set(lemmas)) > 0
        assert all(map(is_korean, lemmas))


def test_an_answer_tells_that_its_signs_spoke_for_it(sample: Library) -> None:
    hits = sample.find("a tearful farewell at the harbor")
    assert any(part.part == "signs" for hit in hits for part in hit.why)


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [("돈", "봉투", "헤어지다"), ("눈", "감다", "숨"), ("sudden", "rain", "그치다")],
)
def test_two_words_together_show_more_than_each(one: str, other: str, sign: str) -> None:
    assert dict(signs_of_pair(one, other))[sign] > 0
    assert sign not in dict((*signs(one), *signs(other)))


def test_two_words_that_only_stand_together_show_nothing_of_their_own() -> None:
    assert signs_of_pair("hospital", "umbrella") == ()
