"""How many requests the web app answers, how fast, and what that costs in memory.

    python -m benchmarks.web [LIBRARY] --data DIR [--gold DIR] [--seconds N] [--write]

Starts ``jangmyeon serve`` over a library and has wrk ask it on loopback: searches that are all
different, searches as people make them (the same few often, typed letter by letter), and pages. The
data is copied first; queries are those of ``*.queries.jsonl`` in the gold folder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.known import read_known
from benchmarks.processes import family, memory_of
from benchmarks.report import machine, table, write_part
from jangmyeon import Library

ROOT = Path(__file__).parents[1]
_SCRIPT = Path(__file__).with_suffix(".lua")
_STARTS_WITHIN = 60.0  # seconds
_THREADS = 2
_LOOKS = 4  # at memory
_FIRST_SHARE = 1.1  # how steeply some queries are more popular than others

_ABOUT = """## In the browser

`jangmyeon serve` with {workers} worker processes over {episodes} episodes, asked by wrk over
{connections} connections on loopback; server and wrk share the machine's cores.

{table}

*Different searches* have no query twice: no answer can be remembered. *As people search* asks for
{queries} queries, some much more often than others, each also half typed, as the page does while
somebody types; *later* is after all searches that memory is told of here, *the same again* only
whole queries. All processes together held {held} searches. Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Addresses that are asked for in this order, over and over."""

    name: str
    addresses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Served:
    """What wrk measured: milliseconds of the median, the 95th and the 99th of a hundred answers.

    ``cpu`` are the seconds of processor time that the server took.
    """

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    failed: int
    cpu: float = 0.0


@contextmanager
def serve(folder: Path, data: Path, workers: int) -> Iterator[tuple[str, int]]:
    """A server of its own; gives its address and the id of its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jangmyeon", "serve", "-L", str(folder), "--data", str(data)]
    command += ["--port", str(port), "--workers", str(workers), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/", process)
            yield address, process.pid
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start: run jangmyeon serve to see why")


def ask(address: str, load: Load, seconds: float, connections: int, skip: int = 0) -> Served:
    """Ask for so long; ``skip`` is how many of the addresses are left out at first."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
        listed.write("\n".join(load.addresses) + "\n")
        listed.flush()
        command = ["wrk", f"-t{_THREADS}", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout=10s"]
        command += ["-s", str(_SCRIPT), address, "--", listed.name, str(skip), str(_THREADS)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = next(line for line in said.splitlines() if line.startswith("JSON "))
    return Served(**json.loads(told.removeprefix("JSON ")))


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process and its children have taken."""
    ticks = 0
    for each in family(pid):
        told = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def different(queries: Sequence[str], seed: int = 7) -> Load:
    """Searches of which no two are the same: queries, and queries with a word left out."""
    asked = dict.fromkeys(queries)
    for query in queries:
        words = query.split()
        for gap in range(len(words)):
            asked[" ".join(words[:gap] + words[gap + 1 :])] = None
    shuffled = [query for query in asked if query]
    random.Random(seed).shuffle(shuffled)
    return Load("different searches", [_find(query) for query in shuffled])


def as_people_do(queries: Sequence[str], times: int, seed: int = 7) -> Load:
    """Some queries much more often than others, each typed: halves of it come before it."""
    chance = random.Random(seed)
    shares = [1 / (rank + 1) ** _FIRST_SHARE for rank in range(len(queries))]
    addresses = []
    for query in chance.choices(queries, shares, k=times):
        words = query.split()
        halves = {max(1, len(words) // 3), max(1, 2 * len(words) // 3)} - {len(words)}
        addresses += [_find(" ".join(words[:half])) for half in sorted(halves)]
        addresses.append(_find(query))
    return Load("as people search", addresses)


def pages(library: Library) -> list[Load]:
    """The home page, and each drama, episodes and scenes of each."""
    dramas = library.dramas(spoilers=True)
    episodes = [f"/dramas/{each.id}" for each in dramas]
    codes, scenes = [], []
    for drama in dramas:
        for episode in library.episodes(drama.id, spoilers=True)[:4]:
            codes.append(f"/dramas/{drama.id}/{episode.code}")
            scenes += [f"{codes[-1]}/{second}" for second in range(300, 2400, 700)]
    return [
        Load("home", ["/"]),
        Load("dramas", episodes),
        Load("episodes", codes),
        Load("scenes", scenes),
    ]


def _find(query: str) -> str:
    return "/find?" + urlencode({"q": query})


def row(load: Load, served: Served) -> list[str]:
    """A row of the table."""
    rate = served.requests / served.seconds
    cpu = 1000 * served.cpu / max(served.requests, 1)
    times = [f"{each:.1f}" for each in (served.p50, served.p95, served.p99, cpu)]
    return [load.name, f"{served.requests:,}", f"{rate:.0f}", *times, str(served.failed)]


HEAD = ["", "requests", "a second", "p50 ms", "p95 ms", "p99 ms", "CPU ms each", "failed"]


def measure(options: argparse.Namespace, folder: Path, data: Path) -> str:
    """Ask for everything and print each row as it is there; returns the whole report."""
    known = read_known(options.gold)
    queries = [words for each in known for words in (each.en, each.ko)]
    with Library(folder, data) as library:
        loads = pages(library)
        episodes = sum(len(library.episodes(d.id)) for d in library.dramas())
    people = as_people_do(queries, 20_000)
    rows = []
    with serve(folder, data, options.workers) as (address, pid):

        def asked(load: Load, skip: int = 0) -> Served:
            began = processor_time(pid)
            found = ask(address, load, options.seconds, options.connections, skip)
            return replace(found, cpu=processor_time(pid) - began)

        def told(load: Load) -> None:
            rows.append(row(load, asked(load)))
            print("  ".join(rows[-1]), flush=True)

        others = different(queries)
        asked(others, skip=len(others.addresses) // 2)  # to open the library and fill its caches
        told(others)
        told(people)
        grown = list(_growth(lambda skip: asked(people, skip).requests, pid, options.requests))
        told(replace(people, name="as people search, later"))
        told(Load("the same searches again", [_find(query) for query in queries]))
        for load in loads:
            told(load)
    about = {"workers": options.workers, "connections": options.connections}
    about |= {"episodes": episodes, "queries": len(queries), "machine": machine()}
    held = ", ".join(f"{mib:.0f} MiB after {count:,}" for count, mib in grown)
    return _ABOUT.format(table=table(HEAD, rows), held=held, **about)


def _growth(more: Callable[[int], int], pid: int, wanted: int) -> Iterator[tuple[int, float]]:
    """Memory of a server after each quarter of so many searches.

    Args:
        more: asks for a while, leaving out so many addresses; returns how many it asked for.
    """
    answered = 0
    for quarter in range(1, _LOOKS + 1):
        while answered < wanted * quarter / _LOOKS:
            fresh = more(answered)
            if not fresh:
                raise SystemExit("the server answers no more")
            answered += fresh
        held = memory_of(pid) / 2**20
        print(f"{held:.0f} MiB after {answered:,} searches", flush=True)
        yield answered, held


def main() -> None:
    """Measure and print."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", default=shared / "captions")
    parser.add_argument("--data", type=Path, required=True, help="where its data lies")
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each row")
    parser.add_argument("--requests", type=int, default=20_000, help="over which memory is watched")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("needs wrk (apt-get install wrk)")
        return
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(shutil.copytree(options.data, Path(scratch) / "data"))
        report = measure(options, options.library, data)
    print(f"\n{report}")
    if options.write:
        write_part("web", report)


if __name__ == "__main__":
    main()
