"""The best scenes of a kind of moment, or of a mood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Path, Query

from jangmyeon.guides import aspects, find_aspect
from jangmyeon.library import Library
from jangmyeon.model import Drama, Ranked
from jangmyeon.moments import KINDS
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.pages.downloads import Download, download
from jangmyeon.web.pages.telling import Place, Said, Teller
from jangmyeon.web.pages.translating import Translations
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import AboutDrama
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["lists"])

Kind: TypeAlias = Annotated[
    str,
    Path(
        description="A kind of moment or a mood, in English or Korean.",
        max_length=60,
        examples=["confession"],
    ),
]
HowMany: TypeAlias = Annotated[int, Query(description="How many at most.", ge=1, le=100)]
PlayForm: TypeAlias = Annotated[
    Literal["m3u", "mpv", "edl", "csv"], Path(description="For players, editors, or as a table.")
]
ENDINGS = {"m3u": "m3u8", "mpv": "mpv.edl", "edl": "edl", "csv": "csv"}


@dataclass(frozen=True, slots=True)
class DramaChoice:
    """A drama that a list can be narrowed to."""

    id: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score: ``moment`` (of the kind ``name``), romance, intensity, or written."""

    part: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Best:
    """A scene's place in the list: its key caption, why it stands there, where it is shown again.

    ``translated`` is that caption in the viewer's language, where the shelf has it. ``percent`` is
    its score beside that of the first.
    """

    place: Place
    said: Said | None
    translated: Said | None
    path: str
    why: tuple[Part, ...]
    percent: float
    again: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TopScenes:
    """The best scenes of a kind, of the whole shelf or of a drama.

    ``moods`` and ``kinds`` are all that scenes can be ranked by.
    """

    kind: str
    drama: str
    title: str
    title_language: str
    limit: int
    scenes: tuple[Best, ...]
    dramas: tuple[DramaChoice, ...]
    moods: tuple[str, ...]
    kinds: tuple[str, ...]


def top(
    library: Library,
    viewer: Viewer,
    kind: Kind,
    drama: AboutDrama = "",
    limit: HowMany = 20,
) -> TopScenes:
    """The scenes that show most of a kind of moment, or of a mood; best first."""
    name = find_aspect(kind).name
    about = library.drama(drama, spoilers=viewer.spoilers) if drama else None
    found = library.top(name, about.id if about else None, limit=limit, spoilers=viewer.spoilers)
    teller, translations = Teller(library, viewer), Translations(library, viewer)
    most = max((each.score for each in found), default=1.0) or 1.0
    title = title_of(about, viewer) if about else ""
    names = [aspect.name for aspect in aspects()]
    return TopScenes(
        kind=name,
        drama=about.id if about else "",
        title=title,
        title_language=language_of(title),
        limit=limit,
        scenes=tuple(_best(each, most, teller, translations) for each in found),
        dramas=choices(library.dramas(spoilers=viewer.spoilers), viewer),
        moods=tuple(each for each in names if each not in KINDS),
        kinds=tuple(each for each in names if each in KINDS),
    )


def export_top(
    library: Library,
    viewer: Viewer,
    kind: Kind,
    form: PlayForm,
    drama: AboutDrama = "",
    limit: HowMany = 20,
) -> Download:
    """The best scenes of a kind for a player, an editor, or as a table."""
    name = find_aspect(kind).name
    files = library.export(
        form,
        drama or None,
        kind=name,
        limit=limit,
        language=viewer.language,
        spoilers=viewer.spoilers,
    )
    return Download(f"{name}.{ENDINGS[form]}", next(iter(files.values()), b""))


def choices(dramas: list[Drama], viewer: Viewer) -> tuple[DramaChoice, ...]:
    """Dramas to choose from, by title."""
    titles = sorted((title_of(each, viewer), each.id) for each in dramas)
    return tuple(DramaChoice(drama, title, language_of(title)) for title, drama in titles)


def _best(ranked: Ranked, most: float, teller: Teller, translations: Translations) -> Best:
    scene, key = ranked.scene, ranked.key
    place = teller.place(scene)
    return Best(
        place=place,
        said=teller.said(key, place.drama) if key else None,
        translated=translations.of(scene.episode, key),
        path=teller.place(scene, key.start).path if key else place.path,
        why=tuple(
            Part(each.part, each.detail if each.part == "moment" else "", each.weight)
            for each in ranked.why
        ),
        percent=round(100 * min(max(ranked.score / most, 0.0), 1.0), 1),
        again=tuple(teller.place(each) for each in ranked.again),
    )


page(router, "/top/{kind}", "top.html", top, remember=True)
download(router, "/top/{kind}/export/{form}", export_top)
