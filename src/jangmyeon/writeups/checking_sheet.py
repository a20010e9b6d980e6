"""A write-up laid out for proof-reading: of each block its dramas, titles, names and castings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jangmyeon.model import Block, Drama, Link, Writeup
from jangmyeon.names import NameIndex
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_castings import Casting, castings
from jangmyeon.writeups.checking_people import SAME, Roster
from jangmyeon.writeups.checking_spots import Spot, spots
from jangmyeon.writeups.checking_titles import TitleSpot, single_words, title_spots
from jangmyeon.writeups.mentions import Shelf

_PREVAILING = 0.8  # share of an article's titles from which on it is about one drama
_REMEMBERED = 20_000  # names, before all are forgotten
_SECTION = frozenset({"title", "heading", "entry"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A block laid out: ``place`` is its place in the write-up; castings have their spots."""

    place: int
    block: Block
    dramas: tuple[Drama, ...]
    titles: tuple[TitleSpot, ...]
    spots: tuple[Spot, ...]
    castings: tuple[Casting, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of a write-up that is to be proof-read; readers' comments are not."""

    writeup: Writeup
    entries: tuple[Entry, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The names of all blocks, in order."""
        return tuple(spot for entry in self.entries for spot in entry.spots)


class Reference:
    """What a proof-reader looks things up in: the shelf's titles, and who is in its dramas.

    Rosters are made when they are first needed, so an object is worth keeping.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.dramas = shelf.dramas
        self._shelf = shelf
        self._single = [each for each in self.dramas.values() if len(each.title.split()) == 1]
        self._rosters: dict[str, Roster] = {}
        self._found: dict[str, frozenset[str]] = {}

    def titles(self, text: str) -> tuple[TitleSpot, ...]:
        """The titles in a text, right or wrong."""
        found = self._shelf.titles(text)
        known = {mention.start for mention in found}
        single = single_words(text, self._single)
        found += [mention for mention in single if mention.start not in known]
        spotted = title_spots(text, found, self.dramas)
        return tuple(sorted(spotted, key=lambda spot: spot.start))

    def roster(self, drama: Drama) -> Roster:
        """Who may be named in a write-up about this drama."""
        known = self._rosters.get(drama.id)
        if known is None:
            known = self._rosters[drama.id] = Roster(drama, self._shelf.people.get(drama.id, ()))
        return known

    def homes(self, name: str) -> frozenset[str]:
        """Ids of the dramas in whose cast list a name in full stands, as actor or character."""
        if name not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            full = parse_name(name)
            found = self._index.find(name, limit=50) if full.family and full.given else []
            homes = (self._listed[each.place][1] for each in found if each.score >= SAME)
            self._found[name] = frozenset(homes)
        return self._found[name]

    @cached_property
    def _listed(self) -> list[tuple[str, str]]:
        """All names of all cast lists, each with the id of its drama."""
        return [
            (name, drama.id)
            for drama in self.dramas.values()
            for role in drama.cast
            for name in (role.actor, role.character)
            if name
        ]

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(name for name, _ in self._listed)


def lay_out(writeup: Writeup, reference: Reference, links: Iterable[Link] = ()) -> Sheet:
    """Lay a write-up out. Links tell of passages which drama they are about."""
    blocks = [(p, b) for p, b in enumerate(writeup.blocks) if b.kind != "comment"]
    titles = {place: reference.titles(block.text) for place, block in blocks}
    about = _about(blocks, titles, reference, _linked(writeup, links))
    entries = []
    for place, block in blocks:
        dramas = about[place]
        found = spots(place, block.text, [reference.roster(drama) for drama in dramas])
        clear = tuple(_outside(found, titles[place]))
        told = tuple(castings(block.text, clear))
        entries.append(Entry(place, block, dramas, titles[place], clear, told))
    return Sheet(writeup, tuple(entries))


def _outside(spots: Iterable[Spot], titles: Sequence[TitleSpot]) -> Iterator[Spot]:
    """The spots that stand in no title. Both come in the order of the text."""
    waiting = iter(titles)
    title = next(waiting, None)
    for spot in spots:
        while title is not None and title.end < spot.end:
            title = next(waiting, None)
        if title is None or spot.start < title.start:
            yield spot


def _linked(writeup: Writeup, links: Iterable[Link]) -> dict[int, list[str]]:
    """Ids of the dramas that links tell of, by the place of the block that they start in."""
    found: dict[int, list[str]] = {}
    starts = [(block.line, block.column) for block in writeup.blocks]
    for link in links:
        if link.passage.drama:
            at = (link.passage.line, link.passage.column)
            place = max((p for p, start in enumerate(starts) if start <= at), default=0)
            found.setdefault(place, []).append(link.passage.drama)
    return found


def _about(
    blocks: Sequence[tuple[int, Block]],
    titles: dict[int, tuple[TitleSpot, ...]],
    reference: Reference,
    linked: dict[int, list[str]],
) -> dict[int, tuple[Drama, ...]]:
    """The dramas that each block is about: those it names, else those its section does."""
    whole = _prevailing(titles.values(), reference)
    found: dict[int, tuple[Drama, ...]] = {}
    section: tuple[Drama, ...] = ()
    for place, block in blocks:
        own = dict.fromkeys(spot.drama.id for spot in titles[place])
        own |= dict.fromkeys(drama for drama in linked.get(place, ()) if drama in reference.dramas)
        dramas = tuple(reference.dramas[drama] for drama in own)
        if block.kind in _SECTION:
            section = dramas
        elif not section:
            section = dramas = dramas or _cast_of(block.text, reference)
        found[place] = tuple(dict.fromkeys((*dramas, *section))) or whole
    return found


def _prevailing(titles: Iterable[Sequence[TitleSpot]], reference: Reference) -> tuple[Drama, ...]:
    """The drama that an article as a whole is about."""
    counts = Counter(spot.drama.id for spots in titles for spot in spots)
    best = counts.most_common(1)
    if best and best[0][1] >= _PREVAILING * counts.total():
        return (reference.dramas[best[0][0]],)
    return ()


def _cast_of(text: str, reference: Reference) -> tuple[Drama, ...]:
    """The drama whose cast a text names, by two names in full or more."""
    votes: Counter[str] = Counter()
    names = dict.fromkeys(spot.text for spot in spots(0, text, ()))
    for name in names:
        votes.update(reference.homes(name))
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return ()
    return (reference.dramas[ranked[0][0]],)
