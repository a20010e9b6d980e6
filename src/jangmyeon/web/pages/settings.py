"""Settings: what you have seen, spoilers, language, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from jangmyeon.errors import QueryError
from jangmyeon.library import Library
from jangmyeon.web.horizon import HorizonShown, horizon_of
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.paging import local, page, write
from jangmyeon.web.parameters import CODE, LONGEST_ADDRESS, season_and_number
from jangmyeon.web.settings import Language
from jangmyeon.web.viewer import LANGUAGE, SPOILERS, THEME, Theme, Viewer

router = APIRouter(tags=["settings"])

_YEARS = 400 * 24 * 3600  # seconds: as long as browsers keep a cookie
Back = Annotated[str, Form(max_length=LONGEST_ADDRESS, description="The page to go back to.")]


@dataclass(frozen=True, slots=True)
class SeenOf:
    """A drama and how far it has been seen."""

    title: str
    title_language: str
    horizon: HorizonShown


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """How far each drama has been seen, and how pages look to this viewer."""

    dramas: tuple[SeenOf, ...]
    spoilers: bool
    language: Language


def settings(library: Library, viewer: Viewer) -> SettingsPage:
    """What this viewer has seen and chosen."""
    dramas = tuple(
        SeenOf(title := title_of(drama, viewer), language_of(title), horizon_of(library, drama.id))
        for drama in library.dramas(spoilers=True)
    )
    return SettingsPage(dramas, viewer.spoilers, viewer.language)


def set_seen(
    library: Library,
    viewer: Viewer,
    drama: Annotated[str, Form(max_length=400, description="A drama's id.")],
    episode: Annotated[str, Form(max_length=12, description="S01E09, all or none.")],
) -> str:
    """Remember how far a drama has been seen.

    Nothing of later episodes is told anywhere then. ``all`` hides nothing, ``none`` everything.
    """
    if episode == "all":
        library.set_seen(drama, None)
    elif episode == "none":
        library.set_seen(drama, 0)
    elif CODE.match(episode):
        season, number = season_and_number(episode)
        library.set_seen(drama, number, season)
    else:
        raise QueryError("cannot read the episode", where=episode, remedy="write S01E09, all, none")
    return ""


@router.post(
    "/settings/appearance",
    summary="Choose the language, and light or dark",
    status_code=303,
    response_class=RedirectResponse,
)
async def appearance(
    request: Request,
    language: Annotated[Language | Literal[""], Form(description="Empty: as it is.")] = "",
    theme: Annotated[Theme | Literal[""], Form(description="Empty: as it is.")] = "",
    back: Back = "/settings",
) -> Response:
    """Choose the language of the interface, and light or dark; kept in this browser."""
    response = RedirectResponse(local(back), status_code=303)
    for name, value in ((LANGUAGE, language), (THEME, theme)):
        if value:
            _keep(response, request, name, value)
    return response


@router.post(
    "/settings/spoilers",
    summary="Lift the spoiler horizon, or lower it again",
    status_code=303,
    response_class=RedirectResponse,
)
async def spoilers(
    request: Request,
    show: Annotated[bool, Form(description="Show everything, however far was seen.")] = False,
    back: Back = "/settings",
) -> Response:
    """Lift the spoiler horizon for this browser, or lower it again."""
    response = RedirectResponse(local(back), status_code=303)
    _keep(response, request, SPOILERS, "shown" if show else "hidden")
    return response


def _keep(response: Response, request: Request, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=_YEARS, httponly=True, samesite="lax", secure=secure)


page(router, "/settings", "settings.html", settings, remember=True)
write(router, "/settings/seen", set_seen)
