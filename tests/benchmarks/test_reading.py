"""Readers get the same captions, and what each of them makes of these is counted right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.readers import _OTHERS, Reader, Told, others, ours
from benchmarks.reading import (
    HEAD,
    NAMES,
    File,
    agreeing,
    anew,
    measure,
    on_shelf,
    refusals,
    report,
    rows,
)
from benchmarks.report import table
from benchmarks.written import WRITERS, one_at_a_time, written
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions.formats import FORMATS
from jangmyeon.sample import sample_folder

SAID = (
    Told(1000, 2500, "(가은) 막배는 다섯 시 사십 분"),
    Told(2500, 4000, "- 어디 가?\n- 부두에"),
    Told(6000, 7010, "[물결 소리]"),
)


def _refuses(data: bytes) -> object:
    raise KeyError(len(data))


def _halves(form: str) -> Reader:
    """A reader that loses every other caption, and shifts none."""
    captions, _ = ours()
    return Reader("halves", {form: captions.reads[form]}, lambda read: captions.told(read)[::2])


@pytest.mark.parametrize("form", WRITERS)
def test_a_written_file_says_what_was_written(form: str) -> None:
    file = File(form, written(SAID, form), SAID)
    (captions, _) = measure([file], ours())
    assert (captions.expected, captions.timed, captions.worded) == (3, 3, 3)
    assert not captions.refused
    assert not captions.wrong


def test_every_format_that_is_read_is_written() -> None:
    assert set(WRITERS) == set(NAMES) == {each.name for each in FORMATS}


@given(
    st.lists(
        st.builds(
            Told,
            st.integers(0, 100_000),
            st.integers(0, 100_000),
            st.text("가나 \n<{\\a&;1", max_size=12),
        ),
        max_size=12,
    )
)
def test_captions_come_one_at_a_time_and_none_is_lost(captions: list[Told]) -> None:
    apart = one_at_a_time(captions)
    for one, next_ in pairwise(apart):
        assert one.start < one.end <= next_.start
    letters = "".join(each.letters for each in apart)
    assert sorted(letters) == sorted("".join(each.letters for each in captions))


def test_the_whole_reading_tells_speakers_and_sounds_and_the_other_leaves_them() -> None:
    file = File("subrip", written(SAID, "subrip"), SAID)
    captions, whole = measure([file], ours())
    assert (captions.captions, captions.speakers, captions.sounds) == (3, 0, 0)
    assert (whole.captions, whole.speakers, whole.sounds) == (4, 1, 1)


def test_a_reader_that_raises_is_told_to_refuse_and_takes_no_time() -> None:
    file = File("webvtt", written(SAID, "webvtt"), SAID)
    refusing = Reader("refusing", {"webvtt": _refuses}, list)
    measured = measure([file, file], [*ours(), refusing])
    assert list(refusals("WebVTT", measured)) == ["refusing refused 2 of WebVTT (`KeyError`)"]
    told = dict(zip(HEAD, list(rows("WebVTT", measured))[-1], strict=True))
    assert (told["read"], told["refused"], told["captions"]) == ("0", "2", "0")
    assert told["MB/s"] == told["same times"] == told["time, beside"] == "–"


def test_a_reader_that_loses_captions_is_told_to_be_wrong() -> None:
    file = File("ttml", written(SAID, "ttml"), SAID)
    *_, half = measure([file], [*ours(), _halves("ttml")])
    assert (half.captions, half.wrong, half.refused.total()) == (2, 1, 0)
    assert (half.timed, half.worded, half.expected) == (2, 2, 3)


def test_a_reader_is_not_asked_for_formats_that_it_does_not_know() -> None:
    file = File("sami", written(SAID, "sami"), SAID)
    measured = measure([file], [*ours(), _halves("ttml")])
    assert len(measured) == 2


def test_a_caption_counts_once_however_often_it_is_told() -> None:
    assert agreeing(SAID[:1], [SAID[0], SAID[0]]) == (1, 1)
    assert agreeing([SAID[0], SAID[0]], SAID[:1]) == (1, 1)
    assert agreeing(SAID, []) == (0, 0)


def test_of_captions_at_the_same_time_the_one_with_the_same_words_is_meant() -> None:
    one, other = Told(0, 500, "하나"), Told(0, 500, "둘")
    assert agreeing([one, other], [other, one]) == (2, 2)


def test_the_report_has_a_row_for_each_format_and_reader(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = on_shelf(sample_folder(), 1)
    assert {file.form for file in files} == {"ttml", "subrip", "webvtt"}
    assert len(list(anew(files))) == len(files) * len(WRITERS)
    text = report(files, ours(), ["pycaption"])
    found = [line for line in text.splitlines() if line.startswith("|")]
    assert len(found) == 2 + 2 * (3 + len(WRITERS))
    assert {line.count("|") for line in found} == {len(HEAD) + 1}
    assert found[0] == table(HEAD, []).splitlines()[0]
    assert "Not installed, so not measured: pycaption." in text
    assert "TTML, written" in capsys.readouterr().out


def test_a_folder_without_captions_has_no_files(tmp_path: Path) -> None:
    assert on_shelf(tmp_path, 1) == []


@pytest.mark.filterwarnings("ignore")
def test_those_who_are_installed_read_what_they_say_they_read() -> None:
    found, _ = others()
    installed = [reader for reader in found if not reader.name.startswith("pysubs2")]
    if not installed:
        pytest.skip("needs the extra bench: pip install '.[bench]'")
    for reader in installed:
        for form in reader.reads:
            file = File(form, written(SAID, form), SAID)
            *_, figures = measure([file], [*ours(), reader])
            assert not figures.refused, (reader.name, form)
            assert figures.timed == len(SAID), (reader.name, form)


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_OTHERS, "captions-that-nobody-wrote", _halves)
    assert "captions-that-nobody-wrote" in others()[1]
