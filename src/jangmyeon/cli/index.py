"""``jangmyeon index``: read a folder of captions."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
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
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="The folder of dramas, or its URL.")
    ],
    data: DataOption = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many processes work; unless told, one a core.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Have a Dask cluster work: its scheduler, such as tcp://scheduler:8786.",
        ),
    ] = None,
    as_json: JsonOption = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also tell what was mended.")
    ] = False,
) -> None:
    """Read what is new or changed in a folder of captions.

    The library then is the one that the other commands use.
    """
    with Library(folder, data) as library:
        if cluster is not None:
            logging.disable()  # Dask logs each lost worker at length; what matters is told
        index_by = partial(library.index, workers=workers, cluster=cluster)
        report = _with_bar(index_by) if sys.stderr.isatty() else index_by()
        remember(library.folder, library.data)
    if as_json:
        print_json(report)
    else:
        _tell(report, library, verbose=verbose)


def _with_bar(index_by: Callable[..., IndexReport]) -> IndexReport:
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
        TextColumn("{task.description}", markup=False),
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

        return index_by(progress=show)


def _tell(report: IndexReport, library: Library, *, verbose: bool) -> None:
    out = console()
    out.print(
        f"{report.episodes} episodes: {report.lines:,} lines, {report.sounds:,} sounds, "
        f"{report.speakers:,} speakers, {report.scenes:,} scenes"
    )
    out.print(
        f"{report.analysed} read, {report.unchanged} unchanged, {report.removed} removed "
        f"in {report.seconds:.1f} s; the library's data is in {library.data}",
        markup=False,
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
