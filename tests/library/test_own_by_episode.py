"""What a viewer says of the scenes of one episode, and what other programs are given of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.library import Spot
from jangmyeon.sample import sample_folder


@pytest.fixture
def library(sample_data: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample drama, with data of its own."""
    data = tmp_path / "data"
    shutil.copytree(sample_data, data)
    with Library(sample_folder(), data) as found:
        yield found


def test_what_is_on_lists_and_tagged_is_told_by_episode(library: Library) -> None:
    drama = library.dramas()[0].id
    first, second = Spot(drama, 1, 1, 60.0), Spot(drama, 1, 2, 60.0)
    library.add_to_list("rain", first)
    library.add_to_list("rain", second)
    library.tag(second, "umbrella")
    assert [each.spot.number for each in library.on_lists(drama)] == [1, 2]
    assert [each.name for each in library.on_lists(drama, 1, 2)] == ["rain"]
    assert not library.tagged(None, drama, 1, 1)
    assert [each.tag for each in library.tagged(None, drama, 1, 2)] == ["umbrella"]


def test_a_list_and_a_single_scene_can_be_written_for_players(library: Library) -> None:
    drama = library.dramas()[0].id
    library.add_to_list("rain", Spot(drama, 1, 2, 60.0))
    library.add_to_list("rain", Spot(drama, 1, 1, 60.0))
    rows = library.export("m3u", listed="rain")["m3u"].decode().splitlines()
    assert ["S01E02" in row for row in rows if row.startswith("#EXTINF")] == [True, False]
    alone = library.export("m3u", drama, (1, 2), at=60.0)["m3u"].decode()
    assert alone.count("#EXTINF") == 1
