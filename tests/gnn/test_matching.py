"""Matching on the invented world: right block first, reasons that exist, gaps that are gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gnn.data import NODE_TYPES
from gnn.export import export
from gnn.features import features
from gnn.inference import Embedder, embed_all
from gnn.matching import Matcher
from gnn.registry import ModelCard, load, load_states
from graph.errors import NotFound
from graph.store import Store

from .conftest import CharacterEncoder

Trained = tuple[Store, ModelCard]


@pytest.fixture(scope="module")
def matcher(trained: Trained) -> Matcher:
    return Matcher(trained[0])


def test_best_jobs_and_people_are_of_the_own_block(matcher: Matcher) -> None:
    for block in ("data", "nursing", "sales"):
        jobs = matcher.jobs_for(f"candidate:{block}1", k=5)
        assert [item.id for item in jobs.items if block in item.id] == [item.id for item in jobs.items]
        people = matcher.people_for(f"job:{block}2", k=5)
        assert all(block in item.id for item in people.items)


def test_scores_are_sorted_probabilities_and_pages_follow_each_other(matcher: Matcher) -> None:
    whole = matcher.jobs_for("candidate:data1", k=10)
    scores = [item.score for item in whole.items]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= item.score <= 1 and 0 <= item.confidence <= 1 for item in whole.items)
    first = matcher.jobs_for("candidate:data1", k=4)
    second = matcher.jobs_for("candidate:data1", k=6, offset=first.next or 0)
    assert [i.id for i in (*first.items, *second.items)] == [i.id for i in whole.items]
    assert matcher.jobs_for("candidate:data1", k=100).next is None


def test_confidence_is_kept_apart_from_the_score(matcher: Matcher) -> None:
    """Every document of the invented world says as much: jobs of all blocks are known alike, and fit worlds apart."""
    items = matcher.jobs_for("candidate:data1", k=30).items
    best, worst = items[0], items[-1]
    assert best.score > 2 * worst.score
    assert "data" not in worst.id
    assert np.ptp([item.confidence for item in items]) < 0.15 < best.score - worst.score


def test_every_reason_is_a_path_of_the_graph(matcher: Matcher) -> None:
    page = matcher.jobs_for("candidate:data1", k=5)
    kinds = set()
    for item in page.items:
        assert item.reasons
        for reason in item.reasons:
            kinds.add(reason.kind)
            assert reason.weight > 0
            assert (reason.path[0].id, reason.path[-1].id) == ("candidate:data1", item.id)
            for left, relation, right in zip(reason.path, reason.relations, reason.path[1:], strict=False):
                found = matcher.store.execute(
                    "MATCH (a {id: $a})-[r]-(b {id: $b}) WHERE type(r) = $r RETURN count(r) AS n",
                    a=left.id, b=right.id, r=relation,
                )  # fmt: skip
                assert found[0]["n"] > 0, (left, relation, right)
    assert {"skill", "occupation"} <= kinds


def test_skill_reasons_carry_evidence_from_both_documents(matcher: Matcher) -> None:
    item = matcher.jobs_for("candidate:sales3", k=1).items[0]
    skill = next(reason for reason in item.reasons if reason.kind == "skill")
    assert {piece.document for piece in skill.evidence} == {"document:candidate:sales3", f"document:{item.id}"}
    assert all(piece.start < piece.end for piece in skill.evidence)


def test_gaps_are_demanded_and_missing(matcher: Matcher) -> None:
    for item in matcher.jobs_for("candidate:nursing2", k=5).items:
        rows = matcher.store.execute(
            "MATCH (c:Candidate {id: 'candidate:nursing2'}), (:Job {id: $j})-[:REQUIRES]->(s) "
            "WHERE NOT EXISTS { (c)-[:HAS_SKILL]->(s) } RETURN s.id AS id",
            j=item.id,
        )
        assert {gap.skill for gap in item.gaps} == {row["id"] for row in rows}


def test_labels_come_in_the_language_asked_for(matcher: Matcher) -> None:
    for lang, mark in (("zh", True), ("en", False)):
        items = matcher.jobs_for("candidate:data1", k=3, lang=lang).items
        labels = [n.label for i in items for r in i.reasons for n in r.path if n.type in ("Skill", "Occupation")]
        labels += [gap.label for item in items for gap in item.gaps]
        assert labels
        assert all((not text.isascii()) is mark for text in labels)


def test_reply_has_the_agreed_shape(matcher: Matcher) -> None:
    reply: dict[str, Any] = matcher.people_for("job:data2", k=2).as_json()
    assert set(reply) == {"items", "model", "ontology", "next"}
    item = reply["items"][0]
    assert {"candidate_id", "score", "confidence", "reasons", "gaps"} <= set(item)
    assert set(item["reasons"][0]["path"][0]) == {"id", "label", "type"}
    assert set(reply["model"]) == {"id", "trained_at"}
    assert reply["ontology"] == {"version": "starter@1"}
    assert "Nobody" not in str(reply)


def test_unknown_ids_are_named(matcher: Matcher) -> None:
    with pytest.raises(NotFound, match="candidate:none"):
        matcher.jobs_for("candidate:none")


def test_a_known_document_is_embedded_as_in_training(trained: Trained, encoder: CharacterEncoder) -> None:
    store, card = trained
    data = export(store)
    vectors, _ = embed_all(load(card.id)[0], data, features(data, encoder), device="cpu")
    embedder = Embedder(store, encoder=encoder)
    for kind in ("candidate", "job"):
        again = embedder.embed_new(kind, data.nodes[kind].ids[:5], write=False)
        np.testing.assert_allclose(again, vectors[kind][:5], atol=1e-5)


def test_a_new_resume_with_an_unseen_skill_is_matched_without_training(
    trained: Trained, encoder: CharacterEncoder
) -> None:
    store, _ = trained
    store.execute(
        "MATCH (a:Skill {id: 's:triage'}), (b:Skill {id: 's:first aid'}), (o:Occupation {id: 'o:nursing'}) "
        "CREATE (c:Candidate {id: 'candidate:new', headline: '护士', lang: 'zh'}) "
        "CREATE (c)-[:HAS_SKILL {confidence: 0.8}]->(a), (c)-[:HAS_SKILL {confidence: 0.8}]->(b), (c)-[:WORKS_AS]->(o) "
        "CREATE (c)-[:HAS_SKILL {confidence: 0.5}]->(:Skill {id: 's:new', label_zh: '针灸'})"
    )
    try:
        fresh = Matcher(store)
        fresh.embedder._encoder = encoder
        assert all("nursing" in item.id for item in fresh.jobs_for("candidate:new", k=3).items)
        stored = store.execute("MATCH (c:Candidate {id: 'candidate:new'}) RETURN size(c.embedding) AS n")
        assert stored[0]["n"] == 128
        assert fresh.embedder.refresh() == 0
    finally:
        store.execute("MATCH (c:Candidate {id: 'candidate:new'}) DETACH DELETE c")
        store.execute("MATCH (s:Skill {id: 's:new'}) DETACH DELETE s")


def test_the_vector_index_finds_the_embeddings(trained: Trained) -> None:
    store, _ = trained
    store.execute("CALL db.awaitIndexes(30)")
    rows = store.execute(
        "MATCH (c:Candidate {id: 'candidate:data1'}) CALL db.index.vector.queryNodes('job_embedding', 3, c.embedding) "
        "YIELD node RETURN node.id AS id"
    )
    assert len(rows) == 3
    assert all("data" in row["id"] for row in rows)


def test_the_card_tells_what_the_model_was_made_of(trained: Trained) -> None:
    store, card = trained
    assert card.supervision["interactions"] == 72
    assert card.metrics["validation_mrr"] > 0.2
    tensors, ids = load_states(card.id)
    assert set(ids) == set(NODE_TYPES) - {"candidate", "job"}
    assert all(len(tensors[f"{layer}.{kind}"]) == len(names) for kind, names in ids.items() for layer in (0, 1))
    assert store.read("gnn/active_model", kind="matching")[0]["id"] == card.id
