"""What a viewer may see of a library: every answer is read through a sight of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jangmyeon.errors import NotOnShelfError
from jangmyeon.model import Drama, Episode, Passage, Scene
from jangmyeon.search import Finder, open_index
from jangmyeon.store import Horizon, Reader, StoredEpisode, airing, open_reader
from jangmyeon.store.yours import KeptPassage, OwnFile, Spot, Yours
from jangmyeon.titles import closest_titles, find_drama

if TYPE_CHECKING:
    from jangmyeon.writeups import Linker, Proofreader


class Sight:
    """A reader, a finder and a viewer's own things, none of which tells what lies beyond a horizon.

    Args:
        data: the library's data folder.
    """

    def __init__(self, data: Path, horizon: Horizon) -> None:
        self._data = data
        self._own = OwnFile(data, horizon)
        self.horizon = horizon
        self.reader = Reader(open_reader(data), horizon, self)

    def close(self) -> None:
        """Let go of the databases."""
        self.reader.close()
        self._own.close()

    @property
    def yours(self) -> Yours:
        """What is the viewer's own; for reading only."""
        return self._own.yours()

    def recall(self, drama_id: str, digest: str) -> str | None:
        """Who has been met in a drama, as it was kept; see ``store.met``."""
        return self.yours.recall(drama_id, digest)

    def retain(self, drama_id: str, digest: str, told: str) -> None:
        """Keep who has been met in a drama."""
        self.yours.retain(drama_id, digest, told)

    @cached_property
    def finder(self) -> Finder:
        """Answers queries; the search index is opened when it is first asked for."""
        return Finder(self.reader, open_index(self._data))

    @cached_property
    def linker(self) -> Linker:
        """Links write-ups to scenes, and keeps what it has looked up."""
        from jangmyeon.writeups import Linker

        return Linker(self.reader)

    @cached_property
    def proofreader(self) -> Proofreader:
        """Proof-reads write-ups, and keeps what it has looked up."""
        from jangmyeon.writeups import Proofreader

        return Proofreader(self.reader)

    @property
    def edition(self) -> str:
        """Tells the episodes of this moment from those of any other."""
        told = ((e.episode.drama.id, e.episode.code, e.fingerprint) for e in self.reader.episodes())
        return hashlib.blake2b(repr([*told]).encode(), digest_size=12).hexdigest()

    def told_of(self, drama: str | None = None) -> Callable[[Scene], int] | None:
        """How many kept write-ups tell of a scene (of a drama, by its id); None while none does."""
        if not self._own.is_kept:
            return None
        kept = [passage for passage in self.yours.passages(drama) if not self.spoils(passage)]
        told: dict[tuple[str, int, int], list[KeptPassage]] = {}
        for passage in kept:
            spot = passage.spot
            told.setdefault((spot.drama, spot.season, spot.number), []).append(passage)

        def count(scene: Scene) -> int:
            episode = scene.episode
            here = told.get((episode.drama.id, episode.season, episode.number), ())
            return len({each.source for each in here if each.tells_of(scene.start, scene.end)})

        return count if kept else None

    def passages_of(self, episode: Episode, start: float, end: float) -> list[KeptPassage]:
        """What kept write-ups say of a span of an episode, as far as it may be told."""
        if not self._own.is_kept:
            return []
        found = self.yours.passages_of(episode, start, end)
        return [kept for kept in found if not self.spoils(kept)]

    def spoils(self, kept: KeptPassage) -> bool:
        """Whether a passage names an episode or a person beyond the horizon."""
        return self.tells_of_later(kept.passage, kept.spot.drama, kept.spot.season)

    def tells_of_later(self, passage: Passage, drama: str, season: int) -> bool:
        """Whether a passage on a season of a drama names an episode or person of a later time."""
        if self.horizon.mark(drama) is None:
            return False
        if not all(self.horizon.shows(drama, season, number) for number in passage.episodes):
            return True
        people = self.reader.people(drama)
        known = {name for p in people for name in (p.name, p.latin, p.full_name, *p.spellings)}
        return not known.issuperset(passage.people)

    def title(self, title: str) -> Drama:
        """A drama by its title, in any language, or by its id; without its cast list.

        Raises:
            NotOnShelfError: there is none, or several would fit.
        """
        dramas = self.reader.titles()
        found = find_drama(title, dramas)
        if found is None:
            near = " or ".join(f'"{near}"' for near in closest_titles(title, dramas))
            remedy = f"did you mean {near}?" if near else "jangmyeon shelf lists what there is"
            raise NotOnShelfError("there is no drama", where=title, remedy=remedy)
        return found

    def drama(self, title: str) -> Drama:
        """A drama as ``title`` finds it, with those of its cast who have been met.

        Raises:
            NotOnShelfError: there is none, or several would fit.
        """
        return self.reader.drama(self.title(title).id)

    def drama_id(self, title: str | None) -> str | None:
        """The id of a drama that was asked for, if one was.

        Raises:
            NotOnShelfError: there is none, or several would fit.
        """
        return None if title is None else self.title(title).id

    def first_season(self, drama_id: str) -> int:
        """The season that is seen first of those on the shelf."""
        codes = [(e.episode.season, e.episode.number) for e in self.reader.episodes(drama_id)]
        return min(codes, key=airing, default=(1, 0))[0]

    def episode(self, drama: str, season: int, number: int) -> StoredEpisode:
        """An episode of a drama.

        Raises:
            NotOnShelfError: there is no such drama or episode, or it lies beyond the horizon.
        """
        found = self.title(drama)
        if not self.horizon.shows(found.id, season, number):
            raise NotOnShelfError(
                f"S{season:02}E{number:02} lies beyond what you have seen of",
                where=found.title,
                remedy="tell jangmyeon seen how far you are, or lift this with --spoilers "
                "(spoilers=True in Python)",
            )
        stored = self.reader.find_episode(found.id, season, number)
        if stored is None:
            have = [each.episode.code for each in self.reader.episodes(found.id)]
            remedy = f"the shelf has {have[0]} to {have[-1]}" if have else ""
            raise NotOnShelfError(
                f"there is no S{season:02}E{number:02} of", where=found.title, remedy=remedy
            )
        return stored

    def scene(self, spot: Spot) -> Scene:
        """The scene around a spot.

        Raises:
            NotOnShelfError: there is no such drama or episode, or it lies beyond the horizon.
        """
        stored = self.episode(spot.drama, spot.season, spot.number)
        scenes = self.reader.scenes(stored)
        if not scenes:
            raise NotOnShelfError("there is no scene in", where=stored.episode.code)
        return scenes[max(bisect_right(scenes, spot.at, key=lambda scene: scene.start) - 1, 0)]
