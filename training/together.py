"""Learn what it tells that features come together: src/jangmyeon/search/together.npz.

    python training/together.py --captions DIR --data DIR --folds DIR [--share SHARE]
        [--table FILE] [--write]

Learns from the same queries as ``find.py``, whose weights it takes as they are, what to add to the
weighted sum. Figures are cross-validated by drama, the sum alone and with what is added. Needs
torch and scipy, which the program itself does not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from annotated import ROOT
from torch import Tensor, nn
from torch.nn.functional import relu

import find
from find import FOLDS, UNLIKELY, Case
from jangmyeon.search.features import FEATURES, learned
from jangmyeon.search.together import FILE, REACH

OUT = ROOT / "src/jangmyeon/search" / FILE
ABOUT = "What to add to a weighted sum of features, made by training/together.py."
HEADING = "\n## What the parts tell together\n"
INTRODUCTION = """Made by `training/together.py`, as above; our own queries are of the same dramas,
by other authors, and some fourteen times as many; as they were retold.

"""
UNITS = 48
EPOCHS, BATCH, RATE, DECAY = 4, 32, 3e-3, 3e-4
NEVER = -1e9  # the score of a point that is none


class Net(nn.Module):
    """As ``search.together.Network`` has it."""

    def __init__(self, mean: np.ndarray, scale: np.ndarray, traits: int) -> None:
        super().__init__()
        self.mean, self.scale = torch.tensor(mean).float(), torch.tensor(scale).float()
        self.words = nn.Linear(traits, UNITS)
        self.worth = nn.Linear(UNITS, 1)
        self.inner = nn.Linear(UNITS + len(FEATURES), UNITS)
        self.outer = nn.Linear(UNITS, 1)
        for layer in (self.worth, self.outer):
            layer.weight.data *= 0.3

    def forward(self, features: Tensor, met: Tensor, gains: Tensor) -> Tensor:
        whole = (relu(self.words(met)) * gains[..., None]).sum(-2)
        told = ((features - self.mean) / self.scale).clamp(-REACH, REACH)
        inner = relu(self.inner(torch.cat((whole, told), -1)))
        added: Tensor = (self.worth(whole) + self.outer(inner))[..., 0]
        return added


def main() -> None:
    told = find.read_options(__doc__ or "", share=0.4)
    torch.set_num_threads(1)
    cases = list(find.read_cases(told))
    print(len(cases), "cases", flush=True)
    every = np.ones(len(FEATURES), bool)
    rows = cross_validate(cases, every)
    if told.table:
        before, _, _ = told.table.read_text("utf-8").partition(HEADING)
        told.table.write_text(before + HEADING + "\n" + INTRODUCTION + find.as_table(rows), "utf-8")
    if told.write:
        write(train(cases, learned()), cases)


def cross_validate(
    cases: Sequence[Case], every: np.ndarray
) -> list[tuple[str, dict[str, tuple[float, float]]]]:
    """What the sum alone finds and what with the additions, of queries judged by and of ours."""
    alone, added = crossed(cases, every)
    told = []
    for name, kept in (("", True), (", our own queries", False)):
        rows = [n for n, case in enumerate(cases) if case.judged == kept]
        for title, scores in (("the weighted sum", alone), ("together", added)):
            found = find.figures([cases[n] for n in rows], [scores[n] for n in rows])
            mean = np.mean([each for row in found.values() for each in row])
            print(title + name, found, f"mean {mean:.4f}", flush=True)
            told.append((title + name, found))
    return told


def crossed(
    cases: Sequence[Case], every: np.ndarray
) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    """The scores of each case by the sum alone, and with additions, learned from other dramas."""
    dramas = sorted({case.drama for case in cases})
    fold = {drama: n % FOLDS for n, drama in enumerate(dramas)}
    alone: dict[int, np.ndarray] = {}
    added: dict[int, np.ndarray] = {}
    for k in range(FOLDS):
        rest = [case for case in cases if fold[case.drama] != k]
        weights = find.learn(rest, every)
        net = train(rest, weights)
        for n, case in enumerate(cases):
            if fold[case.drama] == k:
                alone[n] = case.features @ weights
                added[n] = alone[n] + said(net, case)
    return alone, added


def train(cases: Sequence[Case], weights: np.ndarray) -> Net:
    """A network whose additions to the weighted sum make right answers likely."""
    random.seed(0)
    torch.manual_seed(0)
    kept = [tensors(c, weights) for c in cases if c.right.any() and not c.right.all()]
    table = np.concatenate([case.features for case in cases if len(case.features)])
    traits = next(each[1].shape[2] for each in kept)
    net = Net(table.mean(axis=0), table.std(axis=0) + 1e-6, traits)
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(kept) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(1 - step / steps, 0.0))
    for _ in range(EPOCHS):
        for batch in batches(kept):
            loss = missed(net, padded(batch)).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            pace.step()
    return net.eval()


Tensors = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


def tensors(case: Case, weights: np.ndarray) -> Tensors:
    """Features, words, what part of the query each is, the sum, and which points are right."""
    features = torch.from_numpy(case.features).float()
    met = torch.from_numpy(np.stack([span.met for span in case.spans]))
    gains = torch.from_numpy(case.spans[0].gains)
    total = torch.from_numpy(case.features @ weights).float()
    return features, met, gains, total, torch.from_numpy(case.right)


def batches(cases: Sequence[Tensors]) -> Iterator[Sequence[Tensors]]:
    """All cases by chance, but beside others that have about as many points and words."""
    order = sorted(cases, key=lambda case: case[1].shape[0] * case[1].shape[1] * random.random())
    firsts = range(0, len(order), BATCH)
    for first in random.sample(firsts, len(firsts)):
        yield order[first : first + BATCH]


def padded(cases: Sequence[Tensors]) -> Tensors:
    """Cases as one, with points that nothing speaks for and words that count nothing."""
    points, words = (max(case[1].shape[n] for case in cases) for n in (0, 1))
    features = torch.zeros(len(cases), points, cases[0][0].shape[1])
    met = torch.zeros(len(cases), points, words, cases[0][1].shape[2])
    gains = torch.zeros(len(cases), 1, words)
    total = torch.full((len(cases), points), NEVER)
    right = torch.zeros(len(cases), points, dtype=torch.bool)
    for n, case in enumerate(cases):
        here, of = case[1].shape[:2]
        features[n, :here], met[n, :here, :of], gains[n, 0, :of] = case[:3]
        total[n, :here], right[n, :here] = case[3:]
    return features, met, gains, total, right


def missed(net: Net, cases: Tensors) -> Tensor:
    """How unlikely the right points of each case are."""
    features, met, gains, total, right = cases
    scores = total + net(features, met, gains)
    good = torch.logsumexp(scores.masked_fill(~right, NEVER), 1) - torch.logsumexp(scores, 1)
    return -torch.log(UNLIKELY + torch.exp(good))


@torch.no_grad()
def said(net: Net, case: Case) -> np.ndarray:
    if not case.spans:
        return np.zeros(0)
    features, met, gains, _, _ = tensors(case, np.zeros(len(FEATURES)))
    found: np.ndarray = net(features, met, gains).numpy()
    return found


@torch.no_grad()
def write(net: Net, cases: Sequence[Case]) -> None:
    """Write the network, so that it adds nothing on the whole."""
    usual = np.mean([said(net, case).mean() for case in cases if case.spans])
    bias = float(net.worth.bias + net.outer.bias) - float(usual)
    np.savez_compressed(
        OUT,
        about=np.frombuffer(ABOUT.encode(), np.uint8),
        mean=net.mean.numpy(),
        scale=net.scale.numpy(),
        words=net.words.weight.numpy().T,
        words_bias=net.words.bias.numpy(),
        worth=net.worth.weight.numpy()[0],
        inner=net.inner.weight.numpy().T,
        inner_bias=net.inner.bias.numpy(),
        outer=net.outer.weight.numpy()[0],
        bias=np.array(bias),
    )


if __name__ == "__main__":
    main()
