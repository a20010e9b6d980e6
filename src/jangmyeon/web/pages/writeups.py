"""Write-ups: the kept ones, taking one in, and the page of one beside its scenes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, TypeAlias

from fastapi import APIRouter, File, Form, Path, UploadFile

from jangmyeon.errors import NotOnShelfError
from jangmyeon.library import KeptWriteup, Library, OpenedWriteup
from jangmyeon.web.pages.downloads import Download, download
from jangmyeon.web.pages.telling import Teller, id_of_writeup, path_of_writeup
from jangmyeon.web.pages.top import DramaChoice, choices
from jangmyeon.web.pages.writeup_parts import BlockShown, FindingShown, blocks_of, findings_of
from jangmyeon.web.paging import page, write
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["write-ups"])

_LONGEST_TEXT = 80_000  # letters, that any of them fit into a form of 1 MiB
_DIGEST = re.compile(r"-[0-9a-f]{12}(?=\.\w+$)")  # by which copies are told from one another
_WEB = ("http://", "https://")

WriteupId: TypeAlias = Annotated[
    str,
    Path(
        description="A kept write-up, as its list tells it.",
        pattern="^[0-9a-f]{12}$",
        examples=["ac2955259884"],
    ),
]
MeantDrama: TypeAlias = Annotated[
    str,
    Form(description="The drama that is meant where it names none.", max_length=400),
]


@dataclass(frozen=True, slots=True)
class WriteupShown:
    """A kept write-up. ``source`` is its address, or the name of its file.

    ``passages`` counts those that lead to a scene which may be shown.
    """

    path: str
    title: str
    author: str
    date: str
    language: str
    source: str
    address: str
    passages: int
    written: str


@dataclass(frozen=True, slots=True)
class WriteupsPage:
    """The kept write-ups, and the dramas that one may be about."""

    writeups: tuple[WriteupShown, ...]
    dramas: tuple[DramaChoice, ...]


@dataclass(frozen=True, slots=True)
class WriteupPage:
    """A write-up beside the scenes of its passages, with what the episodes contradict in it.

    ``linked`` of ``passages`` lead to a scene. ``held_back`` counts passages that are not shown
    because later episodes are hidden, None where nothing is; then ``blocks`` are but the passages
    that may be shown.
    """

    writeup: WriteupShown
    blocks: tuple[BlockShown, ...]
    findings: tuple[FindingShown, ...]
    passages: int
    linked: int
    corrections: int
    held_back: int | None


def writeups(library: Library, viewer: Viewer) -> WriteupsPage:
    """The write-ups that are kept, newest first."""
    kept = library.writeups(spoilers=viewer.spoilers)
    kept.sort(key=lambda each: each.written, reverse=True)
    return WriteupsPage(
        tuple(_shown(each) for each in kept),
        choices(library.dramas(spoilers=viewer.spoilers), viewer),
    )


def writeup(library: Library, viewer: Viewer, writeup: WriteupId) -> WriteupPage:
    """A kept write-up beside the scenes of its passages, proof-read."""
    opened = _opened(library, viewer, writeup)
    findings = findings_of(opened)
    return WriteupPage(
        writeup=_shown(opened.kept),
        blocks=blocks_of(opened, Teller(library, viewer)),
        findings=findings,
        passages=len(opened.links),
        linked=sum(link.scene is not None for link in opened.links),
        corrections=sum(each.will_change for each in findings),
        held_back=opened.held_back,
    )


def paste_writeup(
    library: Library,
    viewer: Viewer,
    text: Annotated[str, Form(description="The write-up itself.", max_length=_LONGEST_TEXT)],
    drama: MeantDrama = "",
) -> str:
    """Link and proof-read a text, and keep it."""
    return path_of_writeup(library.hand_in(text, drama=drama or None))


def upload_writeup(
    library: Library,
    viewer: Viewer,
    file: Annotated[UploadFile, File(description="HTML, MHTML, Markdown or text.")],
    drama: MeantDrama = "",
) -> str:
    """Link and proof-read a file, and keep a copy of it."""
    data, name = file.file.read(), file.filename or ""
    return path_of_writeup(library.hand_in(data, name, drama=drama or None))


def fetch_writeup(
    library: Library,
    viewer: Viewer,
    address: Annotated[
        str, Form(description="An http or https address of the open web.", max_length=2_000)
    ],
    drama: MeantDrama = "",
) -> str:
    """Fetch a page from the web, link and proof-read it, and keep a copy of it.

    Addresses of this computer or of its own network are refused.
    """
    return path_of_writeup(library.fetch_in(address, drama=drama or None))


def remove_writeup(
    library: Library,
    viewer: Viewer,
    writeup: Annotated[str, Form(description="Its id.", pattern="^[0-9a-f]{12}$")],
) -> str:
    """Forget a write-up and its copy; a file of your own stays as it is."""
    library.remove_writeup(_kept(library, viewer, writeup).source)
    return "/writeups"


def corrected(library: Library, viewer: Viewer, writeup: WriteupId) -> Download:
    """A write-up's file with all corrected that is sure, and not another byte changed."""
    source = _kept(library, viewer, writeup).source
    return Download(*library.corrected(source, spoilers=viewer.spoilers))


def linked_copy(library: Library, viewer: Viewer, writeup: WriteupId) -> Download:
    """A copy of a write-up as one HTML file, with the scenes beside its words."""
    from jangmyeon.guides.views import writeup_page

    opened = _opened(library, viewer, writeup)
    shown = _shown(opened.kept)
    told = writeup_page(opened.writeup, opened.links)
    return Download(f"{PurePath(shown.source).stem or 'write-up'}.linked.html", told.encode())


def _opened(library: Library, viewer: Viewer, writeup: str) -> OpenedWriteup:
    source = _kept(library, viewer, writeup).source
    return library.open_writeup(source, spoilers=viewer.spoilers)


def _kept(library: Library, viewer: Viewer, writeup: str) -> KeptWriteup:
    kept = library.writeups(spoilers=viewer.spoilers)
    found = next((each for each in kept if id_of_writeup(each.source) == writeup), None)
    if found is None:
        raise NotOnShelfError("there is no write-up", where=writeup, remedy="it may be forgotten")
    return found


def _shown(kept: KeptWriteup) -> WriteupShown:
    """A kept write-up without where on this computer its file lies."""
    is_web = kept.source.startswith(_WEB)
    return WriteupShown(
        path=path_of_writeup(kept.source),
        title=kept.title,
        author=kept.author,
        date=kept.date,
        language=kept.language if kept.language != "und" else "en",
        source=kept.source if is_web else _DIGEST.sub("", PurePath(kept.source).name),
        address=kept.source if is_web else "",
        passages=kept.passages,
        written=kept.written,
    )


page(router, "/writeups", "writeups.html", writeups, remember=True)
download(router, "/writeups/{writeup}/corrected", corrected)
download(router, "/writeups/{writeup}/linked", linked_copy)
page(router, "/writeups/{writeup}", "writeup.html", writeup, remember=True)
write(router, "/writeups/paste", paste_writeup)
write(router, "/writeups/upload", upload_writeup)
write(router, "/writeups/fetch", fetch_writeup)
write(router, "/writeups/remove", remove_writeup)
