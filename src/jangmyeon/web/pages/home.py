"""The home page: a search box, and the shelf with the moods of its dramas."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from jangmyeon.library import Library
from jangmyeon.model import Drama
from jangmyeon.web.addresses import drama_address
from jangmyeon.web.charts import Stripe
from jangmyeon.web.charts.barcode import condensed
from jangmyeon.web.moods import shares_of, stripes_of_all
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.paging import page
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["find"])

_STRIPES = 96  # of a drama's barcode


@dataclass(frozen=True, slots=True)
class Spine:
    """A drama as it stands on the shelf, with how many episodes there are to tell of.

    ``moods`` are those of its story in equal stretches, ``told`` the same in words.
    """

    id: str
    path: str
    title: str
    title_language: str
    year: int | None
    episodes: int
    moods: tuple[Stripe, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Home:
    """The shelf: its dramas and how much there is."""

    dramas: tuple[Spine, ...]
    episodes: int
    scenes: int


def home(library: Library, viewer: Viewer) -> Home:
    """The dramas of the shelf, with the mood of each scene."""
    dramas = library.dramas(spoilers=viewer.spoilers)
    totals = library.totals(spoilers=viewer.spoilers)
    spines = tuple(_spine(library, viewer, drama) for drama in dramas)
    return Home(spines, totals.episodes, totals.scenes)


def _spine(library: Library, viewer: Viewer, drama: Drama) -> Spine:
    title = title_of(drama, viewer)
    episodes = library.moods(drama.id, spoilers=viewer.spoilers)
    stripes = stripes_of_all(episodes)
    return Spine(
        drama.id,
        drama_address(drama.id),
        title,
        language_of(title),
        drama.year,
        len(episodes),
        tuple(condensed(stripes, _STRIPES)),
        shares_of(stripes, viewer.language),
    )


page(router, "/", "home.html", home, remember=True)
