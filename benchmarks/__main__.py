"""``python -m benchmarks``: all measurements, one after the other.

They need a folder of real captions and gold data; without it they say so and stop.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run each benchmark in a process of its own."""
    shared = ROOT.parent / "shared"
    if not (shared / "captions").is_dir():
        raise SystemExit(f"needs real captions in {shared / 'captions'}")
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        for title, arguments in (
            ("Indexing", ["benchmarks.index", "--keep", data]),
            ("Finding", ["benchmarks.find", "--data", data]),
            ("Beside others", ["benchmarks.beside", "--data", data]),
            ("Names", ["benchmarks.names"]),
            ("Kills", ["benchmarks.kills", "--trials", "10"]),
            ("In the browser", ["benchmarks.web", "--data", data]),
            ("Scale", ["benchmarks.scale", "--times", "1", "3"]),
        ):
            print(f"\n== {title}", flush=True)
            subprocess.run([sys.executable, "-m", *arguments], check=True)


if __name__ == "__main__":
    main()
