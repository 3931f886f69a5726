"""Matrix factorisation of who chose what, by alternating least squares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.openmp import load_openmp

from ..data import Vectors
from .base import Query, Task, choice_matrix
from .popularity import Popularity, for_the_cold


class Als:
    """Weighted matrix factorisation for implicit feedback (Hu, Koren & Volinsky 2008), by the package `implicit`.

    A person who was not in training is folded in: their factor is the least-squares solution for their context with
    the factors of the items held still. People without context get popularity; an item that nobody chose has the
    factor 0, and so the score 0.
    """

    name = "als"

    def __init__(
        self, seed: int = 0, *, factors: int = 128, regularization: float = 0.05, alpha: float = 10.0, rounds: int = 15
    ) -> None:
        self._seed, self._rounds = seed, rounds
        self._factors, self._regularization, self._alpha = factors, regularization, alpha

    def fit(self, task: Task) -> None:
        load_openmp()
        from implicit.cpu.als import AlternatingLeastSquares
        from threadpoolctl import threadpool_limits

        self._items = len(task.items)
        # `implicit` divides the work itself and warns where BLAS would do so again.
        with threadpool_limits(limits=1, user_api="blas"):
            self._model = AlternatingLeastSquares(
                factors=self._factors,
                regularization=self._regularization,
                alpha=self._alpha,
                iterations=self._rounds,
                # One thread: the order of sums, and so the last bits, are the same in each run.
                num_threads=1,
                random_state=self._seed,
            )
            self._model.fit(choice_matrix(task.chosen, self._items), show_progress=False)
        self._popularity = Popularity()
        self._popularity.fit(task)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        asked = choice_matrix([query.context for query in queries], self._items)
        people = self._model.recalculate_user(np.arange(len(queries)), asked)
        found = np.asarray(people @ self._model.item_factors.T, np.float32)
        return for_the_cold(found, queries, self._popularity)
