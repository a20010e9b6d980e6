"""Files that belong to one drama or film: whose folder they lie in, what the .nfo files add.

A bundle is what one folder holds of one drama. ``dramas`` makes dramas of bundles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from jangmyeon.shelf.doubts import Doubts
from jangmyeon.shelf.folders import Place
from jangmyeon.shelf.found import FileStamp, Identity
from jangmyeon.shelf.nfo import About, Nfo
from jangmyeon.shelf.titles import title_key
from jangmyeon.shelf.vocabulary import folder_words


@dataclass(frozen=True, slots=True)
class Entry:
    """A caption file or video: what its path tells, and what the .nfo made for it says."""

    stamp: FileStamp
    told: Identity
    place: Place
    video: bool = False
    nfo: Nfo = field(default_factory=Nfo)

    @property
    def path(self) -> str:
        """Relative to the shelf."""
        return self.stamp.path

    @property
    def beside(self) -> str:
        """The folder whose videos it goes with: its own, or the one around a ``Subs`` folder."""
        if self.place.beside is not None:
            return self.place.beside
        return self.path.rpartition("/")[0]

    def numbered(self, season: int, number: int, last: int | None = None) -> Entry:
        """The same file as a given episode."""
        told = replace(self.told, season=season, number=number, last=last or number, trust="plain")
        return replace(self, told=told)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one folder holds of one drama or film. Every entry has an episode number."""

    folder: str
    title: str
    year: int | None
    about: About
    film: bool
    entries: tuple[Entry, ...]


def bundles(
    entries: Iterable[Entry], shows: Mapping[str, About], doubts: Doubts
) -> Iterator[Bundle]:
    """Sort files into bundles.

    Args:
        entries: the caption files and videos, in the order of their paths.
        shows: what the ``tvshow.nfo`` of a folder says, by the folder's path.
        doubts: takes what is skipped or told with a doubt.

    """
    by_folder: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_folder[entry.place.folder].append(entry)
    for folder, group in by_folder.items():
        if folder in shows or _is_one_drama(folder, group):
            yield from _bundle(folder, group, shows.get(folder), doubts)
        else:
            yield from _loose(folder, group, doubts)


def _is_one_drama(folder: str, entries: list[Entry]) -> bool:
    """Whether a folder is a drama's own, rather than one where everything lies in a heap."""
    title = entries[0].place.title
    own = any(entry.place.own for entry in entries)
    if not own and (not title or title.casefold() in folder_words().collections):
        return False
    titles = {title_key(e.told.title): e.told.title for e in entries if e.told.title}
    if not titles or any(_related(title, other) for other in titles.values()):
        return True
    # The shelf itself is seldom one drama's folder. Any other is believed over its files, unless
    # it is not marked as a drama's and they contradict one another too.
    alone = len(titles) == 1
    return (own or alone) if folder else (own and alone)


def _related(one: str, other: str) -> bool:
    """Whether one title is the other, or its first words."""
    if title_key(one) == title_key(other) != "":
        return True
    first, second = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return bool(first) and second[: len(first)] == first


