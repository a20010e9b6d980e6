"""Runs targets: so many inputs of each, within bounds of time and memory, and a report."""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from fuzz.chance import Chance

SECONDS = 1.5
"""Of processor time that an input may take, and as much again for each ``SHARE`` bytes of it."""

SHARE = 150_000
MEMORY = 256 << 20
"""Bytes by which one input may raise the most that the process ever held."""


class TooSlowError(Exception):
    """An input took longer than its bytes are worth."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to be fuzzed.

    ``make`` gives an input by chance, ``alter`` another from one that is there. ``check`` tells
    whether there was an answer (else a clear error); whatever it raises is a fault.
    """

    name: str
    make: Callable[[Chance], bytes]
    alter: Callable[[bytes, Chance], bytes]
    check: Callable[[bytes], bool]


@dataclass(slots=True)
class Result:
    """What came of a target. ``faults`` are told by what and where, each with its inputs."""

    target: str
    inputs: int = 0
    answered: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    seconds: float = 0.0
    peak: int = 0
    faults: dict[str, list[int]] = field(default_factory=dict)

    def __str__(self) -> str:
        wrong = sum(map(len, self.faults.values()))
        return (
            f"{self.target}: {self.inputs:,} inputs, {self.answered:,} answered, "
            f"{self.inputs - self.answered - wrong:,} refused clearly, {wrong} wrong; "
            f"slowest {self.slowest[0]:.2f} s (input {self.slowest[1]}), "
            f"at most {self.peak >> 20} MiB, {self.seconds:.0f} s"
        )


def inputs_of(target: Target, seed: int, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Inputs by their numbers; each depends on its number and the seed alone."""
    for number in numbers:
        yield number, target.make(Chance(f"{target.name} {seed} {number}"))


def run(
    target: Target, inputs: int, seed: int, *, only: int | None = None, warm_up: int = 40
) -> Result:
    """Check so many inputs of a target, or one by its number.

    Args:
        warm_up: inputs that are looked at before, to load what is loaded when it is first needed.
    """
    result = Result(target.name)
    _warm_up(target, seed, warm_up)
    numbers = range(inputs) if only is None else (only,)
    began = time.monotonic()
    for number, data in inputs_of(target, seed, numbers):
        result.inputs += 1
        before, started = _most_held(), time.process_time()
        try:
            with _alarm(SECONDS * (1 + len(data) / SHARE)):
                result.answered += target.check(data)
            if _most_held() - before > MEMORY:
                raise MemoryError(f"{(_most_held() - before) >> 20} MiB for {len(data)} bytes")
        except Exception as error:
            result.faults.setdefault(_told(error), []).append(number)
        taken = time.process_time() - started
        result.slowest = max(result.slowest, (taken, number))
    result.seconds = time.monotonic() - began
    result.peak = _most_held()
    return result


def _warm_up(target: Target, seed: int, inputs: int) -> None:
    for _, data in inputs_of(target, seed, range(-inputs, 0)):
        with suppress(Exception):
            target.check(data)


def main(targets: Sequence[Target]) -> None:
    """The command line of a module of targets.

    Exits with 1 when a fault was found.
    """
    parser = argparse.ArgumentParser(description="Fuzz what reads what others wrote.")
    parser.add_argument("--inputs", type=int, default=10_000, help="of each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the input of this number alone")
    parser.add_argument("--target", choices=[each.name for each in targets])
    parser.add_argument("--keep", type=Path, help="a folder for inputs that show a fault")
    options = parser.parse_args()
    found = False
    for target in targets:
        if options.target in {None, target.name}:
            result = run(target, options.inputs, options.seed, only=options.only)
            print(result, flush=True)
            found |= bool(result.faults)
            for fault, numbers in result.faults.items():
                print(f"  {len(numbers)} times, first in input {numbers[0]}: {fault}", flush=True)
                if options.keep:
                    _keep(options.keep, target, options.seed, numbers[0])
    sys.exit(1 if found else 0)


def _keep(folder: Path, target: Target, seed: int, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ((_, data),) = inputs_of(target, seed, [number])
    (folder / f"{target.name}-{seed}-{number}").write_bytes(data)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise ``TooSlowError`` after so much time of the processor."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:.1f} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _most_held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _told(error: Exception) -> str:
    """An error by its kind and the last place of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "jangmyeon" in frame.filename] or list(frames)
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {place}: {str(error)[:200]}"
