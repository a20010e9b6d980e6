"""Indexing beside Kiwi alone on the same distinct texts, in one run.

    python -m benchmarks.index [--captions DIR] [--keep DATA] [--write]

Prints captions a second, the ratio of the two times, peak memory of all processes together, and
the library's size on disk beside the captions'. ``--write`` puts them into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import memory_of
from benchmarks.report import machine, table, write_part
from jangmyeon.engine.analysis import searched_texts
from jangmyeon.engine.tasks import EpisodeJob, read_scripts
from jangmyeon.shelf import scan

ROOT = Path(__file__).parents[1]

_ABOUT = """## Indexing

{count:,} captions, taken in by `jangmyeon index`, beside Kiwi alone, which reads the {texts:,}
distinct Korean texts among them and does nothing else. *A second* counts captions in the first row,
texts in the last.

{table}

*The whole run* starts the program and its workers, walks the folder, reads the files, tells lines
from sounds, gives lemmas, cuts scenes, tells what happens in each, who is there, where and when,
gathers the people of each drama, stores all of it, and makes the search index. *Kiwi alone* is
loaded already, uses all processors, is handed the texts, each once, and keeps nothing; Jangmyeon
has it read each word once, whatever stands around it, rather than each text. Memory is the most
that all processes of a run held together. The library takes {on_disk:.1f} MB on disk, {share:.2f}
of the captions. Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: seconds, bytes, and how many captions and distinct texts there were."""

    seconds: float
    peak: int
    again: float
    peak_again: int
    alone: float
    texts: int
    count: int
    on_disk: int
    captions: int

    @property
    def share(self) -> float:
        """The size of the library beside that of the captions."""
        return self.on_disk / self.captions

    def lines(self) -> str:
        """The figures as they are printed."""
        return "\n".join(
            [
                f"captions              {self.count:,} ({self.texts:,} distinct texts)",
                f"index, whole run      {self.seconds:.1f} s, "
                f"{self.count / self.seconds:,.0f} captions/s",
                f"Kiwi alone            {self.alone:.1f} s, {self.texts / self.alone:,.0f} texts/s",
                f"ratio                 {self.seconds / self.alone:.2f}",
                f"unchanged, again      {self.again:.2f} s",
                f"peak memory           {self.peak / 2**20:,.0f} MiB, all processes together",
                f"library on disk       {self.on_disk / 1e6:.1f} MB, "
                f"{self.share:.2f} of the captions",
            ]
        )

    def table(self) -> str:
        """The figures as a table, each time beside that of Kiwi alone."""
        rows = (
            ("**Jangmyeon**, the whole run", self.seconds, self.count, self.peak),
            ("**Jangmyeon**, nothing has changed", self.again, 0, self.peak_again),
            ("Kiwi alone, distinct texts", self.alone, self.texts, 0),
        )
        return table(
            ["", "seconds", "a second", "time, beside Kiwi", "MiB"],
            [
                [
                    name,
                    f"{seconds:.2f}",
                    f"{count / seconds:,.0f}" if count else "–",
                    f"{seconds / self.alone:.2f}",
                    f"{peak / 2**20:,.0f}" if peak else "–",
                ]
                for name, seconds, count, peak in rows
            ],
        )

    def report(self) -> str:
        """The part of the report."""
        return _ABOUT.format(
            count=self.count,
            texts=self.texts,
            table=self.table(),
            on_disk=self.on_disk / 1e6,
            share=self.share,
            machine=machine(),
        )


class PeakMemory(threading.Thread):
    """Watches a process and its descendants; ``peak`` is the most they held together, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        """Look five times a second until the process is gone."""
        while Path(f"/proc/{self.pid}").exists():
            self.peak = max(self.peak, memory_of(self.pid))
            time.sleep(0.2)


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


def measure(captions: Path, data: Path) -> Figures:
    """Index a folder into one that is not there yet, index it again, and ask Kiwi."""
    seconds, peak = index(captions, data)
    again, peak_again = index(captions, data)
    alone, texts, count = kiwi_alone(captions)
    sizes = size_of(data), size_of(captions)
    return Figures(seconds, peak, again, peak_again, alone, texts, count, *sizes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=ROOT / "../shared/captions")
    parser.add_argument("--keep", type=Path, help="keep the library's data in this folder")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = options.keep or Path(scratch) / "data"
        if data.exists():
            raise SystemExit(f"{data} exists already: name a folder that does not")
        figures = measure(options.captions, data)
    print(figures.lines())
    if options.write:
        write_part("index", figures.report())


if __name__ == "__main__":
    main()
