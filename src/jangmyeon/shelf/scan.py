"""``scan``: a folder of captions and videos -> the dramas and episodes on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from jangmyeon.errors import ShelfError
from jangmyeon.shelf.bundles import Entry, bundles
from jangmyeon.shelf.doubts import Doubts
from jangmyeon.shelf.dramas import gather
from jangmyeon.shelf.episodes import episode_files
from jangmyeon.shelf.folders import place_of
from jangmyeon.shelf.found import Identity, Shelf
from jangmyeon.shelf.identify import identify
from jangmyeon.shelf.nfo import LARGEST, Nfo, read_nfo
from jangmyeon.shelf.walk import Walk, walk

_SHOW = "tvshow"
_FILM = "movie"


def scan(root: Path, known: Mapping[str, Identity] | None = None) -> Shelf:
    """Find all dramas and episodes in a folder laid out as for Jellyfin, Kodi or Plex.

    Nothing but the folders and their .nfo files is read: no caption file, no video.

    Args:
        root: the shelf, or the folder of one drama.
        known: the ``identities`` of an earlier scan under the same ``RULES``. Their paths are not
            read anew, so that a shelf that has not changed is scanned in the time of a walk.

    Raises:
        ShelfError: the folder is missing, is a file, cannot be opened or is marked to be left out.

    """
    root = Path(os.path.abspath(root.expanduser()))  # noqa: PTH100 - resolve() would rename links
    _check(root)
    walked = walk(root)
    above = root.parts[-2:]
    doubts = Doubts(skipped=walked.skipped)
    known = known or {}
    stamps = [(stamp, False) for stamp in walked.captions]
    stamps += [(stamp, True) for stamp in walked.videos]
    identities = {
        stamp.path: known.get(stamp.path) or identify(stamp.path, above) for stamp, _ in stamps
    }
    if not stamps and not walked.skipped:
        doubts.empty()
    nfos = _read_nfos(root, walked, doubts)
    entries = [
        Entry(
            stamp,
            identities[stamp.path],
            place_of(stamp.path.rpartition("/")[0], above),
            video,
            _nfo_of(stamp.path, nfos),
        )
        for stamp, video in stamps
    ]
    return _shelf(entries, nfos, doubts, identities)


def _check(root: Path) -> None:
    if not root.exists():
        raise ShelfError(
            "there is no such folder",
            where=str(root),
            remedy="check the path or create it",
        )
    if not root.is_dir():
        raise ShelfError(
            "that is a file, not a folder",
            where=str(root),
            remedy=f'give the folder that holds it: "{root.parent}"',
        )


def _read_nfos(root: Path, walked: Walk, doubts: Doubts) -> dict[str, Nfo]:
    """The .nfo files that belong to something on the shelf, by path without extension."""
    wanted = {stem for stamp in (*walked.captions, *walked.videos) for stem in _stems(stamp.path)}
    nfos: dict[str, Nfo] = {}
    for stamp in walked.nfos:
        stem = stamp.path[:-4]
        folder, name = _split(stem)
        if name.lower() in (_SHOW, _FILM):
            stem = folder + name.lower()
        elif stem not in wanted:
            continue
        try:
            if stamp.size > LARGEST:
                raise ShelfError("is larger than any .nfo should be")
            nfos[stem] = read_nfo((root / stamp.path).read_bytes())
        except ShelfError as error:
            doubts.bad_nfo(stamp.path, error.what, error.remedy)
        except OSError as error:
            doubts.bad_nfo(stamp.path, error.strerror or "cannot be opened", "make it readable")
    return nfos


def _stems(path: str) -> Iterator[str]:
    """A path without its endings, one by one: ``a.ko.srt`` gives ``a.ko`` and ``a``."""
    folder, name = _split(path)
    while "." in name:
        name = name.rpartition(".")[0]
        yield folder + name


def _split(path: str) -> tuple[str, str]:
    """A path as its folder, slash included, and its name."""
    folder, slash, name = path.rpartition("/")
    return folder + slash, name


def _nfo_of(path: str, nfos: Mapping[str, Nfo]) -> Nfo:
    """The .nfo of the same name, or the folder's ``movie.nfo``."""
    for stem in (*_stems(path), _split(path)[0] + _FILM):
        if found := nfos.get(stem):
            return found
    return Nfo()


def _shelf(
    entries: list[Entry],
    nfos: Mapping[str, Nfo],
    doubts: Doubts,
    identities: Mapping[str, Identity],
) -> Shelf:
    shows = {
        folder.rstrip("/"): nfo.about
        for (folder, name), nfo in ((_split(stem), nfo) for stem, nfo in nfos.items())
        if nfo.about and name == _SHOW
    }
    gathered = gather(bundles(entries, shows, doubts), doubts)
    episodes = [
        files for one in gathered for files in episode_files(one.drama, one.bundles, doubts)
    ]
    return Shelf(
        dramas=tuple(one.drama for one in gathered),
        episodes=tuple(episodes),
        skipped=tuple(sorted(doubts.skipped, key=lambda skip: skip.path)),
        notices=tuple(sorted(doubts.notices, key=lambda note: note.path)),
        identities=identities,
    )
