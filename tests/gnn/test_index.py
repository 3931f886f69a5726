"""The exact index: right order, ties by id, additions."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.index import VectorIndex
from graph.errors import NotFound


def test_the_nearest_come_first(random: np.random.Generator) -> None:
    vectors = random.normal(size=(50, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"n{i:02}" for i in range(50)]
    index = VectorIndex(ids, vectors)
    found = index.search(vectors[7], 5)
    assert [id_ for id_, _ in found] == [ids[i] for i in np.argsort(-(vectors @ vectors[7]))[:5]]
    assert found[0] == ("n07", pytest.approx(1.0))
    assert len(index.search(vectors[7], 500)) == 50


def test_ties_come_in_order_of_id_whatever_the_order_of_loading() -> None:
    same = np.ones((4, 2), np.float32)
    for ids in (["d", "b", "a", "c"], ["a", "b", "c", "d"]):
        assert [id_ for id_, _ in VectorIndex(ids, same).search(same[0], 2)] == ["a", "b"]


def test_a_vector_can_be_added_and_replaced() -> None:
    index = VectorIndex([], np.zeros((0, 2), np.float32))
    assert index.search(np.ones(2, np.float32), 3) == []
    for id_, vector in (("b", [1, 0]), ("a", [0, 1]), ("b", [0, 1])):
        index.put(id_, np.array(vector, np.float32))
    assert index.search(np.array([0, 1], np.float32), 2) == [("a", 1.0), ("b", 1.0)]
    assert index.scores(np.array([0, 1], np.float32), ["b", "missing"]) == [1.0, 0.0]
    with pytest.raises(NotFound, match="missing"):
        index.vector("missing")
