"""What there is to watch: the videos of episodes and the caption tracks to show with them."""

from __future__ import annotations

from pathlib import Path

from jangmyeon.library.base import Base, Seen
from jangmyeon.model import Track
from jangmyeon.shelf import Url, find_video


class Watching(Base):
    """Tells where the videos of episodes lie."""

    def video(
        self, drama: str, season: int, episode: int, *, seen: Seen = None, spoilers: bool = False
    ) -> Path | None:
        """The video file of an episode, all links followed; None where the shelf has none.

        A video that was put beside the captions after the last indexing is found too. None of a
        shelf that is no folder of this machine.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._sight(seen, spoilers, drama) as sight:
            stored = sight.episode(drama, season, episode)
            tracks = sight.reader.tracks(stored.key)
        if isinstance(self.folder, Url):
            return None
        return find_video(self.folder, stored.video, [track.path for track in tracks])

    def tracks(
        self, drama: str, season: int, episode: int, *, seen: Seen = None, spoilers: bool = False
    ) -> list[Track]:
        """The caption tracks of an episode, the most telling one first.

        Raises:
            NotOnShelfError: there is no such drama or episode.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return sight.reader.tracks(sight.episode(drama, season, episode).key)
