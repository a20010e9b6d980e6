"""Finding within a horizon is as good as if nothing lay beyond it."""

from __future__ import annotations

from pathlib import Path

from jangmyeon import Library
from jangmyeon.library import Seen
from jangmyeon.search import Concept, Filter, open_index
from jangmyeon.store import Reader, open_reader

DRAMA = "last-ferry-from-sorado-2024"


def test_what_is_hidden_takes_no_place_among_the_candidates(sample_data: Path) -> None:
    index, reader = open_index(sample_data), Reader(open_reader(sample_data))
    grandmother = [Concept("할머니", (("할머니", 1.0),))]
    [best] = index.candidates(grandmother, Filter(), 1)
    [other] = index.candidates(grandmother, Filter(hidden=frozenset({best.episode})), 1)
    assert other.episode != best.episode
    every = frozenset(stored.key for stored in reader.episodes())
    assert index.candidates(grandmother, Filter(hidden=every), 1) == []
    reader.close()


def test_somebody_is_found_by_any_name_that_was_heard_so_far(sample: Library) -> None:
    for person in ("순임", "Sun-im", "Kang Sun-im"):
        hits = sample.find("할머니", drama=DRAMA, person=person, seen=2)
        assert hits
        assert {hit.scene.episode.number for hit in hits} <= {1, 2}


def test_the_same_library_can_be_asked_with_and_without_a_horizon(sample: Library) -> None:
    everything = _found(sample)
    assert {code for code, _ in everything} == {"S01E01", "S01E02", "S01E03"}
    assert {code for code, _ in _found(sample, seen=1)} == {"S01E01"}
    assert _found(sample, seen=(1, 3)) == everything
    assert _found(sample, seen=0) == []
    assert _found(sample, seen=0, spoilers=True) == everything


def _found(
    library: Library, *, seen: Seen = None, spoilers: bool = False
) -> list[tuple[str, float]]:
    hits = library.find("할머니", limit=20, seen=seen, spoilers=spoilers)
    return [(hit.scene.episode.code, hit.start) for hit in hits]
