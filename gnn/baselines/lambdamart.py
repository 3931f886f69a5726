"""Gradient-boosted trees over the numbers of a pair, learnt to order items rather than to classify them; no graph."""

from __future__ import annotations

from collections.abc import Sequence

from ..data import Vectors
from ..lambdarank import Group, LambdaRank
from .pair_features import FEATURES
from .pair_ranker import PairRanker

#: Items in a leaf: fewer than for the trees of the evaluation, since a graph of a hundred people must do.
LEAST = 20


class LambdaMart(PairRanker):
    """LambdaMART (Burges 2010) by LightGBM, no graph. An item that was drawn counts for those that it stands for."""

    name = "lightgbm"

    def _learn(self, groups: Sequence[Group]) -> None:
        self._model = LambdaRank(list(FEATURES), seed=self._seed, rounds=100, least=LEAST)
        self._model.fit(groups)

    def _judge(self, numbers: Vectors) -> Vectors:
        return self._model.scores(numbers)
