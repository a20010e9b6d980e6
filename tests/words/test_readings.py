"""Common words are read without Kiwi, and as Kiwi reads them."""

from __future__ import annotations

import random
from importlib.metadata import version
from importlib.resources import files

import pytest

from jangmyeon.words import analysis


def test_common_words_read_as_kiwi_reads_them() -> None:
    told = files("jangmyeon.words").joinpath("readings-ko.tsv").read_text("utf-8")
    if f"Kiwi {version('kiwipiepy')} " not in told:
        pytest.skip("the table is of another version of Kiwi")
    table = analysis._common_readings()
    some = random.Random(1).sample(sorted(table), 300)
    assert {form: analysis._kiwi_field(form) for form in some} == {
        form: table[form] for form in some
    }


def test_the_two_tables_do_not_contradict_each_other() -> None:
    assert not analysis._usual_readings().keys() & analysis._common_readings().keys()


@pytest.mark.parametrize(
    ("caption", "lemmas"),
    [
        ("손님들이 많네", "손님"),
        ("세자!", "세자"),
        ("이식을 받아야", "이식"),
        ("비밀번호가", "비밀번호"),
        ("제세동기!", "제세동기"),
    ],
)
def test_a_noun_is_read_as_one_whatever_stands_behind_it(caption: str, lemmas: str) -> None:
    assert lemmas in analysis.all_lemmas(next(iter(analysis.analyse([caption]))))


def test_who_looks_for_a_part_finds_the_whole() -> None:
    read = analysis.all_lemmas(next(iter(analysis.analyse(["놀이공원에서"]))))
    assert {"놀이공원", "놀이", "공원"} <= set(read)


def test_guests_are_no_hands_and_a_trainee_no_practice() -> None:
    read = analysis.all_lemmas(next(iter(analysis.analyse(["손님 연습생 전공의"]))))
    assert not {"손", "연습", "전공"} & set(read)
