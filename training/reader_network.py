"""The network that ``scenes/reader.py`` evaluates, and how it is trained. Needs torch.

An episode is read twice, where its track allows it: as it is (told), and stripped of sounds and
speakers (plain). Of the scene that a caption lies in, the network also learns to tell place, time
and kinds of moment: what it must understand for that helps to see where a scene ends.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from convolutions import Convolutions
from torch import Tensor, nn
from torch.nn import functional

from jangmyeon.scenes.cutter import REACH
from jangmyeon.scenes.reader import HEADS, SIDES

WIDTH = 64
REACHES = (1, 2, 4, 8, 16)
EPOCHS, BATCH, LENGTH = 5, 16, 384  # captions a stretch
STRETCHES, MORE = 3, 5  # of an episode in each epoch; more of one that others annotated
TOLD = 0.6  # part of stretches read with sounds and speakers, where there are any
RATE, WARMING, DECAY = 2e-3, 0.08, 0.1
STEP_RATE, STEP_DECAY = 0.5, 1.0  # for the phrases' vectors
DROPPED, DROPPED_PHRASES = 0.4, 0.4
BESIDE = 0.03  # how much place, time and moments count beside cuts
RARELY = -2.9  # log-odds of a cut, to begin with


@dataclass(frozen=True)
class Lesson:
    """An episode to learn from; a row for each caption.

    ``phrases`` are numbers of the phrases of all captions, those of a caption from its ``firsts``
    on. ``signals`` are measured. ``truth`` has 1 where a scene begins; ``place`` and ``time`` are
    numbers of their values, ``moments`` 1 for each kind.
    """

    episode: str
    told: bool
    ours: bool
    phrases: np.ndarray
    firsts: np.ndarray
    signals: np.ndarray
    truth: np.ndarray
    place: np.ndarray
    time: np.ndarray
    moments: np.ndarray

    def __len__(self) -> int:
        return len(self.truth)


@dataclass(frozen=True)
class Measure:
    """Means and deviations of signals in plain (row 0) and told tracks (row 1)."""

    mean: np.ndarray
    scale: np.ndarray
    given: np.ndarray

    def __call__(self, signals: np.ndarray, told: bool) -> np.ndarray:
        measured = (signals - self.mean[int(told)]) / self.scale[int(told)]
        return np.clip(measured, -REACH, REACH) * self.given[int(told)]


class Net(Convolutions):
    """As ``reader.Network`` has it; ``start`` are the vectors of phrases to start from."""

    def __init__(self, start: Tensor, signals: int, places: int, moments: int) -> None:
        super().__init__()
        count, size = start.shape
        self.register_buffer("start", start)
        self.step = nn.Parameter(torch.randn(count, size) * 0.05)
        self.weight = nn.Parameter(torch.zeros(count))
        self.inner = nn.Linear(size + signals + 2, WIDTH)
        self.traits = nn.Linear(size, HEADS * 8)
        self.compared = nn.Linear(HEADS * len(SIDES), WIDTH)
        self.add_blocks(WIDTH, REACHES)
        self.outer = nn.Linear(WIDTH, 1)
        nn.init.constant_(self.outer.bias, RARELY)
        self.place, self.time = nn.Linear(WIDTH, places), nn.Linear(WIDTH, 3)
        self.moments = nn.Linear(WIDTH, moments)
        self.drop = nn.Dropout(DROPPED)

    def vectors(self) -> Tensor:
        """Of the phrases, with what each counts for."""
        return (self.start + self.step) * torch.exp(self.weight)[:, None]

    def forward(self, batch: Batch) -> Tensor:
        """What is known of each caption; shape (episodes, captions, width)."""
        said = functional.embedding_bag(batch.phrases, self.vectors(), batch.firsts, mode="sum")
        said = (said / torch.sqrt(batch.counts + 1)[:, None]).view(*batch.truth.shape, -1)
        rows = self.inner(self.drop(torch.cat((said, batch.signals), 2)))
        rows = rows + self.compared(likeness(self.traits(said)))
        return self.convolved(rows, DROPPED)

    def loss(self, batch: Batch) -> Tensor:
        """Cross-entropy of cuts, and of what is learned beside."""
        rows, real = self(batch), batch.real
        odds = self.outer(rows)[..., 0]
        cuts = functional.binary_cross_entropy_with_logits(odds, batch.truth, reduction="none")
        place = functional.cross_entropy(
            self.place(rows).flatten(0, 1), batch.place.flatten(), ignore_index=-1
        )
        time = functional.cross_entropy(
            self.time(rows).flatten(0, 1), batch.time.flatten(), ignore_index=-1
        )
        moments = functional.binary_cross_entropy_with_logits(
            self.moments(rows), batch.moments, reduction="none"
        ).mean(2)
        beside = place + 0.5 * time + 5 * (moments * real).sum() / real.sum()
        return (cuts * real).sum() / real.sum() + BESIDE * beside


def likeness(traits: Tensor) -> Tensor:
    """Cosines between the captions before each cut and those after it."""
    count = traits.shape[1]
    sums = functional.pad(traits.cumsum(1), (0, 0, 1, 0))
    at, found = torch.arange(count), []
    for near in SIDES:
        before = sums[:, at] - sums[:, (at - near).clamp(min=0)]
        after = sums[:, (at + near).clamp(max=count)] - sums[:, at]
        sides = [
            functional.normalize(side.unflatten(2, (HEADS, -1)), dim=3, eps=1e-3)
            for side in (before, after)
        ]
        found.append((sides[0] * sides[1]).sum(3))
    return torch.cat(found, 2)


@dataclass(frozen=True)
class Batch:
    """Stretches of episodes side by side; shorter ones end in captions that are not ``real``."""

    phrases: Tensor
    firsts: Tensor
    counts: Tensor
    signals: Tensor
    truth: Tensor
    real: Tensor
    place: Tensor
    time: Tensor
    moments: Tensor


def batch_of(stretches: Sequence[tuple[Lesson, int]], length: int, dropped: float) -> Batch:
    """So many captions of each lesson from a place on, some phrases left out by chance."""
    shape = len(stretches), length
    signals, kinds = stretches[0][0].signals.shape[1], stretches[0][0].moments.shape[1]
    found = Batch(
        torch.zeros(0),
        torch.zeros(0),
        torch.zeros(shape),
        torch.zeros(*shape, signals + 2),
        torch.zeros(shape),
        torch.zeros(shape),
        torch.full(shape, -1),
        torch.full(shape, -1),
        torch.zeros(*shape, kinds),
    )
    phrases = []
    for row, (lesson, first) in enumerate(stretches):
        last = min(first + length, len(lesson))
        part, count = slice(first, last), last - first
        own = lesson.phrases[lesson.firsts[first] : lesson.firsts[last]]
        at = np.repeat(np.arange(count), np.diff(lesson.firsts[first : last + 1]))
        kept = np.random.rand(len(own)) >= dropped
        phrases.append(own[kept])
        found.counts[row, :count] = torch.tensor(np.bincount(at[kept], minlength=count))
        found.signals[row, :count, :-2] = torch.tensor(lesson.signals[part], dtype=torch.float32)
        found.signals[row, :, -2:] = torch.tensor([float(lesson.told), float(not lesson.ours)])
        found.real[row, int(first == 0) : count] = 1  # an episode's first caption cannot be a cut
        for name in ("truth", "place", "time", "moments"):
            getattr(found, name)[row, :count] = torch.tensor(getattr(lesson, name)[part])
    counts = found.counts.flatten()
    firsts = torch.cat((torch.zeros(1), counts.cumsum(0)[:-1])).long()
    numbers = torch.tensor(np.concatenate(phrases).astype(np.int64))
    return replace(found, phrases=numbers, firsts=firsts, counts=counts)


def train_network(lessons: Sequence[Lesson], start: np.ndarray, places: int, seed: int) -> Net:
    """One network, by AdamW with a rate that warms up and falls as a cosine does."""
    torch.manual_seed(seed)
    np.random.seed(seed)
    chance = random.Random(seed)
    signals, kinds = lessons[0].signals.shape[1], lessons[0].moments.shape[1]
    net = Net(torch.tensor(start, dtype=torch.float32), signals, places, kinds)
    own = [net.step, net.weight]
    rest = [p for name, p in net.named_parameters() if name not in ("step", "weight")]
    groups = [(rest, RATE, DECAY), (own, RATE * STEP_RATE, STEP_DECAY)]
    descent = torch.optim.AdamW(
        [{"params": params, "lr": rate, "weight_decay": decay} for params, rate, decay in groups]
    )
    steps = EPOCHS * (len(_stretches(lessons, chance)) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(descent, lambda step: _pace(step / steps))
    for _ in range(EPOCHS):
        stretches = _stretches(lessons, chance)
        for at in range(0, len(stretches) - BATCH + 1, BATCH):
            loss = net.loss(batch_of(stretches[at : at + BATCH], LENGTH, DROPPED_PHRASES))
            descent.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            descent.step()
            pace.step()
    return net.eval()


def _pace(done: float) -> float:
    return min(1.0, done / WARMING) * (1 + math.cos(math.pi * done)) / 2 + 0.005


def _stretches(lessons: Sequence[Lesson], chance: random.Random) -> list[tuple[Lesson, int]]:
    tracks: dict[str, dict[bool, Lesson]] = defaultdict(dict)
    for lesson in lessons:
        tracks[lesson.episode][lesson.told] = lesson
    found = []
    for track in tracks.values():
        for _ in range(STRETCHES + (0 if track[False].ours else MORE)):
            lesson = track[True in track and chance.random() < TOLD]
            latest = max(len(lesson) - LENGTH, 0)
            first = chance.randint(-LENGTH // 3, max(len(lesson) - LENGTH * 2 // 3, 0))
            found.append((lesson, max(0, min(first, latest))))
    chance.shuffle(found)
    return found


@torch.no_grad()
def likelihood(nets: Sequence[Net], lesson: Lesson) -> np.ndarray:
    """The mean of what networks say; 0 for the first caption."""
    batch = batch_of([(lesson, 0)], len(lesson), 0)
    each = [torch.sigmoid(net.outer(net(batch))[0, :, 0]).numpy() for net in nets]
    likely = np.mean(each, axis=0).astype(float)
    likely[0] = 0.0
    return likely


@torch.no_grad()
def pack(net: Net) -> dict[str, np.ndarray]:
    """The arrays of which ``reader.unpack`` makes a network."""
    vectors = net.vectors().numpy()
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    learned = ("start", "step", "weight", "place", "time", "moments")
    return {
        "vectors": np.rint(vectors / scale[:, None]).astype(np.int8),
        "vectors.scale": scale.astype(np.float16),
        "reaches": np.array(REACHES, np.int16),
        **{
            name: values.numpy().astype(np.float16)
            for name, values in net.state_dict().items()
            if name.split(".")[0] not in learned
        },
    }
