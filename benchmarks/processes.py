"""A process with all that it started: which there are, and what they hold."""

from __future__ import annotations

from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and all below it; those that end meanwhile may be missing."""
    met = [pid]
    for each in met:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                met += map(int, children.read_text().split())
            except OSError:
                continue
    return met


def memory_of(pid: int) -> int:
    """Bytes of memory that a process and all below it hold; what they share is counted once."""
    return sum(map(_proportional, family(pid)))


def _proportional(pid: int) -> int:
    """The proportional set size of a process, in bytes; 0 where it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(r.split()[1]) << 10 for r in rollup.splitlines() if r.startswith("Pss:"))
