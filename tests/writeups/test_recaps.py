"""A recap tells its episode from start to end, and other write-ups do not."""

from __future__ import annotations

import pytest
from tests.writeups.shelf import DRAMAS, FERRY, FERRY_PEOPLE

from jangmyeon.model import Block, BlockKind, Writeup
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import tellings
from jangmyeon.writeups.recaps import in_order

SHELF = Shelf(DRAMAS, {FERRY.id: FERRY_PEOPLE})
EVENTS = (
    *("Ga-eun sells a ticket.", "Jeong-hun runs after the boat.", "Sun-im scolds him."),
    *("Ga-eun hides a letter.", "Jeong-hun falls asleep.", "Sun-im cooks a soup."),
    *("Ga-eun cries alone.", "Jeong-hun mends a net.", "Sun-im tells a lie."),
    *("Ga-eun slaps Jeong-hun.", "Jeong-hun leaves the island.", "Ga-eun watches the sea."),
)


def progress(title: str, *blocks: tuple[BlockKind, str]) -> list[float | None]:
    made = tuple(Block(kind, text) for kind, text in (("title", title), *blocks))
    told = tellings(Writeup("x", title, blocks=made), SHELF, FERRY.id)
    return [each.progress for each in in_order(told, title) if not each.is_heading]


def test_a_recap_comes_from_the_start_of_its_episode_to_its_end() -> None:
    found = progress(
        "Last Ferry from Sorado Episode 3 Recap",
        ("paragraph", " ".join(EVENTS[:6])),
        ("paragraph", " ".join(EVENTS[6:])),
    )
    known = [each for each in found if each is not None]
    assert len(known) == len(EVENTS)
    assert known == sorted(known)
    assert known[0] < 0.1
    assert known[-1] > 0.9


def test_each_episode_of_a_recap_of_several_begins_anew() -> None:
    found = progress(
        "Last Ferry from Sorado Recaps",
        ("heading", "Episode 3"),
        ("paragraph", " ".join(EVENTS)),
        ("heading", "Episode 4"),
        ("paragraph", " ".join(EVENTS)),
    )
    assert found[: len(EVENTS)] == found[len(EVENTS) :]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("What I loved about Last Ferry from Sorado", " ".join(EVENTS)),
        ("Last Ferry from Sorado Episode 3 Recap", " ".join(EVENTS[:4])),
        ("Why I watch dramas", "In episode 3 Ga-eun cries. " + " ".join(EVENTS)),
    ],
)
def test_what_is_short_or_about_no_episode_tells_nothing_in_order(title: str, text: str) -> None:
    assert set(progress(title, ("paragraph", text))) == {None}
