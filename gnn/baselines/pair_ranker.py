"""Rankers that classify pairs of a person and an item by a few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from .base import Query, Task
from .episodes import contrasts, episodes
from .pair_features import PairFeatures
from .place_text import PlaceThenText

#: Queries described at once: 64 by 7,000 items by 11 numbers are 20 MB.
CHUNK = 64


class PairClassifier(Protocol):
    """What is used of a classifier of scikit-learn."""

    @property
    def classes_(self) -> Any: ...

    def fit(self, x: Vectors, y: Vectors, sample_weight: Vectors) -> Any: ...

    def predict_proba(self, x: Vectors) -> Any: ...


class PairRanker:
    """Ranks by the probability that a pair is a choice, learnt from training people with part of their choices hidden.

    A person without context has the features of profile and place; a new item differs from an old one in popularity
    alone.
    """

    name: str
    #: Negatives for each target: near by place and text, and any.
    hard, easy = 10, 10

    def __init__(self, encoder: TextEncoder, seed: int = 0) -> None:
        self._seed = seed
        self._features = PairFeatures(encoder)
        self._model: PairClassifier = self._classifier()

    def fit(self, task: Task) -> None:
        random = np.random.default_rng(self._seed)
        near = PlaceThenText()
        near.fit(task)
        self._features.fit(task)
        self._items = len(task.items)
        pairs = contrasts(episodes(task, random), near, random, hard=self.hard, easy=self.easy)
        x, y = [], []
        for start in range(0, len(pairs), CHUNK):
            part = pairs[start : start + CHUNK]
            numbers = self._features.matrix([pair.episode.query for pair in part])
            x += [row[pair.items] for row, pair in zip(numbers, part, strict=True)]
            y += [pair.labels for pair in part]
        self._learnt = bool(pairs)
        if self._learnt:
            weights = np.concatenate([pair.weights for pair in pairs])
            self._model.fit(np.concatenate(x), np.concatenate(y), weights)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        found = np.zeros((len(queries), self._items), np.float32)
        if not self._learnt or len(self._model.classes_) < 2:
            return found
        for start in range(0, len(queries), CHUNK):
            part = queries[start : start + CHUNK]
            flat = self._features.matrix(part).reshape(len(part) * self._items, -1)
            found[start : start + CHUNK] = self._model.predict_proba(flat)[:, 1].reshape(len(part), self._items)
        return found

    def _classifier(self) -> PairClassifier:
        """One that has learnt nothing yet."""
        raise NotImplementedError
