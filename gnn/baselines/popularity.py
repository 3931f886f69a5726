"""The most chosen items first, the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task


class Popularity:
    """Number of training queries that chose the item. Items that nobody chose tie."""

    name = "popularity"

    def fit(self, task: Task) -> None:
        self._counts = np.zeros(len(task.items), np.float32)
        for items in task.chosen:
            self._counts[list(items)] += 1

    def scores(self, queries: Sequence[Query]) -> Vectors:
        return np.tile(self._counts, (len(queries), 1))
