"""Boosted decision trees, evaluated with NumPy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangmyeon.scenes.windows import FloatArray


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose leaves are summed. All nodes of all trees stand in one row of arrays.

    A node sends what is at most ``threshold`` in its ``column`` to ``left``, else to the node
    after ``left``. A leaf's ``left`` is 0 and it adds ``value``; ``roots`` are where trees begin,
    ``depth`` how many steps the deepest takes.
    """

    roots: NDArray[np.int32]
    column: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    value: NDArray[np.float32]
    bias: float
    depth: int

    def log_odds(self, table: FloatArray) -> FloatArray:
        """For each row of signals, the sum over all trees.

        >>> stump = Forest(np.array([0]), np.array([0, 0, 0]), np.array([1.5, 0, 0]),
        ...     np.array([1, 0, 0]), np.array([0.0, -1.0, 1.0]), 0.5, 1)
        >>> stump.log_odds(np.array([[1.0], [2.0]])).tolist()
        [-0.5, 1.5]
        """
        values = np.ascontiguousarray(table, dtype=np.float32).ravel()
        first = (np.arange(len(table)) * table.shape[1])[:, None]
        is_leaf = self.left == 0  # nothing is beyond infinity: a leaf leads to itself
        left = np.where(is_leaf, np.arange(len(self.left)), self.left)
        threshold = np.where(is_leaf, np.float32(np.inf), self.threshold)
        column = self.column.astype(np.intp)
        node = np.repeat(self.roots[None, :].astype(np.intp), len(table), axis=0)
        for _ in range(self.depth):
            right = values.take(first + column.take(node)) > threshold.take(node)
            node = left.take(node)
            node += right
        return np.asarray(self.value[node].sum(axis=1, dtype=np.float64) + self.bias)


def unpack_forest(arrays: Mapping[str, NDArray[Any]]) -> Forest:
    """A forest from the arrays of a data file."""
    return Forest(
        arrays["roots"],
        arrays["column"],
        arrays["threshold"],
        arrays["left"],
        arrays["value"],
        float(arrays["forest_bias"]),
        int(arrays["depth"]),
    )
