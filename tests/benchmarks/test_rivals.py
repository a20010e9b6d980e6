"""The others are given a fair chance: they find what their way of searching can find."""

from __future__ import annotations

import pytest
from benchmarks.grep import Ripgrep
from benchmarks.known import Answer, Known
from benchmarks.rivals import (
    FullText,
    Rival,
    Tantivy,
    apart,
    content_words,
    query_lemmas,
    windows_of,
)

from jangmyeon.sample import sample_folder
from jangmyeon.shelf import scan

SPAN = Answer("Harbor", 1, 1, 100.0, 160.0)


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> list[Rival]:
    scratch = tmp_path_factory.mktemp("rivals")
    folder = sample_folder()
    episodes = scan(folder).episodes
    full_text = [FullText(scratch / f"{kind}.db", trigrams=kind) for kind in (True, False)]
    indexes = [*full_text, Tantivy(scratch / "index")]
    for files in episodes:
        for window in windows_of(folder, files):
            for index in indexes:
                index.take_in(window)
    for index in indexes:
        index.done()
    return [Ripgrep(folder, episodes), *indexes]


def test_each_finds_a_line_that_is_typed_as_it_is_said(rivals: list[Rival]) -> None:
    folder = sample_folder()
    files = scan(folder).episodes[0]
    window = max(windows_of(folder, files), key=lambda each: len(each.text))
    said = max(window.text.splitlines(), key=len)
    for rival in rivals:
        found = rival.find(said, 10)
        assert any(each.overlap(window.place) for each in found), rival.name
        within = rival.find(said, 10, files.episode.drama.title)
        assert any(each.overlap(window.place) for each in within), rival.name


def test_none_finds_anything_in_a_drama_that_is_not_there(rivals: list[Rival]) -> None:
    for rival in rivals[1:]:
        assert rival.find("사랑 바다 친구 사람", 10, "Nowhere") == [], rival.name


def test_of_answers_that_overlap_the_best_stays() -> None:
    later = Answer("Harbor", 1, 1, 130.0, 250.0)
    other = Answer("Harbor", 1, 2, 130.0, 250.0)
    assert apart([SPAN, later, other], 10) == [SPAN, other]


def test_stop_words_are_not_looked_for() -> None:
    assert content_words("when she is at the pier") == ["pier"]
    assert "부두" in content_words("그 부두에서")


def test_english_words_are_looked_for_in_korean() -> None:
    assert "수갑" in dict(query_lemmas("handcuffs"))


def test_a_haystack_is_no_answer_nor_is_a_spot_beside() -> None:
    known = Known("a parting", "이별", SPAN)
    assert known.rank([Answer("Harbor", 1, 1, 0.0, 600.0), SPAN]) == 2
    assert known.rank([Answer("Harbor", 1, 1, 150.0, 270.0)]) == 0
    assert known.rank([Answer("Harbor", 1, 2, 100.0, 160.0)]) == 0
