"""``python -m benchmarks``: all measurements, each written into ``docs/performance.md``.

    python -m benchmarks [PART ...] [--captions DIR] [--gold DIR] [--data DIR] [--times 1 3 10 30]

The cheap ones come first. They need a folder of real captions, and those that ask what people
remember need gold data as well: those that cannot run are named. ``--data`` takes a library of the
captions that is indexed already; without it, the part ``index`` makes one. ``--times`` is how far
the shelf grows in the last part, also in the variable BENCH_TIMES (``BENCH_TIMES="1 3 10 30"``).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIMES = ("1", "3", "10")


@dataclass(frozen=True, slots=True)
class Part:
    """A measurement: its module, how it is started, and the places that it needs."""

    name: str
    arguments: Sequence[str | Path]
    needs: Sequence[Path] = ()


def parts(captions: Path, gold: Path, data: Path, times: Sequence[str]) -> list[Part]:
    """All measurements, the cheap ones first; ``data`` is where the library lies or will lie."""
    known = ("--gold", gold)
    asked = (captions, "--data", data, *known)
    all_of_it = (captions, gold, data)
    return [
        Part("names", (gold / "names.tsv",), (gold / "names.tsv",)),
        Part("kills", ("--trials", "10")),
        Part("reading", ("--captions", captions, "--every", "6"), (captions,)),
        Part("index", ("--captions", captions, "--keep", data), (captions,)),
        Part("guides", asked, all_of_it),
        Part("find", asked, all_of_it),
        Part("beside", asked, all_of_it),
        Part("web", asked, all_of_it),
        Part("scale", ("--captions", captions, *known, "--times", *times), (captions, gold)),
    ]


def lacking(part: Part) -> Path | None:
    """The first place that a part needs and that is not there."""
    return next((place for place in part.needs if not place.exists()), None)


def run(chosen: Sequence[Part]) -> Iterator[str]:
    """Run each in a process of its own; gives a sentence for each that could not be measured."""
    for part in chosen:
        print(f"\n== {part.name}", flush=True)
        if place := lacking(part):
            told = f'{part.name} was left out: it needs "{place}"'
        else:
            command = [sys.executable, "-m", f"benchmarks.{part.name}", *map(str, part.arguments)]
            if not subprocess.run([*command, "--write"], check=False, cwd=ROOT).returncode:
                continue
            told = f"{part.name} failed: see above"
        print(told, flush=True)
        yield told


def options_of(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What is asked for on the command line."""
    shared = ROOT.parent / "shared"
    gold = Path(os.environ.get("JANGMYEON_GOLD", shared / "gold"))
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="only these; all by default")
    parser.add_argument("--captions", type=Path, default=shared / "captions")
    parser.add_argument("--gold", type=Path, default=gold)
    parser.add_argument("--data", type=Path, help="a library of these captions, indexed already")
    times = os.environ.get("BENCH_TIMES", "").split() or TIMES
    parser.add_argument("--times", nargs="+", default=times, help="how far the shelf grows")
    return parser.parse_args(arguments)


def chosen_of(options: argparse.Namespace, scratch: Path) -> list[Part]:
    """The parts that are asked for; those that need a library have it indexed first."""
    data = (options.data or scratch / "data").resolve()
    places = options.captions.resolve(), options.gold.resolve()
    every = parts(*places, data, options.times)
    unknown = set(options.parts) - {part.name for part in every}
    if unknown:
        names = ", ".join(part.name for part in every)
        raise SystemExit(f"there is no part {', '.join(sorted(unknown))}: there are {names}")
    chosen = [part for part in every if not options.parts or part.name in options.parts]
    if options.data:
        return [part for part in chosen if part.name != "index"]
    if any(data in part.needs for part in chosen):
        return [part for part in every if part in chosen or part.name == "index"]
    return chosen


def main() -> None:
    """Run the parts that are asked for, and tell at the end what could not be measured."""
    options = options_of()
    if not options.captions.is_dir():
        print(f'no real captions in "{options.captions}": name a folder that has some (--captions)')
    if not options.gold.is_dir():
        print(f'no gold data in "{options.gold}": name a folder that has some (--gold)')
    with tempfile.TemporaryDirectory() as scratch:
        untold = list(run(chosen_of(options, Path(scratch))))
    if untold:
        raise SystemExit("\n" + "\n".join(untold))


if __name__ == "__main__":
    main()
