"""``jangmyeon link``: from an article to the scenes it tells of."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
from jangmyeon.cli.output import console, print_json, shortened, table
from jangmyeon.model import Link, Writeup, clock

_EXIT_NOTHING_FOUND = 1
_PASSAGE = 70  # letters of a passage that are shown
_MOST_REASONS = 3
_HEADER = ("line", "passage", "scene", "time", "sure")

PrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Also fetch addresses of your own network."),
]


def link(  # noqa: PLR0913  where from, where to, and what may show
    file: Annotated[
        str,
        typer.Argument(
            help="An article: HTML, Markdown or text, the folder of a saved page, or an address; "
            "- reads what is piped in."
        ),
    ],
    drama: Annotated[
        str | None, typer.Option(help="The drama it is about, where it names none.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a copy with every scene beside its words.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="Write such a copy as Markdown.")
    ] = None,
    keep: Annotated[
        bool, typer.Option(help="Remember it, so that scenes know what was written of them.")
    ] = True,
    why: Annotated[bool, typer.Option("--why", help="Tell what speaks for each scene.")] = False,
    allow_private: PrivateOption = False,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Link each passage of an article to the scene that it tells of.

    Exits with 1 when no scene is found.
    """
    with open_library(library, data) as lib:
        read = lib.read(source(file), allow_private=allow_private)
        links = lib.link(read, drama=drama, keep=keep, seen=last_seen(seen), spoilers=spoilers)
    if as_json:
        print_json(links)
    else:
        print_links(links, why=why)
    _write_copies(read.writeup, links, html, markdown)
    if not any(each.scene for each in links):
        raise typer.Exit(_EXIT_NOTHING_FOUND)


def _write_copies(
    writeup: Writeup, links: Sequence[Link], html: Path | None, markdown: Path | None
) -> None:
    """Write copies of an article with the scenes beside its words."""
    if html is None and markdown is None:
        return
    from jangmyeon.guides.views import writeup_markdown, writeup_page

    for path, view in ((html, writeup_page), (markdown, writeup_markdown)):
        if path is not None:
            write_file(path, view(writeup, links).encode("utf-8"))
            console(stderr=True).print(f"Written: {path}", markup=False)


def source(file: str) -> str:
    """What a command is to read: a file or an address, or the text that is piped in."""
    return sys.stdin.read() + "\n" if file == "-" else file


def print_links(links: Sequence[Link], *, why: bool = False) -> None:
    """Print passages with their scenes, and how many tell of none that is sure."""
    linked = [each for each in links if each.scene is not None]
    if linked:
        table([_row(each, why=why) for each in linked], (*_HEADER, *(["why"] if why else [])))
    silent = len(links) - len(linked)
    told = f"{len(linked)} of {len(links)} passages lead to a scene"
    more = "; the others tell too little, or of a drama that is not on the shelf" if silent else ""
    console(stderr=True).print(f"{told}{more}.", markup=False)


def _row(link: Link, *, why: bool) -> list[str]:
    place, passage = f"{link.passage.line}:{link.passage.column}", link.passage
    episode = link.scene.episode if link.scene else None
    row = [
        place,
        shortened(passage.text, _PASSAGE),
        f"{episode.drama.title} {episode.code}" if episode else "",
        f"{clock(link.start)}–{clock(link.end)}",
        f"{link.score:.0%}",
    ]
    if why:
        parts = [f"{part.part.replace('_', ' ')} {part.weight:.1f}" for part in link.why]
        row.append(", ".join(parts[:_MOST_REASONS]))
    return row
