"""The door: where a server asks for a password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from jangmyeon.web.guards.auth import LASTS, SESSION, is_password, is_token, new_session
from jangmyeon.web.guards.csrf import keep_token, token_of
from jangmyeon.web.paging import local
from jangmyeon.web.parameters import LONGEST_ADDRESS
from jangmyeon.web.rendering import Visit, draw
from jangmyeon.web.settings import Settings
from jangmyeon.web.viewer import CurrentViewer, Viewer

router = APIRouter(include_in_schema=False)


@router.get("/login", response_class=HTMLResponse)
def login(
    request: Request,
    viewer: CurrentViewer,
    back: Annotated[str, Query(max_length=LONGEST_ADDRESS)] = "/",
) -> Response:
    """The form for the password."""
    return _form(request, viewer, back)


@router.post("/login")
async def come_in(
    request: Request,
    viewer: CurrentViewer,
    password: Annotated[str, Form(max_length=1_000)] = "",
    back: Annotated[str, Form(max_length=LONGEST_ADDRESS)] = "/",
) -> Response:
    """Let somebody in who tells the password, or the token."""
    settings: Settings = request.app.state.settings
    known = is_token(password, settings) or await run_in_threadpool(is_password, password, settings)
    if settings.guarded and not known:
        return _form(request, viewer, back, wrong=True)
    response = RedirectResponse(local(back), status_code=303)
    secure = request.url.scheme == "https"
    session = new_session(settings)
    response.set_cookie(
        SESSION, session, max_age=LASTS, httponly=True, samesite="lax", secure=secure
    )
    return response


@router.post("/logout")
def go_out() -> Response:
    """Forget the session of this browser."""
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(SESSION)
    return response


def _form(request: Request, viewer: Viewer, back: str, *, wrong: bool = False) -> Response:
    token = token_of(request)
    page = draw(Visit.of(request, token), "login.html", viewer, back=local(back), wrong=wrong)
    return keep_token(HTMLResponse(page, 401 if wrong else 200), request, token)
