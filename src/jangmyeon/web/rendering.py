"""Pages drawn by Jinja: what every template knows, and the part of a page that htmx asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined

from jangmyeon.model import clock
from jangmyeon.web import charts
from jangmyeon.web.phrases import say, says
from jangmyeon.web.settings import Settings
from jangmyeon.web.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Visit:
    """What of a request its page shows.

    Args:
        here: the path with the query.
        query: what is being looked for.
        fragment: htmx asks for it: the blocks ``title`` and ``main`` alone are drawn.
        guarded: visitors had to show who they are, and can leave.
        token: what forms of the page have to send back (``csrf``).
    """

    here: str
    query: str
    fragment: bool
    guarded: bool
    token: str

    @classmethod
    def of(cls, request: Request, token: str) -> Visit:
        """What a page shows of this request."""
        settings: Settings = request.app.state.settings
        return cls(
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            query=request.query_params.get("q", ""),
            fragment="hx-request" in request.headers,
            guarded=settings.guarded,
            token=token,
        )


def draw(visit: Visit, template: str, viewer: Viewer, **data: object) -> str:
    """A page as HTML.

    Args:
        data: what the template is about.
    """
    context = {
        **data,
        "viewer": viewer,
        "say": partial(_said, viewer),
        "fragment": visit.fragment,
        "here": visit.here,
        "csrf": visit.token,
        "asset": asset,
        "query": visit.query,
        "guarded": visit.guarded,
    }
    return _environment().get_template(template).render(context)


def link(path: str, **parameters: object) -> str:
    """A path with those parameters that are not empty.

    >>> link("/find", q="rain & snow", drama="", page=2)
    '/find?q=rain+%26+snow&page=2'
    """
    told = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{told}" if told else path


@cache
def asset(name: str) -> str:
    """The address of a file in ``static/``; it changes when the file does."""
    content = (resources.files(__package__) / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(content, digest_size=5).hexdigest()}"


def _said(viewer: Viewer, key: str, **values: object) -> str:
    return say(key, viewer.language, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__ or "jangmyeon.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clock=clock)
    environment.globals.update(link=link)
    environment.globals.update((name, getattr(charts, name)) for name in charts.__all__)
    environment.tests["phrase"] = says
    return environment
