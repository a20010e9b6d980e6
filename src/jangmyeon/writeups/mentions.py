"""Dramas, people and quotes that a text speaks of, each with the characters that do.

Names are looked up run by run of capitalized words, and each run once: an article repeats the
same few names a hundred times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jangmyeon.model import Drama, Person
from jangmyeon.names import Mention, NameIndex
from jangmyeon.names.hangul import has_hangul, is_hangul
from jangmyeon.search.likely_names import is_known, may_be_name, may_be_word
from jangmyeon.search.titles import SURE as SURE_TITLE
from jangmyeon.search.titles import TitleMention, Titles
from jangmyeon.store import Reader
from jangmyeon.words import english_words, is_known_word

SURE = 0.8
"""How sure it must be that words name a person."""

_WORD = r"[^\W\d_a-z][^\W_]*(?:['’ʻ-][^\W_]+)*"
_RUN = re.compile(rf"(?:(?:Dr|Mr|Mrs|Ms)\. +)?{_WORD}(?:(?: +|(?<=Dr|Mr|Ms)\. +){_WORD}){{0,30}}")
_TITLE_RUN = re.compile(
    rf"{_WORD}(?:[^\w\n]{{1,3}}(?:(?:[a-z]{{1,4}}|\d{{1,4}})[^\w\n]{{1,2}}){{0,2}}{_WORD}){{0,40}}"
    r"(?:[^\w\n]{1,3}\d{1,4}\b)?[?!]?"
)
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_HANGUL_RUN = re.compile(r"[가-힣][가-힣\d\s]{0,400}[가-힣\d]")
_LATIN_WORD = re.compile(r"[^\W_]+")
_CAPITALIZED = re.compile(r"\b[^\W\d_a-z][^\W_]*")
_BEFORE = 12  # characters before a title that may tell that it is one
_SENTENCE_START = re.compile(r"[.!?…:;\n\"“]\W*$|^\W*$")
_QUOTES = re.compile(
    r"[“„«「『](?P<curly>[^“”„«»「」『』]{2,400})[”»」』]|\"(?P<straight>[^\"\n]{2,400})\""
    r"|(?<![^\W_])‘(?P<single>[^‘]{2,300}?)’(?![^\W_])|(?<![^\W_])'(?P<plain>[^'\n]{1,300}"
    r"(?:'[^\W_][^'\n]{0,300})*)'(?![^\W_])"
)
_SHORTEST_QUOTE = 3  # words; two will do where one ends in a sign of speech
_SAYS = re.compile(
    r"\b(?:say|said|ask|yell|shout|tell|told|repl|answer|whisper|cr(?:y|ies|ied)|admit|confess|"
    r"declare|blurt|scream|mutter|insist|promise|respond|reciprocat|exclaim|add|state|warn|beg)",
    re.IGNORECASE,
)
_SPEAKER_REACH = 80  # characters to either side of a quote within which it is told who speaks


@dataclass(frozen=True, slots=True)
class Named:
    """A person within a text: ``text[start:end]`` names them, as surely as ``score`` (0 to 1).

    ``by_actor`` tells that it is the actor's name that stands there.
    """

    start: int
    end: int
    drama: str
    person: Person
    score: float
    by_actor: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a text says were said, without their signs; ``speaker`` as captions call them."""

    start: int
    end: int
    text: str
    speaker: str = ""


