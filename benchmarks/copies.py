"""More dramas than there are: copies of a shelf with other titles, names and times.

A copy of an episode has its captions in their own format, but each name replaced by another one,
the same throughout the drama, and its times shifted and stretched by a little. Written an episode
at a time, so that a shelf of any size needs no more memory than one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape

from jangmyeon.captions.encoding import decode
from jangmyeon.errors import CaptionError
from jangmyeon.model import Drama, Person
from jangmyeon.names import display_latin
from jangmyeon.names.hangul import has_coda, is_hangul
from jangmyeon.names.tables import rows as table
from jangmyeon.shelf import EpisodeFiles, scan

_NAME = range(2, 5)  # syllables
_STRETCH = 0.02  # at most, to either side
_SHIFT = 4.0  # seconds, at most
_DRAWS = 200
_TIME = re.compile(
    r'(?P<head>\b(?:begin|end)="|\bstart=)(?P<count>\d+)(?P<unit>t?)(?=["> ])'
    r"|(?P<clock>\b(?:\d+:)?\d{1,2}:\d{2})(?P<point>[.,])(?P<fraction>\d{2,3})\b",
    re.IGNORECASE,
)
_TICK_RATE = re.compile(r'tickRate="(\d+)"')


@dataclass(slots=True)
class Disguise:
    """What a copy of a drama has in place of its own: its title, its names, its times."""

    title: str
    names: Mapping[str, str] = field(default_factory=dict)
    stretch: float = 1.0
    shift: float = 0.0

    def of_text(self, text: str) -> str:
        """Captions as the copy has them, in the format they are in."""
        told = _TICK_RATE.search(text)
        rate = int(told[1]) if told else 1
        text = self._names().sub(self._name, text)
        return _TIME.sub(lambda found: self._time(found, rate), text)

    def of_name(self, name: str) -> str:
        """Somebody's name as the copy has it."""
        return self._names().sub(self._name, name)

    def _names(self) -> re.Pattern[str]:
        return _any_of(tuple(sorted(self.names, key=lambda name: (-len(name), name))))

    def _name(self, found: re.Match[str]) -> str:
        return self.names[found[0]]

    def _time(self, found: re.Match[str], rate: int) -> str:
        if found["count"]:
            second = rate if found["unit"] else 1000
            moved = round(self._moved(int(found["count"]) / second) * second)
            return f"{found['head']}{moved}{found['unit']}"
        parts = found["clock"].split(":")
        seconds = float(f"0.{found['fraction']}")
        for n, part in enumerate(reversed(parts)):
            seconds += int(part) * 60**n
        digits = len(found["fraction"])
        whole, fraction = divmod(round(self._moved(seconds) * 10**digits), 10**digits)
        minutes, left = divmod(whole, 60)
        clock = f"{minutes:02}:{left:02}"
        if len(parts) > 2:
            hours, minutes = divmod(minutes, 60)
            clock = f"{hours:0{len(parts[0])}}:{minutes:02}:{left:02}"
        return f"{clock}{found['point']}{fraction:0{digits}}"

    def _moved(self, seconds: float) -> float:
        return seconds * self.stretch + self.shift


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def disguise(drama: Drama, people: Iterable[Person], seed: int) -> Disguise:
    """A disguise for a drama: the same for the same seed.

    A family name and a given name are replaced each by its own, so that 윤세리 and 세리 stay one.
    """
    draw = random.Random(f"{seed} {drama.id}")
    spellings = {
        spelling
        for person in people
        if person.kind == "person"
        for spelling in (person.name, person.full_name, *person.spellings)
        if is_hangul(spelling) and len(spelling) in _NAME
    }
    names: dict[str, str] = {}
    for name in sorted(spellings, key=lambda name: (len(name), name)):
        given = next((name[n:] for n in range(1, len(name) - 1) if name[n:] in names), "")
        family = name[: len(name) - len(given)]
        names[name] = (_drawn(family, draw) if family else "") + names.get(given, "")
    title = f"{display_latin(_drawn('세리', draw))} {display_latin(_drawn('수지', draw))} {seed}"
    stretch, shift = draw.uniform(1 - _STRETCH, 1 + _STRETCH), draw.uniform(0, _SHIFT)
    return Disguise(title, names, stretch, shift)


