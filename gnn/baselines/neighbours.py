"""People who are described alike look at alike items."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task, choice_matrix, keep_strongest, without_self


class NearestNeighbours:
    """The choices of the k training people whose words and places are most alike (Cover & Hart 1967).

    A person is a document: the words of their profile, the titles of the items they looked at, and places as words
    of their own, by TF-IDF and cosine; each neighbour votes with its likeness. Works for people without context, by
    profile and place. An item that no neighbour chose, so every new one, gets 0.
    """

    name = "knn"

    def __init__(self, k: int = 100) -> None:
        self._k = k

    def fit(self, task: Task) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._task = task
        self._row = {query.id: row for row, query in enumerate(task.queries)}
        people = [task.asked(query, chosen) for query, chosen in zip(task.queries, task.chosen, strict=True)]
        self._vectoriser = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
        if people:
            self._people = self._vectoriser.fit_transform([self._document(query) for query in people])
        self._choices = choice_matrix(task.chosen, len(task.items))

    def scores(self, queries: Sequence[Query]) -> Vectors:
        if not queries or not self._row:
            return np.zeros((len(queries), len(self._task.items)), np.float32)
        asked = self._vectoriser.transform([self._document(query) for query in queries])
        alike = keep_strongest(without_self(asked @ self._people.T, queries, self._row), self._k)
        return np.asarray((alike @ self._choices).toarray(), np.float32)

    def _document(self, query: Query) -> str:
        words = re.findall(r"[\u4e00-\u9fff]|\w+", self._task.text(query).lower())
        return " ".join([*words, *sorted("@" + re.sub(r"\s+", "_", place) for place in query.places if place)])
