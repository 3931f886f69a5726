"""BM25, the standard of text search."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task

_WORD = re.compile(r"[\u4e00-\u9fff]|\w+")


class Bm25:
    """BM25 (Robertson & Zaragoza 2009) by `bm25s`, over the titles of items."""

    name = "bm25"

    def fit(self, task: Task) -> None:
        import bm25s

        self._task = task
        self._index = bm25s.BM25()
        corpus = [_words(" . ".join(item.texts[:1])) for item in task.items]
        self._index.index(corpus, show_progress=False)
        self._known = {word for words in corpus for word in words}

    def scores(self, queries: Sequence[Query]) -> Vectors:
        rows = []
        for query in queries:
            words = [word for word in _words(self._task.text(query)) if word in self._known]
            rows.append(self._index.get_scores(words) if words else np.zeros(len(self._task.items)))
        return np.asarray(rows, np.float32).reshape(len(queries), len(self._task.items))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
