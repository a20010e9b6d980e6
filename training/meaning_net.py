"""The vectors that meaning.py learns, and what they are to tell: which points are described.

A description and a point are near each other in two ways. As sums: of all words of the one, and of
all that is said and shown around the other. And word by word: each of its words looks for the
likest that is said there, wherever it stands (the maximum similarity of late interaction: Khattab
and Zaharia, "ColBERT", SIGIR 2020). One space serves both, as the program has both.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from meaning_words import Floats, rarity
from torch import Tensor
from torch.nn.functional import normalize

from jangmyeon.words import stem

CELL = 20.0  # seconds
SIZE = 128  # dimensions
IMAGINED = 0.7  # what the words that are expected count for, beside the scene
SINGLE = 2.0  # what words one by one count for, beside sums
SINGLE_EPISODES, SINGLE_TOLD = 3, 64  # against how many episodes, and how many descriptions at once
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

    ``usual`` tells how often each lemma is expected in any scene, as a logarithm; ``rare`` what
    each lemma and each English word of a description counts for where words stand by themselves.
    """

    def __init__(self, start: Start, usual: Tensor, rare: tuple[Tensor, Tensor]) -> None:
        super().__init__()
        self.start, self.told, self.usual = start, start.told, usual
        both = torch.cat((start.korean, start.english))
        _, _, axes = torch.linalg.svd(both[torch.randperm(len(both))[:8000]], full_matrices=False)
        seldom = torch.tensor(np.log(rarity(start.uses)), dtype=torch.float32)

        def learned(values: Tensor) -> torch.nn.Parameter:
            return torch.nn.Parameter(values.clone())

        def own(rows: int) -> torch.nn.Parameter:
            return learned(torch.zeros(rows, SIZE))

        self.map_said, self.map_asked = learned(axes[:SIZE].T), learned(axes[:SIZE].T)
        self.step_said, self.step_asked = own(len(start.lemmas)), own(len(start.lemmas))
        self.step_words, self.step_told = own(len(start.words)), own(len(start.facets))
        self.weigh_said, self.weigh_asked = learned(seldom), learned(seldom)
        self.weigh_words = learned(torch.zeros(len(start.words)))
        self.weigh_told = learned(torch.full((len(start.facets),), -1.0))
        self.sharpness = learned(torch.tensor(np.log(15.0), dtype=torch.float32))
        self.imagined_sharpness = learned(torch.tensor(np.log(12.0), dtype=torch.float32))
        self.weigh_usual = learned(torch.tensor(0.7))
        self.single_asked, self.single_words = (learned(each.log()) for each in rare)
        self.single_sharpness = learned(torch.tensor(np.log(15.0), dtype=torch.float32))

    @property
    def steps(self) -> list[Tensor]:
        return [self.step_said, self.step_asked, self.step_words, self.step_told]

    @property
    def weights(self) -> list[Tensor]:
        found = [self.weigh_said, self.weigh_asked, self.weigh_words, self.weigh_told]
        found += [self.single_asked, self.single_words, self.weigh_usual]
        return [*found, self.sharpness, self.single_sharpness, self.imagined_sharpness]

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


def missed(net: Net, episodes: Sequence[Cells], told: Sequence[Told]) -> Tensor:
    """How unlikely the right points are, among all of these episodes; the first has them.

    And how unlikely the words are that somebody expects there, among all.
    """
    said, facets = net.said, net.facets
    meant = net.meant(told)
    points = torch.cat([net.points(each, said, facets) for each in episodes])
    shown = unlikely(meant @ points.T * net.sharpness.exp(), episodes[0], told)
    some = random.sample(list(told), min(SINGLE_TOLD, len(told)))
    scores = singly(net, episodes[:SINGLE_EPISODES], said, some) * net.single_sharpness.exp()
    shown = shown + SINGLE * unlikely(scores, episodes[0], some)
    return shown + IMAGINED * unexpected(net, said, meant, told)


def unlikely(scores: Tensor, episode: Cells, told: Sequence[Told]) -> Tensor:
    """How unlikely the points are that are described, of those of an episode and others' after.

    Args:
        scores: of each description, a row, each point.
    """
    middle = (torch.arange(scores.shape[1]) + 0.5) * CELL
    middle[episode.size :] = -1e9
    right = torch.stack(
        [(middle >= e.start - CELL / 2) & (middle <= e.end + CELL / 2) for e in told]
    )
    scores, right = scores[right.any(1)], right[right.any(1)]
    good = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
    return (torch.logsumexp(scores, 1) - good).mean() if len(scores) else scores.sum()


def singly(net: Net, episodes: Sequence[Cells], said: Tensor, told: Sequence[Told]) -> Tensor:
    """How like the words of each description the likest are that are said around each point.

    Returns:
        Shape (descriptions, points), each -1 to 1.
    """
    keys = [[(each.korean, word) for word in each.words.tolist()] for each in told]
    place = {key: n for n, key in enumerate(sorted({key for row in keys for key in row}))}
    lemmas, words = (
        torch.tensor([word for of, word in place if of is korean], dtype=torch.int64)
        for korean in (True, False)
    )
    # English words come first: False is sorted before True.
    asked = torch.cat((net.asked(words, korean=False), net.asked(lemmas, korean=True)))
    counts = torch.cat((net.single_words[words], net.single_asked[lemmas])).exp()
    share = torch.zeros(len(told), len(place))
    for row, each in enumerate(keys):
        share[row, [place[key] for key in each]] = 1.0
    share = share * counts
    share = share / share.sum(1, keepdim=True)
    asked, said = normalize(asked, dim=1), normalize(said, dim=1)
    return share @ torch.cat([likest(each, said, asked) for each in episodes]).T


def likest(cells: Cells, said: Tensor, asked: Tensor) -> Tensor:
    """How like each word what is likest to it is, in each cell and the two beside it."""
    like = said[cells.lemmas] @ asked.T
    sizes = torch.bincount(cells.of, minlength=cells.size)
    found = torch.segment_reduce(like, "max", lengths=sizes, axis=0, initial=-1.0)
    found = torch.where(sizes[:, None] > 0, found, torch.zeros(()))
    beyond = torch.full_like(found[:1], -1.0)
    beside = torch.maximum(torch.cat((found[1:], beyond)), torch.cat((beyond, found[:-1])))
    return torch.maximum(found, beside)


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
