"""Figures stand in the report where they belong, and nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.report import table, with_head, with_part, write_part
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_characters="<>\r"), max_size=40)


@given(TEXT, TEXT, TEXT)
def test_a_part_is_written_anew_and_the_others_stay(one: str, other: str, again: str) -> None:
    page = with_part(with_part("# Page", "one", one), "other", other)
    assert with_part(with_part(page, "one", again), "one", one) == page


def test_a_lost_end_is_told_and_nothing_overwritten() -> None:
    with pytest.raises(SystemExit, match="one: end"):
        with_part("<!-- one: begin -->\nfigures\n", "one", "new")


def test_the_report_is_made_where_there_is_none(tmp_path: Path) -> None:
    report = tmp_path / "docs" / "performance.md"
    write_part("speed", table(["", "ms"], [["find", "5.0"]]), report)
    text = report.read_text("utf-8")
    assert text.startswith("# ")
    assert "| find | 5.0 |" in text


@given(TEXT, TEXT)
def test_the_head_is_that_of_today_and_the_parts_stay(one: str, other: str) -> None:
    page = with_part(with_part("# An older head", "one", one), "other", other)
    parts = page[page.index("<!-- ") :]
    assert with_head(page).endswith(parts)
    assert with_head(page).startswith(with_head(""))
