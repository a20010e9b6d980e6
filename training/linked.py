"""Try linking on whole articles, as columnists and fans write them.

    python training/linked.py --data DIR --folds DIR

``training/annotations/articles`` holds articles, and for each the passages that tell of a scene,
with the scene, and others that tell of none. They are linked with vectors that were learned from
other dramas (``--folds``, written by training/meaning.py). Prints by kind of article how many
passages are linked, how many rightly, and how often the likeliest place is right, told or not.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated import ROOT

from find import answers
from jangmyeon.model import Hit, Link
from jangmyeon.search import meaning, nearest
from jangmyeon.search.meaning import Meaning, read_space
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.linking import Linker
from jangmyeon.writeups.linking_weighing import Row
from jangmyeon.writeups.passages import Telling
from jangmyeon.writeups.reading import read_writeup

ARTICLES = ROOT / "training/annotations/articles"
FOLDS = 8
ALIKE = 60  # characters by which a passage is known again


@dataclass(frozen=True)
class Tried:
    """What came of one passage."""

    tells: bool  # of a scene
    linked: bool
    right: bool
    likeliest: bool  # whether the likeliest place is right, told or not


class ByFold(Linker):
    """A linker that knows of each drama's words what other dramas teach."""

    def __init__(self, reader: Reader, folds: Path) -> None:
        super().__init__(reader)
        self._spaces = [read_space((folds / f"{n}.npz").read_bytes()) for n in range(FOLDS)]
        self._order = sorted(drama.id for drama in reader.dramas())

    def _row(self, section: Sequence[Telling]) -> Row | None:
        if section[0].drama in self._order:
            space = self._spaces[self._order.index(section[0].drama) % FOLDS]
            meaning.space = nearest.space = lambda: space
            self._meaning = Meaning(self._reader.lemma_ids, self._scenes_of)
        return super()._row(section)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--folds", type=Path, required=True, help="vectors by fold")
    told = parser.parse_args()
    found: dict[str, list[Tried]] = defaultdict(list)
    reader = Reader(open_reader(told.data))
    with reader.snapshot():
        linker = ByFold(reader, told.folds)
        for path in sorted(ARTICLES.glob("*.txt")):
            kind = path.stem.rpartition("-")[0]
            found[kind] += tried(linker, path)
    for kind, passages in found.items():
        report(kind, passages)
    report("all", [each for passages in found.values() for each in passages])


def tried(linker: Linker, path: Path) -> Iterator[Tried]:
    links = linker.link(read_writeup(path))
    for line in path.with_suffix(".links.jsonl").read_text("utf-8").splitlines():
        told: dict[str, Any] = json.loads(line)
        here = [link for link in links if _same(link.passage.text, told["passage"])]
        best = next((link for link in here if link.scene is not None), None)
        surest = max(here, key=lambda link: link.score, default=None)
        yield Tried(
            bool(told["season"]),
            best is not None,
            best is not None and is_right(best, told),
            surest is not None and any(is_right(each, told) for each in _likeliest(surest)),
        )


def _same(passage: str, told: str) -> bool:
    return told[:ALIKE].strip() in passage or passage.strip()[:ALIKE] in told


def _likeliest(link: Link) -> Sequence[Link | Hit]:
    return [link] if link.scene is not None else link.others[:1]


def is_right(found: Link | Hit, told: dict[str, Any]) -> bool:
    """Whether a span covers half of what is told, or lies half in it, and is no haystack."""
    if found.scene is None or not told["season"]:
        return False
    return answers(found.scene.episode, found.start, found.end, told)


def report(name: str, passages: Iterable[Tried]) -> None:
    every = list(passages)
    telling = [each for each in every if each.tells]
    linked, right = sum(each.linked for each in every), sum(each.right for each in every)
    likeliest = sum(each.likeliest for each in telling) / len(telling)
    print(
        f"{name}: {len(telling)} that tell of a scene, {len(every) - len(telling)} of none; "
        f"linked {linked}, right {right}: recall {right / len(telling):.3f}, precision "
        f"{right / max(linked, 1):.3f}; the likeliest place is right for {likeliest:.3f}"
    )


if __name__ == "__main__":
    main()
