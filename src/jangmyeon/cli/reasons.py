"""``jangmyeon reasons``: why to watch a drama, or why not."""

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
)
from jangmyeon.cli.output import console, print_json, print_text

_EXIT_NOTHING_FOUND = 1


def reasons(  # noqa: PLR0913  each option shows the reasons in a way of its own
    drama: Annotated[str, typer.Argument(help="A title in any language, or an id.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many reasons.")] = 10,
    against: Annotated[bool, typer.Option("--against", help="Tell for whom it is not.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page to this file, for a browser.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Of its sentences: en or ko.")] = "en",
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what a drama has more of than others, with numbers, scenes and lines that show it.

    Exits with 1 when there is nothing to tell.
    """
    told = last_seen(seen)
    with open_library(library, data) as lib:
        found = lib.reasons(
            drama, limit, against=against, language=language, seen=told, spoilers=spoilers
        )
        about = lib.drama(drama, seen=told, spoilers=spoilers)
        people = lib.people(drama, seen=told, spoilers=spoilers)
    if html is not None:
        from jangmyeon.guides.views.reasons_text import reasons_page

        write_file(html, reasons_page(about, found, people, language).encode("utf-8"))
    if as_json:
        print_json(found)
    elif html is not None:
        console().print(f"The reasons are in {html}", markup=False)
    elif found:
        from jangmyeon.guides.views.reasons_text import reasons_markdown

        show_markdown(reasons_markdown(about, found, people, language), plain=markdown)
    if not found:
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def show_markdown(text: str, *, plain: bool) -> None:
    """Print Markdown: drawn in a terminal, as it is where it is asked for or goes into a pipe."""
    if plain or not sys.stdout.isatty():
        print_text(text)
        return
    from rich.markdown import Markdown

    console().print(Markdown(text))
