"""Lists of the best scenes: the right ones first, each once, with the line that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError, QueryError
from jangmyeon.guides.replays import is_replay
from jangmyeon.model import Line


def test_the_confession_is_the_first_confession_and_shows_the_words(sample: Library) -> None:
    first = sample.top("confession")[0]
    assert first.scene.episode.code == "S01E02"
    assert isinstance(first.key, Line)
    assert "좋아해" in first.key.text


@pytest.mark.parametrize("name", ["farewell", "Farewells", "goodbye", "작별", "farewell scenes"])
def test_a_kind_goes_by_many_names(sample: Library, name: str) -> None:
    assert sample.top(name) == sample.top("farewell")


@pytest.mark.parametrize("kind", ["romantic", "sad", "comedy", "tense"])
def test_the_parts_of_a_score_add_up_to_it_and_lists_go_down(sample: Library, kind: str) -> None:
    found = sample.top(kind)
    assert found
    for ranked in found:
        assert sum(part.weight for part in ranked.why) == pytest.approx(ranked.score, abs=1e-3)
    scores = [round(ranked.score, 2) for ranked in found]
    assert scores == sorted(scores, reverse=True)


def test_an_unknown_kind_is_told_with_a_near_one(sample: Library) -> None:
    with pytest.raises(QueryError, match="did you mean confession"):
        sample.top("confesion")


def test_an_unknown_drama_is_told(sample: Library) -> None:
    with pytest.raises(NotOnShelfError):
        sample.top("kiss", drama="No Such Drama")


def test_a_scene_that_is_shown_again_counts_once_and_its_first_showing_leads(
    tmp_path: Path,
) -> None:
    def episode(lines: list[str]) -> str:
        times = [(f"00:00:{5 * n:02},000", f"00:00:{5 * n + 3:02},000") for n in range(len(lines))]
        rows = zip(times, lines, strict=True)
        return "\n".join(f"{n}\n{a} --> {b}\n{x}\n" for n, ((a, b), x) in enumerate(rows, 1))

    told = ["할 말이 있어", "나 너 좋아해", "처음 만난 날부터 좋아했어", "나도 널 좋아해", "사랑해"]
    folder = tmp_path / "Pier (2020)"
    folder.mkdir()
    (folder / "Pier S01E01.ko.srt").write_text(episode(told), "utf-8")
    (folder / "Pier S01E02.ko.srt").write_text(episode(told), "utf-8")
    with Library(tmp_path) as library:
        library.index()
        found = library.top("confession")
    assert [ranked.scene.episode.number for ranked in found] == [1]
    assert [scene.episode.number for scene in found[0].again] == [2]


def test_scenes_that_share_one_line_are_two() -> None:
    assert not is_replay(
        frozenset({"밥먹었어요", "네먹었어요"}), frozenset({"밥먹었어요", "아직이요"})
    )
