"""Maximal marginal relevance against its definition."""

from __future__ import annotations

import numpy as np

from gnn.diversity import diversify


def _by_definition(order: list[int], scores: np.ndarray, vectors: np.ndarray, diversity: float) -> list[int]:
    placed = [order[0]]
    while len(placed) < len(order):
        left = [i for i in order if i not in placed]
        gain = [(1 - diversity) * scores[i] - diversity * max(vectors[i] @ vectors[j] for j in placed) for i in left]
        placed.append(left[int(np.argmax(gain))])
    return placed


def test_it_does_what_the_paper_says(random: np.random.Generator) -> None:
    vectors = random.normal(size=(30, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.random(30)
    order = [int(i) for i in np.argsort(-scores)]
    for diversity in (0.2, 0.5, 1.0):
        assert diversify(order, scores, vectors, diversity) == _by_definition(order, scores, vectors, diversity)
    assert diversify(order, scores, vectors, 0.0) == order


def test_copies_of_the_best_make_room_for_others() -> None:
    vectors = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], np.float32)
    scores = np.array([0.9, 0.89, 0.88, 0.6])
    assert diversify([0, 1, 2, 3], scores, vectors, 0.5) == [0, 3, 1, 2]
