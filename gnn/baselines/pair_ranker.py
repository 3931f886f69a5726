"""Rankers that judge a person and an item by a few numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from ..lambdarank import Group
from .base import Query, Task
from .episodes import contrasts, episodes
from .pair_features import PairFeatures
from .place_text import PlaceThenText

#: Queries described at once: 64 by 7,000 items by 11 numbers are 20 MB.
CHUNK = 64


class PairRanker(ABC):
    """Ranks by what it learns from training people with part of their choices hidden.

    A person without context has the features of profile and place; a new item differs from an old one in popularity
    alone.
    """

    name: str
    #: Negatives for each target: near by place and text, and any.
    hard, easy = 10, 10

    def __init__(self, encoder: TextEncoder, seed: int = 0) -> None:
        self._seed = seed
        self._features = PairFeatures(encoder)

    def fit(self, task: Task) -> None:
        random = np.random.default_rng(self._seed)
        near = PlaceThenText()
        near.fit(task)
        self._features.fit(task)
        self._items = len(task.items)
        pairs = contrasts(episodes(task, random), near, random, hard=self.hard, easy=self.easy)
        groups: list[Group] = []
        for start in range(0, len(pairs), CHUNK):
            part = pairs[start : start + CHUNK]
            numbers = self._features.matrix([pair.episode.query for pair in part])
            groups += [
                Group(row[pair.items], pair.labels, pair.weights) for row, pair in zip(numbers, part, strict=True)
            ]
        # With nobody to learn from, or nothing to tell apart, everything ties.
        self._learnt = any(group.chosen.any() and not group.chosen.all() for group in groups)
        if self._learnt:
            self._learn(groups)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        found = np.zeros((len(queries), self._items), np.float32)
        for start in range(0, len(queries) if self._learnt else 0, CHUNK):
            part = queries[start : start + CHUNK]
            flat = self._features.matrix(part).reshape(len(part) * self._items, -1)
            found[start : start + CHUNK] = self._judge(flat).reshape(len(part), self._items)
        return found

    @abstractmethod
    def _learn(self, groups: Sequence[Group]) -> None:
        """Learn from pairs, one group for each person as if asked about."""

    @abstractmethod
    def _judge(self, numbers: Vectors) -> Vectors:
        """Scores [n] of pairs [n, len(FEATURES)]."""


class PairClassifier(Protocol):
    """What is used of a classifier of scikit-learn."""

    def fit(self, x: Vectors, y: Vectors, sample_weight: Vectors) -> Any: ...

    def predict_proba(self, x: Vectors) -> Any: ...


class ClassifyingRanker(PairRanker):
    """Ranks by the probability that a pair is a choice."""

    def _learn(self, groups: Sequence[Group]) -> None:
        x, y = (np.concatenate(parts) for parts in zip(*((one.features, one.chosen) for one in groups), strict=True))
        weights = np.concatenate([one.weights for one in groups if one.weights is not None])
        self._model = self._classifier()
        self._model.fit(x, y, weights)

    def _judge(self, numbers: Vectors) -> Vectors:
        found: Vectors = self._model.predict_proba(numbers)[:, 1]
        return found

    @abstractmethod
    def _classifier(self) -> PairClassifier:
        """One that has learnt nothing yet."""
