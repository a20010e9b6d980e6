"""What is wrong with a library's own data, and mending it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from jangmyeon.errors import ShelfError, StoreError
from jangmyeon.indexing import Progress, rebuild_search
from jangmyeon.library.indexing import Indexing
from jangmyeon.search import open_index, remove_index, stray_files, unsound_files
from jangmyeon.store import FILE_NAME, Condition, Writer, inspect, is_being_written
from jangmyeon.store.yours import OWN_FILE_NAME, inspect_yours, mend_yours

Part = Literal["library", "search", "yours", "leftovers"]

_LOGS = ("", "-wal", "-shm", "-journal")
_LEFT_OVER = ("*.part", "*.part-*", "*.broken", "yours-backups/*.part*")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a library's data, in which part of it, and what to do.

    ``mendable`` says that ``Library.mend`` can put it right, ``waits`` that the next run of
    ``Library.index`` will.
    """

    part: Part
    what: str
    remedy: str
    mendable: bool = True
    waits: bool = False

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}"


class Mending(Indexing):
    """Tells what is wrong with a library's data, and mends what can be mended."""

    def damage(self) -> list[Problem]:
        """What is wrong with the library's own data; empty when all is well. Changes nothing.

        All of it is read, which takes a while where the library is large.

        Raises:
            StoreError: there is no library.
        """
        self.close()
        if not self.data.is_dir() or not any(self.data.iterdir()):
            raise StoreError(
                "no library in", where=str(self.data), remedy="run jangmyeon index first"
            )
        condition, problems = self._database()
        problems += [*self._search(condition), *self._own_things()]
        if is_being_written(self.data):  # what a run has yet to do is nothing wrong
            return [each for each in problems if each.part != "library" or not each.waits]
        return [*problems, *self._leftovers()]

    def mend(self, progress: Progress | None = None) -> list[str]:
        """Put right what can be put right; tells in plain words what was done.

        A search index is built anew from the database, a database from the captions (what is the
        viewer's own stays); what is the viewer's own is put back from its last good backup. A file
        that gave way to another is kept beside it until all is done.

        Raises:
            LibraryBusyError: another process is writing to the library.
            ShelfError: the captions are needed, and cannot be read.
            StoreError: there is no library, or it cannot be written.
        """
        found = [problem for problem in self.damage() if problem.mendable]
        parts = {problem.part for problem in found}
        done: list[str] = []
        if "yours" in parts:
            done.append(self._mend_yours())
        if "library" in parts:
            done.append(self._mend_library(progress))
        elif "search" in parts:
            rebuild_search(self.data)
            done.append("built the search index anew")
        if "leftovers" in parts:
            done.append(f"deleted {self._delete_leftovers()} leftovers of runs that were cut short")
        self.close()
        return done

    def _database(self) -> tuple[Condition | None, list[Problem]]:
        remake = "jangmyeon doctor --mend makes it anew from your captions"
        if not (self.data / FILE_NAME).is_file():
            return None, [Problem("library", f"{FILE_NAME} is not there", remake)]
        try:
            condition = inspect(self.data)
        except StoreError as error:
            newer = "update jangmyeon" in error.remedy
            older = "run jangmyeon index" in error.remedy
            remedy = error.remedy if newer or older else remake
            return None, [Problem("library", error.what, remedy, mendable=not newer)]
        problems = [Problem("library", f"{FILE_NAME}: {each}", remake) for each in condition.faults]
        unread = len(condition.unreadable) + len(condition.unreadable_words)
        if unread:
            remedy = "jangmyeon doctor --mend analyses their episodes again"
            problems.append(Problem("library", f"{unread} records cannot be read", remedy))
        if condition.waiting:
            what = f"{len(condition.waiting)} episodes cannot be searched yet"
            problems.append(Problem("library", what, "run jangmyeon index", waits=True))
        return condition, problems

    def _search(self, condition: Condition | None) -> list[Problem]:
        if condition is None or condition.faults:
            return []  # it is built anew with the database
        remedy = "jangmyeon doctor --mend builds the search index anew"
        wrong = unsound_files(self.data)
        if not wrong:
            try:
                found = open_index(self.data).episodes()
                if missing := len(condition.searchable - found):
                    wrong.append(f"the search index lacks {missing} episodes")
            except StoreError as error:
                wrong.append(error.what)
        return [Problem("search", each, remedy) for each in wrong]

    def _own_things(self) -> list[Problem]:
        found = inspect_yours(self.data)
        if found.newer:
            what = f"{OWN_FILE_NAME} was written by a newer jangmyeon"
            return [Problem("yours", what, "update jangmyeon", mendable=False)]
        if not found.faults and not found.lost:
            return []
        what = "is gone" if found.lost else f"is damaged ({found.faults[0]})"
        if found.backup is not None:
            remedy = f"jangmyeon doctor --mend puts back the backup of {found.backup.day}"
        elif found.lost:
            remedy = "its backups are damaged too: put a copy of your own in its place"
        else:
            remedy = "there is no backup; jangmyeon doctor --mend saves what can still be read"
        mendable = found.backup is not None or not found.lost
        return [Problem("yours", f"{OWN_FILE_NAME} {what}", remedy, mendable)]

    def _leftovers(self) -> list[Problem]:
        found = self._leftover_files()
        if not found:
            return []
        names = ", ".join(path.name for path in found[:3])
        what = f"{len(found)} leftovers of runs that were cut short ({names})"
        return [Problem("leftovers", what, "jangmyeon doctor --mend deletes them")]

    def _leftover_files(self) -> list[Path]:
        found = {path for each in _LEFT_OVER for path in self.data.glob(each)}
        return sorted({*found, *stray_files(self.data)})

    def _delete_leftovers(self) -> int:
        with Writer(self.data):  # nobody else is at work
            found = self._leftover_files()
            for path in found:
                path.unlink(missing_ok=True)
            open_index(self.data).tidy()
        return len(found)

    def _mend_yours(self) -> str:
        done = mend_yours(self.data)
        told = f"put back the backup of {done.backup.day}" if done.backup else "began a new file"
        rescued = [f"{count} {name}" for name, count in asdict(done.rescued).items() if count]
        if rescued:
            told += f", and took in {', '.join(rescued)} from the damaged file"
        kept = f"; that is kept as {done.aside.name}" if done.aside else ""
        return f"{OWN_FILE_NAME}: {told}{kept}"

    def _mend_library(self, progress: Progress | None) -> str:
        """Make what is damaged anew, the whole database if need be."""
        condition, _ = self._database()
        if condition is not None and not condition.faults:
            unread, waiting = len(condition.unreadable), len(condition.waiting)
            with Writer(self.data) as writer, writer.transaction():
                writer.forget_analysis(condition.unreadable)
                writer.forget_words(condition.unreadable_words)
            self.index(progress)
            return f"analysed {unread} episodes again, and had search take in {waiting}"
        aside = self._moved_aside()
        try:
            report = self.index(progress)
            if not report.episodes:
                raise ShelfError(
                    "there are no captions to make the library from in",
                    where=str(self.folder),
                    remedy="see that its disk is there, then try again",
                )
        except BaseException:
            self._moved_back(aside)
            raise
        for path in aside:
            path.unlink(missing_ok=True)
        return f"made {FILE_NAME} anew: {report.episodes} episodes"

    def _moved_aside(self) -> list[Path]:
        """The files of the database under other names, from which they can come back."""
        self.close()
        remove_index(self.data)  # it knows episodes by their keys in this database
        aside = []
        for log in _LOGS:
            path = self.data / f"{FILE_NAME}{log}"
            if path.exists():
                aside.append(path.rename(path.with_name(f"{path.name}.broken")))
        return aside

    def _moved_back(self, aside: list[Path]) -> None:
        self.close()
        for log in _LOGS:
            (self.data / f"{FILE_NAME}{log}").unlink(missing_ok=True)
        for path in aside:
            path.replace(path.with_suffix(""))
