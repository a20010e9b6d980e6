"""What is like a drama or a scene: others only, with why, and nothing that was not seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError, QueryError

LOVE = [
    "나 너 좋아해",
    "처음 만난 날부터 사랑했어",
    "가슴이 두근거려",
    "우리 데이트하자",
    "키스해도 돼?",
]
CRIME = [
    "범인은 칼을 들고 있었습니다",
    "살인 사건 현장입니다",
    "증거를 찾아라",
    "저놈 잡아라!",
    "총을 쏴!",
]
DRAMAS = {"Pier": LOVE, "Gulls": LOVE[::-1], "Case Nine": CRIME, "Case Ten": CRIME[::-1]}


def _episode(lines: list[str]) -> str:
    told = lines * 15
    rows = []
    for n, text in enumerate(told):
        start, end = 6 * n, 6 * n + 4
        times = [f"00:{t // 60:02}:{t % 60:02},000" for t in (start, end)]
        rows.append(f"{n + 1}\n{' --> '.join(times)}\n{text}\n")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("related")
    for title, lines in DRAMAS.items():
        place = folder / f"{title} (2020)"
        place.mkdir()
        for number in (1, 2):
            file = place / f"{title} S01E0{number}.ko.srt"
            file.write_text(_episode([*lines, f"{title} {number}"]), "utf-8")
    with Library(folder, folder / "data") as library:
        library.index()
        yield library


@pytest.mark.parametrize(("drama", "like"), [("Pier", "Gulls"), ("Case Nine", "Case Ten")])
def test_the_drama_of_the_same_kind_is_the_most_like(shelf: Library, drama: str, like: str) -> None:
    found = shelf.related(drama)
    assert found[0].drama.title == like
    assert found[0].why
    assert found[0].sentence
    assert drama not in {each.drama.title for each in found}
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.001 for score in scores)


def test_likeness_goes_both_ways(shelf: Library) -> None:
    there = next(each for each in shelf.related("Pier") if each.drama.title == "Gulls")
    back = next(each for each in shelf.related("Gulls") if each.drama.title == "Pier")
    assert there.score == pytest.approx(back.score, abs=2e-3)


def test_a_scene_is_like_scenes_of_other_dramas(shelf: Library) -> None:
    scene = shelf.scenes("Pier", 1, 1)[0]
    found = shelf.related(scene, 2)
    assert 0 < len(found) <= 2
    for each in found:
        assert each.scene is not None
        assert each.scene.episode.drama.title != "Pier"
        assert each.why


def test_a_drama_alone_on_its_shelf_is_like_none(sample: Library) -> None:
    assert sample.related("Last Ferry from Sorado") == []


def test_dramas_of_which_nothing_was_seen_are_not_compared(shelf: Library) -> None:
    try:
        shelf.set_seen("Gulls", 0)
        assert "Gulls" not in {each.drama.title for each in shelf.related("Pier")}
    finally:
        shelf.set_seen("Gulls", None)


def test_wrong_questions_are_told(shelf: Library) -> None:
    with pytest.raises(QueryError):
        shelf.related("Pier", 0)
    with pytest.raises(NotOnShelfError):
        shelf.related("No Such Drama")
