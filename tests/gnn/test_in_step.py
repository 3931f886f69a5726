"""What another process embeds, a matcher that is open finds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gnn.in_step import IndexInStep
from gnn.matching import Matcher
from gnn.registry import ModelCard
from graph.store import Store

Trained = tuple[Store, ModelCard]
LATE = "job:late"


@pytest.fixture
def late(trained: Trained) -> Iterator[str]:
    """A job that nobody has embedded yet."""
    store = trained[0]
    store.execute("CREATE (:Job {id: $id, title: 'Night baker'})", id=LATE)
    yield LATE
    store.execute("MATCH (j:Job {id: $id}) DETACH DELETE j", id=LATE)


def _embed(store: Store, model: str, axis: int) -> None:
    """As another process would."""
    vector = np.eye(128)[axis].tolist()
    store.write("gnn/write_job_embeddings", rows=[{"id": LATE, "embedding": vector}], model=model)


def test_an_open_matcher_follows(trained: Trained, late: str) -> None:
    store, card = trained
    matcher = Matcher(store)
    matcher.jobs_for("candidate:data1", k=1)
    assert late not in matcher.jobs
    for axis in (3, 4):
        _embed(store, card.id, axis)
        matcher.jobs_for("candidate:data1", k=1)
        assert matcher.jobs.vector(late)[axis] == 1
    assert matcher.jobs.search(np.eye(128, dtype=np.float32)[4], 1)[0][0] == late


def test_only_what_is_new_is_taken_in(trained: Trained, late: str) -> None:
    store, card = trained
    index = IndexInStep(store, "job", card.id)
    size = len(index.index)
    assert index.catch_up() == 0
    _embed(store, "another-model", 3)
    assert index.catch_up() == 0
    _embed(store, card.id, 3)
    assert (index.catch_up(), index.catch_up()) == (1, 0)
    assert len(index.index) == size + 1


def test_feedback_that_another_process_heeds_moves_people_here(trained: Trained) -> None:
    store, card = trained
    index = IndexInStep(store, "candidate", card.id)
    id_ = index.index.ids[0]
    before = index.index.vector(id_).copy()
    moved = np.eye(128)[5].tolist()
    try:
        store.write("gnn/write_moved_embeddings", rows=[{"id": id_, "embedding": moved, "profile": before.tolist()}])
        assert index.catch_up() == 1
        assert index.index.vector(id_)[5] == 1
    finally:
        store.write("gnn/write_moved_embeddings", rows=[{"id": id_, "embedding": before.tolist(), "profile": None}])
