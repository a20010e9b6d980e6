"""Fuzzing led by coverage: ``python -m fuzz.guided subrip --inputs 20000 --seed 1``.

Atheris (``pip install atheris``) keeps the inputs that reach new code and alters them further, by
the grammars of the targets and by libFuzzer's own means. It tells how much code was reached
(``cov``), and stops at the first fault, which it writes to a file.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from contextlib import suppress

from fuzz.chance import Chance
from fuzz.running import SECONDS, Target, inputs_of

_FRESH, _OWN = 0.1, 0.7  # shares of inputs that are made anew, and altered by the grammar


def main() -> None:
    """Run one target under atheris."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", help="a module of fuzz with a TARGET")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    import atheris

    with atheris.instrument_imports(include=["jangmyeon", "pysubs2", "markdown_it"]):
        target: Target = importlib.import_module(f"fuzz.{options.target}").TARGET
        for _, data in inputs_of(target, options.seed, range(20)):  # loads what is loaded late
            with suppress(Exception):
                target.check(data)

    def alter(data: bytes, most: int, seed: int) -> bytes:
        chance = Chance(seed)
        way = chance.random()
        if way < _FRESH:
            return target.make(chance)[:most]
        if way < _FRESH + _OWN:
            return target.alter(data, chance)[:most]
        return bytes(atheris.Mutate(data, len(data)))

    def check(data: bytes) -> None:
        target.check(data)

    arguments = [
        sys.argv[0],
        f"-atheris_runs={options.inputs}",
        f"-seed={options.seed}",
        f"-timeout={int(SECONDS * 10)}",
        "-max_len=65536",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup(arguments, check, custom_mutator=alter)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
