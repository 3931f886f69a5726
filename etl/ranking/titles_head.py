"""A softmax over occupations on sentence vectors: one direction for each, one bias, one scale for all.

Occupations without labelled titles are classes too, by what they are called (zero-shot: Socher et al. 2013).
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def widened(self, classes: Sequence[str], prototypes: Floats, bias: float) -> MeaningHead:
        """With further classes that nothing was learnt of: unit vectors of their names, scaled as the others are.

        Args:
            prototypes: [classes, dimensions].
            bias: that of each of them.
        """
        scale = np.linalg.norm(self.directions, axis=1).mean()
        return MeaningHead(
            (*self.classes, *classes),
            np.vstack([self.directions, scale * prototypes]).astype(np.float32),
            np.concatenate([self.bias, np.full(len(classes), bias)]).astype(np.float32),
        )
