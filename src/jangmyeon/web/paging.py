"""The one way a page is made, and the one way something is written.

A page is a data function: it takes the library, the viewer and parameters, and returns a frozen
dataclass. ``page`` registers it twice: at its path as HTML, drawn by a template, and at the path
with ``.json`` as the same data. A write is a function that returns where to go next.
"""

from __future__ import annotations

import inspect
import secrets
from collections.abc import Awaitable, Callable, Hashable
from functools import cache, partial
from typing import Annotated, Any, TypeVar, get_type_hints

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import TypeAdapter

from jangmyeon.library import Library
from jangmyeon.web.guards.csrf import keep_token, token_of
from jangmyeon.web.memory import Kept, Memory
from jangmyeon.web.parameters import LONGEST_ADDRESS
from jangmyeon.web.rendering import Visit, draw
from jangmyeon.web.shelf import Shelves
from jangmyeon.web.viewer import CurrentViewer, Viewer

Data = TypeVar("Data")
_TOKEN = secrets.token_urlsafe(24)
"""Stands in pages where each visitor's own token goes."""

_GIVEN = 2  # parameters that are not a visitor's: the library and the viewer


def page(
    router: APIRouter,
    path: str,
    template: str,
    data: Callable[..., Data],
    *,
    remember: bool = False,
) -> None:
    """Register a page: at ``path`` as HTML, at ``path.json`` as JSON.

    With the header HX-Request the HTML is the block ``main`` of the template alone.

    Args:
        template: its name in ``templates/``; it finds the data as ``page``.
        data: ``(library, viewer, *parameters)`` to a frozen dataclass. Its further parameters
            become those of the path and the query, its docstring the description.
        remember: keep answers until the library or what is the viewer's own changes. Only for data
            that hangs on nothing but these.
    """

    async def as_json(request: Request, viewer: CurrentViewer, **values: object) -> Response:
        answers: Memory[bytes] = request.app.state.answers
        seek = partial(_json, data, viewer, values)
        about = (viewer.language, viewer.spoilers)
        told = await _sought(request, seek, answers if remember else None, about)
        return Response(told, media_type="application/json")

    async def as_html(request: Request, viewer: CurrentViewer, **values: object) -> Response:
        pages: Memory[str] = request.app.state.pages
        visit, token = Visit.of(request, _TOKEN), token_of(request)
        seek = partial(_html, data, viewer, values, template, visit)
        html = await _sought(request, seek, pages if remember else None, (viewer, visit))
        return keep_token(HTMLResponse(html.replace(_TOKEN, token)), request, token)

    told = inspect.getdoc(data) or ""
    router.add_api_route(
        "/index.json" if path == "/" else f"{path}.json",
        with_parameters(as_json, data),
        response_model=get_type_hints(data)["return"],
        summary=" ".join(told.split("\n\n", 1)[0].split()).rstrip("."),
        description=told,
        name=f"{data.__name__}_json",
    )
    router.add_api_route(
        path,
        with_parameters(as_html, data),
        response_class=HTMLResponse,
        include_in_schema=False,
        name=data.__name__,
    )


async def _sought(
    request: Request,
    seek: Callable[[Library], Kept],
    memory: Memory[Kept] | None,
    about: Hashable,
) -> Kept:
    """What the library answers, or a memory kept of that.

    Args:
        about: all that the answer hangs on, beside the path, the query and the library.
    """
    shelves: Shelves = request.app.state.shelves
    state = shelves.state if memory is not None else None
    if memory is None or state is None:
        return await shelves.look_up(seek)
    key = (request.url.path, request.url.query, about, state)
    return await memory.once(key, lambda: shelves.look_up(seek))


def _json(
    data: Callable[..., object], viewer: Viewer, values: dict[str, object], library: Library
) -> bytes:
    """What a page shows, as JSON."""
    return _adapter(data).dump_json(data(library, viewer, **values))


def _html(
    data: Callable[..., object],
    viewer: Viewer,
    values: dict[str, object],
    template: str,
    visit: Visit,
    library: Library,
) -> str:
    """A page as HTML."""
    return draw(visit, template, viewer, page=data(library, viewer, **values))


@cache
def _adapter(data: Callable[..., Data]) -> TypeAdapter[Data]:
    """What makes JSON of the answers of a page's function."""
    return TypeAdapter(get_type_hints(data)["return"])


def write(router: APIRouter, path: str, action: Callable[..., str]) -> None:
    """Register something that is written, as a form sends it; then the visitor is sent on.

    Args:
        action: ``(library, viewer, *fields)`` to the path to go to, empty for the page that the
            form's field ``back`` names. Declare fields as ``Annotated[str, Form()]``.
    """

    async def written(
        request: Request, viewer: CurrentViewer, back: str, **values: object
    ) -> Response:
        shelves: Shelves = request.app.state.shelves
        where = await shelves.ask(lambda library: action(library, viewer, **values))
        return RedirectResponse(local(where or back), status_code=303)

    told = inspect.getdoc(action) or ""
    router.add_api_route(
        path,
        with_parameters(written, action, back=Annotated[str, Form(max_length=LONGEST_ADDRESS)]),
        methods=["POST"],
        status_code=303,
        response_class=RedirectResponse,
        summary=told.split("\n", 1)[0].rstrip("."),
        description=told,
        name=action.__name__,
        responses={403: {"description": "The token of the form is missing or wrong."}},
    )


def local(path: str) -> str:
    r"""A path of this server's own; the home page where it is none.

    >>> local("/find?q=rain"), local("//evil.example"), local("https://evil.example"), local("/\\x")
    ('/find?q=rain', '/', '/', '/')
    """
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if safe and path.isprintable() else "/"


def with_parameters(
    endpoint: Callable[..., Awaitable[Response]],
    function: Callable[..., Any],
    **fields: Any,  # noqa: ANN401  a type as Annotated makes it has no narrower name
) -> Callable[..., Awaitable[Response]]:
    """An endpoint whose parameters are a function's own beside the request and the viewer."""
    hints = get_type_hints(function, include_extras=True)
    told = [
        parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in list(inspect.signature(function).parameters.items())[_GIVEN:]
    ]
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [
        inspect.Parameter("request", keyword, annotation=Request),
        inspect.Parameter("viewer", keyword, annotation=CurrentViewer),
        *(
            inspect.Parameter(name, keyword, annotation=each, default="/")
            for name, each in fields.items()
        ),
    ]
    endpoint.__signature__ = inspect.Signature([*own, *told])  # type: ignore[attr-defined]
    endpoint.__name__ = function.__name__
    return endpoint
