"""``jangmyeon doctor``: what is wrong with a library, and mending it."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SpoilersOption,
    open_library,
)
from jangmyeon.cli.output import console, print_json
from jangmyeon.errors import StoreError

if TYPE_CHECKING:
    from jangmyeon.library import Library, Problem
    from jangmyeon.model import Skipped
    from jangmyeon.store import Totals

MendOption = Annotated[
    bool, typer.Option("--mend", help="Mend what can be mended; your own notes are never lost.")
]

_EXIT_WRONG = 1
_PARTS = ("jangmyeon", "kiwipiepy", "tantivy", "lxml", "pysubs2", "guessit", "av")


def doctor(
    mend: MendOption = False,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a library's data, and tell what was skipped and why.

    Exits with 1 when something is wrong.
    """
    with open_library(library, data) as lib:
        mended = lib.mend() if mend else []
        damage = lib.damage()
        totals, skipped = _held(lib, spoilers=spoilers)
    versions = {name: _version(name) for name in _PARTS}
    if as_json:
        told = {
            "folder": str(lib.folder),
            "data": str(lib.data),
            "totals": totals,
            "mended": mended,
            "damage": damage,
            "skipped": skipped,
            "versions": versions,
        }
        print_json(told)
    else:
        _tell(lib, totals, versions)
        _tell_condition(mended, damage, skipped)
    if damage:
        raise typer.Exit(_EXIT_WRONG)


def _held(lib: Library, *, spoilers: bool) -> tuple[Totals | None, list[Skipped]]:
    """What the library holds, and what was skipped; nothing where it cannot be read."""
    try:
        return lib.totals(spoilers=spoilers), lib.skipped(spoilers=spoilers)
    except StoreError:
        return None, []


def _tell(lib: Library, totals: Totals | None, versions: dict[str, str]) -> None:
    out = console()
    out.print(f"library {lib.folder}, data in {lib.data}", markup=False)
    if totals is not None:
        held = f"{totals.dramas} dramas, {totals.episodes} episodes, {totals.scenes:,} scenes"
        out.print(held)
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    out.print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {told}",
        markup=False,
    )


def _tell_condition(
    mended: Sequence[str], damage: Sequence[Problem], skipped: Sequence[Skipped]
) -> None:
    out = console()
    for each in mended:
        out.print(f"mended: {each}", markup=False)
    for problem in damage:
        out.print(f"wrong: {problem}", markup=False)
    for notice in skipped:
        out.print(f"skipped: {notice.path}: {notice.reason}", markup=False)
    if not damage:
        out.print("Nothing is wrong with the library's data.")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
