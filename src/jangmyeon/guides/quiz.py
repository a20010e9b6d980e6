"""Quizzes, as data: questions with their answers, and what answers come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from jangmyeon.errors import QueryError
from jangmyeon.model import Drama, Line, Scene

QuizKind = Literal["who", "drama", "character"]
"""Who said it; which drama it is from; which character are you."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can be answered: ``text`` is shown, ``id`` is a person's name or a drama's id."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``answer`` is the place (from 0) of the right option, None where none is wrong.

    ``quote`` is what was said, in ``scene``; of a question without a right answer, the options are
    what was said, and ``scene`` is None.
    """

    text: str
    options: tuple[Option, ...]
    answer: int | None = None
    quote: Line | None = None
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """How a character speaks beside the others of the drama, in standard deviations."""

    name: str
    label: str
    level: float


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody whom a quiz can find you to be; ``sentence`` tells why, by the strongest traits."""

    name: str
    shown: str
    sentence: str
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz with its answer key. The same ``seed`` on the same library makes the same quiz."""

    kind: QuizKind
    title: str
    seed: int
    questions: tuple[Question, ...]
    drama: Drama | None = None
    characters: tuple[Character, ...] = ()


def right_answers(quiz: Quiz, picks: Sequence[int]) -> int:
    """How many answers (places of options, from 0) are right."""
    return sum(
        pick == question.answer for pick, question in zip(picks, quiz.questions, strict=False)
    )


def which_character(quiz: Quiz, picks: Sequence[int]) -> Character:
    """The character whose traits are nearest to those of whose lines were picked.

    Raises:
        QueryError: it is no quiz of characters, or a pick is none of the options.
    """
    named = {each.name: each for each in quiz.characters}
    if not named or not picks:
        raise QueryError("there is no character to find", remedy="answer a quiz of characters")
    picked = []
    for pick, question in zip(picks, quiz.questions, strict=False):
        if not 0 <= pick < len(question.options):
            raise QueryError("there is no option", where=str(pick))
        picked.append(named[question.options[pick].id])
    length = len(quiz.characters[0].traits)
    you = [sum(each.traits[n].level for each in picked) / len(picked) for n in range(length)]
    often = {each.name: sum(each is one for one in picked) / len(picked) for each in named.values()}
    return max(quiz.characters, key=lambda each: _likeness(you, each) + often[each.name])


def _likeness(you: Sequence[float], character: Character) -> float:
    its = [trait.level for trait in character.traits]
    lengths = sqrt(sum(level**2 for level in you)) * sqrt(sum(level**2 for level in its))
    return sum(one * other for one, other in zip(you, its, strict=True)) / (lengths or 1.0)
