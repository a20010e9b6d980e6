"""Looking around: dramas, people, episodes, scenes, captions."""

from __future__ import annotations

from jangmyeon.engine import episode_tone, span_moments
from jangmyeon.errors import QueryError
from jangmyeon.library.base import Base, Seen
from jangmyeon.model import Drama, Episode, Line, Moment, Person, Scene, Sound
from jangmyeon.moments import ToneCurve
from jangmyeon.store import Totals


class Browsing(Base):
    """What a library holds, shown as it stands."""

    def dramas(self, *, seen: Seen = None, spoilers: bool = False) -> list[Drama]:
        """All dramas of the library, by title."""
        with self._sight(seen, spoilers) as sight:
            return sight.reader.dramas()

    def drama(self, title: str, *, seen: Seen = None, spoilers: bool = False) -> Drama:
        """A drama by its title, in any language, or by its id.

        Raises:
            NotOnShelfError: there is none, or several would fit.
        """
        with self._sight(seen, spoilers, title) as sight:
            return sight.drama(title)

    def people(self, drama: str, *, seen: Seen = None, spoilers: bool = False) -> list[Person]:
        """The people of a drama with every spelling met, most seen first; then its roles.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return sight.reader.people(sight.drama(drama).id)

    def episodes(self, drama: str, *, seen: Seen = None, spoilers: bool = False) -> list[Episode]:
        """The episodes of a drama, by season and number."""
        with self._sight(seen, spoilers, drama) as sight:
            return [stored.episode for stored in sight.reader.episodes(sight.drama(drama).id)]

    def scenes(
        self, drama: str, season: int, episode: int, *, seen: Seen = None, spoilers: bool = False
    ) -> list[Scene]:
        """The scenes of an episode in order.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return sight.reader.scenes(sight.episode(drama, season, episode), evidence=True)

    def moments(
        self,
        drama: str,
        season: int,
        episode: int,
        start: float,
        end: float,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Moment]:
        """What happens in any span of an episode (seconds), strongest first, with evidence.

        Raises:
            NotOnShelfError: there is no such drama or episode.
            QueryError: the span ends before it starts.
        """
        if end <= start:
            raise QueryError("a span must end after it starts, not at", where=f"{end:g} s")
        with self._sight(seen, spoilers, drama) as sight:
            lines, sounds = sight.reader.script(sight.episode(drama, season, episode).key)
            return list(span_moments(lines, sounds, (start, end), sight.reader.forms))

    def tone(
        self, drama: str, season: int, episode: int, *, seen: Seen = None, spoilers: bool = False
    ) -> ToneCurve:
        """Tension, warmth, sadness and comedy along an episode, and the mood of its music.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._sight(seen, spoilers, drama) as sight:
            stored = sight.episode(drama, season, episode)
            lines, sounds = sight.reader.script(stored.key)
            return episode_tone(lines, sounds, stored.episode.duration, sight.reader.forms)

    def captions(
        self,
        drama: str,
        season: int,
        episode: int,
        *,
        language: str | None = None,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Line | Sound]:
        """The lines and sounds of an episode's most telling track, in order of time.

        Args:
            language: take the track of this language, an ISO 639-1 code, where there is one.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._sight(seen, spoilers, drama) as sight:
            key = sight.episode(drama, season, episode).key
            lines, sounds = sight.reader.script(key, () if language is None else (language,))
        return sorted([*lines, *sounds], key=lambda shown: shown.start)

    def totals(self, *, seen: Seen = None, spoilers: bool = False) -> Totals:
        """How much the library holds."""
        with self._sight(seen, spoilers) as sight:
            return sight.reader.totals()
