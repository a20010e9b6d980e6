"""Which sentences of a write-up tell of a scene, and of which drama.

A drama is told by a title in the heading or the paragraph, by people who are at home in it, by
the paragraph before, or by the write-up as a whole. A heading that names some other title (in
brackets, as lists of scenes do) is about a drama that is not on the shelf, and so is what follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jangmyeon.model import Block, Writeup
from jangmyeon.search.episodes import EpisodeHint, find_episode_hints
from jangmyeon.search.titles import SURE, TitleMention
from jangmyeon.words import is_korean
from jangmyeon.writeups.kinds import kinds_in
from jangmyeon.writeups.mentions import Named, Quote, Shelf, find_quotes
from jangmyeon.writeups.opinions import Manner, manner
from jangmyeon.writeups.sentences import sentences

_TOLD = frozenset(("paragraph", "entry", "quote"))
_LIKELY = 0.5  # how sure a title must be in a heading, or where nothing else speaks
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{3,60})[)\]）】]\s*$")
_OWN = 3  # how many marks of a drama's cast settle that a paragraph is about it
_PROVEN = 5  # ... even where the heading seems to name another drama
_LEAD = 1.5  # how many times more of them than of any other
_MOSTLY = 0.6  # share of the titles named from which on a write-up is about one drama
_MOST_OPINION = 0.25  # share of words that judge, from which on a sentence is opinion
_SOME_OPINION = 0.1  # ... from which on it tells what somebody thinks
_NO_OPINION = 0.01  # ... of a sentence that speaks of nobody
_FEWEST_WORDS, _FEWEST_KOREAN = 4, 3  # Korean words carry their grammar with them
_NEAR = 8  # characters in which a bracket stands before a name
_NO_MANNER = Manner()
_ONE_SCENE = re.compile(r"\b(?:scene|sequence)\b|장면", re.IGNORECASE)
_SCENES = re.compile(r"\b(?:scenes|sequences)\b|장면들|명장면|\d ?(?:가지|개|선)", re.IGNORECASE)


StoryEnd = Literal["beginning", "ending"]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a write-up, and what it speaks of.

    Attributes:
        start, end: its characters in the block's text.
        block: place of its block in the write-up.
        section: number of the part of the write-up, under one heading, that it stands in.
        drama: id of the drama, empty where it is unknown.
        named: the people named, characters of that drama; spans are within the sentence.
        quotes: what it says was said.
        names: spans within the sentence that name a drama, or anybody.
        episode: the episode that it, or what stands before it, tells.
        is_own: whether the sentence or its heading tells the episode itself.
        kinds: kinds of moment that it speaks of; ``around`` those of its headings.
        manner: how it speaks.
        is_heading: whether it is a heading, which only helps those below it.
        loose: share of the words of its whole block that judge, or speak of a story at large.
        progress: how far (0 to 1) the write-up has come where it tells its episode from start to
            end; None where it does not.
        story_end: which end of the whole story it tells, where it says so.
    """

    start: int
    end: int
    text: str
    block: int = 0
    section: int = 0
    heading: str = ""
    drama: str = ""
    named: tuple[Named, ...] = ()
    quotes: tuple[Quote, ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    episode: EpisodeHint | None = None
    is_own: bool = False
    kinds: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    manner: Manner = _NO_MANNER
    is_heading: bool = False
    loose: float = 0.0
    progress: float | None = None
    story_end: StoryEnd | None = None

    @property
    def tells(self) -> bool:
        """Whether the sentence seems to tell what happens in a scene."""
        if self.manner.is_plea or _is_short(self.text):
            return False
        if self.quotes:
            return True
        people = bool(self.named) or self.manner.has_people
        return self.manner.opinion < (_MOST_OPINION if people else _NO_OPINION)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one heading, by their places.

    ``titles`` are those that the heading names; ``is_foreign`` tells that it names a drama that is
    not on the shelf.
    """

    number: int
    heading: int | None
    blocks: tuple[int, ...]
    titles: tuple[TitleMention, ...] = ()
    is_foreign: bool = False


def tellings(writeup: Writeup, shelf: Shelf, drama: str = "") -> list[Telling]:
    """All sentences of a write-up, readers' comments left out, with what they speak of.

    Args:
        drama: the id of the one that is meant where the write-up names none.
    """
    titles = [shelf.titles(block.text) for block in writeup.blocks]
    whole = drama or about(writeup, titles)
    lead = _kinds(writeup.title, shelf.titles(writeup.title))
    found: list[Telling] = []
    episode = find_episode_hints(writeup.title)
    for section in _sections(writeup, titles, shelf):
        drama = _surest(section.titles)
        foreign = section.is_foreign
        heading = writeup.blocks[section.heading].text if section.heading is not None else ""
        hint = find_episode_hints(heading) if heading else None
        episode = hint or (episode if not heading or whole else None)
        own_kinds = _kinds(heading, section.titles) if heading else ()
        around = tuple(dict.fromkeys((*own_kinds, *lead)))
        spoken = [*([section.heading] if section.heading is not None else []), *section.blocks]
        for place in spoken:
            block = writeup.blocks[place]
            own, marks = _drama_of(block, titles[place], shelf)
            if own and not section.titles and (not foreign or marks >= _PROVEN):
                drama = own
            meant = drama or ("" if foreign else whole)
            told = list(tellings_of(block, meant, shelf, titles[place]))
            loose = sum(t.manner.talk for t in told) / max(len(told), 1)
            for telling in told:
                own_hint = find_episode_hints(telling.text)
                episode = own_hint or episode
                found.append(
                    replace(
                        telling,
                        block=place,
                        loose=loose,
                        section=section.number,
                        heading=heading,
                        episode=episode,
                        is_own=own_hint is not None or hint is not None,
                        around=around,
                        is_heading=place == section.heading or block.kind == "title",
                    )
                )
    return found


def opinions(writeup: Writeup, shelf: Shelf) -> list[Telling]:
    """The sentences of a write-up that judge rather than tell, readers' comments included.

    What a page asks of its readers is no opinion. ``drama`` is what each is about.
    """
    titles = [shelf.titles(block.text) for block in writeup.blocks]
    whole = about(writeup, titles)
    found = [each for each in tellings(writeup, shelf) if not each.is_heading]
    for place, block in enumerate(writeup.blocks):
        if block.kind == "comment":
            drama = _drama_of(block, titles[place], shelf)[0] or whole
            told = tellings_of(block, drama, shelf, titles[place])
            found += (replace(each, block=place) for each in told)
    judging = (t for t in found if t.manner.opinion >= _SOME_OPINION and not t.manner.is_plea)
    return [each for each in judging if not _is_short(each.text)]


def _is_short(text: str) -> bool:
    """Whether a sentence has too few words to tell anything."""
    return len(text.split()) < (_FEWEST_KOREAN if is_korean(text) else _FEWEST_WORDS)


def is_of_one_scene(writeup: Writeup) -> bool:
    """Whether a write-up is about one scene, by its title.

    >>> is_of_one_scene(Writeup("", title="Anatomy of a scene: how they part"))
    True
    >>> is_of_one_scene(Writeup("", title="Seven scenes that made us cry"))
    False
    """
    return bool(_ONE_SCENE.search(writeup.title)) and not _SCENES.search(writeup.title)


def about(writeup: Writeup, titles: Sequence[Sequence[TitleMention]]) -> str:
    """The id of the one drama that a write-up as a whole is about, empty where there is none."""
    counts: Counter[str] = Counter()
    for block, mentions in zip(writeup.blocks, titles, strict=True):
        weight = 4 if block.kind == "title" else 0 if block.kind == "comment" else 1
        for drama in {m.drama for m in mentions if m.score >= _LIKELY}:
            counts[drama] += weight
    if not counts:
        return ""
    drama, most = counts.most_common(1)[0]
    return drama if most >= _MOSTLY * counts.total() else ""


def _sections(
    writeup: Writeup, titles: Sequence[Sequence[TitleMention]], shelf: Shelf
) -> Iterator[Section]:
    heading: int | None = None
    held: list[int] = []
    number = 0
    for place, block in enumerate(writeup.blocks):
        if block.kind == "comment":
            continue
        if _is_heading(block):
            if held or heading is not None:
                yield _section(number, heading, held, writeup, titles, shelf)
                number += 1
            heading, held = place, []
        elif block.kind in _TOLD:
            held.append(place)
    if held or heading is not None:
        yield _section(number, heading, held, writeup, titles, shelf)


def _section(
    number: int,
    heading: int | None,
    held: Sequence[int],
    writeup: Writeup,
    titles: Sequence[Sequence[TitleMention]],
    shelf: Shelf,
) -> Section:
    if heading is None:
        return Section(number, None, tuple(held))
    text = writeup.blocks[heading].text
    found = tuple(m for m in titles[heading] if m.score >= _LIKELY)
    bracketed = _BRACKETED.search(text)
    foreign = bracketed is not None and not found and _looks_like_title(bracketed[1])
    foreign = foreign and find_episode_hints(text) is None
    return Section(number, heading, tuple(held), found, foreign)


def _is_heading(block: Block) -> bool:
    return block.kind in {"heading", "title"}


def _looks_like_title(text: str) -> bool:
    words = text.split()
    return sum(not word[0].islower() for word in words) * 2 > len(words)


def _surest(titles: Sequence[TitleMention]) -> str:
    return max(titles, key=lambda m: m.score).drama if titles else ""


def _drama_of(block: Block, titles: Sequence[TitleMention], shelf: Shelf) -> tuple[str, int]:
    """The drama that a block itself tells, by a title or by people who are at home in it.

    With it goes how many marks of its cast the block shows.
    """
    sure = {m.drama for m in titles if m.score >= SURE}
    by_cast, marks = _at_home(shelf.everybody.named(block.text))
    if len(sure) == 1:
        drama = sure.pop()
        return drama, marks if by_cast == drama else 0
    if by_cast and (not sure or by_cast in sure):
        return by_cast, marks
    likely = {m.drama for m in titles if m.score >= _LIKELY}
    return (likely.pop() if len(likely) == 1 and not sure else ""), 0


def _at_home(named: Sequence[Named]) -> tuple[str, int]:
    """The drama at which those named are at home, and how many marks there are of its cast.

    A character is one mark, and one beside the actor who plays them three.
    """
    characters: dict[str, set[str]] = {}
    actors: dict[str, set[str]] = {}
    for each in named:
        those = actors if each.by_actor else characters
        those.setdefault(each.drama, set()).add(each.person.name)
    marks = Counter(
        {
            drama: len(names) + 2 * len(names & actors.get(drama, set()))
            for drama, names in characters.items()
        }
    )
    first, *others = [*marks.most_common(2), ("", 0)]
    settled = first[1] >= _OWN and first[1] >= _LEAD * others[0][1]
    return first if settled else ("", 0)


def tellings_of(
    block: Block, drama: str, shelf: Shelf, titles: Sequence[TitleMention] = ()
) -> Iterator[Telling]:
    """The sentences of a block that is about a drama, with what they speak of.

    Args:
        titles: the titles in the block's text.
    """
    everybody = shelf.cast(drama).named(block.text) if drama else []
    named = _without_players(block.text, everybody)
    names: list[TitleMention | Named] = [*titles, *everybody]
    quotes = find_quotes(block.text, named)
    for start, end in _whole(sentences(block.text), quotes):
        text = block.text[start:end]
        yield Telling(
            start=start,
            end=end,
            text=text,
            drama=drama,
            named=tuple(
                replace(n, start=n.start - start, end=n.end - start)
                for n in named
                if start <= n.start < end
            ),
            quotes=tuple(
                replace(q, start=q.start - start, end=q.end - start)
                for q in quotes
                if start <= q.start < end
            ),
            names=tuple((n.start - start, n.end - start) for n in names if start <= n.start < end),
            kinds=_kinds(block.text, names, start, end),
            manner=manner(_blotted(block.text, quotes, start, end)),
        )


def _kinds(
    text: str, spans: Sequence[TitleMention | Named], start: int = 0, end: int | None = None
) -> tuple[str, ...]:
    """The kinds of moment that a text speaks of, titles and names left out."""
    return kinds_in(_blotted(text, spans, start, end))


def _blotted(
    text: str, spans: Iterable[TitleMention | Named | Quote], start: int, end: int | None
) -> str:
    """Part of a text, with blanks where some spans of the text are."""
    end = len(text) if end is None else end
    part = text[start:end]
    for each in spans:
        first, last = max(each.start, start) - start, min(each.end, end) - start
        if first < last:
            part = part[:first] + " " * (last - first) + part[last:]
    return part


def _whole(spans: Iterator[tuple[int, int]], quotes: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Sentences again, those within one quote joined to what stands around it."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        begin = held[0] if held else start
        held = None
        if any(quote.start < end < quote.end for quote in quotes):
            held = begin, end
            continue
        yield begin, end
    if held:
        yield held


def _without_players(text: str, named: Sequence[Named]) -> list[Named]:
    """Those named but for the actors in brackets behind a character, and doubtful namesakes."""
    starting: dict[int, list[Named]] = {}
    for each in named:
        starting.setdefault(each.start, []).append(each)
    spans = {(n.start, n.end): starting[n.start] for n in named}
    kept: list[Named] = []
    for (start, _), meant in spans.items():
        in_brackets = text[max(0, start - _NEAR) : start].rstrip()[-1:] in {"(", "["}
        if in_brackets and all(n.by_actor for n in meant) and kept:
            continue
        kept.append(max(meant, key=lambda n: (n.score, not n.by_actor, n.person.lines)))
    return kept
