"""The synthetic graph: seeded, of the size that was asked for, with hubs, and the same on its way through the store."""

from __future__ import annotations

import numpy as np
import pytest

from bench.export import build
from bench.synthetic import SHARES, edge_count, synthetic_graph
from gnn.data import EDGE_TYPES, NODE_TYPES
from gnn.export import export
from graph.store import Store

HAS = ("candidate", "has_skill", "skill")


def test_it_covers_the_schema_and_repeats_itself() -> None:
    graph, again, other = synthetic_graph(20_000, 1), synthetic_graph(20_000, 1), synthetic_graph(20_000, 2)
    assert set(graph.edges) == set(EDGE_TYPES)
    assert tuple(graph.counts) == NODE_TYPES
    assert sum(SHARES.values()) == pytest.approx(1.0)
    assert edge_count(graph.edges) == 20_000
    for edge, index in graph.edges.items():
        np.testing.assert_array_equal(index, again.edges[edge])
        assert index.shape[1] == len(set(map(tuple, index.T.tolist())))
        assert (index.max(axis=1) < [graph.counts[edge[0]], graph.counts[edge[2]]]).all()
    assert not np.array_equal(graph.edges[HAS], other.edges[HAS])
    assert set(graph.features(3)) == set(NODE_TYPES)


@pytest.mark.parametrize("edges", [1_000, 1_234, 2_500, 6_001])
def test_small_graphs_have_what_was_asked_for(edges: int) -> None:
    assert edge_count(synthetic_graph(edges).edges) == edges


def test_a_few_nodes_have_most_of_the_edges() -> None:
    graph = synthetic_graph(50_000)
    degrees = np.sort(np.bincount(graph.edges[HAS][1], minlength=graph.counts["skill"]))[::-1]
    assert degrees[: len(degrees) // 10].sum() > 0.3 * degrees.sum()


def test_what_is_built_in_the_store_is_exported_again(store: Store) -> None:
    graph = synthetic_graph(1_500, 3)
    build(store, graph)
    data = export(store)
    assert {kind: len(nodes) for kind, nodes in data.nodes.items()} == graph.counts
    for edge, index in graph.edges.items():
        np.testing.assert_array_equal(data.edges[edge], index)
