"""Words in common, rare ones counting more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task


class TfIdf:
    """Cosine of TF-IDF vectors of words and word pairs (Salton & Buckley 1988); Chinese by single characters."""

    name = "tfidf"

    def fit(self, task: Task) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._task = task
        pattern = r"(?u)[\u4e00-\u9fff]|\b\w+\b"
        self._vectoriser = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=pattern)
        self._items = self._vectoriser.fit_transform([" . ".join(item.texts[:1]) for item in task.items])

    def scores(self, queries: Sequence[Query]) -> Vectors:
        asked = self._vectoriser.transform([self._task.text(query) for query in queries])
        return np.asarray((asked @ self._items.T).toarray(), np.float32)
