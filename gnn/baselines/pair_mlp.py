"""A small neural network over the numbers of a pair: no graph, no edges."""

from __future__ import annotations

import warnings
from typing import Any

from ..data import Vectors
from .pair_ranker import ClassifyingRanker, PairClassifier


class PairMlp(ClassifyingRanker):
    """Multilayer perceptron (Rumelhart et al. 1986) by scikit-learn, one hidden layer, over standardised numbers."""

    name = "pair_mlp"

    def _classifier(self) -> PairClassifier:
        return _Mlp(self._seed)


class _Mlp:
    """A pipeline whose training may end before it has converged, which is no news here."""

    def __init__(self, seed: int) -> None:
        from sklearn.neural_network import MLPClassifier
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        network = MLPClassifier((32,), alpha=1e-3, batch_size=256, max_iter=15, random_state=seed)
        self._steps = make_pipeline(StandardScaler(), network)

    def fit(self, x: Vectors, y: Vectors, sample_weight: Vectors) -> Any:
        from sklearn.exceptions import ConvergenceWarning

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            warnings.filterwarnings("ignore", "Got `batch_size` less than 1", UserWarning)
            self._steps.fit(x, y, mlpclassifier__sample_weight=sample_weight)
        return self

    def predict_proba(self, x: Vectors) -> Any:
        return self._steps.predict_proba(x)
