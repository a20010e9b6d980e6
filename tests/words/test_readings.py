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
