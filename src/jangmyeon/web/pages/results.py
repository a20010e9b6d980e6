"""What a search finds: scenes with their lines, and ways to narrow it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query

from jangmyeon.library import Library
from jangmyeon.model import Excerpt, Hit, Scene, Sound, Why
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.pages.telling import Teller
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import AboutDrama, Number
from jangmyeon.web.phrases import say, says
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["find"])

_MOST = 30  # answers that are looked at
_ON_A_PAGE = 10
_LINES = 5  # of an answer
_REASONS = 6
_CHOICES = 12  # of a facet
_KINDS = 3  # of an answer
_SURE = 0.5  # how sure a kind of moment must be to be told
_DULL = "everyday"  # tells nothing of a scene

Words = Annotated[
    str,
    Query(
        description="What you remember, in English or Korean; words in quotation marks must stand "
        "together.",
        max_length=400,
        examples=["she waves to strangers"],
    ),
]
Kind = Annotated[
    str,
    Query(description="Only where this happens: kiss, 고백, …", max_length=60, examples=[""]),
]
Somebody = Annotated[
    str,
    Query(description="Only where this person is.", max_length=100, examples=[""]),
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a caption's text; ``marked`` where it matches."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A caption of an answer. ``sound`` tells that it is no speech."""

    at: float
    speaker: str
    pieces: tuple[Piece, ...]
    language: str
    sound: bool
    best: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer's score."""

    detail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A scene that a search found; times are seconds.

    ``path`` is its page, ``sentence`` what happens, ``written`` what write-ups tell of it.
    """

    path: str
    drama: str
    title: str
    title_language: str
    code: str
    at: float
    start: float
    end: float
    sentence: str
    people: tuple[str, ...]
    kinds: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    why: tuple[Part, ...]
    written: str
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a search by, with how many answers have it."""

    value: str
    name: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: this page of answers, and what it can be narrowed by.

    ``drama``, ``kind`` and ``person`` are what it is narrowed by now; ``found`` is how many answers
    were looked at; ``about`` is the drama that the words themselves name.
    """

    query: str
    drama: str
    drama_title: str
    kind: str
    person: str
    about: str
    page: int
    pages: int
    first: int
    found: int
    answers: tuple[Answer, ...]
    dramas: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]


def find(
    library: Library,
    viewer: Viewer,
    q: Words = "",
    drama: AboutDrama = "",
    kind: Kind = "",
    person: Somebody = "",
    page: Number = 1,
) -> Results:
    """The scenes that answer a search best, best first.

    Each has the lines that match, with the words that do, and why it was chosen.
    """
    query = " ".join(q.split())
    about = library.drama(drama, spoilers=viewer.spoilers) if drama.strip() else None
    hits: Sequence[Hit] = ()
    named = ""
    if query:
        of = about.id if about else None
        hits = library.find(
            query,
            _MOST,
            of,
            person=person.strip() or None,
            kind=kind.strip() or None,
            spoilers=viewer.spoilers,
        )
        told = library.explain(query, of, spoilers=viewer.spoilers).drama
        if told and not about and all(hit.scene.episode.drama.id == told.id for hit in hits):
            named = title_of(told, viewer)
    teller = Teller(library, viewer)
    first = (page - 1) * _ON_A_PAGE
    shown = hits[first : first + _ON_A_PAGE]
    return Results(
        query=query,
        drama=about.id if about else "",
        drama_title=title_of(about, viewer) if about else "",
        kind=kind.strip(),
        person=person.strip(),
        about=named,
        page=page,
        pages=ceil(len(hits) / _ON_A_PAGE),
        first=first + 1,
        found=len(hits),
        answers=tuple(_answer(library, viewer, teller, hit, query) for hit in shown),
        dramas=_dramas(hits, viewer),
        kinds=_kinds(hits, viewer),
        people=_people(hits, teller),
    )


def _answer(library: Library, viewer: Viewer, teller: Teller, hit: Hit, query: str) -> Answer:
    place = teller.place(hit.scene, hit.at)
    voice = teller.voice(place.drama)
    excerpt = library.excerpt(hit, query, _LINES, spoilers=viewer.spoilers)
    best = max(excerpt, key=lambda each: len(each.marks), default=None)
    return Answer(
        path=place.path,
        drama=place.drama,
        title=place.title,
        title_language=place.title_language,
        code=place.code,
        at=hit.at,
        start=hit.start,
        end=hit.end,
        sentence=place.sentence,
        people=tuple(voice.name(name) for name in hit.scene.people),
        kinds=_happens(hit.scene)[:_KINDS],
        lines=tuple(_line(teller, place.drama, each, each is best) for each in excerpt),
        why=_parts(hit.why),
        written=_written(hit, viewer),
        score=round(hit.score, 3),
    )


def _written(hit: Hit, viewer: Viewer) -> str:
    """How many write-ups tell of an answer, in words; empty where none does."""
    told = next((part.detail for part in hit.why if part.part == "written"), "")
    count = next((word for word in told.split() if word.isdecimal()), "")
    if not count:
        return ""
    key = "find.written.one" if count == "1" else "find.written"
    return say(key, viewer.language, n=count)


def _parts(why: Iterable[Why]) -> tuple[Part, ...]:
    """The heaviest parts of a score; what the same words add in several ways is one."""
    weights: defaultdict[str, float] = defaultdict(float)
    for part in why:
        weights[part.detail] += part.weight
    parts = (Part(detail, round(weight, 2)) for detail, weight in weights.items() if weight)
    return tuple(sorted(parts, key=lambda part: -part.weight)[:_REASONS])


def _line(teller: Teller, drama: str, excerpt: Excerpt, best: bool) -> ShownLine:
    shown = excerpt.shown
    said = teller.said(shown, drama)
    pieces = tuple(_pieces(shown.text, excerpt.marks))
    sound = isinstance(shown, Sound)
    return ShownLine(said.at, said.speaker, pieces, said.language, sound, best and len(pieces) > 1)


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> Iterable[Piece]:
    """A text cut where its marks begin and end."""
    last = 0
    for start, end in marks:
        if start > last:
            yield Piece(text[last:start], marked=False)
        yield Piece(text[start:end], marked=True)
        last = end
    if last < len(text):
        yield Piece(text[last:], marked=False)


def _happens(scene: Scene) -> tuple[str, ...]:
    """The kinds of moment that surely happen in a scene, surest first."""
    sure = (each for each in scene.moments if each.score >= _SURE and each.kind != _DULL)
    return tuple(each.kind for each in sorted(sure, key=lambda each: -each.score))


def _dramas(hits: Iterable[Hit], viewer: Viewer) -> tuple[Choice, ...]:
    dramas = {hit.scene.episode.drama.id: hit.scene.episode.drama for hit in hits}
    titles = {each: title_of(drama, viewer) for each, drama in dramas.items()}
    return _choices(Counter(hit.scene.episode.drama.id for hit in hits), titles)


def _kinds(hits: Iterable[Hit], viewer: Viewer) -> tuple[Choice, ...]:
    counts = Counter(kind for hit in hits for kind in _happens(hit.scene))
    told = {kind: say(f"kind.{kind}", viewer.language) for kind in counts if says(f"kind.{kind}")}
    return _choices(counts, told)


def _people(hits: Iterable[Hit], teller: Teller) -> tuple[Choice, ...]:
    told: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for hit in hits:
        voice = teller.voice(hit.scene.episode.drama.id)
        told.update((name, voice.name(name)) for name in hit.scene.people)
        counts.update(hit.scene.people)
    return _choices(counts, told)


def _choices(counts: Counter[str], names: dict[str, str]) -> tuple[Choice, ...]:
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_CHOICES]
    return tuple(
        Choice(value, name, language_of(name), count)
        for value, count in most
        if (name := names.get(value, value))
    )


page(router, "/find", "results.html", find, remember=True)
