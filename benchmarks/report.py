"""Tables of figures in ``docs/performance.md``, each between markers of its own."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

REPORT = Path(__file__).parents[1] / "docs" / "performance.md"

_HEAD = """# How fast, how well, how far

Made by `make bench`, which runs the modules of `benchmarks/` one after the other: `names`, `kills`,
`reading`, `index`, `guides`, `find`, `beside`, `web` and `scale`. Each writes its own part when run
alone, too: `python -m benchmarks.reading --write`. Figures of one table are of one run on one
machine; compare those of different tables with care.
"""


def write_part(name: str, text: str, report: Path = REPORT) -> None:
    """Put a part into the report in place of what stood between its markers, else at the end."""
    report.parent.mkdir(exist_ok=True)
    page = report.read_text("utf-8") if report.exists() else ""
    report.write_text(with_part(with_head(page), name, text), "utf-8")


def with_head(page: str) -> str:
    """A page whose first part follows the head as it is now; all parts stay as they are.

    >>> page = with_head("An older head. <!-- speed: begin -->")
    >>> page.startswith("# How fast"), page.endswith("<!-- speed: begin -->")
    (True, True)
    """
    _, found, parts = page.partition("<!-- ")
    return f"{_HEAD}\n{found}{parts}" if found else _HEAD


def with_part(page: str, name: str, text: str) -> str:
    """A page with a text between the markers of that name; all else stays as it is.

    >>> page = with_part("# Page", "speed", "fast")
    >>> with_part(page, "speed", "faster") == page.replace("fast", "faster")
    True
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    part = f"{begin}\n{text.strip()}\n{end}"
    before, found, rest = page.partition(begin)
    if not found:
        return f"{page.rstrip()}\n\n{part}\n"
    if end not in rest:
        raise SystemExit(f'the page has "{begin}" but not "{end}": put it back after the part')
    return before + part + rest.partition(end)[2]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures.

    >>> print(table(["", "ms"], [["search", "5"]]))
    |  | ms |
    |---|---:|
    | search | 5 |
    """
    rule = ["---", *["---:"] * (len(head) - 1)]
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], f"|{'|'.join(rule)}|", *lines[1:]])


def machine() -> str:
    """What kind of machine measured, without saying which one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"{cores} cores ({platform.machine()}, {platform.system()}), Python {python}"
