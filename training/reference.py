"""Measure how reasons to watch are spread: src/jangmyeon/guides/reasons_reference.tsv.

    python training/reference.py --library FOLDER --data DIR [--write]

Of an indexed library of many dramas only quantiles are kept, of each measure and each aspect: of
whole dramas, and of their first hours. No title goes into the file.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from jangmyeon import Library
from jangmyeon.guides.reasons_measures import Counted, Measure, needed_lemmas, sought
from jangmyeon.guides.reasons_sketch import Heard, Sketches, sketches_of
from jangmyeon.guides.reasons_standing import (
    DEPTHS,
    Reference,
    Spread,
    spread_of,
    stands_of,
    values_of,
)

OUT = Path(__file__).parents[1] / "src/jangmyeon/guides/reasons_reference.tsv"
FEWEST_HOURS = 2.0
HEADER = """\
# How measures are spread over dramas: made by training/reference.py, from {dramas} dramas.
# name: aspect.measure, or an aspect; hours: of each drama from its beginning, 0 for the whole;
# q0 to q100: quantiles in steps of 5 percent.
"""


def quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share))


def counted(sketches: Sketches, drama: str, depth: int) -> Counted:
    """A drama or its first hours; what is heard is counted as if it were spread evenly."""
    whole = sketches.of(drama)
    sketch = whole.until(depth) if depth else whole
    people = tuple(sketches.reader.people(drama))
    if not depth:
        return Counted(sketch, sketches.heard(drama), people)
    heard = sketches.heard(drama)
    share = sketch.hours / whole.hours
    notes = {note: many * share for note, many in heard.notes.items()}
    moods = {mood: many * share for mood, many in heard.moods.items()}
    evenly = tuple(replace(person, scenes=round(person.scenes * share)) for person in people)
    return Counted(sketch, Heard(type(heard.moods)(moods), type(heard.notes)(notes)), evenly)  # type: ignore[arg-type]


def measured(
    dramas: Sequence[Mapping[Measure, float]], depth: int
) -> Iterator[tuple[str, int, Spread]]:
    """The spreads of all measures, then of the aspects that they make up."""
    spreads: dict[tuple[str, int], Spread] = {}
    for aspect in sought():
        for measure in aspect.measures:
            known = [values[measure] for values in dramas if measure in values]
            if known:
                spreads[f"{aspect.name}.{measure.name}", depth] = spread_of(known, quantile)
    reference = Reference(len(dramas), spreads)
    composites = defaultdict(list)
    for each in dramas:
        for stand in stands_of(each, depth, reference):
            composites[stand.aspect.name].append(stand.z)
    for name, zs in composites.items():
        spreads[name, depth] = spread_of(zs, quantile)
    for (name, hours), spread in spreads.items():
        yield name, hours, spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--data")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = []
    with Library(args.library, args.data) as library, library._sight(spoilers=True) as sight:
        sketches = sketches_of(sight.reader, needed_lemmas())
        ids = [each.id for each in sight.reader.titles()]
        ids = [each for each in ids if sketches.of(each).hours >= FEWEST_HOURS]
        for depth in DEPTHS:
            dramas = [values_of(counted(sketches, each, depth)) for each in ids]
            rows += [
                "\t".join([name, str(hours), *(f"{value:.5g}" for value in spread)])
                for name, hours, spread in measured(dramas, depth)
            ]
    columns = "\t".join(["name", "hours", *(f"q{5 * step}" for step in range(21))])
    text = HEADER.format(dramas=len(ids)) + "\n".join([columns, f"dramas\t{len(ids)}", *rows])
    if args.write:
        OUT.write_text(text + "\n", "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
