"""The most chosen items first, the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task


class Popularity:
    """Number of training queries that chose the item. Items that nobody chose, new ones among them, tie at 0."""

    name = "popularity"

    def fit(self, task: Task) -> None:
        self._counts = np.zeros(len(task.items), np.float32)
        for items in task.chosen:
            self._counts[list(items)] += 1

    def scores(self, queries: Sequence[Query]) -> Vectors:
        return np.tile(self._counts, (len(queries), 1))


def for_the_cold(scores: Vectors, queries: Sequence[Query], popularity: Popularity) -> Vectors:
    """`scores` with the rows of people without context replaced by popularity: who chose nothing has no neighbours."""
    cold = [row for row, query in enumerate(queries) if not query.context]
    if cold:
        scores[cold] = popularity.scores([queries[row] for row in cold])
    return scores
