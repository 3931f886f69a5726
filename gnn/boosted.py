"""A ranker with trees on top of the logistic one, for where there is enough feedback to learn how facts interact."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graph.errors import ModelMismatch

from .data import Vectors
from .pairs import FEATURES
from .ranker import Labels, Platt, Ranker, platt

if TYPE_CHECKING:
    from .boosting import Booster

KIND = "boosted"
ROUNDS = 150
_OPTIONS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 7,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    # Every feature is built so that more of it never makes a worse match (see `pairs`): nor does it for the trees.
    "monotone_constraints": [1] * len(FEATURES),
    "monotone_constraints_method": "intermediate",
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


@dataclass(frozen=True)
class BoostedRanker:
    """score = sigmoid(slope * (margin of the logistic ranker + trees) + offset). It never falls when a feature grows.

    Args:
        trees: a LightGBM model in LightGBM's own text format.
    """

    base: Ranker
    trees: str
    slope: float = 1.0
    offset: float = 0.0

    @cached_property
    def booster(self) -> Booster:
        """The trees.

        Raises:
            ModelMismatch: they were grown on other features.
        """
        from .boosting import Booster

        found = Booster(model_str=self.trees)
        # Features come later at the end, so trees that were grown before read the first ones.
        if found.num_feature() > len(FEATURES):
            raise ModelMismatch("the trees of the ranker were grown on other features", fix="Run: careergraph train")
        return found

    def margin(self, features: Vectors) -> npt.NDArray[np.float64]:
        """Log-odds before calibration; features are [n, len(FEATURES)]."""
        rows = np.asarray(features, np.float64)[:, : self.booster.num_feature()]
        return np.asarray(self.base.margin(features) + self.booster.predict(rows, raw_score=True, num_threads=1))

    def score(self, features: Vectors) -> npt.NDArray[np.float64]:
        """Scores 0..1, [n]."""
        return Platt(self.slope, self.offset).of(self.margin(features))

    @property
    def walks(self) -> bool:
        """Whether walks over what people did count."""
        place = FEATURES.index("walk")
        return self.base.walks or bool(self.booster.feature_importance()[place : place + 1].sum())

    def to_json(self) -> dict[str, Any]:
        """All but the trees, for the model card."""
        return {"kind": KIND, "base": self.base.to_json(), "slope": self.slope, "offset": self.offset}

    @staticmethod
    def from_json(values: dict[str, Any], trees: str) -> BoostedRanker:
        """The inverse of `to_json`.

        Raises:
            ModelMismatch: it was fitted on other features.
        """
        return BoostedRanker(Ranker.from_json(values["base"]), trees, values["slope"], values["offset"])


def boost(base: Ranker, features: Vectors, labels: Labels, seed: int = 0) -> BoostedRanker:
    """Grow trees for what the logistic ranker leaves unexplained.

    Args:
        features: [n, len(FEATURES)].
        labels: [n], true for pairs that belong together.
    """
    from .boosting import Dataset, train

    rows = np.asarray(features, np.float64)
    data = Dataset(rows, labels.astype(np.float64), init_score=base.margin(features), free_raw_data=False)
    grown = train(_OPTIONS | {"seed": seed}, data, num_boost_round=ROUNDS)
    return BoostedRanker(base, grown.model_to_string())


def calibrate(ranker: BoostedRanker, features: Vectors, labels: Labels) -> BoostedRanker:
    """Fit slope and offset on pairs that the trees have not seen (Platt 1999)."""
    found = platt(ranker.margin(features), labels)
    return BoostedRanker(ranker.base, ranker.trees, **asdict(found))
