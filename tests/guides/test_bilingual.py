"""The same words in another language."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon.guides.bilingual import counterpart
from jangmyeon.model import Line

times = st.floats(0, 100)
lines = st.builds(Line, times, times, st.text(max_size=5))


def test_a_line_that_only_touches_another_is_not_its_translation() -> None:
    line = Line(10, 12, "가자")
    assert counterpart(line, [Line(8, 10.1, "Wait"), Line(11.9, 14, "Why?")]) is None
    assert counterpart(line, []) is None


def test_of_two_lines_the_one_that_stands_longer_with_it_is_meant() -> None:
    line = Line(10, 14, "가자, 어서")
    go, now = Line(9.9, 13, "Let's go"), Line(13, 17, "Now")
    assert counterpart(line, [now, go]) is go


@settings(deadline=None)
@given(lines, st.lists(lines, max_size=5))
def test_a_translation_always_stands_at_the_same_time(line: Line, others: list[Line]) -> None:
    found = counterpart(line, others)
    assert found is None or min(line.end, found.end) > max(line.start, found.start)
