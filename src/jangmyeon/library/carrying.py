"""Carrying what is a viewer's own: out of a library and into one, as a file."""

from __future__ import annotations

from pathlib import Path

from jangmyeon.errors import StoreError
from jangmyeon.library.base import Base
from jangmyeon.store.yours import Merged


class Carrying(Base):
    """Backs up and restores what is a viewer's own. The horizon hides nothing from a backup."""

    def export_own(self, path: str | Path) -> None:
        """Write all that is a viewer's own to a JSON file: what was seen, notes, stars, tags,
        lists and kept write-ups.

        Raises:
            StoreError: the file cannot be written.
        """
        file = Path(path).expanduser()
        try:
            file.write_text(self._yours().as_text(), "utf-8")
        except OSError as error:
            raise _unusable("write", file, error) from error

    def import_own(self, path: str | Path) -> Merged:
        """Take in what ``export_own`` wrote, here or elsewhere; nothing that is here is lost.

        Of two ratings of one spot, and of two horizons of a drama, the one told later stays.

        Returns:
            How much of it was new.

        Raises:
            StoreError: the file cannot be read, or is none that ``export_own`` wrote.
        """
        file = Path(path).expanduser()
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _unusable("read", file, error) from error
        return self._yours(create=True).merge(text, str(file))


def _unusable(what: str, file: Path, error: OSError | UnicodeDecodeError) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
    return StoreError(f"cannot {what} ({reason})", where=str(file), remedy="name another file")
