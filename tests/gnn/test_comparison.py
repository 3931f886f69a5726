"""A new model and the one in service are judged alike, by people from whom no embedding was learnt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gnn import comparison
from gnn.comparison import Rival, beside, reciprocal_ranks
from gnn.data import GraphData, Nodes, Pairs, Vectors
from gnn.export import export
from gnn.fitting import examples, fit_without
from gnn.supervision import HELD_OUT, held_out, split
from graph.store import Store


def people_and_jobs(count: int, *, skills: int = 3) -> GraphData:
    """Everybody has a skill that some job asks for; two of three have turned to a job."""
    nodes = {"candidate": [f"c{n}" for n in range(count)], "job": ["j0", "j1", "j2"], "skill": ["s0", "s1", "s2"]}
    turned = Pairs.of((n, n % 3, 1.0) for n in range(count) if n % 3)
    edges: dict[Any, Any] = {
        edge: np.zeros((2, 0), np.int64)
        for edge in (
            ("candidate", "held", "occupation"),
            ("candidate", "works_as", "occupation"),
            ("job", "for", "occupation"),
        )
    }
    edges["candidate", "has_skill", "skill"] = np.array([range(count), [n % skills for n in range(count)]])
    edges["job", "requires", "skill"] = np.array([[0, 1, 2], [0, 1, 2]])
    rows = {kind: Nodes([{"id": id_} for id_ in ids]) for kind, ids in nodes.items()}
    return GraphData({**rows, "occupation": Nodes([])}, edges, turned)


def test_who_is_held_out_stays_so_as_people_come_and_nobody_learns_from_them() -> None:
    before, after = split(people_and_jobs(200)), split(people_and_jobs(400))
    for parts, count in ((before, 200), (after, 400)):
        outside = {n for n in range(count) if held_out(f"c{n}")}
        assert set(parts.valid.source.tolist()) == {n for n in outside if n % 3}
        # Also not from the overlap of those who have done nothing so far.
        assert set(parts.train.source.tolist()) == set(range(count)) - outside
    first = {n for n in after.valid.source.tolist() if n < 200}
    assert first == set(before.valid.source.tolist())
    assert len([n for n in range(5000) if held_out(f"c{n}")]) / 5000 == pytest.approx(HELD_OUT, abs=0.02)


def test_with_a_handful_of_people_some_validate_and_some_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    for everybody in (0.99, 0.0):
        monkeypatch.setattr("gnn.supervision.place_in_order", lambda _, place=everybody: place / 5)
        parts = split(people_and_jobs(9))
        assert len(set(parts.valid.source.tolist())) == 1
        assert len(set(parts.train.source.tolist())) == 8


@pytest.fixture(scope="module")
def data(graph: Store) -> GraphData:
    return export(graph)


def vectors(data: GraphData, seed: int) -> dict[str, Vectors]:
    """What some model might give to candidates and jobs."""
    random = np.random.default_rng(seed)
    drawn = {kind: random.normal(size=(len(data.nodes[kind]), 16)) for kind in ("candidate", "job")}
    return {kind: np.asarray(x / np.linalg.norm(x, axis=1, keepdims=True), np.float32) for kind, x in drawn.items()}


def test_a_model_beside_itself_is_no_better_and_no_worse(graph: Store, data: GraphData) -> None:
    valid, embedded = split(data).valid, vectors(data, 1)
    found = examples(graph, data, valid, embedded, seed=0)
    compared = beside(Rival("sage-same", embedded), graph, data, valid, embedded, found, fit_without(found))
    assert compared.people == len(found.people) > 1
    assert compared.new[0] > 0
    assert compared.difference == (0.0, 0.0, 0.0)
    assert not compared.worse


def test_each_is_ranked_by_rankers_that_saw_its_cosines_of_other_people(
    graph: Store, data: GraphData, monkeypatch: pytest.MonkeyPatch
) -> None:
    valid, mine, theirs = split(data).valid, vectors(data, 1), vectors(data, 2)
    found = examples(graph, data, valid, mine, seed=0)
    np.testing.assert_array_equal(found.seen_by(theirs).features[:, 1:], found.features[:, 1:])
    assert not np.allclose(found.seen_by(theirs).features[:, 0], found.features[:, 0])
    asked: list[tuple[Any, Any]] = []

    def ranks(*given: Any) -> list[float]:
        asked.append(given[3:])
        return [1.0]

    monkeypatch.setattr(comparison, "reciprocal_ranks", ranks)
    unseen = fit_without(found)
    beside(Rival("sage-other", theirs), graph, data, valid, mine, found, unseen)
    again = examples(graph, data, valid, theirs, seed=0)
    assert asked == [(mine, unseen), (theirs, fit_without(again))]
    assert unseen != fit_without(again)


def test_it_looks_at_the_jobs_that_the_service_looks_at(
    graph: Store, data: GraphData, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One job is the nearest, another shares most skills."""
    person, jobs = data.nodes["candidate"].index["candidate:data1"], data.nodes["job"]
    sharing = graph.read("gnn/jobs_sharing_skills", id="candidate:data1", limit=1)[0]["id"]
    embedded = vectors(data, 1)
    embedded["job"][jobs.index[sharing]] = -embedded["candidate"][person]

    class ByEssential:
        def score(self, features: Vectors, /) -> Any:
            return features[:, 1].astype(np.float64)

    def first(truth: str) -> float:
        valid = Pairs.of([(person, jobs.index[truth], 1.0)])
        return reciprocal_ranks(graph, data, valid, embedded, {person: ByEssential()})[0]

    monkeypatch.setattr(comparison, "POOL", 1)
    nearest = jobs.ids[int(np.argmax(embedded["job"] @ embedded["candidate"][person]))]
    assert first(sharing) > 0.4
    assert first(nearest) > 0.4
    assert all(first(other) < 0.1 for other in jobs.ids if other not in (sharing, nearest))
