"""What is told when something goes wrong: a readable page, or the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from jangmyeon.engine import WorkerDiedError
from jangmyeon.errors import JangmyeonError, NotOnShelfError, QueryError, StoreError, WriteupError
from jangmyeon.web.guards.csrf import keep_token, token_of
from jangmyeon.web.naming import language_of
from jangmyeon.web.phrases import say, says
from jangmyeon.web.rendering import Visit, draw
from jangmyeon.web.viewer import read_viewer

_STATUS: tuple[tuple[type[JangmyeonError], int], ...] = (
    (NotOnShelfError, 404),
    (QueryError, 422),
    (WriteupError, 422),
    (StoreError, 503),
    (WorkerDiedError, 503),
    (JangmyeonError, 422),
)
_TOO_LARGE = "exceeded maximum size"
_PLAIN = (404, 413)  # whose title says it all
_LONGEST = 300  # letters of what a visitor sent that are said back


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: in short, in full (in ``language``), and what can be done about it."""

    status: int
    title: str
    what: str = ""
    remedy: str = ""
    language: str = "en"


def problem(
    request: Request,
    status: int,
    what: str = "",
    remedy: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer that tells what went wrong, for people or for programs, whoever asks.

    Args:
        what: the key of a phrase, or words.
    """
    viewer = read_viewer(request)
    key = f"error.{status}" if says(f"error.{status}") else "error.500"
    words = say(f"error.{what}", viewer.language) if says(f"error.{what}") else what[:_LONGEST]
    language = language_of(words)
    told = Problem(status, say(key, viewer.language), words, remedy[:_LONGEST], language)
    if wants_json(request):
        return JSONResponse(asdict(told), status, headers)
    token = token_of(request)
    page = draw(Visit.of(request, token), "problem.html", viewer, page=told)
    return keep_token(HTMLResponse(page, status, headers), request, token)


def _for_pages(remedy: str) -> str:
    """A remedy, unless it is a command's, of which visitors know nothing.

    >>> _for_pages("there are: kiss, farewell"), _for_pages("run jangmyeon index first")
    ('there are: kiss, farewell', '')
    """
    return "" if "jangmyeon " in remedy else remedy


def wants_json(request: Request) -> bool:
    """Whether a program asks: for a ``.json`` page, or without saying that it takes HTML."""
    if request.url.path.endswith(".json"):
        return True
    return "html" not in request.headers.get("accept", "") and "hx-request" not in request.headers


def tell_problems(app: FastAPI) -> None:
    """Let an app answer errors with readable pages."""

    def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, JangmyeonError)
        status = next(number for kind, number in _STATUS if isinstance(error, kind))
        what = f"{error.what} “{error.where}”" if error.where else error.what
        return problem(request, status, what, _for_pages(error.remedy))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status, what = error.status_code, str(error.detail)
        if _TOO_LARGE in what:  # how Starlette tells that a field of a form is
            status = 413
        return problem(request, status, "" if status in _PLAIN else what, headers=error.headers)

    def misread(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        parts = (f"{each['loc'][-1]}: {each['msg']}" for each in error.errors())
        return problem(request, 422, "; ".join(parts))

    app.add_exception_handler(JangmyeonError, told)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, misread)
