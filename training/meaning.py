"""Learn what words and scenes mean, as small vectors: src/jangmyeon/search/meaning.npz.

    python training/meaning.py --cache FILE --data DIR [--folds DIR] [--write]

Starts from what meaning_words.py knows of words, and learns from the scenes that people described:
a description (a query, or a summary) must be nearer to its scene than to others of the drama, by
the softmax over them; and nearer to the words that a reader who had not seen the scene expects to
be said there (``retold.tsv``) than to other words. What is learned is one map for all words, and a
small step beside it for each. A scene is the sum of its words, and of what the index tells of it:
kinds of moment, place... The steps are held back by a strong pull: without it they learn these
dramas by heart, and the vectors of others get worse with every round.

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
from meaning_words import Floats, rarity, spoken, starting_vectors, vocabulary, whole_lexicon
from torch import Tensor
from torch.nn.functional import normalize

from jangmyeon import Library
from jangmyeon.model import Scene
from jangmyeon.search.meaning import told_of
from jangmyeon.words import all_lemmas, analyse, english_words, flat, is_stop_word, stem

OUT = Path(__file__).parents[1] / "src/jangmyeon/search/meaning.npz"
CELL = 20.0  # seconds
SIZE = 96  # dimensions
EPOCHS, RATE, COOLING = 4, 2e-3, 0.75
PULL = 200.0  # of each word's own step to zero
IMAGINED = 0.7  # what the words that are expected count for, beside the scene
SELDOM = 0.3  # times that a word is expected which nobody expected
OTHERS = 3, 2  # episodes a description is held against: of its drama, of others
FOLDS = 8
FEWEST = 3  # dramas whose descriptions must have an English word that the lexicon lacks
LIKE = {"everyday": "daily", "comedy": "funny", "meal": "eat", "court": "trial"}
"""English words for what is told of scenes, where its name is not the best."""


@dataclass(frozen=True)
class Told:
    """A description: of which episode, in which words (by number), of which seconds.

    ``imagined`` are lemmas (by number) that somebody expects there.
    """

    episode: int
    korean: bool
    words: Tensor
    start: float
    end: float
    imagined: Tensor


@dataclass(frozen=True)
class Cells:
    """An episode in steps of ``CELL``: which lemma is said in which, and what is told of each."""

    drama: str
    size: int
    of: Tensor
    lemmas: Tensor
    told: Tensor


@dataclass(frozen=True)
class Start:
    """Words, and what is known of them before anything is learned."""

    lemmas: list[str]
    uses: Floats
    words: list[str]
    facets: list[str]
    korean: Tensor
    english: Tensor

    @property
    def told(self) -> Tensor:
        place = {word: n for n, word in enumerate(self.words)}
        rows = [place.get(stem(LIKE.get(name, name))) for name in self.facets]
        none = torch.zeros(self.english.shape[1])
        return torch.stack([none if n is None else self.english[n] for n in rows])


class Net(torch.nn.Module):
    """Vectors of words: where they start, mapped, and a step of each one's own; and weights.

    ``usual`` tells how often each lemma is expected in any scene, as a logarithm.
    """

    def __init__(self, start: Start, usual: Tensor) -> None:
        super().__init__()
        self.start, self.told, self.usual = start, start.told, usual
        both = torch.cat((start.korean, start.english))
        _, _, axes = torch.linalg.svd(both[torch.randperm(len(both))[:8000]], full_matrices=False)
        rare = torch.tensor(np.log(rarity(start.uses)), dtype=torch.float32)

        def learned(values: Tensor) -> torch.nn.Parameter:
            return torch.nn.Parameter(values.clone())

        def own(rows: int) -> torch.nn.Parameter:
            return learned(torch.zeros(rows, SIZE))

        self.map_said, self.map_asked = learned(axes[:SIZE].T), learned(axes[:SIZE].T)
        self.step_said, self.step_asked = own(len(start.lemmas)), own(len(start.lemmas))
        self.step_words, self.step_told = own(len(start.words)), own(len(start.facets))
        self.weigh_said, self.weigh_asked = learned(rare), learned(rare)
        self.weigh_words = learned(torch.zeros(len(start.words)))
        self.weigh_told = learned(torch.full((len(start.facets),), -1.0))
        self.sharpness = learned(torch.tensor(np.log(15.0), dtype=torch.float32))
        self.imagined_sharpness = learned(torch.tensor(np.log(12.0), dtype=torch.float32))
        self.weigh_usual = learned(torch.tensor(0.7))

    @property
    def steps(self) -> list[Tensor]:
        return [self.step_said, self.step_asked, self.step_words, self.step_told]

    @property
    def said(self) -> Tensor:
        rows = self.start.korean @ self.map_said + self.step_said
        return rows * torch.exp(self.weigh_said)[:, None]

    @property
    def facets(self) -> Tensor:
        return (self.told @ self.map_said + self.step_told) * torch.exp(self.weigh_told)[:, None]

    def asked(self, words: Tensor, korean: bool) -> Tensor:
        if korean:
            rows = self.start.korean[words] @ self.map_asked + self.step_asked[words]
            return rows * torch.exp(self.weigh_asked[words])[:, None]
        rows = self.start.english[words] @ self.map_asked + self.step_words[words]
        return rows * torch.exp(self.weigh_words[words])[:, None]

    def points(self, cells: Cells, said: Tensor, facets: Tensor) -> Tensor:
        """What stands around each cell, near and farther, as the program reads it."""
        each = torch.zeros(cells.size, SIZE).index_add(0, cells.of, said[cells.lemmas])
        sums = torch.cat((torch.zeros(1, SIZE), (each + cells.told @ facets).cumsum(0)))
        at = torch.arange(cells.size)
        near, far = (
            normalize(sums[(at + r + 1).clamp(max=cells.size)] - sums[(at - r).clamp(min=0)], dim=1)
            for r in (1, 3)
        )
        return (near + far) / 2

    def meant(self, told: Sequence[Told]) -> Tensor:
        total = torch.zeros(len(told), SIZE)
        for korean in (True, False):
            mine = [n for n, each in enumerate(told) if each.korean is korean]
            if mine:
                rows = self.asked(torch.cat([told[n].words for n in mine]), korean)
                sizes = torch.tensor([len(told[n].words) for n in mine])
                total = total.index_add(0, torch.tensor(mine).repeat_interleave(sizes), rows)
        return normalize(total, dim=1)


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
    net = Net(start, usual(start, told))
    weights = [net.weigh_said, net.weigh_asked, net.weigh_words, net.weigh_told, net.sharpness]
    weights += [net.imagined_sharpness, net.weigh_usual]
    groups = [(net.steps, 1.0), ([net.map_said, net.map_asked], 0.3), (weights, 5.0)]
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


def missed(net: Net, episodes: Sequence[Cells], told: Sequence[Told]) -> Tensor:
    """How unlikely the right points are, among all of these episodes; the first has them.

    And how unlikely the words are that somebody expects there, among all.
    """
    said, facets = net.said, net.facets
    meant = net.meant(told)
    points = torch.cat([net.points(each, said, facets) for each in episodes])
    scores = meant @ points.T * net.sharpness.exp()
    middle = (torch.arange(len(points)) + 0.5) * CELL
    middle[episodes[0].size :] = -1e9
    right = torch.stack(
        [(middle >= e.start - CELL / 2) & (middle <= e.end + CELL / 2) for e in told]
    )
    scores, right = scores[right.any(1)], right[right.any(1)]
    good = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
    shown = (torch.logsumexp(scores, 1) - good).mean() if len(scores) else scores.sum()
    return shown + IMAGINED * unexpected(net, said, meant, told)


def unexpected(net: Net, said: Tensor, meant: Tensor, told: Sequence[Told]) -> Tensor:
    """How unlikely the words are that somebody expects where the descriptions lead, among all."""
    rows = [n for n, each in enumerate(told) if len(each.imagined)]
    if not rows:
        return meant.sum() * 0
    likely = meant[rows] @ normalize(said, dim=1).T * net.imagined_sharpness.exp()
    likely = torch.log_softmax(likely + net.weigh_usual * net.usual, 1)
    sizes = torch.tensor([len(told[row].imagined) for row in rows])
    of = torch.arange(len(rows)).repeat_interleave(sizes)
    words = torch.cat([told[row].imagined for row in rows])
    return -(likely[of, words] / sizes[of]).sum() / len(told)


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
