"""Proof-reading write-ups against a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jangmyeon.model import Episode, Finding, Line, Link
from jangmyeon.store import Reader
from jangmyeon.writeups.checking import check
from jangmyeon.writeups.checking_links import Episodes
from jangmyeon.writeups.checking_quotes import Spoken
from jangmyeon.writeups.checking_sheet import Reference
from jangmyeon.writeups.manuscript import Manuscript
from jangmyeon.writeups.mentions import Shelf


class Proofreader:
    """Proof-reads write-ups against one library. Keeps the names that it has looked up.

    Not for use from several threads at once.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._version = -1
        self._reference = Reference(Shelf([], {}))

    def check(self, manuscript: Manuscript, links: Iterable[Link] = ()) -> list[Finding]:
        """What the library contradicts in a write-up, in the order of its text.

        Args:
            links: which scenes its passages describe, as far as that is known.

        Raises:
            StoreError: the library cannot be read.
        """
        with self._reader.snapshot():
            if self._reader.version != self._version:
                self._version = self._reader.version
                self._reference = Reference(Shelf.of(self._reader))
            return check(manuscript, self._reference, links, episodes_of(self._reader))


def episodes_of(reader: Reader) -> Episodes:
    """What is said in a library's episodes, read when it is asked for."""

    def lines(episode: Episode) -> Sequence[Line]:
        stored = reader.find_episode(episode.drama.id, episode.season, episode.number)
        return reader.script(stored.key)[0] if stored else ()

    def last(episode: Episode) -> int:
        season = (
            stored.episode.number
            for stored in reader.episodes(episode.drama.id)
            if stored.episode.season == episode.season
        )
        return max(season, default=0)

    return Episodes(last, Spoken(lines, reader.forms))
