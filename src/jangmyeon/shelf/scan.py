"""``scan``: a folder of captions and videos -> the dramas and episodes on it."""

from __future__ import annotations

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
from jangmyeon.shelf.source import ShelfPlace, Source, Url, open_shelf, place_of_shelf
from jangmyeon.shelf.walk import Walk

_SHOW = "tvshow"
_FILM = "movie"


def scan(shelf: ShelfPlace | Source, known: Mapping[str, Identity] | None = None) -> Shelf:
    """Find all dramas and episodes in a folder laid out as for Jellyfin, Kodi or Plex.

    Nothing but the folders and their .nfo files is read: no caption file, no video.

    Args:
        shelf: the shelf, or the folder of one drama.
        known: the ``identities`` of an earlier scan under the same ``RULES``. Their paths are not
            read anew, so that a shelf that has not changed is scanned in the time of a walk.

    Raises:
        ShelfError: the folder is missing, is a file, cannot be opened or is marked to be left out.

    """
    source = open_shelf(place_of_shelf(shelf)) if isinstance(shelf, Path | Url) else shelf
    walked = source.walk()
    above = source.above
    doubts = Doubts(skipped=walked.skipped)
    known = known or {}
    stamps = [(stamp, False) for stamp in walked.captions]
    stamps += [(stamp, True) for stamp in walked.videos]
    identities = {
        stamp.path: known.get(stamp.path) or identify(stamp.path, above) for stamp, _ in stamps
    }
    if not stamps and not walked.skipped:
        doubts.empty()
    nfos = _read_nfos(source, walked, doubts)
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


def _read_nfos(source: Source, walked: Walk, doubts: Doubts) -> dict[str, Nfo]:
    """The .nfo files that belong to something on the shelf, by path without extension."""
    wanted = {stem for stamp in (*walked.captions, *walked.videos) for stem in _stems(stamp.path)}
    stems: dict[str, str] = {}
    for stamp in walked.nfos:
        stem = stamp.path[:-4]
        folder, name = _split(stem)
        if name.lower() in (_SHOW, _FILM):
            stem = folder + name.lower()
        elif stem not in wanted:
            continue
        if stamp.size > LARGEST:
            doubts.bad_nfo(stamp.path, "is larger than any .nfo should be", "")
        else:
            stems[stamp.path] = stem
    nfos: dict[str, Nfo] = {}
    for path, data in source.read_each(stems):
        if isinstance(data, OSError):
            doubts.bad_nfo(path, data.strerror or "cannot be opened", "make it readable")
            continue
        try:
            nfos[stems[path]] = read_nfo(data)
        except ShelfError as error:
            doubts.bad_nfo(path, error.what, error.remedy)
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
