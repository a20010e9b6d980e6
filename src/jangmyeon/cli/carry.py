"""``jangmyeon backup`` and ``restore``: what is yours, as a file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from jangmyeon.cli.options import DataOption, JsonOption, LibraryOption, open_library
from jangmyeon.cli.output import console, print_json


def backup(
    file: Annotated[Path, typer.Argument(help="The JSON file to write.")],
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all that is yours to a file: what you have seen, notes, stars, tags and lists."""
    with open_library(library, data) as lib:
        lib.export_own(file)
    if as_json:
        print_json({"file": str(file)})
    else:
        console().print(f"All that is yours is in {file}", markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that jangmyeon backup wrote.")],
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in what a backup holds; nothing that you have here is lost."""
    with open_library(library, data) as lib:
        merged = lib.import_own(file)
    if as_json:
        print_json(merged)
        return
    told = ", ".join(f"{count} {name}" for name, count in asdict(merged).items() if count)
    console().print(f"New here: {told or 'nothing'}.", markup=False)
