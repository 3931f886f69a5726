"""A linear ranker fitted by full softmax over all items: the conditional logit of choice models (McFadden 1974)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..data import Vectors

Floats = npt.NDArray[np.float64]


class ChoiceModel:
    """score = sum over features of weight * (feature / its spread). Weights below 0 are not allowed, so that more of
    a feature never ranks lower; a weak pull to 0 keeps them finite."""

    def __init__(self, names: Sequence[str], pull: float = 1.0) -> None:
        self.names, self.pull = list(names), pull
        self.weights: Floats = np.zeros(len(self.names))
        self.spread: Floats = np.ones(len(self.names))

    def fit(self, features: Mapping[str, Vectors], targets: Sequence[Sequence[int]]) -> None:
        """Fit on features [queries, items] by name, and the chosen items of each query."""
        from scipy.optimize import minimize

        x = np.stack([features[name] for name in self.names], axis=-1).astype(np.float64)
        self.spread = np.maximum(x.reshape(-1, x.shape[-1]).std(axis=0), 1e-9)
        x /= self.spread
        rows = [i for i, chosen in enumerate(targets) if len(chosen)]
        mean = np.stack([x[i, list(targets[i])].mean(axis=0) for i in rows])
        x = x[rows]

        def loss(w: Floats) -> tuple[float, Floats]:
            logits = x @ w
            top = logits.max(axis=1, keepdims=True)
            p = np.exp(logits - top)
            total = p.sum(axis=1, keepdims=True)
            value = float(np.sum(np.log(total) + top) - np.sum(mean @ w) + 0.5 * self.pull * w @ w)
            expected = np.einsum("qi,qif->f", p / total, x)
            return value, expected - mean.sum(axis=0) + self.pull * w

        start = np.full(len(self.names), 0.1)
        bounds = [(0.0, None)] * len(self.names)
        self.weights = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 60}).x

    def scores(self, features: Mapping[str, Vectors]) -> Vectors:
        """[queries, items]."""
        parts = zip(self.names, self.weights, self.spread, strict=True)
        total = sum(features[name] * np.float32(weight / spread) for name, weight, spread in parts)
        return np.asarray(total, np.float32)

    def to_json(self) -> dict[str, float]:
        """Weight by feature, per standard deviation of the feature."""
        return {name: round(float(weight), 4) for name, weight in zip(self.names, self.weights, strict=True)}
