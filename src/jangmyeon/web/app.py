"""The web app, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from jangmyeon import __version__
from jangmyeon.errors import QueryError
from jangmyeon.web import watch
from jangmyeon.web.guards.auth import DoorGuard
from jangmyeon.web.guards.csrf import check_token
from jangmyeon.web.guards.headers import HeaderGuard
from jangmyeon.web.guards.host import HostGuard
from jangmyeon.web.guards.limits import BodyGuard, RateGuard
from jangmyeon.web.guards.log import FaultGuard, LogGuard
from jangmyeon.web.guards.origin import OriginGuard
from jangmyeon.web.memory import Memory
from jangmyeon.web.pages import drama, episode, home, lists, login, results, scene, writeups
from jangmyeon.web.pages import settings as settings_page
from jangmyeon.web.problems import Problem, tell_problems
from jangmyeon.web.settings import Settings, is_loopback
from jangmyeon.web.shelf import Shelves

_ROUTERS = (
    home.router,
    results.router,
    settings_page.router,
    login.router,
    drama.router,
    watch.router,
    episode.router,
    scene.router,
    lists.router,
    writeups.router,
)
_ABOUT = """\
One place to search, look and read: every page of the app is here as JSON too.

Times are seconds from the start of an episode. Nothing is told of episodes later than the viewer
has seen, as the library remembers it. Writes need the token of a form, or a bearer token.
"""
_REFUSALS: dict[int | str, dict[str, object]] = {
    400: {"model": Problem, "description": "The request cannot be read."},
    404: {"model": Problem, "description": "There is no such drama, episode or scene."},
    413: {"model": Problem, "description": "What is sent is too large."},
    422: {"model": Problem, "description": "A parameter is not understood."},
    429: {"model": Problem, "description": "Too many requests; Retry-After tells when."},
    503: {"model": Problem, "description": "The library cannot be read."},
}


def create_app(settings: Settings) -> FastAPI:
    """The app that serves a library.

    Raises:
        QueryError: others could reach it, and there is neither a password nor a token.
    """
    if settings.reachable and not settings.guarded:
        raise QueryError(
            "others could reach it without a password, so it does not start on",
            where=settings.hosts[0] if is_loopback(settings.host) else settings.host,
            remedy="give it a password (jangmyeon serve --password) or a token",
        )

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        app.state.shelves = Shelves(settings)
        if settings.warm:
            app.state.shelves.warm()
        try:
            yield
        finally:
            app.state.shelves.close()

    app = FastAPI(
        title="Jangmyeon",
        version=__version__,
        description=_ABOUT,
        lifespan=opened,
        dependencies=[Depends(check_token)],
        middleware=_guards(settings),
        responses=_REFUSALS,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.answers = Memory[bytes]()
    app.state.pages = Memory[str]()
    tell_problems(app)
    app.mount("/static", StaticFiles(packages=[("jangmyeon.web", "static")]), name="static")
    for router in _ROUTERS:
        app.include_router(router)
    return app


def _guards(settings: Settings) -> list[Middleware]:
    """What stands before the pages, the outermost first."""
    return [
        Middleware(LogGuard),
        Middleware(HeaderGuard),
        Middleware(HostGuard, settings=settings),
        Middleware(RateGuard, rates=settings.rates),
        Middleware(OriginGuard),
        Middleware(DoorGuard, settings=settings),
        Middleware(BodyGuard, largest=settings.largest_body),
        Middleware(FaultGuard),
    ]