def _drawn(name: str, draw: random.Random) -> str:
    """Another name of as many syllables, which takes the same particles."""
    if len(name) == 1:
        return draw.choices(*_houses())[0]
    syllables, first, last = _syllables()
    for _ in range(_DRAWS):
        drawn = draw.choices(syllables, first)[0]
        drawn += "".join(draw.choices(syllables, last, k=len(name) - 1))
        if has_coda(drawn[-1]) == has_coda(name[-1]) and drawn != name:
            return drawn
    return name


@cache
def _houses() -> tuple[list[str], list[int]]:
    """Family names, and how many bear each."""
    rows = [row for row in table("families.tsv") if len(row[0]) == 1]
    return [row[0] for row in rows], [int(row[1]) for row in rows]


@cache
def _syllables() -> tuple[list[str], list[int], list[int]]:
    """Syllables of given names, and how many of these begin and end with each."""
    rows = [row for row in table("syllables.tsv") if len(row[0]) == 1 and is_hangul(row[0])]
    return [row[0] for row in rows], [int(row[1]) for row in rows], [int(row[2]) for row in rows]


def chosen(folder: Path, most: int | None) -> list[EpisodeFiles]:
    """The episodes of a folder that have caption files; at most so many, of all its dramas."""
    episodes = [files for files in scan(folder).episodes if files.tracks]
    if most is None or most >= len(episodes):
        return episodes
    return [episodes[n * len(episodes) // most] for n in range(most)]


def write_copies(
    folder: Path,
    episodes: Iterable[EpisodeFiles],
    target: Path,
    disguised: Callable[[Drama], Disguise],
) -> Iterator[Path]:
    """Write copies of episodes below a folder, laid out as media servers like it.

    Yields each file once it is written.
    """
    told: dict[str, Disguise] = {}
    for files in episodes:
        drama = files.episode.drama
        if drama.id not in told:
            told[drama.id] = disguised(drama)
            yield _write_about(target, drama, told[drama.id])
        for n, track in enumerate(files.tracks):
            mark = f".{track.language}" if track.language != "und" else ""
            kind = ".sdh" if track.sdh else ""
            again = f".{n}" if n else ""
            suffix = PurePosixPath(track.path).suffix
            name = f"{told[drama.id].title} {files.episode.code}{again}{mark}{kind}{suffix}"
            place = _place(target, drama, told[drama.id]) / f"Season {files.episode.season:02}"
            yield _write(folder / track.path, place / name, told[drama.id])


def _place(target: Path, drama: Drama, to: Disguise) -> Path:
    year = f" ({drama.year})" if drama.year else ""
    return target / f"{to.title}{year}".replace("/", "-")


def _write(source: Path, target: Path, to: Disguise) -> Path:
    """A copy of a caption file; as it is where it cannot be read as text."""
    target = target.with_name(target.name.replace("/", "-"))
    target.parent.mkdir(parents=True, exist_ok=True)
    data = source.read_bytes()
    try:
        target.write_text(to.of_text(decode(data).text), "utf-8")
    except CaptionError:
        target.write_bytes(data)
    return target


def _write_about(target: Path, drama: Drama, to: Disguise) -> Path:
    """A description of a copied drama, as Kodi and Jellyfin read it."""
    rows = [f"<title>{escape(to.title)}</title>"]
    rows += [f"<year>{drama.year}</year>"] if drama.year else []
    rows += [f"<genre>{escape(genre)}</genre>" for genre in drama.genres]
    for role in drama.cast:
        character = escape(to.of_name(role.character))
        rows.append(f"<actor><name>{escape(role.actor)}</name><role>{character}</role></actor>")
    path = _place(target, drama, to) / "tvshow.nfo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["<tvshow>", *rows, "</tvshow>"]), "utf-8")
    return path
