"""``jangmyeon anatomy``: a scene, dissected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.cli.export import write_file
from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
    spot,
)
from jangmyeon.cli.output import console, print_json, print_text


def anatomy(  # noqa: PLR0913  each option shows the anatomy in a way of its own
    drama: Annotated[str, typer.Argument(help="A title in any language, or an id.")],
    episode: Annotated[str, typer.Argument(help="16, S01E16 or 1x16.")],
    time: Annotated[str, typer.Argument(help="28:23, 1:02:03 or seconds.")],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page to this file, for a browser.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Of its sentences: en or ko.")] = "en",
    alone: Annotated[
        bool,
        typer.Option("--alone", help="Only this scene, without those in which it goes on."),
    ] = False,
    jellyfin: Annotated[
        str, typer.Option(envvar="JANGMYEON_JELLYFIN", help="Your Jellyfin's address, for a link.")
    ] = "",
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Dissect the scene at a time: who, what leads here, beats, key lines, what it is like."""
    with open_library(library, data) as lib:
        found = lib.anatomy(
            spot(drama, episode, time),
            language=language,
            whole=not alone,
            jellyfin=jellyfin,
            seen=last_seen(seen),
            spoilers=spoilers,
        )
    if html is not None:
        from jangmyeon.guides.views import anatomy_page

        write_file(html, anatomy_page(found).encode("utf-8"))
    if as_json:
        print_json(found)
    elif html is not None:
        console().print(f"The anatomy is in {html}", markup=False)
    else:
        from jangmyeon.guides.views import anatomy_markdown

        text = anatomy_markdown(found)
        if markdown or not sys.stdout.isatty():
            print_text(text)
        else:
            from rich.markdown import Markdown

            console().print(Markdown(text))
