"""What is rare on a shelf may be common in one of its dramas."""

from __future__ import annotations

import pytest

from jangmyeon.search.rarity import Rarity

WINDOWS = {
    (None, None): 10_000,
    ("판사", None): 700,
    ("우산", None): 700,
    (None, "law"): 800,
    ("판사", "law"): 500,
    ("우산", "law"): 20,
    (None, "new"): 2,
}


def counted(lemma: str | None, drama: str | None) -> int:
    return WINDOWS.get((lemma, drama), 0)


@pytest.fixture
def rarity() -> Rarity:
    return Rarity(counted)


def worth(rarity: Rarity, lemma: str, drama: str | None = None) -> float:
    return rarity.idf(((lemma, 1.0),), drama)


def test_what_every_scene_of_a_drama_has_tells_little_there(rarity: Rarity) -> None:
    assert worth(rarity, "판사") == pytest.approx(worth(rarity, "우산"), rel=0.1)
    assert worth(rarity, "판사", "law") < worth(rarity, "판사") / 3
    assert worth(rarity, "우산", "law") > worth(rarity, "우산")


def test_a_drama_of_a_few_windows_knows_no_better_than_the_shelf(rarity: Rarity) -> None:
    assert worth(rarity, "우산", "new") == pytest.approx(worth(rarity, "우산"), rel=0.05)


def test_a_word_that_nobody_says_is_the_rarest(rarity: Rarity) -> None:
    for drama in (None, "law", "new"):
        assert worth(rarity, "없는말", drama) > worth(rarity, "우산", drama)


def test_alternatives_are_as_common_as_all_of_them(rarity: Rarity) -> None:
    both = rarity.idf((("판사", 1.0), ("우산", 1.0)))
    assert both < min(worth(rarity, "판사"), worth(rarity, "우산"))


def test_what_came_since_is_counted_once_it_forgets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rarity = Rarity(counted)
    before = worth(rarity, "우산")
    monkeypatch.setitem(WINDOWS, ("우산", None), 7_000)
    assert worth(rarity, "우산") == before
    rarity.forget()
    assert worth(rarity, "우산") < before
