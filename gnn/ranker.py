"""From the numbers of a pair to a score: a logistic regression that can be read, and its calibration."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import ModelMismatch

from .data import Vectors
from .pairs import FEATURES, FEATURES_VERSION

#: What we believe before any data, in log-odds for the full span of a feature. With few pairs the fit stays near.
#: Walks must show that they help (see `fitting.fit`).
PRIOR_WEIGHTS: dict[str, float] = {
    "cosine": 2.0, "essential": 2.4, "optional": 0.6, "related": 1.0, "occupation": 1.6, "seniority": 0.8,
    "years": 0.6, "education": 0.4, "place": 0.7, "title": 0.8, "recency": 0.4,
    "walk": 0.0,
}  # fmt: skip
PRIOR_BIAS = -4.5
#: Standard deviation of that belief.
PRIOR_SPREAD = 1.0

Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Platt:
    """Calibration of log-odds: sigmoid(slope * margin + offset)."""

    slope: float = 1.0
    offset: float = 0.0

    def of(self, margin: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Scores 0..1."""
        return _sigmoid(self.slope * margin + self.offset)


@dataclass(frozen=True)
class Ranker:
    """score = sigmoid(slope * (bias + weights . features) + offset); slope and offset are Platt's (1999)."""

    weights: tuple[float, ...] = tuple(PRIOR_WEIGHTS[name] for name in FEATURES)
    bias: float = PRIOR_BIAS
    slope: float = 1.0
    offset: float = 0.0

    def margin(self, features: Vectors) -> npt.NDArray[np.float64]:
        """Log-odds before calibration; features are [n, len(FEATURES)]."""
        return np.asarray(np.asarray(features, np.float64) @ np.array(self.weights) + self.bias)

    def score(self, features: Vectors) -> npt.NDArray[np.float64]:
        """Scores 0..1, [n]."""
        return Platt(self.slope, self.offset).of(self.margin(features))

    @property
    def walks(self) -> bool:
        """Whether walks over what people did count."""
        return self.weights[FEATURES.index("walk")] > 0

    def to_json(self) -> dict[str, Any]:
        """Named weights, for the model card."""
        named = {"weights": dict(zip(FEATURES, self.weights, strict=True)), "features": FEATURES_VERSION}
        return asdict(self) | named

    @staticmethod
    def from_json(values: dict[str, Any]) -> Ranker:
        """The inverse of `to_json`; the ranker of prior weights for an empty card. A feature that the card does not
        name came later, and weighs nothing.

        Raises:
            ModelMismatch: it was fitted on features that this version does not read, or reads otherwise.
        """
        if not values:
            return Ranker()
        named = values["weights"]
        if values.get("features") != FEATURES_VERSION or not set(named) <= set(FEATURES):
            raise ModelMismatch(
                "the ranker of the model was fitted on features that have changed since", fix="Run: careergraph train"
            )
        kept = {name: value for name, value in values.items() if name != "features"}
        return Ranker(**(kept | {"weights": tuple(named.get(name, 0.0) for name in FEATURES)}))


def fit(features: Vectors, labels: Labels) -> Ranker:
    """Fit the weights: maximum a posteriori around the prior, none below 0, so that more never lowers the score.

    Args:
        features: [n, len(FEATURES)].
        labels: [n], true for pairs that belong together.
    """
    from scipy.optimize import minimize

    x = np.hstack([np.asarray(features, np.float64), np.ones((len(features), 1))])
    y = np.asarray(labels, np.float64)
    prior = np.array([*Ranker().weights, PRIOR_BIAS])

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margin = x @ w
        away = (w - prior) / PRIOR_SPREAD
        # The bias is not held to its prior: it only says how rare matches are.
        away[-1] = 0.0
        value = float(np.sum(np.logaddexp(0.0, margin) - y * margin) + 0.5 * np.sum(away**2))
        return value, x.T @ (_sigmoid(margin) - y) + away / PRIOR_SPREAD

    bounds = [(0.0, None)] * len(FEATURES) + [(-20.0, 20.0)]
    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds)
    return Ranker(tuple(float(w) for w in found.x[:-1]), float(found.x[-1]))


def calibrate(ranker: Ranker, features: Vectors, labels: Labels) -> Ranker:
    """Fit slope and offset on pairs that the weights were not fitted on."""
    found = platt(ranker.margin(features), labels)
    return Ranker(ranker.weights, ranker.bias, found.slope, found.offset)


def platt(margin: npt.NDArray[np.float64], labels: Labels) -> Platt:
    """Fit slope and offset with Platt's smoothed targets (1999)."""
    from scipy.optimize import minimize

    hits = int(np.sum(labels))
    high, low = (hits + 1) / (hits + 2), 1 / (len(labels) - hits + 2)
    y = np.where(labels, high, low)

    def loss(p: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        z = p[0] * margin + p[1]
        error = _sigmoid(z) - y
        return float(np.sum(np.logaddexp(0.0, z) - y * z)), np.array([error @ margin, error.sum()])

    # The slope stays above 0, or calibration could turn the ranking round.
    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0.05, 20), (-20, 20)])
    return Platt(float(found.x[0]), float(found.x[1]))


def expected_calibration_error(scores: npt.NDArray[np.float64], labels: Labels, bins: int = 10) -> float:
    """Mean distance between score and frequency over equal-width bins, weighted by their size (Guo et al. 2017)."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[place == b].mean() - labels[place == b].mean()) * np.mean(place == b)
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def _sigmoid(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))