def _loose(folder: str, entries: list[Entry], doubts: Doubts) -> Iterator[Bundle]:
    """Files in a heap: each belongs to the drama that its own name gives."""
    by_title: dict[tuple[str, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_title[title_key(entry.told.title), entry.told.year].append(entry)
    for (key, year), group in by_title.items():
        if key:
            title = group[0].told.title
            own = [replace(e, place=replace(e.place, title=title, year=year)) for e in group]
            yield from _bundle(folder, own, None, doubts)
        else:
            for entry in group:
                doubts.no_drama(entry.path)


def _bundle(
    folder: str, entries: list[Entry], show: About | None, doubts: Doubts
) -> Iterator[Bundle]:
    """What a folder holds of one drama; and, apart from it, of the films in it."""
    place = entries[0].place
    entries = _with_company([_by_nfo(entry) for entry in entries])
    films = _films(entries, place, doubts) if show is None else []
    of_films = {film.path for film in films}
    episodes = [e for e in entries if e.told.number is not None and e.path not in of_films]
    for entry in entries:
        if entry.told.number is not None or entry.path in of_films:
            continue
        if entry.told.title or entry.told.part:
            doubts.no_episode(entry.path, place.title, special=entry.place.season == 0)
        elif films and not episodes:
            films.append(replace(entry, nfo=films[0].nfo))
        elif home := _home(entry, episodes):
            episodes.append(entry.numbered(*home))
        else:
            doubts.no_home(entry.path)
    if episodes:
        about = show or About()
        title = about.title or place.title or episodes[0].told.title
        year = about.year or place.year or _year(episodes, title)
        yield Bundle(folder, title, year, about, film=False, entries=tuple(episodes))
    yield from _film_bundles(folder, place, films)


def _by_nfo(entry: Entry) -> Entry:
    """The file with the numbers of its .nfo, where its own name tells none for sure."""
    if _is_sure(entry) or not entry.nfo.episodes:
        return entry
    first, last = entry.nfo.episodes[0], entry.nfo.episodes[-1]
    if first.number is None:
        return entry
    season = entry.told.season if first.season is None else first.season
    return entry.numbered(season, first.number, last.number)


def _with_company(entries: list[Entry]) -> list[Entry]:
    """The files, with lone digits as episodes only where they count up: "Drama 1", "Drama 2".

    One alone may be the second film or season of that name.
    """
    numbers = {e.told.number for e in entries if e.told.trust != "plain"}
    if len(numbers) > 1:
        return entries
    return [
        replace(e, told=replace(e.told, number=None, last=None)) if e.told.trust == "faint" else e
        for e in entries
    ]


def _films(entries: list[Entry], place: Place, doubts: Doubts) -> list[Entry]:
    """The files that are a film: by an .nfo, or by a year or a video where no episodes are."""
    films = [e for e in entries if _is_film(e.nfo) and not _is_sure(e)]
    others = [e for e in entries if e not in films]
    named = [e for e in others if e.told.title]
    if any(e.told.number is not None for e in others):
        return films
    if len({film.nfo for film in films}) > 1:
        return films
    if not films and not (place.year or any(e.told.year or e.video for e in named)):
        return []
    nfo = films[0].nfo if films else Nfo()
    films += [replace(e, nfo=nfo) for e in named if _related(place.title, e.told.title)]
    if not films and len({title_key(e.told.title) for e in named}) == 1:
        films = named
        for film in films:
            doubts.taken_for_film(film.path, place.title)
    return films


def _is_film(nfo: Nfo) -> bool:
    return nfo.about is not None and nfo.about.film


def _is_sure(entry: Entry) -> bool:
    return entry.told.number is not None and entry.told.trust == "plain"


def _home(entry: Entry, episodes: list[Entry]) -> tuple[int, int] | None:
    """Season and number of the only episode that has a video beside a track without a name."""
    near = {
        (e.told.season, e.told.number)
        for e in episodes
        if e.video and e.beside == entry.beside and e.told.number is not None
    }
    return near.pop() if len(near) == 1 else None


def _film_bundles(folder: str, place: Place, films: list[Entry]) -> Iterator[Bundle]:
    by_about: dict[About, list[Entry]] = defaultdict(list)
    for film in films:
        by_about[film.nfo.about or About()].append(film)
    for about, group in by_about.items():
        title = about.title or place.title or group[0].told.title
        year = about.year or place.year or _year(group, title)
        entries = tuple(entry.numbered(1, 1) for entry in group)
        yield Bundle(folder, title, year, about, film=True, entries=entries)


def _year(entries: list[Entry], title: str) -> int | None:
    """The year in the files' names, where they bear the same title and agree."""
    same = (e.told for e in entries if title_key(e.told.title) == title_key(title))
    years = {told.year for told in same if told.year is not None}
    return years.pop() if len(years) == 1 else None
