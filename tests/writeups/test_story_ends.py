"""Write-ups say that they tell how a story starts, or how it ends."""

from __future__ import annotations

import numpy as np
import pytest
from tests.writeups.shelf import DRAMAS, FERRY, FERRY_PEOPLE

from jangmyeon.model import Block, BlockKind, Writeup
from jangmyeon.writeups.linking_chain import Step, likely_points
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import tellings
from jangmyeon.writeups.recaps import in_order
from jangmyeon.writeups.story_ends import end_of_story, with_ends

SHELF = Shelf(DRAMAS, {FERRY.id: FERRY_PEOPLE})


def ends(*blocks: tuple[BlockKind, str], title: str = "On the ferry") -> list[str | None]:
    made = tuple(Block(kind, text) for kind, text in (("title", title), *blocks))
    told = in_order(tellings(Writeup("x", title, blocks=made), SHELF, FERRY.id), title)
    return [each.story_end for each in with_ends(told) if not each.is_heading]


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("However, in the end she stays on the island.", "ending"),
        ("We do get that happy ending for Ga-eun.", "ending"),
        ("The drama ends with a wedding.", "ending"),
        ("두 사람은 결말에서 다시 만난다.", "ending"),
        ("Their first meeting could not go worse.", "beginning"),
        ("She is all alone when we meet her.", "beginning"),
        ("두 사람의 첫 만남은 부두였다.", "beginning"),
        ("She waits at the end of the pier.", None),
        ("He ends the call and runs.", None),
        ("She meets him at the start of the scene.", None),
    ],
)
def test_a_sentence_tells_which_end_of_its_story_it_is_about(sentence: str, end: str) -> None:
    assert end_of_story(sentence) == end


def test_a_paragraph_on_what_a_drama_is_about_tells_how_it_starts() -> None:
    found = ends(
        (
            "paragraph",
            "It follows the story of Ga-eun, who sells tickets. She hides a letter from Jeong-hun. "
            "In the end, she burns it. Jeong-hun forgives her.",
        ),
        ("paragraph", "Ga-eun slaps Jeong-hun on the pier."),
    )
    assert found == ["beginning", "beginning", "ending", None, None]


def test_what_tells_of_an_episode_tells_of_no_end_of_the_story() -> None:
    found = ends(("paragraph", "In episode 3 Ga-eun sells a ticket. In the end, she cries alone."))
    assert found == [None, None]


def test_a_sentence_that_leads_elsewhere_is_not_held_back_by_the_others() -> None:
    held = np.array([0.96, 0.01, 0.01, 0.01, 0.01])
    free = np.full(5, 0.2)
    evidence = np.array([0, 0, 0, 0, 3], np.float32)
    near = Step(np.zeros(5, np.float32), 0.9, 0.4, 0.4)
    kept = likely_points([near, Step(evidence, 0.9, 0.0, 0.0)], held)
    freed = likely_points([near, Step(evidence, 0.9, 0.0, 0.0, leap=free)], held)
    assert int(np.argmax(kept[1])) == 0
    assert int(np.argmax(freed[1])) == 4
