"""How fast a search is: warm, in one process, and cold, from the start of the program.

    python -m benchmarks.find LIBRARY [--data DIR] [--gold DIR] [--write]

Queries are those of ``*.queries.jsonl`` in the gold folder, in English and Korean, over the whole
shelf and within the drama. ``--write`` puts the figures into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.known import Known, read_known
from benchmarks.report import machine, table, write_part
from jangmyeon import Library

ROOT = Path(__file__).parents[1]
_COLD_RUNS = 5

_ABOUT = """## From the start of the program

{queries} queries in English and Korean, over the whole shelf of {episodes:,} episodes and within
the drama, in one process that has answered each once; then `jangmyeon find` from the start of the
program to its end, the median of {runs} runs.

{table}

A Korean word that no caption has needs Kiwi, which takes about a second to load; words met before
do not. Measured on {machine}.
"""


def warm(library: Library, queries: Sequence[Known]) -> list[float]:
    """Milliseconds of each search, after a first round that fills the caches."""
    took = []
    for counted in (False, True):
        for query in queries:
            for words in (query.en, query.ko):
                for drama in (None, query.answer.drama):
                    began = time.perf_counter()
                    library.find(words, drama=drama)
                    if counted:
                        took.append((time.perf_counter() - began) * 1000)
    return took


def cold(library: Library, words: str) -> float:
    """Median seconds from the start of the program to its end."""
    command = [sys.executable, "-m", "jangmyeon", "find", words]
    command += ["-L", str(library.folder), "--data", str(library.data)]
    took = []
    for _ in range(_COLD_RUNS):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def as_table(took: Sequence[float], starts: Sequence[tuple[str, float]]) -> str:
    """Warm searches (milliseconds, in order), and each kind of cold one (seconds) beside them."""
    median = statistics.median(took)
    rows = [
        ["warm, median", f"{median:.1f}", "1"],
        ["warm, p95", f"{_late(took):.1f}", f"{_late(took) / median:.1f}"],
    ]
    rows += [[name, f"{s * 1000:.1f}", f"{s * 1000 / median:.1f}"] for name, s in starts]
    return table(["", "ms", "beside the median"], rows)


def _late(took: Sequence[float]) -> float:
    return took[int(0.95 * len(took))]


def main() -> None:
    """Measure and print."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", default=shared / "captions")
    parser.add_argument("--data", type=Path)
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    queries = read_known(options.gold)
    with Library(options.library, options.data) as library:
        took = sorted(warm(library, queries))
        print(f"warm   median {statistics.median(took):.1f} ms, ", end="")
        print(f"p95 {_late(took):.1f} ms, {len(took)} searches")
        english = cold(library, "she tells him not to run at the border")
        korean = cold(library, "가지 말라고 했잖아")
        print(f"cold   English {english:.2f} s, Korean words met before {korean:.2f} s")
        episodes = sum(len(library.episodes(drama.id)) for drama in library.dramas())
    if options.write:
        starts = (("cold, English words", english), ("cold, Korean words met before", korean))
        told = {"queries": len(queries), "episodes": episodes, "runs": _COLD_RUNS}
        found = as_table(took, starts)
        write_part("find", _ABOUT.format(table=found, machine=machine(), **told))


if __name__ == "__main__":
    main()
