"""Export: everything that may pass messages, nothing that may not."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.data import EDGE_TYPES, NODE_TYPES, GraphData, Nodes, Pairs
from gnn.evaluation.leakage import leaks
from gnn.export import export
from gnn.features import features, numbers
from gnn.supervision import overlap_pairs, split
from graph.errors import ModelMismatch, NotEnoughData
from graph.store import Store

from .conftest import CharacterEncoder
from .world import BLOCKS, JOBS, PEOPLE


@pytest.fixture
def data(peopled: Store) -> GraphData:
    return export(peopled)


def test_the_world_comes_out_whole(peopled: Store, data: GraphData, encoder: CharacterEncoder) -> None:
    assert tuple(data.nodes) == NODE_TYPES
    assert set(data.edges) == set(EDGE_TYPES)
    assert len(data.nodes["candidate"]) == len(BLOCKS) * PEOPLE
    assert len(data.nodes["job"]) == len(BLOCKS) * JOBS
    stored = peopled.execute("MATCH (:Candidate)-[r:HAS_SKILL]->() RETURN count(r) AS n")[0]["n"]
    assert data.edges["candidate", "has_skill", "skill"].shape == (2, stored)
    assert len(data.interactions) == 72
    assert data.ontology_version == "starter@1"
    assert "Nobody" not in str([nodes.rows for nodes in data.nodes.values()])

    again = export(peopled)
    for edge, pairs in data.edges.items():
        np.testing.assert_array_equal(pairs, again.edges[edge])

    made = features(data, encoder)
    hetero = data.hetero(made)
    assert hetero["job"].num_nodes == len(data.nodes["job"])
    assert len(hetero.edge_types) == 2 * len(EDGE_TYPES)
    with pytest.raises(ModelMismatch, match="job"):
        data.hetero(made | {"job": made["job"][:1]})


def test_pages_come_in_order(peopled: Store, data: GraphData, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("gnn.export.PAGE", 7)
    again = export(peopled, lambda done, total: told.append((done, total)))
    for kind in ("candidate", "job"):
        assert again.nodes[kind].rows == data.nodes[kind].rows
    total = len(data.nodes["candidate"]) + len(data.nodes["job"])
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (total, total)
    assert len(told) > 4


def test_no_interaction_passes_messages(data: GraphData) -> None:
    import torch

    edges = {edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in data.with_reverse().items()}
    assert leaks(edges, data.interactions, "candidate", "job") == {}
    assert not any({edge[0], edge[2]} == {"candidate", "job"} for edge in edges)


def test_no_candidate_is_in_both_parts(data: GraphData) -> None:
    parts = split(data)
    assert len(parts.train)
    assert len(parts.valid)
    assert not set(parts.train.source) & set(parts.valid.source)
    assert parts.counts["interactions"] == 72
    assert parts.counts["overlap"] > 0


def test_overlap_stays_within_blocks(data: GraphData) -> None:
    pairs = overlap_pairs(data)
    people, jobs = data.nodes["candidate"].ids, data.nodes["job"].ids
    for person, job in zip(pairs.source, pairs.target, strict=True):
        block = people[person].removeprefix("candidate:")[:-1]
        assert block in jobs[job]


def test_an_empty_graph_is_refused(store: Store) -> None:
    with pytest.raises(NotEnoughData):
        split(export(store))


def test_repeated_interactions_keep_the_strongest() -> None:
    pairs = Pairs.of([(0, 1, 0.2), (0, 1, 1.0), (0, 0, 0.6)])
    assert pairs.weight.tolist() == pytest.approx([0.6, 1.0])


def test_numbers_tell_unknown_from_zero() -> None:
    unknown = numbers({"years": None, "seniority": None, "education": None})
    intern = numbers({"years": 0, "seniority": "intern", "education": "secondary"})
    assert unknown.tolist() == [0, 0, 0, 0, 0, 0]
    assert intern.tolist() == [0, 1, 0, 1, 0, 1]
    assert Nodes([{"id": "a"}, {"id": "b"}]).index == {"a": 0, "b": 1}