class Cast:
    """The people of one drama, or of several, to be found in texts by any spelling.

    Args:
        people: everybody, with the id of the drama that they are of.
    """

    def __init__(self, people: Iterable[tuple[str, Person]]) -> None:
        everybody = list(people)
        named = [(drama, person) for drama, person in everybody if person.kind == "person"]
        self._spelt = [
            (spelling, drama, person) for drama, person in named for spelling in _spellings(person)
        ]
        self._played = [(drama, person) for drama, person in everybody if person.actor]
        self._known: dict[tuple[str, bool], tuple[Named, ...]] = {}

    def named(self, text: str) -> list[Named]:
        """Whom a text names, in order; several for one span where it may mean any of them."""
        found: list[Named] = []
        for start, run, is_first in _runs(text):
            found += (
                Named(start + n.start, start + n.end, n.drama, n.person, n.score, n.by_actor)
                for n in self._in_run(run, is_first)
            )
        return found

    def _in_run(self, run: str, is_first: bool) -> tuple[Named, ...]:
        key = run, is_first
        if key not in self._known:
            # A name of one syllable counts in mid-sentence only.
            lead = "" if is_first else "x "
            found = list(self._looked_up(lead + run, len(lead)))
            self._known[key] = tuple(_longest(run, found))
        return self._known[key]

    def _looked_up(self, text: str, lead: int) -> Iterator[Named]:
        for mention in self._characters.mentions(text):
            _, drama, person = self._spelt[mention.place]
            yield _found(mention, lead, drama, person)
        for mention in self._actors.mentions(text):
            drama, person = self._played[mention.place]
            yield _found(mention, lead, drama, person, by_actor=True)

    @cached_property
    def _characters(self) -> NameIndex:
        return NameIndex(spelling for spelling, _, _ in self._spelt)

    @cached_property
    def _actors(self) -> NameIndex:
        return NameIndex(person.actor for _, person in self._played)


class Shelf:
    """The dramas and people of a library, to be recognized in write-ups.

    Args:
        people: who is in each drama, by its id.
    """

    def __init__(self, dramas: Sequence[Drama], people: Mapping[str, Sequence[Person]]) -> None:
        self.dramas = {drama.id: drama for drama in dramas}
        self.people = people
        self._titles = Titles(tuple(self.dramas.values()))
        self._casts: dict[str, Cast] = {}
        self._known_titles: dict[tuple[str, str, str], tuple[TitleMention, ...]] = {}

    @classmethod
    def of(cls, reader: Reader) -> Shelf:
        """The dramas and people of a library."""
        dramas = reader.dramas()
        return cls(dramas, {drama.id: reader.people(drama.id) for drama in dramas})

    def cast(self, drama: str) -> Cast:
        """The people of a drama, by its id."""
        if drama not in self._casts:
            self._casts[drama] = Cast((drama, person) for person in self.people.get(drama, ()))
        return self._casts[drama]

    @cached_property
    def everybody(self) -> Cast:
        """The people of all dramas."""
        return Cast((drama, person) for drama, those in self.people.items() for person in those)

    def titles(self, text: str) -> list[TitleMention]:
        """The dramas of the shelf that a text names by title, in order."""
        if is_mostly_hangul(text):
            return self._titles_in(text, _HANGUL_RUN.finditer(text))
        found = self._titles_in(text, _TITLE_RUN.finditer(text))
        known = {mention.start for mention in found}
        plain = (run for run in self._in_sentence_case(text) if run.start() not in known)
        sure = (mention for mention in self._titles_in(text, plain) if mention.score >= SURE_TITLE)
        return sorted([*found, *sure], key=lambda mention: mention.start)

    def _in_sentence_case(self, text: str) -> Iterator[re.Match[str]]:
        """Where titles of several words stand whose first word alone has a capital."""
        for word in _CAPITALIZED.finditer(text):
            for title in self._first_words.get(word.group().lower(), ()):
                run = title.match(text, word.start())
                if run is not None:
                    yield run
                    break

    @cached_property
    def _first_words(self) -> dict[str, list[re.Pattern[str]]]:
        """The titles in Latin letters by their first word, the longest first."""
        found: dict[str, list[re.Pattern[str]]] = {}
        for drama in sorted(self.dramas.values(), key=lambda each: -len(each.title)):
            words = _LATIN_WORD.findall(drama.title)
            if len(words) > 1 and not has_hangul(drama.title):
                written = r"[^\w\n]{1,3}".join(map(re.escape, words)) + r"\b"
                title = re.compile(written, re.IGNORECASE)
                found.setdefault(words[0].lower(), []).append(title)
        return found

    def _titles_in(self, text: str, runs: Iterable[re.Match[str]]) -> list[TitleMention]:
        found = []
        for run in runs:
            if not is_hangul(run.group()[:1]) and not _may_be_title(run.group()):
                continue
            before = text[max(0, run.start() - _BEFORE) : run.start()]
            after = text[run.end() : run.end() + 1]
            for title in self._titles_of(before, run.group(), after):
                at = run.start() - len(before)
                span = at + title.start, at + title.end
                found.append(TitleMention(title.drama, *span, title.score, title.title))
        return found

    def _titles_of(self, before: str, run: str, after: str) -> tuple[TitleMention, ...]:
        key = before, run, after
        if key not in self._known_titles:
            found = self._titles.mentions(before + run + after)
            self._known_titles[key] = tuple(t for t in found if t.end > len(before))
        return self._known_titles[key]


