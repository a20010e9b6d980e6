"""Reading a folder, and looking after the data."""

from __future__ import annotations

from concurrent.futures import Executor

from jangmyeon.errors import StoreError
from jangmyeon.indexing import Progress, index_shelf
from jangmyeon.library.base import Seen
from jangmyeon.library.writeups import Writeups
from jangmyeon.model import IndexReport, Skipped
from jangmyeon.search import open_index


class Indexing(Writeups):
    """Brings a library up to date with its folder, and tells what is wrong with it."""

    def index(
        self, progress: Progress | None = None, executor: Executor | None = None
    ) -> IndexReport:
        """Read what is new or changed in the folder, and forget what is gone.

        Kept write-ups are linked anew where episodes came or went.

        Args:
            progress: called with an ``IndexProgress`` after each episode; ``print`` will do.
            executor: who does the work; worker processes on this machine unless told otherwise.

        Raises:
            ShelfError: the folder cannot be read.
            LibraryBusyError: another process is indexing.
            StoreError: the data cannot be written.
        """
        self.close()
        report = index_shelf(self.folder, self.data, progress, executor)
        self._relink()
        return report

    def skipped(self, *, seen: Seen = None, spoilers: bool = False) -> list[Skipped]:
        """The files that could not be used, and why."""
        with self._sight(seen, spoilers) as sight:
            return sight.reader.notices("skipped")

    def damage(self, *, seen: Seen = None, spoilers: bool = False) -> list[str]:
        """What is wrong with the library's own data; empty when all is well."""
        found: list[str] = []
        with self._sight(seen, spoilers) as sight:
            found += sight.reader.damage()
            waiting = len(sight.reader.unsearchable())
            if waiting:
                found.append(f"{waiting} episodes are not searchable yet: run jangmyeon index")
        try:
            open_index(self.data)
        except StoreError as error:
            found.append(error.message)
        return found
