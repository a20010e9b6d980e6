"""Try linking on passages of ours, and choose how far sentences are trusted: linking.json.

    python training/passages.py --data DIR --folds DIR [--search] [--write]

``training/annotations/passages.jsonl`` are put together into lists of scenes, an article a drama,
and linked with vectors that were learned from other dramas (``--folds``, written by
training/meaning.py). Prints how often the likeliest place is right, and how many links are right
where three in four must be. ``--search`` then changes the settings of ``SEARCHED`` one after the
other, as long as the right places become likelier; ``--write`` keeps what was found. Needs
scipy, as links.py does.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from annotated import ROOT
from links import WEIGHTS, Described, read_descriptions, right_points
from numpy.typing import NDArray

from jangmyeon.model import Block, Writeup
from jangmyeon.search import meaning, nearest
from jangmyeon.search.meaning import read_space
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups import linking_weighing
from jangmyeon.writeups.linking import Linker, _answered, _sections
from jangmyeon.writeups.linking_chain import answers
from jangmyeon.writeups.linking_weighing import Row
from jangmyeon.writeups.passages import tellings

PASSAGES = ROOT / "training/annotations/passages.jsonl"
FOLDS = 8
SEARCHED = {"words": (0.35, 0.5, 0.7, 0.85), "stay": (0.2, 0.28, 0.4, 0.55, 0.7)}
ASKED = 0.75  # precision
LEAST = 0.002  # likelihood below which it does not matter how unlikely the right place is
GAIN = 0.002


@dataclass(frozen=True)
class Case:
    """The sentences of a passage, and the points that show what it tells of."""

    row: Row
    right: NDArray[np.bool_]


@dataclass(frozen=True)
class Tried:
    """What came of linking passages with some settings."""

    likelihood: float  # the mean logarithm of how likely the right places were thought
    first: float  # share of passages whose likeliest place is right
    sure: int  # right links where ASKED of all are right

    def __str__(self) -> str:
        return f"log {self.likelihood:.3f}, first {self.first:.3f}, {self.sure} sure and right"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--folds", type=Path, required=True, help="vectors by fold")
    parser.add_argument("--search", action="store_true", help="look for better settings")
    parser.add_argument("--write", action="store_true", help="keep what was found")
    told = parser.parse_args()
    cases = list(read_cases(Reader(open_reader(told.data)), told.folds))
    best, found = tried(cases, {}), {}
    print(len(cases), "passages:", best, flush=True)
    for name, values in SEARCHED.items() if told.search else ():
        for value in values:
            other = tried(cases, {**found, name: value})
            print(name, value, other, flush=True)
            if other.likelihood > best.likelihood + GAIN:
                best, found[name] = other, value
    if told.write and found:
        weights = json.loads(WEIGHTS.read_text("utf-8"))
        weights["settings"] |= found
        WEIGHTS.write_text(json.dumps(weights, indent=2) + "\n", "utf-8")


def read_cases(reader: Reader, folds: Path) -> Iterator[Case]:
    """Every passage of a drama for whose fold there are vectors."""
    rows: dict[str, list[Described]] = defaultdict(list)
    for passage in read_descriptions(PASSAGES, "passage", "passage"):
        rows[passage.drama].append(passage)
    for title, linker in linkers(reader, folds, rows):
        yield from cases_of(linker, title, rows[title])


def linkers(reader: Reader, folds: Path, titles: Iterable[str]) -> Iterator[tuple[str, Linker]]:
    """The dramas for whose fold there are vectors, each with what links without knowing it.

    Until the next is asked for, the vectors are in use and the library stays as it is.
    """
    ids = {drama.title: drama.id for drama in reader.dramas()}
    order = sorted(ids.values())
    for path in sorted(folds.glob("[0-9].npz")):
        space = read_space(path.read_bytes())
        meaning.space = nearest.space = lambda space=space: space
        linker = Linker(reader)
        for title in titles:
            if order.index(ids[title]) % FOLDS == int(path.stem):
                with reader.snapshot():
                    yield title, linker


def cases_of(linker: Linker, title: str, passages: Sequence[Described]) -> Iterator[Case]:
    """The passages as entries of a list of scenes."""
    blocks = []
    for number, passage in enumerate(passages, 1):
        blocks.append(Block("heading", f"{number}. {title}", line=2 * number, level=2))
        blocks.append(Block("paragraph", passage.text, line=2 * number + 1))
    article = Writeup("", title=f"Best scenes of {title}", language="en", blocks=tuple(blocks))
    linker.link(article)  # which lets it look at the library
    for section in _sections(tellings(article, linker._shelf, "")):
        row = linker._row(section)
        if row is not None:
            passage = passages[max(telling.block for telling in row.tellings) // 2]
            yield Case(row, right_points(row.table, passage))


def tried(cases: Sequence[Case], settings: Mapping[str, float]) -> Tried:
    learnt = learned()
    linking_weighing._learned = lambda: replace(  # type: ignore[assignment,misc]
        learnt, settings=learnt.settings | settings
    )
    sure, right, likely = [], [], []
    for case in cases:
        row = replace(case.row)  # which forgets what other settings made of it
        masses = _answered([row])[id(row)]
        told = [m for t, m in zip(row.tellings, masses, strict=True) if not t.is_heading]
        best = max(told, key=lambda mass: float(answers(mass).max()))
        point = int(answers(best).argmax())
        sure.append(float(answers(best)[point]))
        right.append(bool(case.right[point]))
        likely.append(float(best[case.right].sum()))
    order = np.argsort(-np.array(sure))
    hits = np.cumsum(np.array(right)[order])
    enough = np.flatnonzero(hits / np.arange(1, len(order) + 1) >= ASKED)
    return Tried(
        float(np.log(np.array(likely) + LEAST).mean()),
        float(np.mean(right)),
        int(hits[enough[-1]]) if len(enough) else 0,
    )


learned = linking_weighing._learned

if __name__ == "__main__":
    main()
