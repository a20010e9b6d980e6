"""``jangmyeon doctor``: what is wrong with a library, and how to mend it."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SpoilersOption,
    open_library,
)
from jangmyeon.cli.output import console, print_json

_EXIT_DAMAGED = 3
_PARTS = ("jangmyeon", "kiwipiepy", "tantivy", "lxml", "pysubs2", "guessit", "av")


def doctor(
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a library's data, and tell what was skipped and why.

    Exits with 3 when something is wrong.
    """
    with open_library(library, data) as lib:
        damage = lib.damage(spoilers=spoilers)
        skipped = lib.skipped(spoilers=spoilers)
        totals = lib.totals(spoilers=spoilers)
    versions = {name: _version(name) for name in _PARTS}
    if as_json:
        print_json(
            {
                "folder": str(lib.folder),
                "data": str(lib.data),
                "totals": totals,
                "damage": damage,
                "skipped": skipped,
                "versions": versions,
            }
        )
    else:
        out = console()
        out.print(f"library {lib.folder}, data in {lib.data}", markup=False)
        out.print(f"{totals.dramas} dramas, {totals.episodes} episodes, {totals.scenes:,} scenes")
        told = ", ".join(f"{name} {version}" for name, version in versions.items())
        out.print(
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {told}",
            markup=False,
        )
        for problem in damage:
            out.print(f"wrong: {problem}", markup=False)
        for notice in skipped:
            out.print(f"skipped: {notice.path}: {notice.reason}", markup=False)
        if not damage:
            out.print("Nothing is wrong with the library's data.")
    if damage:
        raise typer.Exit(_EXIT_DAMAGED)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
