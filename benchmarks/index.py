"""Indexing beside Kiwi alone on the same distinct texts, in one run.

    python -m benchmarks.index [--captions DIR] [--keep DATA]

Prints captions a second, the ratio of the two times, peak memory of all processes together, and
the library's size on disk beside the captions'.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from jangmyeon.engine.analysis import searched_texts
from jangmyeon.engine.tasks import EpisodeJob, read_scripts
from jangmyeon.shelf import scan

ROOT = Path(__file__).parents[1]


class PeakMemory(threading.Thread):
    """Watches a process and its descendants; ``peak`` is the most they held together, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        """Look five times a second until the process is gone."""
        while Path(f"/proc/{self.pid}").exists():
            self.peak = max(self.peak, sum(map(_proportional, _family(self.pid))))
            time.sleep(0.2)


def _family(pid: int) -> list[int]:
    family = [pid]
    for parent in family:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                family += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return family


def _proportional(pid: int) -> int:
    """Proportional set size: memory that processes share is counted once."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(r.split()[1]) << 10 for r in rollup.splitlines() if r.startswith("Pss:"))


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def index(captions: Path, data: Path) -> tuple[float, int]:
    """Seconds of a whole index run in a process of its own, and its peak memory in bytes."""
    command = [sys.executable, "-m", "jangmyeon", "index", str(captions), "--data", str(data)]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        watch = PeakMemory(process.pid)
        watch.start()
        if process.wait():
            raise SystemExit("indexing failed")
    return time.monotonic() - began, watch.peak


def kiwi_alone(captions: Path) -> tuple[float, int, int]:
    """Seconds of Kiwi on all processors for each distinct Korean text once; texts and captions."""
    texts: dict[str, None] = {}
    count = 0
    for files in scan(captions).episodes:
        scripts, _ = read_scripts(EpisodeJob(str(captions), files, ""))
        count += sum(len(script.lines) + len(script.sounds) for script in scripts)
        texts.update(dict.fromkeys(searched_texts(scripts)))
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=len(os.sched_getaffinity(0)))
    kiwi.tokenize("준비")
    began = time.monotonic()
    for _ in kiwi.tokenize(texts.keys()):
        pass
    return time.monotonic() - began, len(texts), count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=ROOT / "../shared/captions")
    parser.add_argument("--keep", type=Path, help="keep the library's data in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = options.keep or Path(scratch) / "data"
        if data.exists():
            raise SystemExit(f"{data} exists already: name a folder that does not")
        seconds, peak = index(options.captions, data)
        again, _ = index(options.captions, data)
        alone, texts, count = kiwi_alone(options.captions)
        on_disk, captions = size_of(data), size_of(options.captions)
    print(f"captions              {count:,} ({texts:,} distinct texts)")
    print(f"index, whole run      {seconds:.1f} s, {count / seconds:,.0f} captions/s")
    print(f"Kiwi alone            {alone:.1f} s, {texts / alone:,.0f} texts/s")
    print(f"ratio                 {seconds / alone:.2f}")
    print(f"unchanged, again      {again:.2f} s")
    print(f"peak memory           {peak / 2**20:,.0f} MiB, all processes together")
    print(f"library on disk       {on_disk / 1e6:.1f} MB, {on_disk / captions:.2f} of the captions")


if __name__ == "__main__":
    main()
