"""The data files that stand beside this code: tab-separated, with a comment header."""

from __future__ import annotations

from collections.abc import Iterator


def rows(file: str) -> Iterator[list[str]]:
    """The rows of one of this package's ``.tsv`` files, without comments and column names.

    A lone ``-`` stands for an empty field.
    """
    from importlib.resources import files

    text = (files("jangmyeon.names") / file).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        yield ["" if field == "-" else field for field in line.split("\t")]
