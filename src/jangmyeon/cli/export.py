"""``jangmyeon export``: scenes for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    episode_number,
    last_seen,
    open_library,
)
from jangmyeon.cli.output import console, print_text
from jangmyeon.errors import JangmyeonError, QueryError

_EXIT_NOTHING_FOUND = 1
_FORMS = "matroska, ffmetadata, webvtt (chapters of an episode); m3u, mpv, edl (scenes to play)"


def export(  # noqa: PLR0913  each option chooses scenes or a format
    form: Annotated[str, typer.Argument(help=f"{_FORMS}; csv, parquet (tables).")],
    drama: Annotated[
        str | None, typer.Argument(help="A title in any language, or an id; else all.")
    ] = None,
    episode: Annotated[str | None, typer.Argument(help="16, S01E16 or 1x16.")] = None,
    top: Annotated[
        str | None, typer.Option(help="The best scenes of a kind: confession, romantic ...")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many of them.")] = 15,
    rate: Annotated[float, typer.Option(help="Frames a second, for edl.")] = 24.0,
    language: Annotated[str, typer.Option("--lang", help="Of titles: en or ko.")] = "en",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file to write, or for parquet the folder."),
    ] = None,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
) -> None:
    """Write chapters, playlists or tables that other programs read.

    Exits with 1 when there is no scene to write.
    """
    with open_library(library, data) as lib:
        files = lib.export(
            form,
            drama,
            None if episode is None else episode_number(episode),
            kind=top,
            limit=limit,
            rate=rate,
            language=language,
            seen=last_seen(seen),
            spoilers=spoilers,
        )
    if not files:
        raise typer.Exit(_EXIT_NOTHING_FOUND)
    if out is None and len(files) == 1 and form != "parquet":
        _show(next(iter(files.values())))
        return
    if out is None:
        raise QueryError("tell where to write", where=form, remedy="name it with --out")
    for name, content in files.items():
        write_file(out / name if form == "parquet" else out, content)
    console(stderr=True).print(f"Written: {out}", markup=False)


def _show(content: bytes) -> None:
    """Print a file: safely on a terminal, byte for byte into a pipe."""
    if sys.stdout.isatty():
        print_text(content.decode("utf-8", "replace"))
    else:
        sys.stdout.buffer.write(content)


def write_file(path: Path, content: bytes) -> None:
    """Write a file, with the folders it lies in.

    Raises:
        JangmyeonError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise JangmyeonError(
            f"the file cannot be written ({error.strerror})",
            where=str(path),
            remedy="name another place",
        ) from error
