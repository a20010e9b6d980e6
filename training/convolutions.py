"""Convolutions over captions, in training as in ``scenes/layers.py``. Needs torch."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional


class Convolutions(nn.Module):
    """A network with blocks of dilated convolutions, as ``layers.Block`` has them."""

    def add_blocks(self, width: int, reaches: Sequence[int]) -> None:
        """Make the blocks, and the norm of what comes out of them."""
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in reaches)
        self.taps = nn.ModuleList(
            nn.Conv1d(width, width, 3, dilation=reach, padding=reach) for reach in reaches
        )
        self.outers = nn.ModuleList(nn.Linear(width, width) for _ in reaches)
        for linear in self.outers:
            nn.init.zeros_(linear.bias)
            linear.weight.data *= 0.5
        self.last = nn.LayerNorm(width)

    def convolved(self, rows: Tensor, dropped: float) -> Tensor:
        """What captions are beside those around them; shape (episodes, captions, width)."""
        for norm, taps, outer in zip(self.norms, self.taps, self.outers, strict=True):
            found = functional.relu(taps(norm(rows).transpose(1, 2))).transpose(1, 2)
            rows = rows + outer(functional.dropout(found, dropped, self.training))
        normed: Tensor = self.last(rows)
        return normed
