"""``jangmyeon quiz``: who said it, which drama, which character are you."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, cast

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
)
from jangmyeon.cli.output import console, episode_name, print_json
from jangmyeon.model import clock

if TYPE_CHECKING:
    from jangmyeon.guides.quiz import Question, Quiz, QuizKind

_MOST_SEEDS = 1_000_000


def quiz(  # noqa: PLR0913  each option makes or shows the quiz in a way of its own
    kind: Annotated[
        str,
        typer.Argument(help="who (said it), drama (which is it), character (which one are you)."),
    ],
    drama: Annotated[
        str | None, typer.Argument(help="A title in any language, or an id; needed for character.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many questions.")] = 10,
    seed: Annotated[
        int | None, typer.Option(help="The same number makes the same quiz; else another.")
    ] = None,
    key: Annotated[
        bool, typer.Option("--key", help="Print the questions with their answers at the end.")
    ] = False,
    language: Annotated[str, typer.Option("--lang", help="Of the questions: en or ko.")] = "en",
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Play a quiz of real lines, or print it with its answer key."""
    number = random.randrange(_MOST_SEEDS) if seed is None else seed
    with open_library(library, data) as lib:
        made = lib.quiz(
            cast("QuizKind", kind),  # another is told of by name
            drama,
            limit,
            seed=number,
            language=language,
            seen=last_seen(seen),
            spoilers=spoilers,
        )
    if as_json:
        print_json(made)
    elif key or not sys.stdin.isatty():
        _print_with_key(made)
    else:
        _play(made)


def _print_with_key(quiz: Quiz) -> None:
    out = console()
    out.print(quiz.title, style="bold", markup=False)
    for place, question in enumerate(quiz.questions, 1):
        _ask(place, question)
    out.print("Answers" if not quiz.characters else "Lines of", style="bold")
    for place, question in enumerate(quiz.questions, 1):
        out.print(f"{place}. {_answer(question)}", markup=False)
    for character in quiz.characters:
        out.print(f"   {character.sentence}", markup=False)


def _play(quiz: Quiz) -> None:
    out = console()
    out.print(quiz.title, style="bold", markup=False)
    picks = []
    for place, question in enumerate(quiz.questions, 1):
        _ask(place, question)
        picks.append(_picked(len(question.options)))
        if question.answer is not None:
            right = picks[-1] == question.answer
            style = "green" if right else "red"
            out.print(
                f"   {'Yes' if right else 'No'}: {_answer(question)}", style=style, markup=False
            )
    _outcome(quiz, picks)


def _ask(place: int, question: Question) -> None:
    out = console()
    out.print(f"\n{place}. {question.text}", markup=False)
    if question.quote is not None:
        out.print(f"   “{' '.join(question.quote.text.split())}”", style="yellow", markup=False)
    for number, option in enumerate(question.options, 1):
        out.print(f"   {number}  {option.text}", markup=False)


def _picked(options: int) -> int:
    """The place of the option that was picked, from 0."""
    while True:
        answer = typer.prompt("  ", prompt_suffix="> ").strip()
        if answer.isdecimal() and 1 <= int(answer) <= options:
            return int(answer) - 1
        console().print(f"   a number from 1 to {options}, please", style="dim")


def _answer(question: Question) -> str:
    """The right option with where it was said; whose lines they are, where none is right."""
    if question.answer is None or question.scene is None or question.quote is None:
        return ", ".join(option.id for option in question.options)
    where = f"{episode_name(question.scene.episode)} {clock(question.quote.start)}"
    return f"{question.options[question.answer].text} ({where})"


def _outcome(quiz: Quiz, picks: Sequence[int]) -> None:
    from jangmyeon.guides.quiz import right_answers, which_character

    out = console()
    if quiz.characters:
        out.print(f"\nYou are {which_character(quiz, picks).sentence}", style="bold", markup=False)
    else:
        told = f"\n{right_answers(quiz, picks)} of {len(picks)} right"
        out.print(f"{told} (seed {quiz.seed})", style="bold", markup=False)
