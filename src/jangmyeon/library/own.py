"""A viewer's own: notes, stars, tags and lists on scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from jangmyeon.captions.encoding import visible
from jangmyeon.errors import NotOnShelfError, QueryError
from jangmyeon.library.base import Base, Seen
from jangmyeon.library.seen import now
from jangmyeon.library.sight import Sight
from jangmyeon.model import Hit, Ranked, Scene
from jangmyeon.store.yours import Listed, Named, Note, Rating, Spot, Tagged

Target: TypeAlias = Spot | Scene | Hit | Ranked
"""What a viewer can say something of: a scene, an answer, or a second of an episode."""

Said = TypeVar("Said", Note, Rating, Tagged, Listed)

MOST_STARS = 5


class Own(Base):
    """What a viewer says of scenes.

    It is kept by drama, episode and second, in a file beside the library: it outlives a library
    that is built anew, and borders of scenes that move. What is said of later scenes than have been
    seen is neither shown nor lost.

    Raises (what says something of a scene):
        NotOnShelfError: there is no such scene, or it lies beyond what has been seen.
        StoreError: it cannot be written.
    """

    def note(self, where: Target, text: str, *, seen: Seen = None, spoilers: bool = False) -> Note:
        """Write a note on a scene.

        Raises:
            QueryError: the note is empty.
        """
        words = visible(text).strip()
        if not words:
            raise QueryError("a note needs words")
        spot, scene = self._placed(where, seen, spoilers)
        return replace(self._yours(create=True).note(spot, words, now()), scene=scene)

    def notes(
        self,
        drama: str | None = None,
        season: int | None = None,
        episode: int | None = None,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Note]:
        """All notes, those of a drama or of an episode, in order of the story.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return _shown(sight, sight.yours.notes(sight.drama_id(drama), season, episode))

    def remove_note(self, note_id: int, *, seen: Seen = None, spoilers: bool = False) -> None:
        """Delete a note.

        Raises:
            QueryError: there is none with this number.
        """
        if note_id not in {note.id for note in self.notes(seen=seen, spoilers=spoilers)}:
            raise QueryError(
                "there is no note", where=str(note_id), remedy="jangmyeon note lists them"
            )
        self._yours().remove_note(note_id)

    def rate(
        self, where: Target, stars: int | None, *, seen: Seen = None, spoilers: bool = False
    ) -> Rating | None:
        """Give a scene 1 to 5 stars in place of those it had; None takes them away.

        Raises:
            QueryError: there are not so many stars.
        """
        if stars is not None and not 1 <= stars <= MOST_STARS:
            raise QueryError("a scene gets 1 to 5 stars, not", where=str(stars))
        spot, scene = self._placed(where, seen, spoilers)
        written = now()
        self._yours(create=True).rate(spot, (scene.start, scene.end), stars, written)
        return None if stars is None else Rating(spot, stars, written, scene)

    def ratings(
        self,
        drama: str | None = None,
        season: int | None = None,
        episode: int | None = None,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Rating]:
        """The scenes that have stars, most first.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            found = sight.yours.ratings(sight.drama_id(drama), season, episode)
            found.sort(key=lambda rating: rating.written, reverse=True)
            found = _once(_shown(sight, found))
        return sorted(found, key=lambda rating: (-rating.stars, _place(rating.spot)))

    def tag(
        self, where: Target, *tags: str, seen: Seen = None, spoilers: bool = False
    ) -> tuple[str, ...]:
        """Put tags on a scene; returns them as they are kept, without spaces around."""
        spot, scene = self._placed(where, seen, spoilers)
        names = tuple(_name(tag, "tag") for tag in tags)
        self._yours(create=True).tag(spot, (scene.start, scene.end), names, now())
        return names

    def untag(self, where: Target, *tags: str, seen: Seen = None, spoilers: bool = False) -> int:
        """Take tags from a scene; returns how many of them it had."""
        spot, scene = self._placed(where, seen, spoilers)
        names = [_name(tag, "tag") for tag in tags]
        return self._yours(create=True).untag(spot, (scene.start, scene.end), names)

    def tags(self, *, seen: Seen = None, spoilers: bool = False) -> list[Named]:
        """All tags, with how many scenes have them."""
        with self._sight(seen, spoilers) as sight:
            return sight.yours.tags()

    def tagged(
        self,
        tag: str | None = None,
        drama: str | None = None,
        season: int | None = None,
        episode: int | None = None,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Tagged]:
        """The scenes that have a tag (or any), those of a drama or of an episode, in story order.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            found = sight.yours.tagged(tag, sight.drama_id(drama), season, episode)
            return _once(_shown(sight, found))

    def add_to_list(
        self, name: str, where: Target, *, seen: Seen = None, spoilers: bool = False
    ) -> bool:
        """Put a scene at the end of a list, a new one if need be; False if it is on it already."""
        spot, scene = self._placed(where, seen, spoilers)
        around = scene.start, scene.end
        return self._yours(create=True).put_on_list(_name(name, "list"), spot, around, now())

    def remove_from_list(
        self, name: str, where: Target, *, seen: Seen = None, spoilers: bool = False
    ) -> bool:
        """Take a scene off a list; False if it was not on it."""
        spot, scene = self._placed(where, seen, spoilers)
        around = scene.start, scene.end
        return self._yours(create=True).take_off_list(_name(name, "list"), spot, around)

    def remove_list(self, name: str) -> None:
        """Delete a list with all that is on it, whether it can be seen or not.

        Raises:
            QueryError: there is no such list.
        """
        if not self._yours().remove_list(name.strip()):
            raise _no_list(name)

    def lists(self, *, seen: Seen = None, spoilers: bool = False) -> list[Named]:
        """All lists, with how many scenes they have."""
        with self._sight(seen, spoilers) as sight:
            return sight.yours.lists()

    def listed(self, name: str, *, seen: Seen = None, spoilers: bool = False) -> list[Listed]:
        """The scenes of a list in its own order.

        Raises:
            QueryError: there is no such list.
        """
        with self._sight(seen, spoilers) as sight:
            found = _once(_shown(sight, sight.yours.listed(name.strip())))
        if not found:
            raise _no_list(name)
        return found

    def on_lists(
        self,
        drama: str,
        season: int | None = None,
        episode: int | None = None,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Listed]:
        """The scenes of a drama, or of an episode, that are on any list; by list.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return _shown(sight, sight.yours.on_lists(sight.drama_id(drama), season, episode))

    def _placed(self, where: Target, seen: Seen, spoilers: bool) -> tuple[Spot, Scene]:
        """A spot with the id of its drama, and the scene around it."""
        spot = _spot(where)
        with self._sight(seen, spoilers, spot.drama) as sight:
            scene = sight.scene(spot)
        episode = scene.episode
        if not 0 <= spot.at <= max(scene.end, episode.duration):
            raise NotOnShelfError(
                f"there is no second {spot.at:g} in {episode.code} of",
                where=episode.drama.title,
                remedy=f"it has {max(scene.end, episode.duration):.0f} seconds",
            )
        return replace(spot, drama=episode.drama.id), scene


def _spot(where: Target) -> Spot:
    """The second that stands for a scene: its middle, or where an answer is."""
    if isinstance(where, Spot):
        return where
    scene = where if isinstance(where, Scene) else where.scene
    at = (scene.start + scene.end) / 2
    if isinstance(where, Hit) and scene.start <= where.at < scene.end:
        at = where.at
    episode = scene.episode
    return Spot(episode.drama.id, episode.season, episode.number, at)


def _place(spot: Spot) -> tuple[str, int, int, float]:
    return spot.drama, spot.season, spot.number, spot.at


def _shown(sight: Sight, found: Sequence[Said]) -> list[Said]:
    """What was said, each with the scene that it is of now."""
    return [replace(said, scene=_scene(sight, said.spot)) for said in found]


def _scene(sight: Sight, spot: Spot) -> Scene | None:
    try:
        return sight.scene(spot)
    except NotOnShelfError:
        return None  # what is said of it waits until its drama is back


def _once(found: Sequence[Said]) -> list[Said]:
    """What was said of scenes that have become one, only once."""
    kept: dict[object, Said] = {}
    for said in found:
        name = said.tag if isinstance(said, Tagged) else ""
        scene = said.scene
        key = _place(said.spot) if scene is None else (scene.episode, scene.number)
        kept.setdefault((name, key), said)
    return list(kept.values())


def _name(text: str, what: str) -> str:
    name = " ".join(visible(text).split())
    if not name:
        raise QueryError(f"a {what} needs a name")
    return name


def _no_list(name: str) -> QueryError:
    return QueryError("there is no list", where=name, remedy="jangmyeon list tells which there are")
