"""``jangmyeon check``: an article, proof-read against the episodes and the casts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.cli.export import write_file
from jangmyeon.cli.link import PrivateOption, source
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
from jangmyeon.cli.safety import safe_line
from jangmyeon.errors import JangmyeonError, QueryError
from jangmyeon.library import Library, Seen
from jangmyeon.model import Finding

_EXIT_FINDINGS = 1
_EXIT_ERROR = 2
_TEXT = 60  # letters of what stands there that are shown
_HEADER = ("where", "what", "stands there", "why", "rather", "sure")


def check(  # noqa: PLR0913  what is read, how it is told, and what may show
    file: Annotated[
        str,
        typer.Argument(
            help="An article: HTML, Markdown or text, the folder of a saved page, or an address; "
            "- reads what is piped in."
        ),
    ],
    fix: Annotated[
        bool, typer.Option("--fix", help="Write a copy with all corrected that is sure.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to; else FILE.fixed beside it.")
    ] = None,
    allow_private: PrivateOption = False,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Proof-read an article: names, actors, titles, quotes, episodes, years, spoiler notices.

    Exits with 0 when nothing is found, 1 when something is, 2 when it cannot be checked.
    """
    try:
        copy = _copy(file, out) if fix or out is not None else None
        with open_library(library, data) as lib:
            found = _checked(lib, source(file), copy, allow_private, last_seen(seen), spoilers)
    except JangmyeonError as error:
        sys.stderr.write(f"jangmyeon: {safe_line(error.message)}\n")
        raise typer.Exit(_EXIT_ERROR) from error
    if as_json:
        print_json(found)
    else:
        print_findings(found)
        if copy is not None:
            console(stderr=True).print(f"Written: {copy}", markup=False)
    if found:
        raise typer.Exit(_EXIT_FINDINGS)


def _checked(
    lib: Library,
    file: str,
    copy: Path | None,
    allow_private: bool,
    seen: Seen,
    spoilers: bool,
) -> list[Finding]:
    read = lib.read(file, allow_private=allow_private)
    found = lib.check(read, seen=seen, spoilers=spoilers)
    if copy is not None:
        write_file(copy, lib.fixed(read, found))
    return found


def _copy(file: str, out: Path | None) -> Path:
    """Where a corrected copy goes: never over the article itself."""
    own = Path(file)
    if out is None:
        if not own.is_file():
            raise QueryError("tell where the corrected copy goes", remedy="name it with --out")
        return own.with_name(f"{own.stem}.fixed{own.suffix}")
    if out.exists() and own.exists() and out.samefile(own):
        raise QueryError("a copy cannot replace the article", where=str(out), remedy="name another")
    return out


def print_findings(found: Sequence[Finding]) -> None:
    """Print what was found, in the order of the text."""
    if not found:
        console().print("Nothing to correct.")
        return
    table([_row(each) for each in found], _HEADER)


def _row(finding: Finding) -> list[str]:
    return [
        f"{finding.where.line}:{finding.where.column}",
        finding.kind,
        shortened(finding.text, _TEXT),
        finding.message,
        finding.suggestion,
        f"{finding.sure:.0%}",
    ]
