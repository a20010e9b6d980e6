"""Pages drawn by Jinja: what every template knows, and the part of a page that htmx asks for."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib import resources
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined

from jangmyeon.model import clock
from jangmyeon.web import charts
from jangmyeon.web.phrases import say, says
from jangmyeon.web.viewer import Viewer


def draw(request: Request, template: str, viewer: Viewer, token: str, **data: object) -> str:
    """A page as HTML; the blocks ``title`` and ``main`` alone where htmx asks for it.

    Args:
        token: what forms of the page have to send back (``csrf``).
        data: what the template is about.
    """
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    context = {
        **data,
        "viewer": viewer,
        "say": partial(_said, viewer),
        "fragment": "hx-request" in request.headers,
        "here": here,
        "csrf": token,
        "asset": asset,
        "query": request.query_params.get("q", ""),
        "guarded": request.app.state.settings.guarded,
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
