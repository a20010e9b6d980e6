"""The one walk through the folders: every file of use, each looked at once."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from jangmyeon.captions.encoding import LARGEST
from jangmyeon.errors import ShelfError
from jangmyeon.model import Skipped
from jangmyeon.shelf.folders import is_extra, is_left_out
from jangmyeon.shelf.found import FileStamp
from jangmyeon.shelf.ignore import Rule, is_ignored, read_rules
from jangmyeon.shelf.tracknames import read_track_name
from jangmyeon.shelf.vocabulary import folder_words


@dataclass(slots=True)
class Walk:
    """What the walk met, each list in the order of paths."""

    captions: list[FileStamp] = field(default_factory=list)
    videos: list[FileStamp] = field(default_factory=list)
    nfos: list[FileStamp] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def walk(root: Path) -> Walk:
    """Walk through a shelf, following links but entering no folder twice.

    Raises:
        ShelfError: the shelf's own folder cannot be opened, or is marked to be left out.

    """
    walked = Walk()
    # A link to a folder around the shelf would bring in all that lies beside the shelf.
    entered = {(state.st_dev, state.st_ino) for state in map(os.stat, root.resolve().parents)}
    # Links wait until all real folders are done: a folder goes by its real path if it has one here.
    folders: list[tuple[str, tuple[Rule, ...]]] = [("", ())]
    links: list[tuple[str, tuple[Rule, ...]]] = []
    while folders or links:
        folder, rules = (folders or links).pop()
        try:
            state = (root / folder).stat()
            if (state.st_dev, state.st_ino) in entered:
                continue
            entered.add((state.st_dev, state.st_ino))
            with os.scandir(root / folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
            marked = _own_rules(root / folder, folder, {entry.name for entry in entries})
        except OSError as error:
            walked.skipped.append(_unreadable(folder, error))
            continue
        if marked is None:
            if not folder:
                raise left_out(str(root))
            continue
        rules += marked
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            _meet(entry, path, rules, walked, links if entry.is_symlink() else folders)
    return in_order(str(root), walked)


def _own_rules(place: Path, folder: str, names: set[str]) -> tuple[Rule, ...] | None:
    """The rules that a folder sets for itself, None if it is to be left out altogether."""
    if ".nomedia" in names:
        return None
    if ".ignore" not in names:
        return ()
    text = (place / ".ignore").read_text("utf-8", errors="replace")
    return read_rules(text, folder) or None


def _meet(
    entry: os.DirEntry[str],
    path: str,
    rules: tuple[Rule, ...],
    walked: Walk,
    folders: list[tuple[str, tuple[Rule, ...]]],
) -> None:
    """Put one entry of a folder where it belongs, or leave it."""
    try:
        is_folder = entry.is_dir()
        if is_ignored(path, rules, folder=is_folder):
            return
        if is_folder:
            if not is_left_out(entry.name):
                folders.append((path, rules))
            return
        kind = kind_of(entry.name, walked)
        if kind is None:
            return
        path.encode()
        state = entry.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe or socket, which may never end
            return
        kind.append(FileStamp(path, state.st_size, state.st_mtime_ns))
    except UnicodeEncodeError:
        reason = "its name is not valid UTF-8: skipped; rename it, then run index again"
        walked.skipped.append(Skipped(_shown(path), reason))
    except OSError as error:
        walked.skipped.append(_unreadable(path, error))


def kind_of(name: str, walked: Walk) -> list[FileStamp] | None:
    """The list that a file goes to, by its extension; None for a file of no use."""
    if name.startswith(".") or name.casefold() in folder_words().server_files:
        return None
    words, (stem, dot, extension) = folder_words(), name.rpartition(".")
    suffix = f"{dot}{extension.lower()}"
    if suffix == ".nfo":
        return walked.nfos
    if suffix in words.video_files:
        return None if is_extra(stem) else walked.videos
    if suffix in words.caption_files or suffix in words.picture_files:
        return None if is_extra(read_track_name(stem).rest) else walked.captions
    return None


def in_order(where: str, walked: Walk) -> Walk:
    """Everything by path, with the captions that are pictures moved to what was skipped."""
    drawn = {stamp.path[:-4] for stamp in walked.captions if stamp.path.lower().endswith(".idx")}
    _leave_large(walked)
    written = []
    for stamp in walked.captions:
        if stamp.path.lower().endswith(folder_words().picture_files):
            reason = (
                "its captions are pictures, not text: skipped; put a text track such as .srt "
                "beside it (Subtitle Edit can read pictures), then run index again"
            )
            walked.skipped.append(Skipped(stamp.path, reason))
        elif not (stamp.path[:-4] in drawn and stamp.path.lower().endswith(".sub")):
            written.append(stamp)
    walked.captions = sorted(written, key=lambda stamp: stamp.path)
    walked.videos.sort(key=lambda stamp: stamp.path)
    walked.nfos.sort(key=lambda stamp: stamp.path)
    if any(not skip.path for skip in walked.skipped):
        raise ShelfError(
            "the folder cannot be opened",
            where=where,
            remedy="give yourself the right to read it, then try again",
        )
    return walked


def _leave_large(walked: Walk) -> None:
    """Skip what is no captions by its size alone: it need not be read to find that out."""
    for kind in (walked.captions, walked.nfos):
        for stamp in [each for each in kind if each.size > LARGEST]:
            if stamp.path.lower().endswith(folder_words().picture_files):
                continue
            kind.remove(stamp)
            told = f"{stamp.size >> 20} MiB, the limit is {LARGEST >> 20} MiB"
            reason = f"too large to be captions ({told}): skipped; move it elsewhere"
            walked.skipped.append(Skipped(stamp.path, reason))


def _unreadable(path: str, error: OSError) -> Skipped:
    cause = error.strerror or "it cannot be opened"
    reason = f"{cause}: skipped; give yourself the right to read it, then run index again"
    if isinstance(error, FileNotFoundError):
        reason = "the link leads nowhere: skipped; mend or delete it, then run index again"
    return Skipped(_shown(path), reason)


def _shown(path: str) -> str:
    """A path fit to be printed and stored, even where its bytes are no text."""
    return path.encode("utf-8", "backslashreplace").decode()


def left_out(where: str) -> ShelfError:
    """What to say of a shelf that is marked to be left out."""
    return ShelfError(
        "the folder is marked to be left out",
        where=where,
        remedy="delete the file .nomedia or .ignore in it, or choose another folder",
    )
