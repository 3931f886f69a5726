"""Gradient-boosted trees that learn to order the items of each person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.errors import NotEnoughData

from .data import Vectors


@dataclass(frozen=True)
class Group:
    """The items that one person is trained on: features [items, features], which of them were chosen [items], and how
    much each counts [items], the same for all if None."""

    features: Vectors
    chosen: Vectors
    weights: Vectors | None = None


class LambdaRank:
    """LambdaMART (Burges 2010) by LightGBM. Features in `rising` never lower the score when they grow."""

    def __init__(
        self,
        names: Sequence[str],
        rising: Collection[str] = (),
        *,
        seed: int = 0,
        rounds: int = 200,
        leaves: int = 15,
        least: int = 50,
    ) -> None:
        """`least` is the number of training items in a leaf."""
        self.names, self.rising, self.seed, self.rounds, self.leaves = list(names), rising, seed, rounds, leaves
        self._least = least

    def fit(self, groups: Sequence[Group]) -> None:
        """Learn from the order of chosen over other items within each group. All groups have weights, or none.

        Raises:
            NotEnoughData: there are no groups.
        """
        from .boosting import Dataset, train

        if not groups:
            raise NotEnoughData("no people to learn a ranker from", fix="Record more interactions")
        weights = [group.weights for group in groups if group.weights is not None]
        data = Dataset(
            np.concatenate([group.features for group in groups]),
            np.concatenate([group.chosen for group in groups]),
            weight=np.concatenate(weights) if weights else None,
            group=[len(group.chosen) for group in groups],
            feature_name=self.names,
        )
        settings: dict[str, Any] = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 50,
            "learning_rate": 0.05,
            "num_leaves": self.leaves,
            "min_data_in_leaf": self._least,
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
            "max_bin": 127,
            "monotone_constraints": [int(name in self.rising) for name in self.names],
            "seed": self.seed,
            "deterministic": True,
            "force_row_wise": True,
            "verbosity": -1,
        }
        self._trees = train(settings, data, num_boost_round=self.rounds)

    def scores(self, features: Vectors) -> Vectors:
        """[items] for features [items, features]."""
        return np.asarray(self._trees.predict(features), np.float32)

    def importance(self) -> dict[str, float]:
        """Share of the gain by feature, the greatest first."""
        gain = self._trees.feature_importance("gain")
        shares = gain / max(float(gain.sum()), 1e-9)
        return {self.names[i]: round(float(shares[i]), 4) for i in np.argsort(-gain, kind="stable")}
