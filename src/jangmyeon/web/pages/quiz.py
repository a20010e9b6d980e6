"""A quiz of real lines, and what its answers come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from jangmyeon.errors import QueryError
from jangmyeon.guides.quiz import Question, Quiz, right_answers, which_character
from jangmyeon.library import Library
from jangmyeon.web.naming import language_of
from jangmyeon.web.pages.telling import Place, Said, Teller
from jangmyeon.web.pages.top import DramaChoice, choices
from jangmyeon.web.paging import page
from jangmyeon.web.phrases import say
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["quiz"])

QUESTIONS = 8
_OPEN = -1  # in place of an answer that was not given

Pick: TypeAlias = Annotated[int | None, Field(ge=0, le=9, description="The option picked, from 0.")]


class QuizAsked(BaseModel, frozen=True):
    """Which quiz, and what was answered."""

    kind: Literal["who", "drama", "character"] = Field(
        "who", description="Who said it, which drama it is from, which character you are."
    )
    drama: str = Field("", max_length=400, description="Its id or title; characters need one.")
    seed: int = Field(0, ge=0, le=1_000_000, description="Another number makes another quiz.")
    q1: Pick = None
    q2: Pick = None
    q3: Pick = None
    q4: Pick = None
    q5: Pick = None
    q6: Pick = None
    q7: Pick = None
    q8: Pick = None

    @property
    def picks(self) -> list[int]:
        """The options that were picked, in the order of the questions."""
        told = (self.q1, self.q2, self.q3, self.q4, self.q5, self.q6, self.q7, self.q8)
        return [_OPEN if pick is None else pick for pick in told]


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be answered."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; ``pick`` is what was answered, ``answer`` what is right (-1 for neither).

    The answer and its scene are told once the quiz was handed in.
    """

    number: int
    text: str
    said: Said | None
    choices: tuple[Choice, ...]
    pick: int
    answer: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class QuizPage:
    """A quiz; with ``done`` also its answers, how many are ``right``, or which character you are.

    ``complete`` tells that all was answered.
    """

    kind: str
    drama: str
    seed: int
    title: str
    questions: tuple[Asked, ...]
    done: bool
    complete: bool
    right: int
    you: str
    why: str
    dramas: tuple[DramaChoice, ...]


def quiz(library: Library, viewer: Viewer, asked: Annotated[QuizAsked, Query()]) -> QuizPage:
    """A quiz of real lines; handed in with answers, it tells what is right.

    There are no questions where too little may be shown to ask about.
    """
    dramas = choices(library.dramas(spoilers=viewer.spoilers), viewer)
    drama = asked.drama or (dramas[0].id if asked.kind == "character" and dramas else "")
    try:
        made = library.quiz(
            asked.kind,
            drama or None,
            QUESTIONS,
            seed=asked.seed,
            language=viewer.language,
            spoilers=viewer.spoilers,
        )
    except QueryError:  # too little may be shown to ask about
        made = Quiz(asked.kind, say(f"quiz.{asked.kind}", viewer.language), asked.seed, ())
    picks = asked.picks[: len(made.questions)]
    done = any(pick != _OPEN for pick in picks)
    complete = (
        bool(picks)
        and _OPEN not in picks
        and all(
            pick < len(question.options)
            for pick, question in zip(picks, made.questions, strict=False)
        )
    )
    you = which_character(made, picks) if made.characters and complete else None
    teller = Teller(library, viewer)
    return QuizPage(
        kind=asked.kind,
        drama=made.drama.id if made.drama else drama,
        seed=asked.seed,
        title=made.title,
        questions=tuple(
            _asked(number, question, pick, teller, done=done)
            for number, (question, pick) in enumerate(zip(made.questions, picks, strict=False), 1)
        ),
        done=done,
        complete=complete,
        right=right_answers(made, picks),
        you=you.shown if you else "",
        why=you.sentence if you else "",
        dramas=dramas,
    )


def _asked(
    number: int,
    question: Question,
    pick: int,
    teller: Teller,
    *,
    done: bool,
) -> Asked:
    quote, scene = question.quote, question.scene
    shown = done and question.answer is not None
    return Asked(
        number=number,
        text=question.text,
        said=teller.said(quote) if quote else None,
        choices=tuple(Choice(each.text, language_of(each.text)) for each in question.options),
        pick=pick,
        answer=question.answer if shown and question.answer is not None else _OPEN,
        place=teller.place(scene, quote.start) if shown and scene and quote else None,
    )


page(router, "/quiz", "quiz.html", quiz, remember=True)
