"""Meaning in common: cosine of sentence vectors, nothing learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from .base import Query, Task


class SentenceCosine:
    """Cosine between an item's title and the mean of the query's texts, by MiniLM (Wang et al. 2020)."""

    name = "minilm"

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder

    def fit(self, task: Task) -> None:
        self._task = task
        self._items = self._encoder.encode([item.texts[0] for item in task.items])

    def scores(self, queries: Sequence[Query]) -> Vectors:
        return mean_texts(self._encoder, [self._task.text(query).split(" . ") for query in queries]) @ self._items.T


def beside_seen(own: Vectors, titles: Vectors, contexts: Iterable[tuple[int, Sequence[int]]]) -> Vectors:
    """Features of people, [n, 3 * dimension]: first what stands first for items as well, one vector of all that they
    did, want and saw; then what they did and want, and what they saw, apart.

    Args:
        own: vectors of people's own texts, [n, dimension].
        titles: vectors of items, [items, dimension].
        contexts: (person, items seen); who is left out saw none.
    """
    seen = np.zeros_like(own)
    for row, items in contexts:
        if items:
            mean = titles[list(items)].mean(axis=0)
            seen[row] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return np.hstack([own + seen, own, seen])


def mean_texts(encoder: TextEncoder, texts: Sequence[Sequence[str]]) -> Vectors:
    """The normalised mean vector of each list of texts, [n, dimension]; zeros for an empty list."""
    flat = list(dict.fromkeys(text for row in texts for text in row if text))
    place = {text: i for i, text in enumerate(flat)}
    vectors = encoder.encode(flat) if flat else np.zeros((0, encoder.dimension), np.float32)
    found = np.zeros((len(texts), encoder.dimension), np.float32)
    for i, row in enumerate(texts):
        own = [place[text] for text in row if text]
        if own:
            mean = vectors[own].mean(axis=0)
            found[i] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return found
