"""The next step of a career: transition counts, blended with how alike occupations are in meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .baselines.careers import Markov, Sequences
from .data import Vectors


class CareerModel:
    """A Markov chain backed off to likeness of occupations: a move never seen is likelier between alike occupations.

    Args:
        vectors: unit vectors of the occupations, [occupations, dimension], e.g. of their labels.
        sharpness: how strongly likeness counts; softmax temperature is its inverse.
    """

    name = "markov_embedding"

    def __init__(self, vectors: Vectors, sharpness: float = 12.0) -> None:
        self._vectors, self._sharpness = vectors, sharpness
        self._chain = Markov()
        self._weights = np.array([0.4, 0.3, 0.3])

    def fit(self, sequences: Sequences, count: int) -> None:
        """Count moves, then set the blend by expectation maximisation on last moves left out of the counts."""
        asked = [sequence for sequence in sequences if len(sequence) > 1]
        parts = []
        for fold in range(5):
            self._chain.fit([s for i, s in enumerate(sequences) if i % 5 != fold], count)
            parts += [
                [float(part[sequence[-1]]) for part in self._parts(sequence[:-1])]
                for i, sequence in enumerate(asked)
                if i % 5 == fold
            ]
        likelihood = np.array(parts, np.float64).reshape(-1, len(self._weights))
        for _ in range(30 if len(likelihood) else 0):
            share = likelihood * self._weights
            share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-300)
            self._weights = share.mean(axis=0)
        self._chain.fit(sequences, count)

    def scores(self, before: Sequence[int]) -> Vectors:
        """Probability of every occupation as the next one, [occupations]."""
        return np.asarray(np.tensordot(self._weights, np.stack(self._parts(before)), axes=1), np.float32)

    def _parts(self, before: Sequence[int]) -> list[Vectors]:
        """Three distributions: by moves, by likeness to the career so far, and staying in an occupation held before."""
        count = len(self._vectors)
        moves = self._chain.scores(before)
        if not before:
            even: Vectors = np.full(count, 1.0 / count, np.float32)
            return [moves, even, even]
        # The last position says most of the next one.
        age = 0.5 ** np.arange(len(before))[::-1]
        mean = (self._vectors[list(before)] * age[:, None]).sum(axis=0) / age.sum()
        alike = np.exp(self._sharpness * (self._vectors @ mean - 1.0))
        held: Vectors = np.full(count, 1e-6, np.float32)
        np.add.at(held, list(before), age)
        return [moves, np.asarray(alike / alike.sum(), np.float32), held / held.sum()]
