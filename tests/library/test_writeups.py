"""Articles lead to scenes, are proof-read, and are remembered by the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor
from jangmyeon.errors import QueryError
from jangmyeon.sample import sample_folder, writeups_folder

UMBRELLA = writeups_folder() / "anatomy-the-umbrella.md"
FIVE = writeups_folder() / "five-best-scenes.html"
TITLE = "Last Ferry from Sorado"


@pytest.fixture
def library(sample_data: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample drama, with nothing of anybody's own."""
    data = tmp_path / "data"
    shutil.copytree(sample_data, data, ignore=shutil.ignore_patterns("yours*"))
    with Library(sample_folder(), data) as found:
        yield found


def test_passages_lead_to_their_scenes(library: Library) -> None:
    links = library.link(UMBRELLA)
    quoted = next(link for link in links if "two small verbs" in link.passage.text)
    assert quoted.scene is not None
    assert quoted.scene.episode.code == "S01E02"
    assert (quoted.passage.line, quoted.passage.column) == (19, 1)
    assert UMBRELLA.read_text("utf-8").splitlines()[18].startswith(quoted.passage.text[:40])


def test_a_heading_that_tells_the_episode_names_no_other_drama(library: Library) -> None:
    links = library.link(FIVE)
    waves = next(link for link in links if "waves to complete strangers" in link.passage.text)
    assert waves.scene is not None
    assert waves.scene.episode.code == "S01E03"


def test_a_scene_knows_what_was_written_of_it(library: Library) -> None:
    scene = library.find("우산은 한 번도 못 폈는데", limit=1)[0].scene
    assert not library.passages_of(scene.episode, scene.start, scene.end)
    linked = [link for link in library.link(UMBRELLA) if link.scene is not None]
    kept = library.passages_of(scene.episode, scene.start, scene.end)
    assert {passage.source for passage in kept} == {str(UMBRELLA.resolve())}
    assert [each.passages for each in library.writeups()] == [len(linked)]


def test_what_is_not_to_be_kept_is_not(library: Library) -> None:
    library.link(UMBRELLA, keep=False)
    library.link(UMBRELLA.read_text("utf-8"))  # a text has no file to remember it by
    assert not library.writeups()


def test_a_write_up_that_was_linked_twice_is_kept_once(library: Library) -> None:
    library.link(UMBRELLA)
    library.link(str(UMBRELLA))
    assert len(library.writeups()) == 1


def test_a_write_up_can_be_forgotten(library: Library) -> None:
    library.link(UMBRELLA)
    library.remove_writeup(UMBRELLA)
    assert not library.writeups()
    with pytest.raises(QueryError, match="there is no write-up"):
        library.remove_writeup(UMBRELLA)


def test_write_ups_count_in_top_and_are_told_of_in_find(library: Library) -> None:
    before = {ranked.scene.number: ranked.score for ranked in library.top("confession")}
    library.link(UMBRELLA)
    ranked = library.top("confession")
    told = [part for each in ranked for part in each.why if part.part == "written"]
    assert {part.detail for part in told} == {"told by 1 write-up"}
    for each in ranked:
        added = sum(part.weight for part in each.why if part.part == "written")
        assert each.score == pytest.approx(before.get(each.scene.number, each.score) + added)
    hit = library.find("우산은 한 번도 못 폈는데", limit=1)[0]
    assert hit.why[-1].detail == "told by 1 write-up"
    assert hit.why[-1].weight == 0


def test_scenes_beyond_what_was_seen_are_not_linked(library: Library) -> None:
    assert any(link.scene for link in library.link(UMBRELLA))
    for link in library.link(UMBRELLA, seen=1):
        assert link.scene is None or link.scene.episode.number == 1
        assert all(hit.scene.episode.number == 1 for hit in link.others)
    library.set_seen(TITLE, 1)
    assert all(each.passages <= 2 for each in library.writeups())


def test_write_ups_are_linked_anew_when_episodes_arrive(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(sample_folder(), shelf)
    season = next(shelf.rglob("Season 01"))
    later = tmp_path / "later"
    later.mkdir()
    for path in season.glob("*S01E02*"):
        shutil.move(path, later)
    with Library(shelf, tmp_path / "data") as library:
        library.index(executor=InlineExecutor())
        library.link(UMBRELLA)
        assert not _linked_to(library, 2)
        for path in later.iterdir():
            shutil.move(path, season)
        library.index(executor=InlineExecutor())
        assert _linked_to(library, 2)


def _linked_to(library: Library, number: int) -> bool:
    """Whether any passage is kept that tells of an episode."""
    episodes = {episode.number: episode for episode in library.episodes(TITLE)}
    return number in episodes and bool(library.passages_of(episodes[number], 0, 10_000))


def test_slips_are_found_and_corrected(library: Library) -> None:
    read = library.read(UMBRELLA)
    findings = library.check(read)
    assert [finding.text for finding in findings] == ["Shim Ga-eum"]
    assert (findings[0].where.line, findings[0].suggestion) == (15, "Shim Ga-eun")
    right = UMBRELLA.read_bytes().replace(b"Shim Ga-eum", b"Shim Ga-eun")
    assert library.fixed(read, findings) == right
    assert not library.check(right.decode())


def test_the_drama_can_be_told_where_the_article_does_not(library: Library) -> None:
    text = "He tells her that not once could he open the umbrella, not once could he fold her.\n"
    assert not any(link.scene for link in library.link(text))
    told = library.link(text, drama="막배는 다섯 시 사십 분")
    assert [link.scene.episode.code for link in told if link.scene] == ["S01E02"]
