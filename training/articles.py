"""Try linking on long articles about one part of an episode, as those are that tell one scene.

    python training/articles.py --data DIR --folds DIR [--gold DIR]

Summaries of scenes that follow each other are put together into articles, with sentences of other
dramas between them, which stand for all that authors say besides. They are linked once as any
write-up is, and once as one about a single scene, with vectors that were learned from other dramas
(``--folds``, written by training/meaning.py). Prints how often a sentence's likeliest place is
right. What ``scene`` settings of linking.json are good for is seen here.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from annotated import SHARED
from links import Described, read_descriptions, right_points
from numpy.typing import NDArray
from passages import LEAST, linkers

from jangmyeon.model import Block, Writeup
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.linking import Linker, _answered, _sections
from jangmyeon.writeups.linking_chain import answers
from jangmyeon.writeups.linking_weighing import Row
from jangmyeon.writeups.passages import tellings

SCENES = 9  # an article
STRAYS = 2  # sentences of other dramas after each of a scene
PARAGRAPH = 3  # scenes


@dataclass(frozen=True)
class Case:
    """An article's sentences, and for those of its scenes the points that show them."""

    row: Row
    right: Sequence[NDArray[np.bool_] | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--folds", type=Path, required=True, help="vectors by fold")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", help="annotated episodes")
    told = parser.parse_args()
    cases = list(read_cases(Reader(open_reader(told.data)), told.folds, told.gold))
    for is_of_one in (False, True):
        print(len(cases), "articles, of one scene" if is_of_one else "articles", end=": ")
        print(tried(cases, is_of_one), flush=True)


def read_cases(reader: Reader, folds: Path, gold: Path) -> Iterator[Case]:
    """The articles of those dramas for whose fold there are vectors."""
    episodes: dict[str, list[list[Described]]] = defaultdict(list)
    for path in sorted(gold.glob("*.scenes.jsonl")):
        scenes = list(read_descriptions(path, "summary", "summary"))
        episodes[scenes[0].drama].append(scenes)
    everything = [scene for those in episodes.values() for each in those for scene in each]
    chance = random.Random(0)
    for title, linker in linkers(reader, folds, episodes):
        for scenes in episodes[title]:
            yield from cases_of(linker, scenes, everything, chance)


def cases_of(
    linker: Linker, scenes: Sequence[Described], strays: Sequence[Described], chance: random.Random
) -> Iterator[Case]:
    """The articles about an episode."""
    for first in range(0, len(scenes) - SCENES, SCENES):
        told = scenes[first : first + SCENES]
        texts = [" ".join((s.text, *_some(strays, chance))) for s in told]
        paragraphs = [
            Block("paragraph", " ".join(texts[n : n + PARAGRAPH]), line=n + 2)
            for n in range(0, SCENES, PARAGRAPH)
        ]
        title = Block("title", f"Anatomy of {told[0].drama}", line=1)
        article = Writeup("", title=title.text, language="en", blocks=(title, *paragraphs))
        linker.link(article)  # which lets it look at the library
        for section in _sections(tellings(article, linker._shelf)):
            row = linker._row(section)
            if row is not None and row.table.episodes[0].episode.drama.title == told[0].drama:
                yield Case(row, [right_of(row, each.text, told) for each in row.tellings])


def _some(strays: Sequence[Described], chance: random.Random) -> Iterator[str]:
    return (chance.choice(strays).text for _ in range(STRAYS))


def right_of(row: Row, text: str, told: Sequence[Described]) -> NDArray[np.bool_] | None:
    meant = [scene for scene in told if text.strip() in scene.text]
    return right_points(row.table, meant[0]) if meant else None


def tried(cases: Sequence[Case], is_of_one: bool) -> str:
    right, likely = [], []
    for case in cases:
        row = replace(case.row)
        for mass, shown in zip(_answered([row], is_of_one)[id(row)], case.right, strict=True):
            if shown is not None and shown.any():
                right.append(bool(shown[int(answers(mass).argmax())]))
                likely.append(float(mass[shown].sum()))
    loss = float(np.log(np.array(likely) + LEAST).mean())
    return f"{len(right)} sentences, {np.mean(right):.3f} right, log {loss:.3f}"


if __name__ == "__main__":
    main()
