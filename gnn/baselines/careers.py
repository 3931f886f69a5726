"""Simple predictors of the next occupation from those before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from ..data import Vectors

Sequences = Sequence[Sequence[int]]


class NextOccupation(Protocol):
    """Learns from whole sequences of occupation indices, then scores every occupation as the next one."""

    name: str

    def fit(self, sequences: Sequences, count: int) -> None: ...

    def scores(self, before: Sequence[int]) -> Vectors: ...


class MostFrequent:
    """The occupations that most positions were in."""

    name = "most_frequent"

    def fit(self, sequences: Sequences, count: int) -> None:
        self._counts = np.zeros(count, np.float32)
        for occupation, n in Counter(i for sequence in sequences for i in sequence).items():
            self._counts[occupation] = n

    def scores(self, before: Sequence[int]) -> Vectors:  # noqa: ARG002 - the same for everybody
        return self._counts


class RepeatLast:
    """The last occupation again, then the ones before it, latest first."""

    name = "repeat_last"

    def fit(self, sequences: Sequences, count: int) -> None:  # noqa: ARG002 - there is nothing to learn
        self._count = count

    def scores(self, before: Sequence[int]) -> Vectors:
        found = np.zeros(self._count, np.float32)
        for i, occupation in enumerate(before):
            found[occupation] = i + 1
        return found


class Markov:
    """First-order transition probabilities, backed off to frequency (absolute discounting, Ney et al. 1994)."""

    name = "markov"
    discount = 0.5

    def fit(self, sequences: Sequences, count: int) -> None:
        self._moves: dict[int, Counter[int]] = defaultdict(Counter)
        frequency = np.full(count, 0.1, np.float32)
        for sequence in sequences:
            for a, b in pairwise(sequence):
                self._moves[a][b] += 1
            np.add.at(frequency, list(sequence), 1.0)
        self._frequency = frequency / frequency.sum()

    def scores(self, before: Sequence[int]) -> Vectors:
        moves = self._moves.get(before[-1]) if before else None
        if not moves:
            return np.asarray(self._frequency, np.float32)
        total = sum(moves.values())
        found = self._frequency * (self.discount * len(moves) / total)
        for occupation, n in moves.items():
            found[occupation] += (n - self.discount) / total
        return np.asarray(found, np.float32)
