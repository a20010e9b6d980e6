"""Train the networks that read an episode caption by caption (``moments/networks.py``).

They learn from all scenes of stretches of episodes at once, with the captions around them. Beside
what is true of a scene they learn which of its captions other readers named as showing it. Needs
torch, which the program itself does not.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from convolutions import Convolutions
from torch import Tensor, nn
from torch.nn import functional

from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.networks import Network, Numbers
from jangmyeon.scenes.layers import Block, Floats, Linear, Norm

WIDTH, UNITS, SPAN_UNITS = 64, 96, 128
REACHES = (1, 2, 4)
EPOCHS, BATCH, LENGTH = 12, 4, 384  # captions a stretch
MORE = 3  # stretches of an episode that others annotated for one of ours
RATE, WARMING, DECAY, LEAST = 2e-3, 0.05, 0.05, 0.003
CLIPPED = 5.0  # length of a step's slope
DROPPED_INPUT, DROPPED, DROPPED_CAPTIONS, DROPPED_UNITS = 0.4, 0.3, 0.3, 0.5
JITTER = 0.2  # how often a border of a scene is moved by up to two captions
INSIDE = 0.7  # part of a scene that must lie in a stretch
WITNESSED = 0.5  # how much it counts which captions show a kind
KEPT = 0.995  # of the mean of past weights, at each step


@dataclass(frozen=True)
class Lesson:
    """An episode to learn from.

    Attributes:
        traits: of its captions.
        first, last: numbers of the first caption of each scene, and of the first after it.
        found: signals of its scenes, in deviations from the usual, as ``networks.near`` has them.
        truth: how true each answer is of each scene (0 to 1).
        shown: rows of the scene, the kind, and a caption that shows it.
        ours: whether its scenes are of ``training/annotations``, and not as the judges see them.
    """

    traits: Floats
    first: Numbers
    last: Numbers
    found: Floats
    truth: Floats
    shown: Numbers
    ours: bool


@dataclass(frozen=True)
class Batch:
    """Stretches of episodes side by side; scenes of all of them by captions of all of them."""

    traits: Tensor
    first: Tensor
    last: Tensor
    found: Tensor
    truth: Tensor
    judged: Tensor
    shown: Tensor


class Net(Convolutions):
    """As ``networks.Network`` has it, but that it is told who annotated a scene."""

    def __init__(self, traits: int, signals: int, rates: Floats) -> None:
        super().__init__()
        self.inner = nn.Linear(traits, WIDTH)
        self.add_blocks(WIDTH, REACHES)
        self.units = nn.Linear(WIDTH, UNITS)
        self.spans = nn.Linear(signals, SPAN_UNITS)
        self.told = nn.Linear(2 * UNITS + SPAN_UNITS + 1, len(rates))
        self.told.weight.data *= 0.5
        self.told.bias.data = torch.tensor(np.log(rates / (1 - rates)), dtype=torch.float32)
        self.shows, self.says = nn.Linear(WIDTH, len(KINDS)), nn.Linear(WIDTH, len(KINDS))
        self.says.weight.data *= 0.1
        nn.init.zeros_(self.says.bias)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Log-odds of each answer for each scene, and what is missed of the captions named."""
        rows = self.inner(batch.traits * self._mask(batch.traits.shape[2]))
        flat = self.convolved(rows, DROPPED).flatten(0, 1)
        sizes = batch.last - batch.first
        scene = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
        begin = torch.repeat_interleave(batch.first - sizes.cumsum(0) + sizes, sizes)
        caption = begin + torch.arange(len(scene))
        units = functional.relu(self.units(flat))[caption]
        shape = len(sizes), UNITS
        of = scene[:, None].expand_as(units)
        most = torch.zeros(shape).scatter_reduce(0, of, units, "amax")
        mean = torch.zeros(shape).index_add(0, scene, units) / sizes[:, None]
        whole = functional.relu(self.spans(batch.found * self._mask(batch.found.shape[1])))
        kept = functional.dropout(torch.cat((most, mean, whole), 1), DROPPED_UNITS, self.training)
        odds = self.told(torch.cat((kept, batch.judged), 1))
        added, missed = self._attended(flat, scene, caption, batch)
        return torch.cat((odds[:, : len(KINDS)] + added, odds[:, len(KINDS) :]), 1), missed

    def _attended(
        self, flat: Tensor, scene: Tensor, caption: Tensor, batch: Batch
    ) -> tuple[Tensor, Tensor]:
        dropped = functional.dropout(flat, DROPPED_CAPTIONS, self.training)
        shows, shape = self.shows(dropped), (len(batch.first), len(KINDS))
        own = shows[caption]
        most = torch.full(shape, -1e9)
        most = most.scatter_reduce(0, scene[:, None].expand_as(own), own, "amax").detach()
        counts = torch.exp(own - most[scene])
        total = torch.zeros(shape).index_add(0, scene, counts)
        says = torch.zeros(shape).index_add(0, scene, counts * self.says(dropped)[caption])
        row, kind, named = batch.shown
        shares = torch.exp(shows[named, kind] - most[row, kind]) / total[row, kind]
        seen = torch.zeros(shape).index_put((row, kind), shares, accumulate=True)
        asked = torch.zeros(shape).index_put((row, kind), torch.ones(len(row)), accumulate=True) > 0
        missed = -torch.log(seen[asked].clamp(1e-6, 1)).mean() if len(row) else flat.sum() * 0
        return says / total, missed

    def _mask(self, size: int) -> Tensor:
        if not self.training:
            return torch.ones(size)
        return (torch.rand(size) >= DROPPED_INPUT).float() / (1 - DROPPED_INPUT)


