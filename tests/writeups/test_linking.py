"""Write-ups lead to the scenes they tell of, or to none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from jangmyeon.model import Block, BlockKind, Link, Writeup
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.linking import Linker, link
from jangmyeon.writeups.linking_chain import Step, answers, focused, likely_points, middle, prior


@pytest.fixture
def reader(sample_data: Path) -> Iterator[Reader]:
    found = Reader(open_reader(sample_data))
    yield found
    found.close()


def linked(reader: Reader, *blocks: tuple[BlockKind, str]) -> list[Link]:
    made = tuple(Block(kind, text, line=n + 1) for n, (kind, text) in enumerate(blocks))
    return link(Writeup("x", blocks=made, language="en"), reader)


def step(evidence: np.ndarray, stay: float = 0.4, follow: float = 0.3) -> Step:
    return Step(evidence.astype(np.float32), 0.9, stay, follow)


def test_a_drama_that_is_not_on_the_shelf_has_no_scenes(reader: Reader) -> None:
    found = linked(
        reader,
        ("title", "Best farewells"),
        ("heading", "The Platform (Winter Platform)"),
        ("paragraph", "He runs after the train and shouts her name, but she does not turn."),
    )
    assert [each.scene for each in found] == [None]
    assert found[0].score == 0.0


def test_a_quoted_scene_is_found_to_its_minute(reader: Reader) -> None:
    found = linked(
        reader,
        ("title", "Last Ferry from Sorado: the umbrella scene"),
        (
            "paragraph",
            "In episode 1 a woman asks Ga-eun whether they can take one of the umbrellas. "
            "“We only lend umbrellas to people who are coming back,” she says.",
        ),
    )
    best = max(found, key=lambda each: each.score)
    assert best.scene is not None
    assert best.scene.episode.code == "S01E01"
    assert best.start <= 85 <= best.end
    assert best.why


def test_a_passage_tells_where_it_stands(reader: Reader) -> None:
    found = linked(
        reader,
        ("title", "Last Ferry from Sorado"),
        ("paragraph", "He runs to the pier and calls her name as the ferry leaves."),
    )
    passage = found[0].passage
    assert (passage.line, passage.column) == (2, 1)
    assert passage.text.startswith("He runs")
    assert passage.drama


def test_links_are_the_same_every_time(reader: Reader) -> None:
    text = "In episode 1 he runs to the pier and calls her name as the ferry leaves."
    article = Writeup("x", blocks=(Block("title", "Last Ferry from Sorado"),
                                   Block("paragraph", text)))  # fmt: skip
    linker = Linker(reader)
    assert linker.link(article) == linker.link(article) == link(article, reader)


def test_a_sentence_that_tells_little_is_where_its_neighbors_are() -> None:
    clear = np.zeros(100)
    clear[40] = 12.0
    vague = np.zeros(100)
    likely = likely_points([step(clear), step(vague), step(clear)], prior(np.zeros(100)))
    assert abs(int(np.argmax(answers(likely[1]))) - 40) <= 4


def test_sentences_in_a_row_go_on_rather_than_back() -> None:
    first, second = np.zeros(200), np.zeros(200)
    first[100] = 12.0
    second[[85, 115]] = 6.0
    likely = likely_points([step(first), step(second)], prior(np.zeros(200)))
    assert likely[1][115] > 2 * likely[1][85]


def test_the_middle_of_an_answer_is_where_it_is_likeliest() -> None:
    likely = np.zeros(50)
    likely[20] = 1.0
    assert middle(likely, int(np.argmax(answers(likely)))) == 20


def test_what_a_write_up_is_about_draws_its_vaguer_sentences() -> None:
    leap = prior(np.zeros(100))
    heart = np.zeros(100)
    heart[60] = 1.0
    drawn = focused(leap, heart, 0.5)
    assert drawn[60] > 2 * drawn[10]
    assert drawn.sum() == pytest.approx(1.0)
