"""The same city first, then the same state, then words in common: what a job board's filter does."""

from __future__ import annotations

from collections.abc import Sequence

from ..data import Vectors
from .base import Query, Task, same_place
from .tfidf import TfIdf


class PlaceThenText:
    """Place decides, TF-IDF orders within it. A cosine never exceeds 1, so it never overrules place."""

    name = "place_text"

    def __init__(self) -> None:
        self._text = TfIdf()

    def fit(self, task: Task) -> None:
        self._task = task
        self._text.fit(task)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        city, state = (same_place(self._task.items, queries, level) for level in (0, 1))
        found: Vectors = 1.1 * (city + state) + self._text.scores(queries)
        return found
