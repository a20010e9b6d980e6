"""What a drama shows around each of its points, as linking looks it up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from jangmyeon.search.meaning import Meaning
from jangmyeon.search.query import Concept
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.linking_table import DramaTable

UMBRELLA = Concept("umbrella", (("우산", 1.0),))


@pytest.fixture
def table(sample_data: Path) -> Iterator[DramaTable]:
    reader = Reader(open_reader(sample_data))
    drama = next(iter(reader.dramas())).id
    yield DramaTable(reader, drama, Meaning(reader.lemma_ids))
    reader.close()


def test_the_likest_word_around_a_point_tells_how_like_it_is(table: DramaTable) -> None:
    found = table.alike([UMBRELLA])[0]
    assert found is not None
    narrow, wide = found
    assert (wide >= narrow).all()
    assert 0 < wide.max() <= 1
    said = table.said(UMBRELLA).around[0] > 0
    assert narrow[said].min() > narrow[~said].max()


def test_a_word_that_nobody_says_is_met_where_its_like_is_said(table: DramaTable) -> None:
    ship = Concept("ship", (("선박", 1.0),))
    assert not table.said(ship).around.size
    found = table.alike([ship])[0]
    assert found is not None
    boats = table.said(Concept("boat", (("배", 1.0),))).around[1]
    assert np.mean(found[1][boats > 0]) > np.mean(found[1][boats == 0])


def test_names_are_like_nothing(table: DramaTable) -> None:
    nobody = Concept("Ga-eun", (("가은", 1.0),), part="people")
    assert table.alike([nobody, UMBRELLA, nobody])[::2] == [None, None]
