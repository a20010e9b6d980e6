"""What is a viewer's own: lists, tags, stars and notes, a page each, and their backup."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, TypeAlias

from fastapi import APIRouter, File, Form, Path, UploadFile

from jangmyeon.errors import NotOnShelfError, QueryError, StoreError
from jangmyeon.library import Library, Spot
from jangmyeon.model import Scene
from jangmyeon.web.pages import quiz, top
from jangmyeon.web.pages.downloads import Download, download
from jangmyeon.web.pages.telling import Place, Teller
from jangmyeon.web.pages.top import ENDINGS, PlayForm
from jangmyeon.web.paging import page, write
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["lists"])

Name: TypeAlias = Annotated[str, Path(description="Its name.", max_length=200, examples=["rainy"])]
_MOST_RATED = 30
_LARGEST_BACKUP = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Count:
    """A list or a tag, and how many scenes it has."""

    name: str
    scenes: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A scene that something was said of: a note with its number and when, or stars.

    ``place`` is None while the episode is not on the shelf; ``drama``, ``code`` and ``at`` tell
    where it was.
    """

    place: Place | None
    drama: str
    code: str
    at: float
    note: int = 0
    text: str = ""
    written: str = ""
    stars: int = 0


@dataclass(frozen=True, slots=True)
class OwnThings:
    """All that is a viewer's own: lists and tags, the scenes with most stars, how many notes."""

    lists: tuple[Count, ...]
    tags: tuple[Count, ...]
    rated: tuple[Kept, ...]
    notes: int


@dataclass(frozen=True, slots=True)
class OwnScenes:
    """The scenes of a list or with a tag; ``what`` is which of the two."""

    what: str
    name: str
    scenes: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """All notes, in order of the story."""

    notes: tuple[Kept, ...]


def lists(library: Library, viewer: Viewer) -> OwnThings:
    """Your own lists, tags and stars."""
    spoilers = viewer.spoilers
    rated = library.ratings(spoilers=spoilers)[:_MOST_RATED]
    teller = Teller(library, viewer)
    return OwnThings(
        lists=tuple(Count(each.name, each.scenes) for each in library.lists(spoilers=spoilers)),
        tags=tuple(Count(each.name, each.scenes) for each in library.tags(spoilers=spoilers)),
        rated=tuple(_kept(r.spot, r.scene, teller, stars=r.stars) for r in rated),
        notes=len(library.notes(spoilers=spoilers)),
    )


def own_list(library: Library, viewer: Viewer, name: Name) -> OwnScenes:
    """The scenes of one of your own lists, in its own order."""
    if name not in {each.name for each in library.lists(spoilers=viewer.spoilers)}:
        raise _not_there(name)
    found = library.listed(name, spoilers=viewer.spoilers)
    teller = Teller(library, viewer)
    return OwnScenes("list", name, tuple(_kept(e.spot, e.scene, teller) for e in found))


def tagged(library: Library, viewer: Viewer, name: Name) -> OwnScenes:
    """The scenes that you have given a tag, in order of the story."""
    found = library.tagged(name, spoilers=viewer.spoilers)
    if not found:
        raise _not_there(name)
    teller = Teller(library, viewer)
    return OwnScenes("tag", name, tuple(_kept(e.spot, e.scene, teller) for e in found))


def notes(library: Library, viewer: Viewer) -> OwnNotes:
    """All your notes, in order of the story."""
    teller = Teller(library, viewer)
    return OwnNotes(
        tuple(
            _kept(n.spot, n.scene, teller, note=n.id, text=n.text, written=n.written)
            for n in library.notes(spoilers=viewer.spoilers)
        )
    )


def export_list(library: Library, viewer: Viewer, name: Name, form: PlayForm) -> Download:
    """The scenes of one of your own lists for a player, an editor, or as a table."""
    files = library.export(form, listed=name, language=viewer.language, spoilers=viewer.spoilers)
    return Download(f"{name}.{ENDINGS[form]}", next(iter(files.values()), b""))


def delete_list(
    library: Library,
    viewer: Viewer,
    name: Annotated[str, Form(description="Its name.", max_length=200)],
) -> str:
    """Delete one of your own lists with all that is on it."""
    library.remove_list(name)
    return "/lists"


def backup(library: Library, viewer: Viewer) -> Download:
    """All that is your own as one file: what was seen, notes, stars, tags, lists, write-ups."""
    with tempfile.TemporaryDirectory() as folder:
        path = FilePath(folder) / "backup"
        library.export_own(path)
        return Download("jangmyeon-backup.json", path.read_bytes())


def restore(
    library: Library,
    viewer: Viewer,
    backup: Annotated[UploadFile, File(description="A file that the backup page wrote.")],
) -> str:
    """Take in a backup; nothing that is here is lost."""
    data = backup.file.read(_LARGEST_BACKUP + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = FilePath(folder) / "backup"
        path.write_bytes(data)
        try:
            library.import_own(path)
        except StoreError as error:  # of a file that a visitor knows by its own name
            name = backup.filename or ""
            raise QueryError(error.what, where=name[:80], remedy=error.remedy) from error
    return "/lists"


def _not_there(name: str) -> NotOnShelfError:
    return NotOnShelfError(
        "nothing is kept under the name", where=name, remedy="see /lists for what there is"
    )


def _kept(
    spot: Spot,
    scene: Scene | None,
    teller: Teller,
    *,
    note: int = 0,
    text: str = "",
    written: str = "",
    stars: int = 0,
) -> Kept:
    place = teller.place(scene, spot.at) if scene else None
    code = f"S{spot.season:02}E{spot.number:02}"
    return Kept(place, spot.drama, code, spot.at, note, text, written, stars)


page(router, "/lists", "lists.html", lists, remember=True)
download(router, "/lists/{name:path}/export/{form}", export_list)
page(router, "/lists/{name:path}", "list.html", own_list, remember=True)
page(router, "/tags/{name:path}", "list.html", tagged, remember=True)
page(router, "/notes", "notes.html", notes, remember=True)
write(router, "/lists/delete", delete_list)
download(router, "/backup", backup)
write(router, "/backup/restore", restore)
router.include_router(top.router)
router.include_router(quiz.router)
