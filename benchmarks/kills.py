"""Kill indexing at random moments, go on, and compare with a library that was never killed.

    python -m benchmarks.kills [--trials 200] [--seed 1] [--write]

Each trial starts ``jangmyeon index`` on a small shelf in a process of its own, kills it with
SIGKILL after a random time, opens what is there, and runs it again to the end. The result must be
the same in every table and every search document. ``--write`` puts the counts into
``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.content import content
from benchmarks.report import table, write_part
from jangmyeon import JangmyeonError, Library
from jangmyeon.sample import sample_folder

_EPISODES = 8

_ABOUT = """## Killed midway

`jangmyeon index` on {episodes} short episodes, killed (SIGKILL) after a random time of a run that
takes {length:.1f} s, and run again.

{table}

After each kill the library is opened: it answers, or says that there is nothing to answer from yet.
After the second run, all tables and search documents are compared with those of a library that was
never killed.
"""


def small_shelf(folder: Path) -> Path:
    """Eight short episodes cut out of the sample drama's captions, in two dramas."""
    shelf = folder / "shelf"
    sources = sorted(sample_folder().rglob("*.ko.sdh.xml"))
    for number in range(_EPISODES):
        drama = f"Drama {number % 2 + 1} (2024)"
        lines = sources[number % len(sources)].read_text("utf-8").splitlines(keepends=True)
        captions = [i for i, line in enumerate(lines) if line.lstrip().startswith("<p ")]
        dropped = {i for n, i in enumerate(captions) if n % _EPISODES != number}
        target = shelf / drama / f"Drama S01E{number + 1:02}.ko.sdh.xml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(v for i, v in enumerate(lines) if i not in dropped), "utf-8")
    return shelf


def run_index(shelf: Path, data: Path) -> subprocess.Popen[bytes]:
    """Start ``jangmyeon index`` in a process group of its own, as a terminal does.

    It hears Ctrl-C even where whoever runs this does not, as a shell's background jobs.
    """
    command = [sys.executable, "-m", "jangmyeon", "index", str(shelf), "--data", str(data)]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 -- no thread is about yet
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def trial(shelf: Path, data: Path, delay: float) -> bool:
    """One kill after ``delay`` seconds and one resumed run; returns whether the kill struck."""
    process = run_index(shelf, data)
    time.sleep(delay)
    struck = process.poll() is None
    if struck:
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    opens(shelf, data)
    resumed = run_index(shelf, data)
    _, told = resumed.communicate()
    if resumed.returncode:
        raise SystemExit(f"the resumed run failed: {told.decode()}")
    return struck


def opens(shelf: Path, data: Path) -> None:
    """A library cut short either answers, or says that there is nothing to answer from yet."""
    with Library(shelf, data) as library:
        try:
            library.find("우산")
        except JangmyeonError as error:
            if "index" not in error.message:
                raise


def main() -> None:
    """Run the trials and print a line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        shelf = small_shelf(Path(folder))
        whole = Path(folder) / "whole"
        began = time.monotonic()
        run_index(shelf, whole).communicate()
        length = time.monotonic() - began
        expected = content(whole)
        struck = missed = different = 0
        while struck < options.trials:
            data = Path(folder) / "killed"
            if trial(shelf, data, chance.uniform(0, length)):
                struck += 1
            else:
                missed += 1
            different += content(data) != expected
            shutil.rmtree(data)
    print(f"{struck} runs killed midway (and {missed} that had ended), {different} different")
    if options.write:
        rows = [
            ["runs killed midway", f"{struck:,}"],
            ["runs that had ended", f"{missed:,}"],
            ["libraries that came out different", f"{different:,}"],
        ]
        found = table(["", "count"], rows)
        write_part("kills", _ABOUT.format(episodes=_EPISODES, length=length, table=found))
    if different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
