"""Write-ups lead to the scenes they tell of, or to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jangmyeon.model import Block, BlockKind, Link, Writeup
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.linking import Linker, _sections, link
from jangmyeon.writeups.linking_answers import TALK, Answered, links_of
from jangmyeon.writeups.linking_chain import (
    Step,
    answers,
    focused,
    likely_points,
    middle,
    prior,
    stretch,
    within,
)
from jangmyeon.writeups.linking_weighing import _bearing
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import Telling, tellings


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


def _told(linker: Linker, writeup: Writeup) -> list[Telling]:
    return tellings(writeup, linker._shelf)


def test_a_drama_that_is_not_on_the_shelf_has_no_scenes(reader: Reader) -> None:
    found = linked(
        reader,
        ("title", "Best farewells"),
        ("heading", "The Platform (Winter Platform)"),
        ("paragraph", "He runs after the train and shouts her name, but she does not turn."),
    )
    assert [each.scene for each in found] == [None]
    assert found[0].score == 0.0


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("Then he says: “It was the last thing you gave me.”", "S01E02", 600),
        ("“It was the last thing that you gave me,” he says to her.", "S01E02", 600),
        ("정훈은 “우산 반납할게요, 연체료는요?”라고 가은에게 말한다.", "S01E03", 681),
        ("그러자 정훈이 말한다. “우산 반납할게요, 연체료는요?”", "S01E03", 681),
    ],
)
def test_a_quote_that_captions_have_word_for_word_leads_to_it(
    reader: Reader, text: str, code: str, at: float
) -> None:
    found = linked(reader, ("title", "Last Ferry from Sorado"), ("paragraph", text))
    best = max(found, key=lambda each: each.score)
    assert best.scene is not None
    assert best.scene.episode.code == code
    assert best.start <= at <= best.end


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


def test_a_write_up_of_one_scene_is_about_the_stretch_that_most_sentences_may_tell_of() -> None:
    strays = (10, 30, 50, 70, 150, 170, 190, 210, 230, 250, 270, 290)
    rows = []
    for n, elsewhere in enumerate(strays):
        evidence = np.zeros(300)
        evidence[100 + n % 5], evidence[elsewhere] = 9.0, 10.0
        rows.append(step(evidence))
    likely = stretch(rows, prior(np.zeros(300)))
    assert likely[60:145].sum() > 0.9
    assert likely.sum() == pytest.approx(1.0)
    alone = likely_points(rows[:1], prior(np.zeros(300)))[0]
    together = likely_points(rows[:1], within(prior(np.zeros(300)), likely, 0.98))[0]
    assert alone[100] < alone[10]
    assert together[100] > together[10]


def test_what_follows_closely_is_told_blow_by_blow() -> None:
    first, second = np.zeros(200), np.zeros(200)
    first[100] = 12.0
    second[[105, 125]] = 6.0
    close = [step(first), replace(step(second), is_close=True)]
    likely = likely_points(close, prior(np.zeros(200)))[1]
    assert likely[105] > 2 * likely[125]


def test_who_talks_of_a_story_at_large_is_seldom_linked(reader: Reader) -> None:
    article = Writeup(
        "x",
        language="en",
        blocks=(
            Block("title", "Last Ferry from Sorado"),
            Block("paragraph", "He runs to the pier and calls her name as the ferry leaves."),
        ),
    )
    linker = Linker(reader)
    linker.link(article)
    row = next(row for part in _sections(_told(linker, article)) if (row := linker._row(part)))
    sure = [np.where(np.arange(len(row.table.points)) == 9, 0.9, 0.0) for _ in row.steps]
    plainly, loosely = (
        links_of(article, Answered(row, sure, talk))[0] for talk in (TALK, 3 * TALK)
    )
    assert plainly.scene is not None
    assert loosely.scene is None
    assert [hit.scene.episode.code for hit in loosely.others] == ["S01E01"]


def test_talk_and_what_speaks_of_nobody_hardly_bear_on_where_the_others_lead() -> None:
    def bearing(text: str) -> float:
        blocks = (Block("paragraph", text),)
        (telling,) = tellings(Writeup("x", blocks=blocks), Shelf([], {}))
        return _bearing(telling)

    told = bearing("She slaps him and runs down the pier.")
    assert bearing("Topics of this sort work well on the stage.") < told
    assert bearing("We have seen him slap her in many dramas before.") < told
    assert told == 1.0
