"""Collaborative filtering by neighbourhood: who chose the same, and what was chosen together. No words, no places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task, choice_matrix, keep_strongest, unit_rows, without_self
from .popularity import Popularity, for_the_cold


class UserCf:
    """The choices of the k training people whose choices are most alike by cosine, each voting with its likeness
    (Resnick et al. 1994; for implicit feedback Breese et al. 1998).

    A new person is folded in by their context. People without context get popularity; an item that no neighbour
    chose, so every new one, gets 0.
    """

    name = "user_cf"

    def __init__(self, k: int = 100) -> None:
        self._k = k

    def fit(self, task: Task) -> None:
        self._items = len(task.items)
        self._row = {query.id: row for row, query in enumerate(task.queries)}
        self._choices = choice_matrix(task.chosen, self._items)
        self._people = unit_rows(self._choices)
        self._popularity = Popularity()
        self._popularity.fit(task)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        asked = unit_rows(choice_matrix([query.context for query in queries], self._items))
        alike = keep_strongest(without_self(asked @ self._people.T, queries, self._row), self._k)
        found = np.asarray((alike @ self._choices).toarray(), np.float32)
        return for_the_cold(found, queries, self._popularity)


class ItemCf:
    """Items that were chosen by the same people as those in the context, by summed cosine of their columns (Sarwar et
    al. 2001; Deshpande & Karypis 2004).

    People without context get popularity; an item that nobody chose has no column and gets 0.
    """

    name = "item_cf"

    def fit(self, task: Task) -> None:
        self._items = len(task.items)
        columns = unit_rows(choice_matrix(task.chosen, self._items).T.tocsr())
        self._alike = (columns @ columns.T).tocsr()
        self._alike.setdiag(0.0)
        self._popularity = Popularity()
        self._popularity.fit(task)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        asked = choice_matrix([query.context for query in queries], self._items)
        found = np.asarray((asked @ self._alike).toarray(), np.float32)
        return for_the_cold(found, queries, self._popularity)
