"""Making quizzes of what a reader of the library may show."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log
from typing import get_args

from jangmyeon.errors import QueryError
from jangmyeon.guides.anatomy_phrases import LANGUAGES, Voice, rows_of, settled
from jangmyeon.guides.quiz import Character, Option, Question, Quiz, QuizKind
from jangmyeon.guides.quiz_lines import Said, lines_of, main_people
from jangmyeon.guides.quiz_traits import characters_of
from jangmyeon.guides.reasons_measures import needed_lemmas
from jangmyeon.guides.reasons_sketch import Sketches, sketches_of
from jangmyeon.guides.related import related_dramas
from jangmyeon.model import Drama, Person
from jangmyeon.store import Reader, StoredEpisode

_OPTIONS = 4
_FEWEST_OPTIONS = 2
_BEST = 15  # lines of an episode of which one is asked about
_NEAREST = 6  # people, or dramas, of whom wrong options are taken
_TRIES = 4  # episodes looked at for each question
_KINDS = (
    "closeness", "comedy", "argument", "confrontation", "comfort", "meal", "family", "friendship",
    "investigation", "scheme", "celebration", "revelation", "everyday",
)  # fmt: skip
_SURE = 0.3  # of what happens where somebody would say it


def make_quiz(
    reader: Reader,
    kind: QuizKind,
    drama: str | None = None,
    n: int = 10,
    *,
    seed: int = 0,
    language: str = "en",
) -> Quiz:
    """A quiz of real lines. There may be fewer questions than asked for, where there is less said.

    Args:
        kind: ``who`` said it, which ``drama`` it is from, which ``character`` are you.
        drama: its id; for ``who``, of every drama when None.

    Raises:
        QueryError: there is no such kind, or too little that may be shown to ask about.
    """
    if kind not in get_args(QuizKind):
        raise QueryError("there is no quiz of", where=kind, remedy="ask who, drama or character")
    maker = _Maker(reader, random.Random(seed), language)
    if kind == "character":
        if drama is None:
            raise QueryError("a quiz of characters is about one drama", remedy="name it")
        return maker.which_character(drama, n, seed)
    if kind == "drama":
        if drama is not None:
            raise QueryError("which drama it is from cannot be asked of one", where=drama)
        return maker.which_drama(n, seed)
    return maker.who_said_it(drama, n, seed)


class _Maker:
    """Makes quizzes by one sequence of chance."""

    def __init__(self, reader: Reader, chance: random.Random, language: str) -> None:
        if language not in LANGUAGES:
            raise QueryError("quizzes are not written in", where=language, remedy="ask for en, ko")
        self._reader = reader
        self._chance = chance
        self._language = language
        self._sketches: Sketches = sketches_of(reader, needed_lemmas())
        self._asked: set[str] = set()

    def who_said_it(self, drama: str | None, n: int, seed: int) -> Quiz:
        """Quotes, of which one has to tell who said them."""
        questions = []
        for stored in self._episodes(drama, n):
            said = self._one_line(stored)
            options = self._people_like(said) if said else ()
            if said is not None and options:
                title = self._called(stored.episode.drama)
                ask = self._say("who.ask") if drama else self._say("who.in", drama=title)
                questions.append(_question(ask, said, options, said.who.name))
            if len(questions) == n:
                break
        about = self._reader.drama(drama) if drama else None
        title = self._say("who.title", drama=self._called(about) if about else "").strip()
        return Quiz("who", title, seed, _some(questions), about)

    def which_drama(self, n: int, seed: int) -> Quiz:
        """Quotes, of which one has to tell the drama."""
        dramas = {each.id: each for each in self._reader.titles()}
        if len(dramas) < _FEWEST_OPTIONS:
            raise QueryError("there is only one drama to ask about", remedy="ask who said it")
        questions = []
        for stored in self._episodes(None, n):
            said = self._one_line(stored)
            if said is not None:
                answer = stored.episode.drama.id
                options = self._dramas_like(dramas, answer)
                questions.append(_question(self._say("drama.ask"), said, options, answer))
            if len(questions) == n:
                break
        return Quiz("drama", self._say("drama.title"), seed, _some(questions))

    def which_character(self, drama: str, n: int, seed: int) -> Quiz:
        """Lines to choose between, which come to a character."""
        people = self._people(drama)
        voice = Voice(self._language, {person.name: person for person in people})
        main = main_people(people)
        characters = characters_of(self._sketches, drama, main, voice)
        about = self._reader.drama(drama)
        title = self._say("character.title", drama=self._called(about))
        if len(characters) < _FEWEST_OPTIONS:
            raise QueryError(
                "too few people are told by name in what may be shown of", where=about.title
            )
        questions = _some(list(self._choices(drama, characters, voice, n)))
        return Quiz("character", title, seed, questions, about, characters)

    def _choices(
        self, drama: str, characters: Sequence[Character], voice: Voice, n: int
    ) -> Iterator[Question]:
        """Questions of what one would say, in which all characters come up about as often."""
        known = {each.name for each in characters}
        lines = [
            said
            for stored in self._reader.episodes(drama)
            for said in self._lines(stored)
            if said.who.name in known
        ]
        offered: Counter[str] = Counter()
        kinds = [kind for kind in _KINDS if len({s.who.name for s in _where(lines, kind)}) > 1]
        self._chance.shuffle(kinds)
        for kind in (kinds * (n // max(len(kinds), 1) + 1))[:n]:
            options = self._lines_to_say(_where(lines, kind), offered)
            if len(options) >= _FEWEST_OPTIONS:
                yield Question(self._say("character.ask", kind=_capital(voice.kind(kind))), options)

    def _lines_to_say(self, lines: Sequence[Said], offered: Counter[str]) -> tuple[Option, ...]:
        """Lines of several people, of those rather who came up least."""
        by_name: dict[str, list[Said]] = {}
        for said in lines:
            if said.line.text not in self._asked:
                by_name.setdefault(said.who.name, []).append(said)
        names = sorted(by_name)
        self._chance.shuffle(names)
        names = sorted(names, key=lambda name: offered[name])[:_OPTIONS]
        options = []
        for name in names:
            best = sorted(by_name[name], key=lambda said: -said.worth)[:_BEST]
            said = self._chance.choice(best)
            offered[name] += 1
            self._asked.add(said.line.text)
            options.append(Option(" ".join(said.line.text.split()), name))
        self._chance.shuffle(options)
        return tuple(options)

    def _episodes(self, drama: str | None, n: int) -> list[StoredEpisode]:
        """Episodes in the order of chance, again and again: each drama as often as others."""
        by_drama: dict[str, list[StoredEpisode]] = {}
        for stored in self._reader.episodes(drama):
            by_drama.setdefault(stored.episode.drama.id, []).append(stored)
        found: list[StoredEpisode] = []
        ids = sorted(by_drama)
        while ids and len(found) < _TRIES * n:
            self._chance.shuffle(ids)
            found += [self._chance.choice(by_drama[each]) for each in ids]
        return found

    def _one_line(self, stored: StoredEpisode) -> Said | None:
        fresh = [said for said in self._lines(stored) if said.line.text not in self._asked]
        best = sorted(fresh, key=lambda said: -said.worth)[:_BEST]
        if not best:
            return None
        said = self._chance.choice(best)
        self._asked.add(said.line.text)
        return said

    def _lines(self, stored: StoredEpisode) -> list[Said]:
        people = self._people(stored.episode.drama.id)
        return self._sketches.keep(
            f"said {stored.key}",
            lambda sketches: lines_of(sketches, stored, people, main_people(people)),
        )

    def _people(self, drama: str) -> list[Person]:
        return self._sketches.keep(f"people {drama}", lambda _: self._reader.people(drama))

    def _people_like(self, said: Said) -> tuple[Option, ...]:
        """Who said it, among others of the drama who say about as much."""
        people = self._people(said.scene.episode.drama.id)
        voice = Voice(self._language, {person.name: person for person in people})
        others = [each for each in main_people(people) if each.name != said.who.name]
        others.sort(key=lambda each: _apart(each, said.who))
        wrong = others[:_NEAREST]
        self._chance.shuffle(wrong)
        chosen = [said.who, *wrong[: _OPTIONS - 1]]
        self._chance.shuffle(chosen)
        if len(chosen) < _FEWEST_OPTIONS:
            return ()
        return tuple(Option(voice.name(each.name), each.name) for each in chosen)

    def _dramas_like(self, dramas: Mapping[str, Drama], answer: str) -> tuple[Option, ...]:
        """The drama among others, rather such as are like it."""
        like = self._sketches.keep(
            f"like {answer}",
            lambda _: [each.drama.id for each in related_dramas(self._reader, answer, _NEAREST)],
        )
        rest = [each for each in sorted(dramas) if each != answer and each not in like]
        self._chance.shuffle(rest)
        wrong = [*like, *rest][:_NEAREST]
        self._chance.shuffle(wrong)
        chosen = [answer, *wrong[: _OPTIONS - 1]]
        self._chance.shuffle(chosen)
        return tuple(Option(self._called(dramas[each]), each) for each in chosen)

    def _called(self, drama: Drama) -> str:
        """A drama's title as readers of the language know it."""
        return (drama.original_title if self._language == "ko" else "") or drama.title

    def _say(self, phrase: str, **parts: object) -> str:
        column = LANGUAGES.index(self._language)
        return settled(_phrases()[phrase][column].format(**parts))


def _question(ask: str, said: Said, options: tuple[Option, ...], answer: str) -> Question:
    right = next(place for place, option in enumerate(options) if option.id == answer)
    return Question(ask, options, right, said.line, said.scene)


def _some(questions: Sequence[Question]) -> tuple[Question, ...]:
    if not questions:
        raise QueryError(
            "there is nothing to ask about",
            remedy="captions must tell who speaks, and something must have been seen",
        )
    return tuple(questions)


def _where(lines: Sequence[Said], kind: str) -> list[Said]:
    """What is said where something happens."""
    return [
        said
        for said in lines
        if any(m.kind == kind and m.score >= _SURE for m in said.scene.moments)
    ]


def _apart(one: Person, other: Person) -> float:
    """How different the shares of lines of two people are."""
    return abs(log(one.lines + 1) - log(other.lines + 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in rows_of("quiz_phrases.tsv")}
