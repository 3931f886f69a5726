"""Random order: what any ranker must beat."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from ..data import Vectors
from .base import Query, Task


class Chance:
    """Uniformly random scores from a seed and the id of the query, so that the company it is asked in is no matter."""

    name = "random"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._items = 0

    def fit(self, task: Task) -> None:
        self._items = len(task.items)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        found = np.empty((len(queries), self._items), np.float32)
        for row, query in enumerate(queries):
            random = np.random.default_rng((self._seed, crc32(query.id.encode())))
            found[row] = random.random(self._items, dtype=np.float32)
        return found
