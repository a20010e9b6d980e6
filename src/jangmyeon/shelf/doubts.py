"""What could not be used or was read with a doubt, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from jangmyeon.model import Skipped
from jangmyeon.shelf.found import Identity

_AGAIN = "then run index again"


@dataclass(slots=True)
class Doubts:
    """Collects what a scan has to tell: ``skipped`` was left out, ``notices`` was read anyway."""

    skipped: list[Skipped] = field(default_factory=list)
    notices: list[Skipped] = field(default_factory=list)

    def empty(self) -> None:
        """A shelf with nothing on it."""
        self._note(
            ".",
            "no captions or videos were found in this folder: put caption files such as "
            f'"Some Drama/Season 01/Some Drama S01E01.ko.srt" into it, {_AGAIN}',
        )

    def no_episode(self, path: str, title: str, *, special: bool = False) -> None:
        """A file whose name does not tell an episode."""
        code = "S00E01" if special else "S01E05"
        name = f"{title} {code}{_endings(path)}".strip()
        self._skip(
            path,
            f'its name does not tell which episode it is: skipped; rename it such as "{name}", or '
            f"for a film add the year to the name, {_AGAIN}",
        )

    def no_drama(self, path: str) -> None:
        """A file in a folder of many dramas, whose name tells no title."""
        self._skip(
            path,
            "neither its name nor its folder tells which drama it is of: skipped; put it in a "
            f"folder named for the drama, {_AGAIN}",
        )

    def no_home(self, path: str) -> None:
        """A track that bears only its language, beside several episodes or none."""
        self._skip(
            path,
            "its name tells a language but no episode: skipped; give it the name of its video "
            f"with the language at the end, such as S01E05{_endings(path)}, {_AGAIN}",
        )

    def split(self, path: str) -> None:
        """The second part of an episode or film that has been split."""
        self._skip(
            path,
            "it is a later part of a split file, whose times start at zero again: skipped; join "
            f"the parts into one file, {_AGAIN}",
        )

    def bad_nfo(self, path: str, what: str, remedy: str = "") -> None:
        """An .nfo that cannot be read: the files beside it go by their names."""
        remedy = remedy or "mend it or delete it"
        self._skip(path, f"{what}: skipped, names are used instead; {remedy}, {_AGAIN}")

    def several(self, paths: list[str], told: Identity) -> None:
        """Files that hold more than one episode each; ``told`` is of the first of them."""
        self._note(
            paths[0],
            f"holds episodes {told.number} to {told.last} in one: kept as episode {told.number}"
            f"{_others(paths)}; split it if you want them apart",
        )

    def weak(self, paths: list[str], told: Identity) -> None:
        """Files whose episode was told by a bare number; ``told`` is of the first of them."""
        self._note(
            paths[0],
            f"read as season {told.season}, episode {told.number}, by a bare number in its name"
            f"{_others(paths)}; if that is wrong, write it as S01E05, {_AGAIN}",
        )

    def elsewhere(self, paths: list[str], told: Identity) -> None:
        """Files whose names tell another season than their folder does."""
        self._note(
            paths[0],
            f"its name says season {told.season}, its folder another: kept as season "
            f"{told.season}{_others(paths)}; move it if that is wrong",
        )

    def taken_for_film(self, path: str, title: str) -> None:
        """A lone file without a number in a dated folder of another name."""
        self._note(
            path,
            f'taken for the film "{title}", since it is alone in that folder and tells no episode; '
            f"if it is an episode, write it as S01E05, {_AGAIN}",
        )

    def which_year(self, folder: str, title: str, years: list[int]) -> None:
        """A folder without a year where several dramas of its title have one."""
        shown = " and ".join(map(str, years))
        self._note(
            folder,
            f'"{title}" is on the shelf from {shown}, and this one has no year: kept apart; add '
            f"the year to its folder, {_AGAIN}",
        )

    def _skip(self, path: str, reason: str) -> None:
        self.skipped.append(Skipped(path, reason))

    def _note(self, path: str, reason: str) -> None:
        self.notices.append(Skipped(path, reason))


def _others(paths: list[str]) -> str:
    count = len(paths) - 1
    if not count:
        return ""
    return f" (and {count} more {'file' if count == 1 else 'files'} of this drama likewise)"


def _endings(path: str) -> str:
    """The language and extension of a file, to be shown in the name that is proposed."""
    name = path.rpartition("/")[2]
    parts = name.split(".")
    kept = parts[-2:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-1:]
    return "." + ".".join(kept) if len(parts) > 1 else ""
