"""Quizzes: real lines, one right answer that nothing gives away, and nothing that was not seen."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.cli.output import plain
from jangmyeon.errors import QueryError
from jangmyeon.guides.quiz import (
    Character,
    Option,
    Question,
    Quiz,
    Trait,
    right_answers,
    which_character,
)
from jangmyeon.guides.quiz_lines import Names, is_askable
from jangmyeon.guides.quiz_making import QuizKind
from jangmyeon.model import Line, Person

SORADO = "Last Ferry from Sorado"


def test_who_said_it_is_answered_by_who_did(sample: Library) -> None:
    quiz = sample.quiz("who", SORADO, 8)
    assert len(quiz.questions) > 3
    people = {person.name: person for person in sample.people(SORADO)}
    for question in quiz.questions:
        assert isinstance(question.quote, Line)
        assert question.answer is not None
        answer = people[question.options[question.answer].id]
        assert question.quote.speaker in {answer.name, *answer.spellings}
        assert len({option.id for option in question.options}) == len(question.options) > 1
        assert question.scene is not None
        assert question.scene.start <= question.quote.start < question.scene.end


def test_no_question_names_anybody(sample: Library) -> None:
    names = {n for p in sample.people(SORADO) for n in (p.name, p.full_name, *p.spellings) if n}
    for seed in range(5):
        for question in sample.quiz("who", SORADO, seed=seed).questions:
            assert question.quote is not None
            assert not [name for name in names if len(name) > 1 and name in question.quote.text]


def test_nothing_is_asked_twice(sample: Library) -> None:
    quotes = [q.quote.text for q in sample.quiz("who", SORADO, 50).questions if q.quote]
    assert len(set(quotes)) == len(quotes)


def test_the_same_seed_makes_the_same_quiz_and_another_makes_another(sample: Library) -> None:
    first, again = sample.quiz("who", SORADO, seed=7), sample.quiz("who", SORADO, seed=7)
    assert first == again
    assert any(sample.quiz("who", SORADO, seed=seed) != first for seed in range(3))


@pytest.mark.parametrize("kind", ["who", "character"])
def test_nothing_later_than_was_seen_is_asked(sample: Library, kind: QuizKind) -> None:
    known = {person.name for person in sample.people(SORADO, seen=1)}
    said = {line.text.replace("\n", " ") for line in sample.captions(SORADO, 1, 1)}
    for seed in range(3):
        quiz = sample.quiz(kind, SORADO, seed=seed, seen=1)
        for question in quiz.questions:
            assert {option.id for option in question.options} <= known
            texts = [question.quote.text] if question.quote else [o.text for o in question.options]
            assert {text.replace("\n", " ") for text in texts} <= said
        assert {each.name for each in quiz.characters} <= known
    with pytest.raises(QueryError):
        sample.quiz(kind, SORADO, seen=0)


def test_picking_somebodys_lines_makes_you_them(sample: Library) -> None:
    quiz = sample.quiz("character", SORADO, 6)
    offered = {option.id for question in quiz.questions for option in question.options}
    everywhere = [
        name
        for name in offered
        if all(name in {option.id for option in q.options} for q in quiz.questions)
    ]
    assert {each.name for each in quiz.characters} >= offered
    for name in everywhere:
        picks = [[o.id for o in q.options].index(name) for q in quiz.questions]
        assert which_character(quiz, picks).name == name


def test_a_quiz_with_its_key_is_json(sample: Library) -> None:
    told = json.loads(json.dumps(plain(sample.quiz("who", SORADO, 2)), ensure_ascii=False))
    assert told["questions"][0]["options"][told["questions"][0]["answer"]]["id"]
    assert told["seed"] == 0


def test_wrong_questions_are_told(sample: Library) -> None:
    for kind, drama in (("drama", None), ("character", None), ("drama", SORADO), ("what", None)):
        with pytest.raises(QueryError):
            sample.quiz(kind, drama)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        sample.quiz("who", SORADO, 0)
    with pytest.raises(QueryError):
        sample.quiz("who", SORADO, language="fr")


@given(st.sampled_from(["도윤", "단", "미란 이모"]), st.sampled_from(["", "아", "이", "가", "!"]))
def test_a_line_that_calls_somebody_is_never_asked_about(name: str, after: str) -> None:
    names = Names.of([Person(name)])
    if len(name) > 1 or after != "가":
        assert not is_askable(f"여기 있었구나, {name}{after} 어서 이리로 와", names)


def test_answers_are_counted_and_picks_outside_are_told() -> None:
    options = (Option("가", "a"), Option("나", "b"))
    quiz = Quiz("who", "", 0, (Question("?", options, 1), Question("?", options, 0)))
    assert right_answers(quiz, [1, 1]) == 1
    with pytest.raises(QueryError):
        which_character(quiz, [0, 0])
    one = Character("a", "A", "A", (Trait("temper", "", 1.0),))
    two = Character("b", "B", "B", (Trait("temper", "", -1.0),))
    asked = Quiz("character", "", 0, (Question("?", options),), characters=(one, two))
    assert which_character(asked, [1]) is two
    with pytest.raises(QueryError):
        which_character(asked, [5])
