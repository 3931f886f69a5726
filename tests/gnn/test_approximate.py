"""The approximate index against the exact one, on seeded vectors."""

from __future__ import annotations

import numpy as np
import pytest

from gnn import approximate
from gnn.approximate import ApproximateIndex, Precision, build_index, recall
from gnn.data import Vectors
from gnn.index import VectorIndex


def clustered(count: int, random: np.random.Generator, dimension: int = 64) -> Vectors:
    """Unit vectors around 30 centres: embeddings are no uniform noise."""
    centres = random.normal(size=(30, dimension))
    found = centres[random.integers(0, 30, count)] + 0.6 * random.normal(size=(count, dimension))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize(("precision", "least"), [("f32", 0.97), ("i8", 0.95)])
def test_it_finds_nearly_all_of_the_exact_neighbours(
    precision: Precision, least: float, random: np.random.Generator
) -> None:
    vectors = clustered(4_000, random)
    index = ApproximateIndex([f"n{i}" for i in range(4_000)], vectors, precision)
    assert recall(index, clustered(40, random), 50) >= least
    for id_, score in index.search(vectors[5], 10):
        assert score == pytest.approx(float(index.vector(id_) @ vectors[5]), abs=1e-6)


def test_it_answers_as_the_exact_one_where_it_can(random: np.random.Generator) -> None:
    vectors = clustered(500, random)
    ids = [f"n{i:03}" for i in range(500)]
    exact, index = VectorIndex(ids, vectors), ApproximateIndex(ids, vectors)
    assert index.search(vectors[3], 7, ids[:100]) == exact.search(vectors[3], 7, ids[:100])
    assert index.search(vectors[3], 400) == exact.search(vectors[3], 400)
    for id_, vector in (("n003", vectors[4]), ("new", vectors[3])):
        index.put(id_, vector)
    assert index.search(vectors[3], 1)[0] == ("new", pytest.approx(1.0))
    assert {id_ for id_, _ in index.search(vectors[4], 2)} == {"n003", "n004"}


def test_few_vectors_are_searched_exactly(monkeypatch: pytest.MonkeyPatch, random: np.random.Generator) -> None:
    vectors = clustered(20, random)
    ids = [str(i) for i in range(20)]
    assert type(build_index(ids, vectors)) is VectorIndex
    monkeypatch.setattr(approximate, "EXACT_UP_TO", 10)
    assert type(build_index(ids, vectors)) is ApproximateIndex
