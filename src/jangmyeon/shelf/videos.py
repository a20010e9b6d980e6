"""Where the video of an episode lies, by the captions that are known of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from jangmyeon.shelf.tracknames import read_track_name
from jangmyeon.shelf.vocabulary import folder_words


def find_video(root: Path, known: str, tracks: Iterable[str]) -> Path | None:
    """The video of an episode, with all links followed.

    Args:
        root: the shelf.
        known: where the shelf's last scan found it, relative to the shelf; empty if it did not.
        tracks: the paths of its captions, relative to the shelf. Of two videos beside captions the
            first by name is taken.

    Returns:
        None where there is none, or where links lead to it out of the shelf.
    """
    paths = [known] if known else []
    paths += [path for path in tracks if is_video(path)]
    for path in (*paths, *_beside(root, tracks)):
        found = within(root, path)
        if found is not None and is_video(found.name):
            return found
    return None


def is_video(path: str) -> bool:
    """Whether a file is a video, by its extension."""
    return PurePosixPath(path).suffix.lower() in folder_words().video_files


def within(root: Path, path: str) -> Path | None:
    """A file of the shelf with all links followed; None where that leads to none of its files."""
    try:
        shelf = root.resolve(strict=True)
        found = (shelf / path).resolve(strict=True)
        return found if found.is_relative_to(shelf) and found.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None  # missing, a loop of links, a name that no file can have


def _beside(root: Path, tracks: Iterable[str]) -> Iterator[str]:
    """Videos of the same name as captions, in their folder or in that which it serves."""
    for track in tracks:
        place = PurePosixPath(track)
        wanted = set(_names(place.name))
        folders = [place.parent]
        if place.parent.name.casefold() in folder_words().subtitles:
            folders.append(place.parent.parent)
        for folder in folders:
            for name in _listed(root / folder):
                if is_video(name) and _same(PurePosixPath(name).stem) in wanted:
                    yield str(folder / name)


def _names(name: str) -> Iterator[str]:
    """What a video of these captions may be called: their name, ending by ending shorter.

    >>> list(_names("Some Drama S01E05.ko.sdh.srt"))
    ['some drama s01e05.ko.sdh', 'some drama s01e05']
    """
    stem = PurePosixPath(name).stem
    yield _same(stem)
    rest = read_track_name(stem).rest
    if rest and rest != stem:
        yield _same(rest)


def _same(name: str) -> str:
    """A name in the form in which two that look alike are the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []
