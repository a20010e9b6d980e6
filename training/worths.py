"""Learn how much words of descriptions tell of what is shown: src/jangmyeon/search/worths.tsv.

    python training/worths.py --captions DIR --data DIR [--folds DIR] [--write]

For each word of the descriptions of known scenes (queries, summaries): is it, in any of the words
that it may stand for, met in the captions of the scene, and how often in as much time elsewhere
in the drama? Words as rare as it tell how much more often a word that means something should be;
its worth is how far it does better or worse, drawn towards 1 where there is little to go by.
``--folds`` writes a file for each eighth of the dramas, learned from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from annotated import ROOT, options, read_retold, read_rows
from numpy.typing import NDArray

from jangmyeon.search import Concept, understand
from jangmyeon.search.axis import APART
from jangmyeon.search.query import PeopleMeant
from jangmyeon.search.worths import word_key
from jangmyeon.store import Reader, open_reader
from jangmyeon.words import commonness, is_korean

OUT = ROOT / "src/jangmyeon/search/worths.tsv"
FOLDS = 8
FEWEST, FEWEST_DRAMAS = 4, 3  # uses and dramas without which nothing is told of a word
CALM, POWER = 3.0, 0.7  # how slowly, and how far, a word's worth departs from 1
LEAST, MOST = 0.2, 2.0
SLACK = 10_000  # milliseconds around a scene that count as its own
ABOUT = (
    "# How much more (or less) than its rarity lets expect a word of a description is met in the\n"
    "# captions of what it describes; 1 as expected. English by stems, Korean by lemma. Made by\n"
    "# training/worths.py; words of fewer than three dramas are left out.\n"
)


@dataclass(frozen=True, slots=True)
class Met:
    """A word of a description: how surely it is met at the scene, and in as much time elsewhere."""

    key: str
    drama: str
    here: float
    elsewhere: float


class Nobody:
    """No names are known: those of a description are words that nothing is told of."""

    def meant(self, text: str, within: object = ()) -> PeopleMeant:
        return PeopleMeant((), text)


class Spoken:
    """The words of a drama, by lemma, on an axis on which each episode has ``APART``."""

    def __init__(self, reader: Reader, drama: str) -> None:
        times, lemmas = [], []
        self.place: dict[tuple[int, int], int] = {}
        self.length = 0
        for n, stored in enumerate(reader.episodes(drama)):
            found = reader.concordance(stored.key)
            if found is None or not len(found.times):
                continue
            self.place[stored.episode.season, stored.episode.number] = n * APART
            times.append(found.moments.astype(np.int64) + n * APART)
            lemmas.append(found.lemmas)
            self.length += int(found.times[-1])
        every = np.concatenate(lemmas)
        order = np.argsort(every, kind="stable")
        self._lemmas, self._times = every[order], np.concatenate(times)[order]

    def times(self, lemma: int) -> NDArray[np.int64]:
        low, high = np.searchsorted(self._lemmas, (lemma, lemma + 1))
        return self._times[low:high]


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--folds", type=Path, help="a folder for what is learned without a fold")
    told = parser.parse_args()
    reader = Reader(open_reader(told.data))
    with reader.snapshot():
        met = list(words_met(reader, told.gold, told.annotations))
        dramas = sorted(drama.id for drama in reader.dramas())
    for fold in range(FOLDS) if told.folds else ():
        out = set(dramas[fold::FOLDS])
        write([each for each in met if each.drama not in out], told.folds / f"worths-{fold}.tsv")
    if told.write:
        write(met, OUT)


def words_met(reader: Reader, gold: Path, ours: Path) -> Iterator[Met]:
    titles = {drama.title: drama.id for drama in reader.dramas()}
    spoken: dict[str, Spoken] = {}
    for row, texts in descriptions(gold, ours):
        drama = titles.get(row["drama"])
        if drama is None:
            continue
        if drama not in spoken:
            spoken[drama] = Spoken(reader, drama)
        start = spoken[drama].place[row["season"], row["episode"]]
        span = start + round(row["start"] * 1000), start + round(row["end"] * 1000)
        for text in texts:
            concepts = understand(text, reader, Nobody()).concepts
            ids = reader.lemma_ids(lemma for c in concepts for lemma, _ in c.lemmas)
            for concept in concepts:
                if concept.part == "words":
                    here, elsewhere = shares(spoken[drama], concept, ids, span)
                    yield Met(key_of(concept), drama, here, elsewhere)


def descriptions(gold: Path, ours: Path) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Scenes as they were annotated, and what they are described by."""
    for folder, names in ((gold, ("summary", "en", "ko")), (ours, ("en",))):
        for row in read_rows(folder, "scenes", "queries"):
            yield row, [row[name] for name in names if row.get(name)]
    for each in read_retold(ours):
        yield each.query, [each.korean]


def key_of(concept: Concept) -> str:
    """As ``search.query`` asks for it."""
    return word_key(concept.lemmas[0][0] if is_korean(concept.source) else concept.source)


def shares(
    spoken: Spoken, concept: Concept, ids: dict[str, int], span: tuple[int, int]
) -> tuple[float, float]:
    """The weight of the best alternative that is met in a span, and in as long ones on average."""
    low, high = span[0] - SLACK, span[1] + SLACK
    best: dict[int, float] = defaultdict(float)
    here = 0.0
    for lemma, weight in concept.lemmas:
        times = spoken.times(ids[lemma]) if lemma in ids else np.zeros(0, np.int64)
        if np.searchsorted(times, high) > np.searchsorted(times, low):
            here = max(here, weight)
        for tile in np.unique(times // (high - low)).tolist():
            best[tile] = max(best[tile], weight)
    return here, min(sum(best.values()) * (high - low) / spoken.length, 1.0)


def worths(met: Sequence[Met]) -> dict[str, float]:
    """How much more than its rarity lets expect a word is met at the scene."""
    usual: dict[tuple[bool, int], list[float]] = defaultdict(lambda: [1e-9, 1e-9])
    by_word: dict[str, list[Met]] = defaultdict(list)
    for each in met:
        usual[_rarity(each)][0] += each.here
        usual[_rarity(each)][1] += each.elsewhere
        if not is_korean(each.key) or commonness(each.key):
            by_word[each.key].append(each)
    found = {}
    for word, those in by_word.items():
        if len(those) < FEWEST or len({each.drama for each in those}) < FEWEST_DRAMAS:
            continue
        here = sum(each.here for each in those)
        lifts = [usual[_rarity(each)] for each in those]
        expected = sum(e.elsewhere * a / b for e, (a, b) in zip(those, lifts, strict=True))
        worth = ((here + CALM) / (expected + CALM)) ** POWER
        found[word] = min(max(worth, LEAST), MOST)
    return found


def _rarity(met: Met) -> tuple[bool, int]:
    return is_korean(met.key), round(2 * np.log(met.elsewhere + 1e-4))


def write(met: Sequence[Met], path: Path) -> None:
    found = worths(met)
    rows = "".join(f"{word}\t{much:.2f}\n" for word, much in sorted(found.items()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ABOUT + rows, "utf-8")
    print(path.name, len(found), "words", flush=True)


if __name__ == "__main__":
    main()
