"""Small shelves made up for the spoiler tests: every episode has words and people of its own.

What belongs to an episode is a ``Fact``: a word that no earlier episode has. An answer that holds a
fact of an episode beyond the horizon is a spoiler.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor
from jangmyeon.library import Spot
from jangmyeon.model import Block, Hit, Link, Passage, Writeup

FAMILIES = "김이박최정강조윤장임한오서신권황안송류홍"
FIRSTS = "도현서준하은지우민재윤호태석"
SECONDS = "빈혁린온결찬솔율담경범욱길선"
TOLD = (
    "할 말이 있어",
    "나 너 좋아해",
    "처음 만난 날부터 사랑했어",
    "이제 가야 해 잘 지내",
    "미안해 내가 다 잘못했어",
    "같이 밥 먹자",
    "경찰에 신고할 거야",
)
MUSIC = ("[잔잔한 음악]", "[긴장되는 음악]", "[훌쩍인다]")


@dataclass(frozen=True)
class Place:
    """An episode, by the id of its drama."""

    drama: str
    season: int
    number: int

    @property
    def order(self) -> tuple[int, int]:
        """Its place among those of its drama: specials come last."""
        return (self.season if self.season else 99, self.number)


@dataclass(frozen=True)
class Fact:
    """A word that nobody can know who has not seen an episode."""

    word: str
    place: Place


@dataclass
class MadeShelf:
    """A shelf with all that is told in it; ``ids`` are the dramas."""

    folder: Path
    data: Path
    has_rumors: bool = False
    places: list[Place] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    names: list[Fact] = field(default_factory=list)
    talked_of: set[tuple[str, Place]] = field(default_factory=set)
    roles: list[tuple[str, str, Place]] = field(default_factory=list)
    place_of: dict[str, Place] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """The dramas."""
        return sorted({place.drama for place in self.places})

    def word_of(self, place: Place) -> str:
        """The word that is said in an episode, and in the recap of the next."""
        return next(f.word for f in self.facts if f.place == place and f.word.startswith("zq"))

    def is_early(self, name: Fact) -> bool:
        """Whether somebody is talked of in an episode before they come."""
        return (name.word, name.place) in self.talked_of

    def copy_until(self, last: Place, folder: Path) -> None:
        """A copy of the shelf without the episodes of a drama after the last, nor their people."""
        later = {p for p in self.places if p.drama == last.drama and p.order > last.order}
        for path in sorted(self.folder.rglob("*")):
            place = self.place_of.get(path.name.split(".")[0])
            if path.is_dir() or place in later or "S09E09" in path.name:
                continue
            text = path.read_text("utf-8")
            for actor, role, comes in self.roles:
                if comes in later:
                    text = text.replace(
                        f"<actor><name>{actor}</name><role>{role}</role></actor>", ""
                    )
            copy = folder / path.relative_to(self.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")


def make_shelf(root: Path, seed: int) -> MadeShelf:
    """A shelf of two dramas, indexed, with notes, stars, tags, lists and write-ups everywhere.

    Where the seed is odd, people are talked of before they come.
    """
    chance = random.Random(seed)
    shelf = MadeShelf(root / "shelf", root / "data", bool(seed % 2))
    givens = [a + b for a, b in zip(FIRSTS, SECONDS, strict=False)]
    for title in ("Paper Moon", "Salt Road"):
        names = [chance.choice(FAMILIES) + given for given in chance.sample(givens, len(givens))]
        codes = [(1, n) for n in range(1, chance.randint(3, 4))]
        codes += [(2, n) for n in range(1, chance.randint(1, 3))]
        codes += [(0, 1)] * chance.randint(0, 1)
        drama = f"{title.lower().replace(' ', '-')}-20{seed + 10}"
        places = [Place(drama, season, n) for season, n in codes]
        _write_drama(shelf, f"{title} (20{seed + 10})", places, names, chance)
    givens = [fact.word[1:] for fact in shelf.names]  # some are borne by two
    shelf.facts += shelf.names
    shelf.facts += [Fact(f.word[1:], f.place) for f in shelf.names if givens.count(f.word[1:]) == 1]
    with Library(shelf.folder, shelf.data) as library:
        library.index(executor=InlineExecutor())
        assert [drama.id for drama in library.dramas()] == shelf.ids
        _say_something(library, shelf)
    return shelf


def _write_drama(
    shelf: MadeShelf, title: str, places: Sequence[Place], names: list[str], chance: random.Random
) -> None:
    folder = shelf.folder / title
    folder.mkdir(parents=True)
    known: list[str] = []
    before: list[str] = []
    arriving = [[names.pop() for _ in range(2)] for _ in places]
    for count, place in enumerate(places):
        new = arriving[count]
        actors = [f"Actor {place.drama[0]}{count}{letter}" for letter in "xy"]
        word = f"zq{place.drama[0]}{count}vex"
        hangul = f"{chance.choice('뷁쀓쬻')}{chance.choice('궭꿹')}{place.drama[0]}{count}"
        shelf.places.append(place)
        told_of = next((f for f in shelf.names if f.word == new[0]), None)
        shelf.names += [Fact(name, place) for name in new if told_of is None or name == new[1]]
        shelf.facts += [Fact(text, place) for text in (*actors, word, hangul)]
        shelf.roles += [(a, n, place) for a, n in zip(actors, new, strict=True)]
        known += new
        own = [f"{chance.choice(TOLD)} {word}", f"{chance.choice(MUSIC)} {hangul}"]
        told = [*before, *_exchange(own, new, known, chance)]
        before = [f"({new[0][1:]}) {TOLD[1]} {word}", f"({new[1][1:]}) {TOLD[2]} {word}"] * 2
        if count + 1 < len(places) and shelf.has_rumors and chance.random() < 0.5:
            shelf.names.append(Fact(arriving[count + 1][0], place))
            shelf.talked_of.add((arriving[count + 1][0], place))
            told += [f"({new[0][1:]}) {arriving[count + 1][0]} 씨가 온대", ""]
        told += before  # the next episode begins with what this one ends with
        code = f"S{place.season:02}E{place.number:02}"
        path = folder / f"{title.split(' (', maxsplit=1)[0]} {code}.ko.srt"
        shelf.place_of[path.name.split(".")[0]] = place
        path.write_text(_srt(told), "utf-8")
        path.with_suffix("").with_suffix(".nfo").write_text(
            f"<episodedetails><title>The {word}</title><season>{place.season}</season>"
            f"<episode>{place.number}</episode></episodedetails>",
            "utf-8",
        )
    broken = f"{title.split(' (', maxsplit=1)[0]} S09E09.ko.srt"  # beyond all that can be seen
    (folder / broken).write_bytes(b"\xff\xd8\xff\xe0" * 500)
    shelf.facts.append(Fact(broken, Place(places[0].drama, 9, 9)))
    mine = [(a, r) for a, r, place in shelf.roles if place in places]
    cast = "".join(f"<actor><name>{a}</name><role>{r}</role></actor>" for a, r in mine)
    year = title[-5:-1]
    name = title.split(" (", maxsplit=1)[0]
    (folder / "tvshow.nfo").write_text(
        f"<tvshow><title>{name}</title><year>{year}</year>{cast}</tvshow>", "utf-8"
    )


def _exchange(own: list[str], new: list[str], known: list[str], chance: random.Random) -> list[str]:
    told = []
    for _ in range(4):
        first, second = new[0], chance.choice(known)
        told += [f"({first[1:]}) {second} 씨, {chance.choice(TOLD)}", own[0]]
        told += [f"({second[1:]}) {first} 씨! {chance.choice(TOLD)}", own[1]]
        told += [f"({new[1][1:]}) {new[0][1:]}아, {new[1]}입니다", f"{new[1][1:]} 씨 어디 갔어?"]
        told += [""]
    return told


def _srt(told: list[str]) -> str:
    rows, at = [], 10
    for text in told:
        at += 4 if text else 50
        if text:
            times = f"00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900"
            rows.append(f"{len(rows) + 1}\n{times}\n{text}\n")
    return "\n".join(rows)


def _say_something(library: Library, shelf: MadeShelf) -> None:
    """Notes, stars, tags and lists on every episode, and a write-up of all of them."""
    for place in shelf.places:
        word = shelf.word_of(place)
        spot = Spot(place.drama, place.season, place.number, 30.0)
        library.note(spot, f"what a {word}")
        library.rate(spot, 1 + place.number)
        library.tag(spot, "storm", f"tag {word}")
        library.add_to_list("best", spot)
        library.add_to_list(f"list {word}", spot)
    for drama in shelf.ids:
        links = [_link(library, shelf, place) for place in shelf.places if place.drama == drama]
        blocks = tuple(Block("paragraph", link.passage.text) for link in links)
        library.keep_writeup(Writeup(f"{drama}.html", "Best scenes", blocks=blocks), links)


def _link(library: Library, shelf: MadeShelf, place: Place) -> Link:
    """A passage on an episode that has a runner-up in the next, or names who comes in it."""
    people = [fact.word for fact in shelf.names if fact.place == place][:1]
    scene = library.scenes(place.drama, place.season, place.number)[0]
    later = [p for p in shelf.places if p.drama == place.drama and p.order > place.order]
    others: tuple[Hit, ...] = ()
    if later and place.number % 2:
        next_scene = library.scenes(place.drama, later[0].season, later[0].number)[0]
        others = (Hit(next_scene, next_scene.start, next_scene.end, 0.1),)
    elif later:
        people += [fact.word for fact in shelf.names if fact.place == later[0]]
    passage = Passage(f"the scene of {shelf.word_of(place)}", people=tuple(people))
    return Link(passage, scene, scene.start, scene.end, 0.9, others=others)
