"""Every error a user can meet: what happened, where, and what to do about it."""

from __future__ import annotations


class JangmyeonError(Exception):
    """The root of all errors raised on purpose.

    Args:
        what: what went wrong, in plain words.
        where: the file, place or argument it concerns.
        remedy: what the user can do now.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """One line: ``what "where": remedy``."""
        text = f'{self.what} "{self.where}"' if self.where else self.what
        return f"{text}: {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type[JangmyeonError], what: str, where: str, remedy: str) -> JangmyeonError:
    """Unpickle an error that crossed a process border."""
    return kind(what, where=where, remedy=remedy)


class CaptionError(JangmyeonError):
    """A caption file cannot be read at all."""


class ShelfError(JangmyeonError):
    """A folder or a description file of the media library cannot be used."""


class StoreError(JangmyeonError):
    """The library's own data cannot be opened, read or written."""


class LibraryBusyError(StoreError):
    """Another process is writing to this library."""


class NotOnShelfError(JangmyeonError):
    """A drama, season, episode or scene that was asked for is not on the shelf."""


class QueryError(JangmyeonError):
    """A question that cannot be understood."""


class WriteupError(JangmyeonError):
    """A write-up cannot be read, fetched or written."""
