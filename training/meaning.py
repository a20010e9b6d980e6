"""Learn what words and scenes mean, as small vectors: src/jangmyeon/search/meaning.npz.

    python training/meaning.py --cache FILE --data DIR [--folds DIR] [--write]

Starts from what meaning_words.py knows of words, and learns from the scenes that people described:
a description (a query, or a summary) must be nearer to its scene than to others of the drama, by
the softmax over them, as a whole and word by word (``meaning_net.py``); and nearer to the words
that a reader who had not seen the scene expects to be said there (``retold.tsv``) than to other
words. What is learned is one map for all words, and a small step beside it for each. A scene is the
sum of its words, and of what the index tells of it: kinds of moment, place... The steps are held
back by a strong pull: without it they learn these dramas by heart, and the vectors of others get
worse with every round.

``--folds`` writes a file for each eighth of the dramas, learned from all others, by which
training/find.py judges fairly. Needs torch and what meaning_words.py needs.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from annotated import Analysed, options, read_retold, read_rows, read_shelf
from meaning_net import CELL, Cells, Net, Start, Told, missed
from meaning_words import spoken, starting_vectors, vocabulary, whole_lexicon
from torch import Tensor

from jangmyeon import Library
from jangmyeon.model import Scene
from jangmyeon.search.meaning import told_of
from jangmyeon.words import all_lemmas, analyse, english_words, flat, is_stop_word, stem

OUT = Path(__file__).parents[1] / "src/jangmyeon/search/meaning.npz"
EPOCHS, RATE, COOLING = 4, 2e-3, 0.75
PULL = 200.0  # of each word's own step to zero
OFTEN, RARE = 3.0, (1.0, 8.0)  # times beside those a word is met; the least and most it counts
SELDOM = 0.3  # times that a word is expected which nobody expected
OTHERS = 3, 2  # episodes a description is held against: of its drama, of others
FOLDS = 8
FEWEST = 3  # dramas whose descriptions must have an English word that the lexicon lacks


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--data", type=Path, help="where the index of the captions is")
    parser.add_argument("--folds", type=Path, help="a folder for what is learned without a fold")
    given = parser.parse_args()
    torch.set_num_threads(1)
    shelf = read_shelf(given)
    rows = list(descriptions(shelf, given.gold, given.annotations))
    lemmas, uses = vocabulary(shelf, korean_vocabulary(rows))
    words = english_vocabulary(rows)
    with Library(given.captions, given.data) as library:
        scenes = [
            library.scenes(e.drama.id, e.season, e.number) for e in (x.episode for x in shelf)
        ]
    facets = [*sorted({name for each in scenes for scene in each for name in told_of(scene)})]
    korean, english = starting_vectors(shelf, lemmas, uses, words)
    start = Start(
        lemmas, uses, words, facets, *(torch.tensor(v).float() for v in (korean, english))
    )
    told = list(in_numbers(rows, start))
    cells = [*(as_cells(e, s, start) for e, s in zip(shelf, scenes, strict=True))]
    dramas = sorted({each.drama for each in cells})
    for fold in range(FOLDS) if given.folds else ():
        out = set(dramas[fold::FOLDS])
        rest = [each for each in told if cells[each.episode].drama not in out]
        write(learned(start, cells, rest, fold), given.folds / f"{fold}.npz")
        print("fold", fold, len(rest), "descriptions of other dramas", flush=True)
    if given.write:
        write(learned(start, cells, told, 0), OUT)


@dataclass(frozen=True)
class Row:
    """A description in words; ``imagined`` are lemmas that somebody expects in its scene."""

    episode: int
    korean: bool
    words: tuple[str, ...]
    start: float
    end: float
    drama: str
    imagined: tuple[str, ...] = ()


def descriptions(shelf: Sequence[Analysed], gold: Path, ours: Path) -> Iterator[Row]:
    """Each summary and query of the gold episodes, and each query of ours that was retold."""
    place = {(e.drama.title, e.season, e.number): n for n, e in enumerate(x.episode for x in shelf)}

    def rows(told: Mapping[str, Any], korean: str, imagined: str = "") -> Iterator[Row]:
        episode = place.get((told["drama"], told["season"], told["episode"]))
        times = told["start"], told["end"], told["drama"]
        expected = tuple(korean_lemmas(imagined))
        for text in (told[name] for name in ("summary", "en") if name in told):
            if episode is not None:
                yield Row(episode, False, tuple(english(text)), *times, expected)
        if korean and episode is not None:
            yield Row(episode, True, tuple(korean_lemmas(korean)), *times, expected)

    for told in read_rows(gold, "scenes", "queries"):
        yield from rows(told, told.get("ko", ""))
    for each in read_retold(ours):
        yield from rows(each.query, each.korean, each.imagined)


def korean_lemmas(text: str) -> list[str]:
    return list(all_lemmas(next(iter(analyse([flat(text)])))))


def english(text: str) -> Iterator[str]:
    return (stem(word) for word in english_words(text) if not is_stop_word(word))


def english_vocabulary(rows: Sequence[Row]) -> list[str]:
    """Stems of the lexicon, and those that describe scenes of several dramas, so no names."""
    dramas: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for word in row.words if not row.korean else ():
            dramas[word].add(row.drama)
    glosses = whole_lexicon().values()
    known = {word for each in glosses for gloss in each for word in english(gloss)}
    return sorted(known | {word for word, found in dramas.items() if len(found) >= FEWEST})


def korean_vocabulary(rows: Sequence[Row]) -> dict[str, set[str]]:
    """The dramas whose descriptions have each lemma."""
    dramas: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for word in row.words if row.korean else ():
            dramas[word].add(row.drama)
    return dramas


def in_numbers(rows: Iterable[Row], start: Start) -> Iterator[Told]:
    places = {
        True: {lemma: n for n, lemma in enumerate(start.lemmas)},
        False: {word: n for n, word in enumerate(start.words)},
    }
    for row in rows:
        place = places[row.korean]
        known = [place[word] for word in dict.fromkeys(row.words) if word in place]
        expected = [places[True][w] for w in dict.fromkeys(row.imagined) if w in places[True]]
        if known:
            imagined = torch.tensor(expected, dtype=torch.int64)
            yield Told(row.episode, row.korean, torch.tensor(known), row.start, row.end, imagined)


def as_cells(episode: Analysed, scenes: Sequence[Scene], start: Start) -> Cells:
    place = {lemma: n for n, lemma in enumerate(start.lemmas)}
    said = {(int(at // CELL), place[w]) for at, w in spoken(episode) if w in place}
    of, lemmas = np.array(sorted(said)).T
    size = max(int(of.max()), int(scenes[-1].end // CELL)) + 1
    facet = {name: n for n, name in enumerate(start.facets)}
    told = torch.zeros(size, len(facet))
    for scene in scenes:
        here = slice(int(scene.start // CELL), int(scene.end // CELL) + 1)
        for name, far in told_of(scene).items():
            told[here, facet[name]] += far
    return Cells(episode.episode.drama.id, size, torch.tensor(of), torch.tensor(lemmas), told)


def learned(start: Start, cells: Sequence[Cells], told: Sequence[Told], seed: int) -> Net:
    """A net that finds what the descriptions describe."""
    random.seed(seed)
    torch.manual_seed(seed)
    net = Net(start, usual(start, told), rare(start, told))
    groups = [(net.steps, 1.0), ([net.map_said, net.map_asked], 0.3), (net.weights, 5.0)]
    optimizer = torch.optim.Adam([{"params": p, "lr": RATE * far} for p, far in groups])
    of: dict[int, list[Told]] = defaultdict(list)
    for each in told:
        of[each.episode].append(each)
    by_drama: dict[str, list[int]] = defaultdict(list)
    for n, each_cells in enumerate(cells):
        by_drama[each_cells.drama].append(n)
    for epoch in range(EPOCHS):
        order = random.sample(list(of), len(of))
        for group in optimizer.param_groups:
            group["lr"] *= COOLING if epoch else 1.0
        for n in order:
            same = [other for other in by_drama[cells[n].drama] if other != n]
            against = random.sample(same, min(OTHERS[0], len(same)))
            against += random.sample(range(len(cells)), OTHERS[1])
            loss = missed(net, [cells[k] for k in (n, *against)], of[n])
            step = sum((each**2).sum() for each in net.steps)
            optimizer.zero_grad()
            (loss + PULL * step / len(told)).backward()
            optimizer.step()
    return net


def usual(start: Start, told: Sequence[Told]) -> Tensor:
    """How often each lemma is expected in any scene, as a logarithm."""
    times = torch.full((len(start.lemmas),), SELDOM)
    for each in told:
        times[each.imagined] += 1
    return torch.log(times / times.sum())


def rare(start: Start, told: Sequence[Told]) -> tuple[Tensor, Tensor]:
    """How rare each lemma and each English word is among descriptions: what it counts for."""
    found = []
    for korean, size in ((True, len(start.lemmas)), (False, len(start.words))):
        mine = [each.words for each in told if each.korean is korean]
        times = torch.bincount(torch.cat(mine), minlength=size)
        found.append(torch.log(len(mine) / (times + OFTEN)).clamp(*RARE))
    return found[0], found[1]


@torch.no_grad()
def write(net: Net, path: Path) -> None:
    start = net.start
    about = "Vectors of words and scenes, made by training/meaning.py, which says how and of what."
    told: dict[str, np.ndarray] = {"about": np.array(about)}
    everything = (
        ("said", net.said),
        ("asked", net.asked(torch.arange(len(start.lemmas)), korean=True)),
        ("words", net.asked(torch.arange(len(start.words)), korean=False)),
        ("facets", net.facets),
    )
    for name, rows in everything:
        scale = rows.abs().amax(1).clamp(min=1e-9) / 127
        told[name] = torch.round(rows / scale[:, None]).to(torch.int8).numpy()
        told[f"{name}_scale"] = scale.half().numpy()
    for name, names in (("lemmas", start.lemmas), ("words", start.words), ("facets", start.facets)):
        told[f"{name}_names"] = np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **told)
    print(path.name, len(start.lemmas), "lemmas", len(start.words), "words", path.stat().st_size)


if __name__ == "__main__":
    main()
