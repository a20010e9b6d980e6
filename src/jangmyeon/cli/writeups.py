"""``jangmyeon writeups``: the articles that are remembered."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
)
from jangmyeon.cli.output import console, print_json, table

_HEADER = ("title", "author", "scenes", "file or address")


def writeups(
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE|URL", help="Forget it; the file itself stays as it is."),
    ] = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles that jangmyeon link has remembered, with how many scenes they tell of."""
    with open_library(library, data) as lib:
        for each in remove or ():
            lib.remove_writeup(each)
        found = lib.writeups(seen=last_seen(seen), spoilers=spoilers)
    if as_json:
        print_json(found)
    elif not found:
        console().print("None yet: jangmyeon link FILE remembers what an article says of scenes.")
    else:
        rows = [(w.title, w.author, str(w.passages), w.source) for w in found]
        table(rows, _HEADER)
