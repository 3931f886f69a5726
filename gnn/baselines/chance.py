"""Random order: what any ranker must beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task


class Chance:
    """Uniformly random scores from a seed."""

    name = "random"

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._items = 0

    def fit(self, task: Task) -> None:
        self._items = len(task.items)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        return self._random.random((len(queries), self._items), dtype=np.float32)
