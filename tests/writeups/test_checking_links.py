"""Proof-reading: what the scenes that passages tell of contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.writeups.shelf import FERRY, line, reference

from jangmyeon.model import Episode, Finding, Line, Link, Passage, Scene
from jangmyeon.writeups.checking import check
from jangmyeon.writeups.checking_links import Episodes
from jangmyeon.writeups.checking_quotes import Spoken
from jangmyeon.writeups.reading import read_manuscript

SAID = (
    line(100, "I could not open the umbrella, not even once."),
    line(104, "Umbrellas are made to get wet, you fool."),
    line(900, "The ferry for the mainland leaves in five minutes."),
)
KOREAN = (
    line(100, "난 한 번도 우산을 펼 수 없었어", "ko"),
    line(104, "우산은 원래 젖는 거야, 바보야", "ko"),
)


def checked(
    told: str, number: int = 2, lines: tuple[Line, ...] = SAID, **more: object
) -> list[Finding]:
    """What is found where ``told`` is linked to the scene with the umbrella in an episode."""
    text = f"Last Ferry from Sorado\n\n{told}\n"
    scene = Scene(Episode(FERRY, 1, number), 5, 90.0, 130.0)
    passage = Passage(told, line=3, column=1, drama=FERRY.id, **more)  # type: ignore[arg-type]
    link = Link(passage, scene, 95.0, 120.0, score=0.95)
    episodes = Episodes(lambda _: 12, Spoken(lambda _: lines))
    return check(read_manuscript(text), reference(), [link], episodes)


def test_the_number_of_another_episode_is_found() -> None:
    [found] = checked("In episode 4, he runs to the pier with it.", episodes=(4,))
    assert (found.kind, found.text, found.suggestion) == ("episode", "episode 4", "episode 2")
    assert "S01E02" in found.message
    assert found.sure < 0.95  # never surer than the link


def test_the_right_number_is_left_alone() -> None:
    assert checked("In episode 2, he runs to the pier with it.", episodes=(2,)) == []


def test_a_late_scene_without_a_notice_is_a_spoiler() -> None:
    told = "He runs to the pier with it, and she says yes at last."
    [found] = checked(told, number=11)
    assert (found.kind, found.where.line) == ("spoiler", 3)
    assert checked(told, number=4) == []
    assert checked(f"Spoilers ahead! {told}", number=11) == []


@pytest.mark.parametrize("heading", ["Episode 11", "The ending, explained", "Recap"])
def test_a_heading_that_says_what_is_told_is_notice_enough(heading: str) -> None:
    told = "He runs to the pier with it, and she says yes at last."
    assert checked(told, number=11, heading=heading) == []


@pytest.mark.parametrize(
    "quote",
    [
        "I could not open the umbrella, not even once.",
        "I couldn’t once open that umbrella",
        "The ferry to the mainland leaves in five minutes",
        "I love you",
    ],
)
def test_what_was_said_may_be_quoted_freely(quote: str) -> None:
    assert checked(f"He says, “{quote}” and she laughs.", quotes=(quote,)) == []


def test_what_nobody_says_is_no_quote() -> None:
    quote = "My grandfather sold seventeen goats before breakfast"
    [found] = checked(f"He says, “{quote}” and she laughs.", quotes=(quote,))
    assert (found.kind, found.text) == ("quote", quote)
    assert found.sure < 0.6


def test_a_translated_quote_is_compared_by_its_words() -> None:
    right = "Not once could I open the umbrella; umbrellas get wet, stupid fool"
    wrong = "My grandfather sold seventeen goats before breakfast near the hospital"
    assert checked(f"He says, “{right}” now.", lines=KOREAN, quotes=(right,)) == []
    [found] = checked(f"He says, “{wrong}” now.", lines=KOREAN, quotes=(wrong,))
    assert found.kind == "quote"
    assert found.sure < 0.5


def test_a_link_that_is_not_sure_proves_nothing() -> None:
    text = "Last Ferry from Sorado\n\nIn episode 4, he runs to the pier with it.\n"
    passage = Passage("In episode 4, he runs to the pier with it.", line=3, episodes=(4,))
    scene = Scene(Episode(FERRY, 1, 11), 5, 90.0, 130.0)
    link = Link(passage, scene, 95.0, 120.0, score=0.5)
    episodes = Episodes(lambda _: 12, Spoken(lambda _: SAID))
    for weak in (link, replace(link, scene=None, score=0.0)):
        assert check(read_manuscript(text), reference(), [weak], episodes) == []
