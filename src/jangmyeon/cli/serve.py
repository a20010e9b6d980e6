"""``jangmyeon serve``: the library in a browser."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jangmyeon.cli.options import DataOption, LibraryOption, open_library
from jangmyeon.cli.output import console
from jangmyeon.engine import processors
from jangmyeon.errors import JangmyeonError, QueryError

if TYPE_CHECKING:
    from jangmyeon.web import Settings

_PASSWORD, _TOKEN = "JANGMYEON_PASSWORD", "JANGMYEON_TOKEN"
_WAITING = 2048  # connections that may wait to be answered
_WORKERS = 2  # each takes some hundred MB
_PATIENCE = 3  # seconds that answers have to end at Ctrl-C
_LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(message)s", "datefmt": "%H:%M:%S"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "jangmyeon.web": {"handlers": ["screen"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["screen"], "level": "WARNING", "propagate": False},
    },
}


def serve(  # noqa: PLR0913  each tells something else of the server
    host: Annotated[
        str, typer.Option(help="The address to listen on; beyond this machine with a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=1, max=65_535)] = 8421,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name it is asked for by, beside its own: that of a reverse proxy."),
    ] = None,
    password: Annotated[
        bool,
        typer.Option("--password", help=f"Ask for a password now; or tell it in {_PASSWORD}."),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(help="How many processes look things up; two, if unsaid.", min=1, max=64),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Write no line for each request.")] = False,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in your browser.")
    ] = False,
    library: LibraryOption = None,
    data: DataOption = None,
) -> None:
    """Look at the library in a browser, until Ctrl-C.

    Only this machine can reach it. With another --host it needs a password, or a token that
    programs send (JANGMYEON_TOKEN).
    """
    settings = _settings(host, port, tuple(allow_host or ()), password, library, data)
    settings = replace(settings, workers=workers or min(_WORKERS, processors()))
    with _listening(host, port) as listening:
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        console().print(f"Jangmyeon is at {address} (Ctrl-C ends it)", markup=False)
        if open_:
            webbrowser.open(address)
        _run(settings, listening, quiet)


def _settings(
    host: str,
    port: int,
    hosts: tuple[str, ...],
    ask: bool,
    library: str | None,
    data: Path | None,
) -> Settings:
    """What the server is told; refuses what would let strangers in.

    Raises:
        QueryError: others could reach it, and there is no password.
        JangmyeonError: packages are missing.
    """
    try:
        from jangmyeon.web import Settings
        from jangmyeon.web.guards.auth import hashed
        from jangmyeon.web.settings import is_loopback
    except ModuleNotFoundError as error:
        raise JangmyeonError(
            "the web app needs a package that is not installed,",
            where=error.name or "",
            remedy='pip install "jangmyeon[web]"',
        ) from error
    reachable = bool(hosts) or not is_loopback(host)
    token = os.environ.get(_TOKEN, "")
    told = os.environ.get(_PASSWORD, "")
    if ask or (reachable and not told and not token and sys.stdin.isatty()):
        told = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if reachable and not told and not token:
        raise QueryError(
            "others could reach it without a password, so it does not start on",
            where=hosts[0] if is_loopback(host) else host,
            remedy=f"give one with --password or in {_PASSWORD}, or a token in {_TOKEN}",
        )
    with open_library(library, data) as lib:
        lib.totals(spoilers=True)  # tells now if there is no library
        return Settings(
            lib.folder.resolve() if isinstance(lib.folder, Path) else lib.folder,
            lib.data.resolve(),
            host,
            port,
            hosts,
            password=hashed(told) if told else "",
            token=token,
            warm=True,
        )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        JangmyeonError: the address cannot be had.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named as TCP, its connections send at once (asyncio sets TCP_NODELAY on no others).
        listening = socket.socket(family, kind, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_WAITING)
    except OSError as error:
        raise JangmyeonError(
            f"cannot listen ({error.strerror or error}) on",
            where=f"{host}:{port}",
            remedy="is it running already? --port names another one",
        ) from error
    return listening


def _run(settings: Settings, listening: socket.socket, quiet: bool) -> None:
    """Answer requests until somebody ends it."""
    import uvicorn

    from jangmyeon.web import create_app

    config = uvicorn.Config(
        create_app(settings),
        access_log=False,
        log_config=None if quiet else _LOG,
        server_header=False,
        backlog=_WAITING,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with suppress(KeyboardInterrupt):  # how one ends it
        uvicorn.Server(config).run([listening])
    console().print("Closed.")
