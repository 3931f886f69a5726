"""A softmax over occupations on sentence vectors: one direction for each, one bias, one scale for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .titles_features import Floats


@dataclass(frozen=True)
class MeaningHead:
    """`directions` [classes, dimensions], each scaled; `bias` [classes]."""

    classes: tuple[str, ...]
    directions: Floats
    bias: Floats

    def log_probabilities(self, vectors: Floats) -> Floats:
        """Unit vectors [texts, dimensions] to [texts, classes]."""
        found: Floats = vectors @ self.directions.T + self.bias
        found -= found.max(axis=1, keepdims=True)
        found -= np.log(np.exp(found).sum(axis=1, keepdims=True))
        return found