def is_mostly_hangul(text: str) -> bool:
    """Whether a text is Korean, whatever Latin names stand in it."""
    return 2 * len(_HANGUL.findall(text)) > len(_LETTER.findall(text))


def find_quotes(text: str, named: Sequence[Named] = ()) -> list[Quote]:
    """The words that a text says were said, in order; who says them where one of ``named`` does.

    >>> find_quotes("He yells “Stop running!” and a “fake” smile.")
    [Quote(start=10, end=23, text='Stop running!', speaker='')]
    """
    found = []
    for match in _QUOTES.finditer(text):
        kind = match.lastgroup or "curly"
        inner = match[kind].strip()
        words = len(inner.split())
        if words >= _SHORTEST_QUOTE or (words == 2 and inner[-1] in "!?.,…") or has_hangul(inner):
            span = match.span(kind)
            found.append(Quote(*span, inner, _speaker(text, *match.span(), named)))
    return found


def _speaker(text: str, start: int, end: int, named: Sequence[Named]) -> str:
    """Who is named beside a verb of saying, next to a quote."""
    before = text[max(0, start - _SPEAKER_REACH) : start]
    after = text[end : end + _SPEAKER_REACH]
    if _SAYS.search(before):
        near = [n for n in named if start - _SPEAKER_REACH <= n.start < start]
        if near:
            return near[-1].person.name
    if _SAYS.search(after) or after.lstrip()[:1] in {"—", "-", "–"}:
        near = [n for n in named if end <= n.start < end + _SPEAKER_REACH]
        if near:
            return near[0].person.name
    return ""


def _runs(text: str) -> Iterator[tuple[int, str, bool]]:
    """The parts of a text that may hold names: their start, and whether a sentence begins there."""
    if has_hangul(text):
        yield 0, text, True
        return
    if text == text.lower():
        yield 0, text, True
        return
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - _BEFORE) : run.start()]
        starts = run.start() == 0 or _SENTENCE_START.search(before) is not None
        yield run.start(), run.group(), starts


def _found(
    mention: Mention, lead: int, drama: str, person: Person, *, by_actor: bool = False
) -> Named:
    span = mention.start - lead, mention.end - lead
    return Named(*span, drama, person, round(mention.score, 3), by_actor)


def _longest(text: str, found: Iterable[Named]) -> Iterator[Named]:
    """The surest of those found; no name within a longer one, nor an ordinary word."""
    kept: dict[tuple[int, int], list[Named]] = {}
    for each in sorted(found, key=lambda n: (n.start - n.end, -n.score)):
        span = each.start, each.end
        inside = any(a < each.end and each.start < b and (a, b) != span for a, b in kept)
        if each.score < SURE or each.start < 0 or inside or _is_word(text, each):
            continue
        best = kept.setdefault(span, [])
        same = any(n.person is each.person for n in best)
        if not same and (not best or each.score >= best[0].score - 0.05):
            best.append(each)
    return (each for span in sorted(kept) for each in kept[span])


def _is_word(text: str, named: Named) -> bool:
    """Whether a name is rather an ordinary word: Song, Young, In; 하나 where hardly anybody is."""
    written = text[named.start : named.end]
    if has_hangul(written):
        known = may_be_name(written) and is_known((named.person,)) and not named.by_actor
        return not known and may_be_word(text, named.start, named.end)
    if "-" in written:
        return False
    return all(is_known_word(word) for word in english_words(written))


def _may_be_title(run: str) -> bool:
    words = run.split()
    return len(words) > 1 or len(run) > 2


def _spellings(person: Person) -> Iterable[str]:
    """How somebody may be written; Hangul in full makes the Latin form needless."""
    latin = "" if is_hangul(person.full_name) else person.latin
    spelt = (person.name, person.full_name, *person.spellings, latin)
    return dict.fromkeys(name for name in spelt if name)
