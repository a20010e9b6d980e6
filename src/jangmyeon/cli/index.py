"""``jangmyeon index``: read a folder of captions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jangmyeon.cli.options import DataOption, JsonOption
from jangmyeon.cli.output import console, print_json
from jangmyeon.library import Library
from jangmyeon.places import remember

if TYPE_CHECKING:
    from jangmyeon.indexing import IndexProgress
    from jangmyeon.model import IndexReport

_SHOWN_NOTICES = 20


def index(
    folder: Annotated[Path, typer.Argument(help="The folder of dramas.")],
    data: DataOption = None,
    as_json: JsonOption = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also tell what was mended.")
    ] = False,
) -> None:
    """Read what is new or changed in a folder of captions.

    The library then is the one that the other commands use.
    """
    with Library(folder, data) as library:
        report = _index_with_bar(library) if sys.stderr.isatty() else library.index()
        remember(library.folder, library.data)
    if as_json:
        print_json(report)
    else:
        _tell(report, library, verbose=verbose)


def _index_with_bar(library: Library) -> IndexReport:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking at the folder", total=None)

        def show(progress: IndexProgress) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=progress.episode,
            )

        return library.index(progress=show)


def _tell(report: IndexReport, library: Library, *, verbose: bool) -> None:
    out = console()
    out.print(
        f"{report.episodes} episodes: {report.lines:,} lines, {report.sounds:,} sounds, "
        f"{report.speakers:,} speakers, {report.scenes:,} scenes"
    )
    out.print(
        f"{report.analysed} read, {report.unchanged} unchanged, {report.removed} removed "
        f"in {report.seconds:.1f} s; the library's data is in {library.data}"
    )
    told = [("skipped", notice) for notice in report.skipped]
    if verbose:
        told += [("note", notice) for notice in report.notices]
    elif report.notices:
        out.print(f"{len(report.notices)} small things were mended; --verbose tells them")
    shown = told if verbose else told[:_SHOWN_NOTICES]
    for kind, notice in shown:
        out.print(f"{kind}: {notice.path}: {notice.reason}", markup=False)
    if len(told) > len(shown):
        out.print(f"... and {len(told) - len(shown)} more; --verbose tells them all")
