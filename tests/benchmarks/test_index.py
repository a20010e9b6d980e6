"""The figures of indexing say what they are of."""

from __future__ import annotations

from benchmarks.index import Figures

FIGURES = Figures(
    seconds=20.0,
    peak=200 << 20,
    again=0.5,
    peak_again=0,
    alone=10.0,
    texts=5_000,
    count=8_000,
    on_disk=1_500_000,
    captions=3_000_000,
)


def test_times_stand_beside_those_of_kiwi() -> None:
    _, _, whole, unchanged, kiwi = FIGURES.table().splitlines()
    assert whole.endswith("| 20.00 | 400 | 2.00 | 200 |")
    assert unchanged.endswith("| 0.50 | – | 0.05 | – |")
    assert kiwi.endswith("| 10.00 | 500 | 1.00 | – |")


def test_the_report_says_what_is_compared() -> None:
    text = FIGURES.report()
    assert "8,000 captions" in text
    assert "5,000\ndistinct Korean texts" in text
    assert "1.5 MB on disk, 0.50\nof the captions" in text


def test_the_ratio_is_printed() -> None:
    assert "ratio                 2.00" in FIGURES.lines().splitlines()
