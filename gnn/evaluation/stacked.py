"""A ranker over pair features: gradient-boosted trees that learn to order the adverts of each person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.errors import NotEnoughData
from graph.openmp import load_openmp

from ..data import Vectors


@dataclass(frozen=True)
class Group:
    """The adverts that one person is trained on: features [adverts, features] and which of them were viewed."""

    features: Vectors
    chosen: Vectors


class LambdaRank:
    """LambdaMART (Burges 2010) by LightGBM. Features in `rising` never lower the score when they grow."""

    def __init__(
        self, names: Sequence[str], rising: Collection[str] = (), *, seed: int = 0, rounds: int = 200, leaves: int = 15
    ) -> None:
        self.names, self.rising, self.seed, self.rounds, self.leaves = list(names), rising, seed, rounds, leaves

    def fit(self, groups: Sequence[Group]) -> None:
        """Learn from the order of chosen over other adverts within each group.

        Raises:
            NotEnoughData: there are no groups.
        """
        load_openmp()
        import lightgbm

        if not groups:
            raise NotEnoughData("no people to learn a ranker from", fix="Record more interactions")
        data = lightgbm.Dataset(
            np.concatenate([group.features for group in groups]),
            np.concatenate([group.chosen for group in groups]),
            group=[len(group.chosen) for group in groups],
            feature_name=self.names,
        )
        settings: dict[str, Any] = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 50,
            "learning_rate": 0.05,
            "num_leaves": self.leaves,
            "min_data_in_leaf": 50,
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
        self._trees = lightgbm.train(settings, data, num_boost_round=self.rounds)

    def scores(self, features: Vectors) -> Vectors:
        """[adverts] for features [adverts, features]."""
        return np.asarray(self._trees.predict(features), np.float32)

    def importance(self) -> dict[str, float]:
        """Share of the gain by feature, the greatest first."""
        gain = self._trees.feature_importance("gain")
        shares = gain / max(float(gain.sum()), 1e-9)
        return {self.names[i]: round(float(shares[i]), 4) for i in np.argsort(-gain, kind="stable")}
