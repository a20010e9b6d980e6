"""No answer tells of episodes that have not been seen: every public method, any horizon."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.library.shelves import MadeShelf, Place, make_shelf

from jangmyeon import JangmyeonError, Library
from jangmyeon.engine import InlineExecutor
from jangmyeon.library import Seen, Spot
from jangmyeon.model import Episode, Hit, Ranked

CASES = 20  # random cases for each method
SEEDS = (2, 3, 4)
NO_STORY = {
    "close": "answers nothing",
    "index": "tells of the files in a folder",
    "corrected": "gives a file back that the user handed over",
    "export_own": "answers nothing",
    "fetch_in": "answers nothing",
    "import_own": "counts what a file holds",
    "fixed": "corrects a file by findings that were told",
    "hand_in": "answers nothing",
    "keep_writeup": "answers nothing",
    "read": "reads what the user hands over",
    "remove_list": "answers nothing",
    "remove_writeup": "answers nothing",
}
"""Public methods that tell no story, and why."""

ABOUT_FILES = {"damage", "mend"}
"""They tell of files, whatever was seen."""

ABOUT_THE_HORIZON = {"seen", "all_seen", "set_seen"}


@dataclass(frozen=True)
class Asked:
    """What is asked of a library: about an episode, maybe a later one, in random words."""

    place: Place
    narrowed: bool
    words: str
    name: str
    start: float
    limit: int

    @property
    def spot(self) -> Spot:
        return Spot(self.place.drama, self.place.season, self.place.number, self.start)

    @property
    def code(self) -> tuple[str, int, int]:
        return self.place.drama, self.place.season, self.place.number

    @property
    def drama(self) -> str | None:
        return self.place.drama if self.narrowed else None

    @property
    def season(self) -> int | None:
        return self.place.season if self.narrowed else None


Call = Callable[[Library, Asked, dict[str, Any]], object]

CALLS: dict[str, Call] = {
    "add_to_list": lambda lib, a, k: lib.add_to_list("mine", a.spot, **k),
    "all_seen": lambda lib, a, k: lib.all_seen(),
    "anatomy": lambda lib, a, k: lib.anatomy(a.spot, **k),
    "captions": lambda lib, a, k: lib.captions(*a.code, **k),
    "check": lambda lib, a, k: lib.check(_article(lib, a), **k),
    "damage": lambda lib, a, k: lib.damage(),
    "drama": lambda lib, a, k: lib.drama(a.place.drama, **k),
    "dramas": lambda lib, a, k: lib.dramas(**k),
    "episodes": lambda lib, a, k: lib.episodes(a.place.drama, **k),
    "excerpt": lambda lib, a, k: lib.excerpt(_hit(lib, a), a.words, **k),
    "explain": lambda lib, a, k: lib.explain(a.words, a.drama, **k),
    "export": lambda lib, a, k: lib.export(
        ("csv", "m3u", "webvtt", "mpv")[a.limit % 4],
        a.place.drama,
        a.code[1:],
        at=a.start if a.narrowed else None,
        listed="best" if a.limit % 3 == 0 else None,
        **k,
    ),
    "find": lambda lib, a, k: lib.find(
        a.words, a.limit, a.drama, a.season, person=a.name if a.limit % 2 else None, **k
    ),
    "link": lambda lib, a, k: lib.link(_article(lib, a), **k),
    "mend": lambda lib, a, k: lib.mend(),
    "listed": lambda lib, a, k: lib.listed("best", **k),
    "lists": lambda lib, a, k: lib.lists(**k),
    "moments": lambda lib, a, k: lib.moments(*a.code, a.start, a.start + 90, **k),
    "moods": lambda lib, a, k: lib.moods(a.place.drama, **k),
    "note": lambda lib, a, k: lib.note(a.spot, "mine", **k),
    "notes": lambda lib, a, k: lib.notes(a.drama, a.season, **k),
    "on_lists": lambda lib, a, k: lib.on_lists(a.place.drama, a.season, **k),
    "open_writeup": lambda lib, a, k: lib.open_writeup(_kept(lib, a), **k),
    "passages_of": lambda lib, a, k: lib.passages_of(_hit(lib, a).scene.episode, 0, 999, **k),
    "people": lambda lib, a, k: lib.people(a.place.drama, **k),
    "quiz": lambda lib, a, k: lib.quiz(*_quiz(a), a.limit, seed=a.limit, **k),
    "rate": lambda lib, a, k: lib.rate(a.spot, 3, **k),
    "ratings": lambda lib, a, k: lib.ratings(a.drama, a.season, **k),
    "reasons": lambda lib, a, k: lib.reasons(a.place.drama, 99, against=a.limit % 2 == 0, **k),
    "related": lambda lib, a, k: lib.related(a.spot if a.narrowed else a.place.drama, **k),
    "remove_from_list": lambda lib, a, k: lib.remove_from_list("mine", a.spot, **k),
    "remove_note": lambda lib, a, k: lib.remove_note(10_000 + a.limit, **k),
    "scenes": lambda lib, a, k: lib.scenes(*a.code, **k),
    "seen": lambda lib, a, k: lib.seen(a.place.drama),
    "set_seen": lambda lib, a, k: lib.set_seen(a.place.drama, lib.seen(a.place.drama)[1]),
    "skipped": lambda lib, a, k: lib.skipped(**k),
    "tag": lambda lib, a, k: lib.tag(a.spot, "mine", **k),
    "tagged": lambda lib, a, k: lib.tagged(None, a.drama, **k),
    "tags": lambda lib, a, k: lib.tags(**k),
    "tone": lambda lib, a, k: lib.tone(*a.code, **k),
    "top": lambda lib, a, k: lib.top("confession", a.drama, a.season, a.limit, **k),
    "totals": lambda lib, a, k: lib.totals(**k),
    "tracks": lambda lib, a, k: lib.tracks(*a.code, **k),
    "untag": lambda lib, a, k: lib.untag(a.spot, "mine", **k),
    "video": lambda lib, a, k: lib.video(*a.code, **k),
    "writeups": lambda lib, a, k: lib.writeups(**k),
}
"""How each public method is asked. A new one has to be put here, or it fails the tests below."""


def _quiz(asked: Asked) -> tuple[str, str | None]:
    """A quiz of some kind, about one drama where that kind is."""
    kind = ("who", "drama", "character")[asked.limit % 3]
    return kind, asked.place.drama if kind == "character" else None


def _hit(library: Library, asked: Asked) -> Hit:
    """An answer from the episode that is asked about, got by somebody who has seen it."""
    scene = library.scenes(*asked.code, spoilers=True)[0]
    return Hit(scene, scene.start, scene.end, 1.0)


def _article(library: Library, asked: Asked) -> str:
    """A write-up on the drama that is asked about, in words that are asked for."""
    title = library.drama(asked.place.drama, spoilers=True).title
    told = f"In {title}, {asked.name} says {asked.words} to a friend, and they confess their love."
    return f"{title}: the best scenes\n\n{told} {asked.name} cries as the music plays.\n"


def _kept(library: Library, asked: Asked) -> str:
    """One of the write-ups that are kept."""
    kept = library.writeups(spoilers=True)
    return kept[asked.limit % len(kept)].source


def _public() -> list[str]:
    return [n for n in dir(Library) if not n.startswith("_") and callable(getattr(Library, n))]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> list[MadeShelf]:
    return [make_shelf(tmp_path_factory.mktemp(f"shelf{seed}"), seed) for seed in SEEDS]


@st.composite
def cases(
    draw: st.DrawFn, shelf: MadeShelf
) -> tuple[Asked, dict[str, tuple[int, int]], dict[str, Any]]:
    """A question, how far each drama was seen, and what is said of that in the question."""
    marks = {drama: draw(_marks(shelf, drama)) for drama in shelf.ids}
    if draw(st.booleans()):
        marks.pop(draw(st.sampled_from(shelf.ids)))
    givens = [fact.word[1:] for fact in shelf.names]
    words = st.sampled_from([*(f.word for f in shelf.facts), *givens, "좋아해", "confession"])
    asked = Asked(
        place=draw(st.sampled_from(shelf.places)),
        narrowed=draw(st.booleans()),
        words=" ".join(draw(st.lists(words, min_size=1, max_size=3))),
        name=draw(st.sampled_from(shelf.names)).word,
        start=draw(st.floats(0, 300)),
        limit=draw(st.integers(1, 20)),
    )
    told: dict[str, Any] = {}
    if draw(st.booleans()):
        told["seen"] = draw(st.one_of(st.integers(0, 4), _marks(shelf, asked.place.drama)))
    return asked, marks, told


def _marks(shelf: MadeShelf, drama: str) -> st.SearchStrategy[tuple[int, int]]:
    codes = [(p.season, p.number) for p in shelf.places if p.drama == drama]
    return st.sampled_from([(1, 0), *codes])


@pytest.mark.parametrize("name", sorted({*_public(), *CALLS} - {*NO_STORY}))
def test_no_answer_tells_of_later_episodes(name: str, shelves: list[MadeShelf]) -> None:
    assert name in CALLS, f"say in CALLS how Library.{name} is asked, or in NO_STORY why not"

    @settings(max_examples=CASES, deadline=None, database=None)
    @given(st.sampled_from(shelves).flatmap(lambda s: st.tuples(st.just(s), cases(s))))
    def check(drawn: tuple[MadeShelf, tuple[Asked, dict[str, Any], dict[str, Any]]]) -> None:
        shelf, (asked, marks, told) = drawn
        with Library(shelf.folder, shelf.data) as library:
            for drama in shelf.ids:
                season, number = marks.get(drama, (None, None))
                library.set_seen(drama, number, season)
            if name in ABOUT_THE_HORIZON and asked.place.drama not in marks:
                return
            hidden = _hidden(shelf, marks, told.get("seen"), asked, name)
            try:
                answer = CALLS[name](library, asked, {} if name in ABOUT_THE_HORIZON else told)
            except JangmyeonError as error:
                answer = error.message
        _assert_tells_nothing(answer, hidden, shelf, asked)

    check()


def _hidden(
    shelf: MadeShelf, marks: dict[str, tuple[int, int]], seen: Seen, asked: Asked, name: str
) -> set[Place]:
    """The episodes that no answer may tell anything of, worked out by hand."""
    takes = inspect.signature(getattr(Library, name)).parameters
    about = asked.place.drama if {"where", "hit", "title"} & takes.keys() else None
    about = about or (asked.drama if "drama" in takes else None)
    about = _quiz(asked)[1] if name == "quiz" else about
    if name in {
        "people",
        "episodes",
        "scenes",
        "moments",
        "tone",
        "captions",
        "moods",
        "tracks",
        "video",
        "on_lists",
        "passages_of",
        "reasons",
    }:
        about = asked.place.drama
    limits = {drama: Place(drama, *mark).order for drama, mark in marks.items()}
    if name in ABOUT_THE_HORIZON:
        seen = None
    for drama in shelf.ids if seen is not None else ():
        season = marks.get(drama, (1, 0))[0]
        told = Place(drama, *((season, seen) if isinstance(seen, int) else seen)).order
        if drama == about:
            limits[drama] = told
        elif about is None:
            limits[drama] = min(told, limits.get(drama, told))
    every = {*shelf.places, *(fact.place for fact in shelf.facts)}
    return {p for p in every if p.drama in limits and p.order > limits[p.drama]}


def _assert_tells_nothing(
    answer: object, hidden: set[Place], shelf: MadeShelf, asked: Asked
) -> None:
    later = {fact.word for fact in shelf.facts if fact.place in hidden}
    codes = {(place.drama, place.season, place.number) for place in hidden}
    known = {asked.words, asked.name}  # who asks for it knows it
    later = {word for word in later if not any(word in told for told in known)}
    for part in _parts(answer):
        if isinstance(part, str):
            assert not [word for word in later if word in part], part
        elif isinstance(part, Episode):
            assert (part.drama.id, part.season, part.number) not in codes
        elif isinstance(part, Spot):
            assert (part.drama, part.season, part.number) not in codes


def _parts(answer: object) -> Iterator[object]:
    """All that an answer is made of."""
    yield answer
    if is_dataclass(answer):
        for field in fields(answer):
            yield from _parts(getattr(answer, field.name))
    elif isinstance(answer, list | tuple | set | frozenset):
        for part in answer:
            yield from _parts(part)
    elif isinstance(answer, dict):
        yield from _parts(list(answer.items()))


def test_what_was_seen_is_all_there_is(tmp_path: Path, shelves: list[MadeShelf]) -> None:
    """Counts too: a library within a horizon answers as one of those episodes alone would."""
    for number, shelf in enumerate(shelf for shelf in shelves if not shelf.has_rumors):
        for last in shelf.places:
            folder = tmp_path / f"{number}-{last.drama}-{last.season}-{last.number}"
            shelf.copy_until(last, folder)
            with (
                Library(folder, folder / "data") as alone,
                Library(shelf.folder, shelf.data) as whole,
            ):
                alone.index(executor=InlineExecutor())
                for drama in shelf.ids:
                    whole.set_seen(drama, None)
                whole.set_seen(last.drama, last.number, last.season)
                for answer in _countable(shelf, last):
                    assert answer(whole) == answer(alone)


def _countable(shelf: MadeShelf, last: Place) -> Iterator[Callable[[Library], object]]:
    """Answers that hang on nothing but the episodes there are."""
    yield Library.totals
    yield Library.dramas
    for drama in shelf.ids:
        yield partial(Library.people, drama=drama)
        yield partial(Library.episodes, drama=drama)
        yield partial(_top, kind="confession", drama=drama)
    yield partial(_top, kind="romantic")
    yield lambda library: library.scenes(last.drama, last.season, last.number)
    yield lambda library: library.tone(last.drama, last.season, last.number)


def _top(library: Library, kind: str, drama: str | None = None) -> list[Ranked]:
    """The best scenes without what kept write-ups add, which are on one of the shelves only."""
    found = []
    for ranked in library.top(kind, drama, limit=100):
        why = tuple(part for part in ranked.why if part.part != "written")
        score = round(sum(part.weight for part in why), 4)
        found.append(replace(ranked, score=score, why=why))
    return sorted(found, key=lambda ranked: repr(ranked.scene))


def test_what_you_said_of_later_scenes_is_not_counted(shelves: list[MadeShelf]) -> None:
    shelf = shelves[0]
    with Library(shelf.folder, shelf.data) as library:
        for drama in shelf.ids:
            library.set_seen(drama, 1, 1)
        assert {each.name: each.scenes for each in library.lists()}["best"] == 2
        assert {each.name: each.scenes for each in library.tags()}["storm"] == 2
        assert all(kept.passages == 1 for kept in library.writeups())
        everything = {each.name: each.scenes for each in library.lists(spoilers=True)}
        assert everything["best"] == len(shelf.places)


def test_a_name_does_not_tell_of_others_who_bear_it(shelves: list[MadeShelf]) -> None:
    shared = 0
    for shelf in shelves:
        for fact in shelf.names:
            place, name = fact.place, fact.word[1:]
            bearers = {other.word for other in shelf.names if other.word[1:] == name}
            if len(bearers) < 2 or (place.season, place.number) == (1, 1):
                continue
            with Library(shelf.folder, shelf.data) as library:
                for drama in shelf.ids:
                    library.set_seen(drama, None)
                library.set_seen(place.drama, 1, 1)
                told = library.explain(f"{name} is sorry").people
            assert told
            assert fact.word not in {lemma for asked in told for lemma, _ in asked.lemmas}
            shared += 1
    assert shared


def test_a_person_who_was_only_talked_of_has_no_actor_yet(shelves: list[MadeShelf]) -> None:
    talked_of = [(shelf, fact) for shelf in shelves for fact in shelf.names if shelf.is_early(fact)]
    assert talked_of
    for shelf, fact in talked_of:
        with Library(shelf.folder, shelf.data) as library:
            seen = (fact.place.season, fact.place.number)
            people = library.people(fact.place.drama, seen=seen)
            assert [p.actor for p in people if fact.word in p.spellings] in ([], [""])
            everybody = library.people(fact.place.drama, spoilers=True)
            assert [p for p in everybody if fact.word in p.spellings and p.actor]


def test_every_method_that_tells_a_story_can_be_told_how_much_was_seen() -> None:
    for name in {*_public()} - {*NO_STORY} - ABOUT_THE_HORIZON - ABOUT_FILES:
        takes = inspect.signature(getattr(Library, name)).parameters
        assert {"seen", "spoilers"} <= takes.keys(), name
