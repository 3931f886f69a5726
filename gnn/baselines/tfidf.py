"""Words in common, rare ones counting more; the same with groups of characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..data import Vectors
from .base import Query, Task

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class TfIdf:
    """Cosine of TF-IDF vectors of words and word pairs (Salton & Buckley 1988); Chinese by single characters.

    Needs no history: a person is their words and the titles they looked at, and a new item is as good as an old one.
    """

    name = "tfidf"

    def fit(self, task: Task) -> None:
        self._task = task
        self._vectoriser = self._new_vectoriser()
        self._items = self._vectoriser.fit_transform([" . ".join(item.texts[:1]) for item in task.items])

    def scores(self, queries: Sequence[Query]) -> Vectors:
        if not queries:
            return np.zeros((0, self._items.shape[0]), np.float32)
        asked = self._vectoriser.transform([self._task.text(query) for query in queries])
        return np.asarray((asked @ self._items.T).toarray(), np.float32)

    @property
    def items(self) -> csr_matrix:
        """The vectors of the items, [items, terms], each of length 1."""
        return self._items

    def _new_vectoriser(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        pattern = r"(?u)[\u4e00-\u9fff]|\b\w+\b"
        return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=pattern)


class CharacterTfIdf(TfIdf):
    """The same over groups of 2 to 5 characters within words: inflections, typos and compounds still meet."""

    name = "tfidf_char"

    def _new_vectoriser(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
