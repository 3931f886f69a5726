"""What `train_model` passes on: refusals of the people who teach, and how to learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gnn import supervision
from gnn.data import GraphData, Pairs
from gnn.export import export
from gnn.inference import Embedder
from gnn.pipeline import train_model
from gnn.supervision import OVERLAP_PER_CANDIDATE, overlap_pairs, split
from graph.store import Store

from .conftest import CharacterEncoder


@pytest.fixture(scope="module")
def data(graph: Store) -> GraphData:
    """The world, where everybody in nursing and in sales refused the first three jobs of their block that they did not
    apply for."""
    found = export(graph)
    people, jobs, chosen = found.nodes["candidate"].ids, found.nodes["job"].ids, _pairs(found.interactions)
    refused = []
    for i, person in enumerate(people):
        block = person.removeprefix("candidate:")[:-1]
        own = [j for j, job in enumerate(jobs) if job.startswith(f"job:{block}") and (i, j) not in chosen]
        refused += [(i, j, 0.4) for j in own[:3] if block != "data"]
    return replace(found, refused=Pairs.of(refused))


def test_refusals_of_those_who_teach_are_learnt_from_and_of_the_others_only_kept_for_the_ranker(
    data: GraphData,
) -> None:
    parts = split(data)
    held = set(parts.valid.source.tolist())
    assert held & set(data.refused.source.tolist()), "the world has such people"
    assert set(parts.refused.source.tolist()) == set(data.refused.source.tolist()) - held
    assert parts.counts["refused"] == len(data.refused) == 48


def test_what_was_refused_is_no_overlap_to_learn_from(data: GraphData) -> None:
    refused = _pairs(data.refused)
    before = overlap_pairs(GraphData(data.nodes, data.edges))
    assert refused & _pairs(before), "else there is nothing to see"
    found = overlap_pairs(data)
    assert not refused & _pairs(found)
    assert np.bincount(found.source).max() == OVERLAP_PER_CANDIDATE


def test_who_only_refused_gets_overlap_to_compare_with(data: GraphData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "ENOUGH_INTERACTIONS", 1)
    someone = int(data.refused.source[0])
    kept = data.interactions.where(data.interactions.source != someone)
    assert len(split(GraphData(data.nodes, data.edges, data.interactions, data.refused)).train) > 0
    parts = split(GraphData(data.nodes, data.edges, kept, data.refused))
    learnt = Pairs.join(parts.train, parts.valid)
    assert parts.counts["overlap"] == OVERLAP_PER_CANDIDATE
    extra = {pair for pair in _pairs(learnt) if pair[0] == someone}
    assert len(extra) == OVERLAP_PER_CANDIDATE
    assert not extra & _pairs(data.refused)


def test_how_to_learn_is_on_the_card_and_in_the_model(peopled: Store, encoder: CharacterEncoder) -> None:
    card = train_model(
        peopled,
        epochs=2,
        batch=16,
        neighbours=(3, 3),
        aggregation="attention",
        hard_negatives=3,
        edge_dropout=0.2,
        popularity=True,
        device="cpu",
        encoder=encoder,
        force=True,
    )
    said = {"aggregation": "attention", "hard_negatives": 3, "edge_dropout": 0.2, "popularity": True, "batch": 16}
    assert card.settings.items() >= said.items()
    embedder = Embedder(peopled, card.id, encoder)
    assert embedder.model.config.aggregation == "attention"
    ids = [row["id"] for row in peopled.read("gnn/job_ids")][:4]
    stored = peopled.execute("MATCH (j:Job) WHERE j.id IN $ids RETURN j.id AS id, j.embedding AS vector", ids=ids)
    by_id = {row["id"]: row["vector"] for row in stored}
    np.testing.assert_allclose(embedder.embed_new("job", ids, write=False), [by_id[id_] for id_ in ids], atol=1e-4)


def _pairs(pairs: Pairs) -> set[tuple[int, int]]:
    return set(zip(pairs.source.tolist(), pairs.target.tolist(), strict=True))
