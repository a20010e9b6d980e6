"""Who looks: the language, what may show, light or dark, as their browser keeps it in cookies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from fastapi import Depends, Request

from jangmyeon.web.settings import Language

Theme: TypeAlias = Literal["auto", "light", "dark"]

LANGUAGE, THEME, SPOILERS = "language", "theme", "spoilers"
"""The names of the cookies."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at pages.

    ``spoilers`` tells that they want everything shown, however far they have seen.
    """

    language: Language = "en"
    spoilers: bool = False
    theme: Theme = "auto"


def read_viewer(request: Request) -> Viewer:
    """Who looks, as the cookies tell; a language that was never chosen is the browser's."""
    cookies = request.cookies
    language, theme = cookies.get(LANGUAGE, ""), cookies.get(THEME, "")
    return Viewer(
        language=_language(language) or _preferred(request),
        spoilers=cookies.get(SPOILERS) == "shown",
        theme=_theme(theme),
    )


CurrentViewer = Annotated[Viewer, Depends(read_viewer)]


def _language(told: str) -> Language | None:
    return next((each for each in get_args(Language) if each == told), None)


def _theme(told: str) -> Theme:
    return next((each for each in get_args(Theme) if each == told), "auto")


def _preferred(request: Request) -> Language:
    """The first language of the browser's that the interface has, else what the server was told."""
    for part in request.headers.get("accept-language", "").split(","):
        found = _language(part.split(";")[0].strip().casefold().split("-")[0])
        if found is not None:
            return found
    told: Language = request.app.state.settings.language
    return told