def batch_of(stretches: Sequence[tuple[Lesson, int]], random: np.random.Generator) -> Batch:
    """The captions of each lesson from a place on, with the scenes that lie in them.

    Args:
        random: moves borders of scenes.
    """
    traits = np.zeros((len(stretches), LENGTH, stretches[0][0].traits.shape[1]), np.float32)
    parts: list[tuple[np.ndarray, ...]] = []
    known = 0
    for row, (lesson, begin) in enumerate(stretches):
        end = min(begin + LENGTH, len(lesson.traits))
        traits[row, : end - begin] = lesson.traits[begin:end]
        borders = np.stack((lesson.first, lesson.last))
        moved = random.random(borders.shape) < JITTER
        borders += moved * random.integers(-2, 3, borders.shape)
        first, last = np.clip(borders, begin, end)
        least = np.maximum(1, INSIDE * (lesson.last - lesson.first))
        kept = np.flatnonzero(last - first >= least)
        place = np.full(len(first), -1)
        place[kept] = known + np.arange(len(kept))
        known += len(kept)
        scene, kind, caption = lesson.shown.T
        inside = (place[scene] >= 0) & (caption >= first[scene]) & (caption < last[scene])
        shift = row * LENGTH - begin
        shown = np.stack((place[scene], kind, caption + shift))[:, inside]
        judged = np.full((len(kept), 1), float(not lesson.ours))
        whole = lesson.found[kept], lesson.truth[kept], judged
        parts.append((first[kept] + shift, last[kept] + shift, *whole, shown))
    first, last, found, truth, judged, shown = zip(*parts, strict=True)
    return Batch(
        torch.from_numpy(traits),
        torch.from_numpy(np.concatenate(first)),
        torch.from_numpy(np.concatenate(last)),
        torch.from_numpy(np.concatenate(found)).float(),
        torch.from_numpy(np.concatenate(truth)).float(),
        torch.from_numpy(np.concatenate(judged)).float(),
        torch.from_numpy(np.concatenate(shown, axis=1)),
    )


def train_network(lessons: Sequence[Lesson], seed: int) -> Network:
    """One network, by AdamW; the mean of its weights over the last steps is kept."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    random_numbers, chance = np.random.default_rng(seed), random.Random(seed)
    truth = np.concatenate([lesson.truth for lesson in lessons])
    sizes = lessons[0].traits.shape[1], lessons[0].found.shape[1]
    net = Net(*sizes, truth.mean(axis=0).clip(1e-3, 0.999))
    kept = {name: values.clone() for name, values in net.state_dict().items()}
    descent = torch.optim.AdamW(net.parameters(), RATE, (0.9, 0.99), weight_decay=DECAY)
    steps = EPOCHS * (len(_stretches(lessons, chance)) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(descent, lambda step: _pace(step / steps))
    for _ in range(EPOCHS):
        stretches = _stretches(lessons, chance)
        for at in range(0, len(stretches) - BATCH + 1, BATCH):
            batch = batch_of(stretches[at : at + BATCH], random_numbers)
            odds, missed = net(batch)
            loss = functional.binary_cross_entropy_with_logits(odds, batch.truth, reduction="none")
            descent.zero_grad()
            (loss.sum(1).mean() + WITNESSED * missed).backward()
            nn.utils.clip_grad_norm_(net.parameters(), CLIPPED)
            descent.step()
            pace.step()
            for name, values in net.state_dict().items():
                kept[name].lerp_(values, 1 - KEPT)
    net.load_state_dict(kept)
    return as_network(net.eval())


def _stretches(lessons: Sequence[Lesson], chance: random.Random) -> list[tuple[Lesson, int]]:
    found = []
    for lesson in lessons:
        size = len(lesson.traits)
        last = max(size - LENGTH, 0)
        for _ in range(max(1, round(size / LENGTH)) * (1 if lesson.ours else MORE)):
            begin = chance.randint(-LENGTH // 3, max(size - LENGTH * 2 // 3, 0))
            found.append((lesson, max(0, min(begin, last))))
    chance.shuffle(found)
    return found


def _pace(done: float) -> float:
    return min(1.0, done / WARMING) * (1 + math.cos(math.pi * min(1.0, done))) / 2 + LEAST


@torch.no_grad()
def as_network(net: Net) -> Network:
    """What the program evaluates; scenes are read as the judges see them."""

    def linear(layer: nn.Module) -> Linear:
        weight, bias = (getattr(layer, name).numpy() for name in ("weight", "bias"))
        return Linear(np.ascontiguousarray(weight.T), bias.copy())

    def norm(layer: nn.Module) -> Norm:
        gain, bias = (getattr(layer, name).numpy().copy() for name in ("weight", "bias"))
        return Norm(gain, bias)

    def block(at: int, reach: int) -> Block:
        taps = net.taps[at]
        before, own, after = np.ascontiguousarray(taps.weight.numpy().transpose(2, 1, 0))
        bias = taps.bias.numpy().copy()
        return Block(norm(net.norms[at]), (before, own, after), bias, linear(net.outers[at]), reach)

    told = linear(net.told)
    told = Linear(told.weights[:-1].copy(), told.bias + told.weights[-1])
    return Network(
        inner=linear(net.inner),
        blocks=tuple(block(at, reach) for at, reach in enumerate(REACHES)),
        last=norm(net.last),
        units=linear(net.units),
        spans=linear(net.spans),
        told=told,
        shows=linear(net.shows),
        says=linear(net.says),
    )
