"""Words that are near in meaning bring up scenes that share no word with the query."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from jangmyeon.search.meaning import CELL, Meaning, each_meant, meant
from jangmyeon.search.query import Concept
from jangmyeon.store import Concordance

WORDS = ["", "이별", "작별", "그만", "라면", "밥", "맛있다", "수술", "환자", "의사"]


def ids(lemmas: Iterable[str]) -> dict[str, int]:
    wanted = set(lemmas)
    return {word: n for n, word in enumerate(WORDS) if n and word in wanted}


def episode() -> Concordance:
    """A minute each of parting, eating and a hospital, a caption every ten seconds."""
    rows = [[1, 2, 3]] * 6 + [[4, 5, 6]] * 6 + [[7, 8, 9]] * 6
    times = np.arange(len(rows), dtype=np.int32) * 10_000
    return Concordance(times, np.arange(0, 55, 3, dtype=np.int32), np.array(rows, np.int32).ravel())


def best_cell(lemma: str) -> int:
    query = meant([Concept(lemma, ((lemma, 1.0),))])
    assert query is not None
    cells = np.arange(9)
    return int(np.argmax(Meaning(ids).directions(1, episode(), cells, 0) @ query))


def test_a_word_that_is_not_said_is_near_to_where_its_like_are() -> None:
    assert best_cell("헤어지다") in {0, 1, 2}
    assert best_cell("국수") in {3, 4, 5}
    assert best_cell("병원") in {6, 7, 8}


def test_names_have_no_meaning() -> None:
    assert meant([Concept("Seri", (("세리", 1.0),), part="people")]) is None


def test_unknown_words_have_no_meaning() -> None:
    assert meant([Concept("zzz", (("zzz", 1.0),))]) is None


def test_points_after_the_last_caption_are_near_to_nothing() -> None:
    query = meant([Concept("밥", (("밥", 1.0),))])
    assert query is not None
    beyond = Meaning(ids).directions(1, episode(), np.array([CELL]), 1) @ query
    assert beyond.tolist() == [0.0]


def test_the_likest_word_around_a_time_counts() -> None:
    meaning = Meaning(ids)
    query = each_meant(
        [Concept("헤어지다", (("헤어지다", 1.0),)), Concept("국수", (("국수", 1.0),))]
    )
    times = np.array([30_000, 90_000, 600_000])
    likeness = meaning.likeness(query)
    near, wide = meaning.alike(likeness, [(episode(), times)], [12_000, 70_000])
    parting, noodles, nothing = near
    assert parting[0] > noodles[0]
    assert noodles[1] > parting[1]
    assert nothing.tolist() == [0.0, 0.0]
    assert (wide >= near).all()
    assert wide[0, 1] == noodles[1]  # the noodles lie within a minute of the parting
    apart = [(episode(), times[:1]), (episode(), times[1:])]
    assert np.array_equal(meaning.alike(likeness, apart, [12_000, 70_000]), [near, wide])


def test_what_is_like_a_word_is_known_by_how_like_it_is() -> None:
    parting = Concept("헤어지다", (("헤어지다", 1.0),))
    nobody = Concept("Seri", (("세리", 1.0),), part="people")
    (lemmas, like), (none, _) = Meaning(ids).likest([parting, nobody])
    told = dict(zip((WORDS[n] for n in lemmas), like, strict=True))
    assert {"이별", "작별"} <= told.keys()
    assert told["이별"] > told.get("라면", 0.0)
    assert like.tolist() == sorted(like.tolist())
    assert all(0 < each <= 1 for each in like)
    assert not len(none)
    assert Meaning(ids).likest([]) == []
