"""Reasons are true: take the edges of a cited path out of the graph, and the score falls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gnn.export import read_candidates, read_jobs
from gnn.inference import Embedder
from gnn.matching import Matcher
from gnn.pairs import near_candidates, pair_features
from gnn.ranker import Ranker
from gnn.reasons import Reason
from gnn.registry import ModelCard
from gnn.walks import walks_from
from graph.store import Store, Transaction

from .conftest import CharacterEncoder

Trained = tuple[Store, ModelCard]


class RolledBack(Exception):
    """Nothing of the transaction is to stay."""


class InTransaction:
    """A store that reads what an open transaction sees."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def read(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self._transaction.run(name, **parameters)


def score(store: Any, matcher: Matcher, embedder: Embedder, candidate_id: str, job_id: str) -> float:
    """The score from nothing but the graph: both are embedded anew from the neighbours that they have now."""
    (candidate,), (job,) = read_candidates(store, [candidate_id]), read_jobs(store, [job_id])
    embedder.store = store
    cosine = float(embedder.embed_rows("candidate", [candidate])[0] @ embedder.embed_rows("job", [job])[0])
    near = replace(near_candidates(store, [candidate]), walks=walks_from(store, candidate_id))
    features = pair_features(candidate, job, cosine, near)
    return float(matcher.ranker.score(features[None])[0])


def delete(transaction: Transaction, reason: Reason) -> None:
    for left, relation, right in zip(reason.path, reason.relations, reason.path[1:], strict=False):
        found = transaction._inner.run(
            "MATCH (a {id: $a})-[r]-(b {id: $b}) WHERE type(r) = $type DELETE r RETURN count(r) AS gone",
            a=left.id, b=right.id, type=relation,
        ).single()  # fmt: skip
        assert found is not None
        assert found["gone"] > 0, "a cited edge is not in the graph"


@pytest.mark.parametrize("walks", [False, True])
def test_without_the_cited_edges_the_score_falls(trained: Trained, encoder: CharacterEncoder, walks: bool) -> None:
    store, _ = trained
    matcher, embedder = Matcher(store), Embedder(store, encoder=encoder)
    assert isinstance(matcher.ranker, Ranker)
    assert not matcher.ranker.walks, "eight people say too little of walks"
    if walks:
        matcher.ranker = replace(matcher.ranker, weights=(*matcher.ranker.weights[:-1], 2.0))
    fell: list[bool] = []
    kinds: set[str] = set()
    for person in ("candidate:data0", "candidate:nursing3", "candidate:sales6"):
        for item in matcher.jobs_for(person, k=2).items:
            before = score(store, matcher, embedder, person, item.id)
            for reason in item.reasons:
                with pytest.raises(RolledBack), store.transaction() as transaction:
                    delete(transaction, reason)
                    after = score(InTransaction(transaction), matcher, embedder, person, item.id)
                    fell.append(after < before)
                    kinds.add(reason.kind)
                    raise RolledBack
            assert score(store, matcher, embedder, person, item.id) == before, "the graph is as it was"
    assert {"skill", "occupation"} <= kinds
    assert ("also_chosen" in kinds) == walks
    assert np.mean(fell) >= 0.9, f"{sum(fell)} of {len(fell)}"
