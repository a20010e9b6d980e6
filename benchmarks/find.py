"""How fast a search is: warm, in one process, and cold, from the start of the program.

    python -m benchmarks.find LIBRARY [--data DIR] [--gold DIR]

Queries are those of ``*.queries.jsonl`` in the gold folder, in English and Korean, over the whole
shelf and within the drama.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from jangmyeon import Library

ROOT = Path(__file__).parents[1]
_COLD_RUNS = 5


def warm(library: Library, queries: list[dict[str, str]]) -> list[float]:
    """Milliseconds of each search, after a first round that fills the caches."""
    took = []
    for counted in (False, True):
        for query in queries:
            for language in ("en", "ko"):
                for drama in (None, query["drama"]):
                    began = time.perf_counter()
                    library.find(query[language], drama=drama)
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", default=ROOT / "../shared/captions")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--gold", type=Path, default=ROOT / "../shared/gold")
    options = parser.parse_args()
    queries = [
        json.loads(row)
        for path in sorted(options.gold.glob("*.queries.jsonl"))
        for row in path.read_text("utf-8").splitlines()
    ]
    with Library(options.library, options.data) as library:
        took = sorted(warm(library, queries))
        print(f"warm   median {statistics.median(took):.1f} ms, ", end="")
        print(f"p95 {took[int(0.95 * len(took))]:.1f} ms, {len(took)} searches")
        english = cold(library, "she tells him not to run at the border")
        korean = cold(library, "가지 말라고 했잖아")
        print(f"cold   English {english:.2f} s, Korean words met before {korean:.2f} s")


if __name__ == "__main__":
    main()
